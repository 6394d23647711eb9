using Budget.Document.Relations;

namespace Budget.Document.Recognition;

/// <summary>
/// The paragraphs of a document made elsewhere, fit to be read without asking at each step whether something is there:
/// what a broken document leaves out is empty, figures that are no numbers are left out, and figures that stand in the text
/// and were not transcribed are read from it.
/// </summary>
static class PrintedWords
{
    public static IReadOnlyList<Statement> Of(DisclosureDocument document)
    {
        if (document.Printed?.Statements is not { } statements) return [];
        foreach (var statement in statements)
        {
            if (!IsWhole(statement)) return [.. statements.Where(s => s is not null).Select(s => Read(Mend(s)))];
        }
        List<Statement>? read = null;
        for (var i = 0; i < statements.Count; i++)
        {
            var whole = Read(statements[i]);
            if (read is null && ReferenceEquals(whole, statements[i])) continue;
            read ??= [.. statements.Take(i)];
            read.Add(whole);
        }
        return read ?? statements;
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

    /// <summary>The statement with every figure of its text; itself where none was left out.</summary>
    static Statement Read(Statement statement)
    {
        if (statement.Text.Length == 0 || ProseChapter.Of(statement.Section, statement.Heading) == Chapter.ProjectPage) return statement;
        var given = 0;
        foreach (var figure in statement.Figures)
        {
            if (figure.Value is not null) given++;
        }
        if (statement.Figures.Count > 0 && FiguresInText.Count(statement.Text) <= given) return statement;
        var read = FiguresInText.Read(statement.Text);
        if (read.Count == 0) return statement;
        return statement.Figures.Count == 0 ? statement with { Figures = read } : Merge(statement, read);
    }

    /// <summary>How far ahead a given figure is looked for; figures are given in printed order.</summary>
    const int Ahead = 4;

    static Statement Merge(Statement statement, IReadOnlyList<Figure> read)
    {
        var all = new List<Figure>(read.Count);
        var next = 0;
        foreach (var figure in read)
        {
            if (figure.Value is null) continue;
            var at = next;
            while (at < statement.Figures.Count && at < next + Ahead && !Same(statement.Figures[at], figure)) at++;
            if (at < statement.Figures.Count && at < next + Ahead)
            {
                while (next <= at) all.Add(statement.Figures[next++]);
            }
            else all.Add(figure);
        }
        while (next < statement.Figures.Count) all.Add(statement.Figures[next++]);
        return all.Count == statement.Figures.Count ? statement : statement with { Figures = all };
    }

    static bool Same(Figure given, Figure read) => given.Value is { } a && read.Value is { } b && a.Value == b.Value && (given.Unit == read.Unit || given.Unit.Length == 0 || given.Measure == Measure.Count && read.Measure == Measure.Count);
}
