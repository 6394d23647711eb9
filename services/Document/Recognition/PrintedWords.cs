namespace Budget.Document.Recognition;

/// <summary>
/// The paragraphs of a document made elsewhere, fit to be read without asking at each step whether something is there:
/// what a broken document leaves out is empty, and figures that are no numbers are left out.
/// </summary>
static class PrintedWords
{
    public static IReadOnlyList<Statement> Of(DisclosureDocument document)
    {
        if (document.Printed?.Statements is not { } statements) return [];
        foreach (var statement in statements)
        {
            if (!IsWhole(statement)) return [.. statements.Where(s => s is not null).Select(Mend)];
        }
        return statements;
    }

    static bool IsWhole(Statement statement)
    {
        if (statement is not { Section: not null, Heading: not null, Text: not null, Figures: not null }) return false;
        foreach (var figure in statement.Figures)
        {
            if (!IsWhole(figure)) return false;
        }
        return true;
    }

    static bool IsWhole(Figure figure) => figure is { Label: not null, Unit: not null, Direction: not null, Basis: not null, Reason: not null } && IsNumber(figure);

    static bool IsNumber(Figure figure) => figure.Value is not { Decimals: < 0 or > 18 };

    static Statement Mend(Statement statement) => statement with
    {
        Section = statement.Section ?? "",
        Heading = statement.Heading ?? "",
        Text = statement.Text ?? "",
        Figures = [.. (statement.Figures ?? []).Where(f => f is not null && IsNumber(f)).Select(f => f with
        {
            Label = f.Label ?? "", Unit = f.Unit ?? "", Direction = f.Direction ?? "", Basis = f.Basis ?? "", Reason = f.Reason ?? "",
        })],
    };
}
