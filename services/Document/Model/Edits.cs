using Budget.Document.Relations;

namespace Budget.Document;

/// <summary>
/// The same document with one figure changed. Everything else is shared with the document before, so an edit costs the
/// rows of one table and not the whole.
/// </summary>
public static class Edits
{
    /// <summary>
    /// Row and column are places in <see cref="Table.Rows"/> and <see cref="Table.Columns"/>. A null leaves the cell blank.
    /// </summary>
    /// <param name="printed">The figure as printed, for documents made elsewhere; null where none is printed.</param>
    public static DisclosureDocument WithCell(this DisclosureDocument document, Table table, int row, int column, long? fen,
        string? printed = null)
    {
        var rows = table.Rows.ToArray();
        var old = rows[row];
        var cells = (long?[])old.Cells.Clone();
        cells[column] = fen;
        var words = old.Printed;
        if (words is not null || printed is not null)
        {
            words = words is null ? new string?[cells.Length] : (string?[])words.Clone();
            words[column] = printed;
        }
        rows[row] = old with { Cells = cells, Printed = words };
        var changed = table with { Rows = rows };
        return document.WithTable(table, words is null ? changed : changed with { WholeYuan = IsWholeYuan(changed) });
    }

    public static DisclosureDocument WithTable(this DisclosureDocument document, Table table, Table changed) =>
        document with { Tables = [.. document.Tables.Select(t => ReferenceEquals(t, table) ? changed : t)] };

    /// <summary>The fact of this subject becomes this one.</summary>
    public static DisclosureDocument WithFact(this DisclosureDocument document, Fact fact) =>
        document with { Facts = new Dictionary<Subject, Fact>(document.Facts) { [fact.Subject] = fact } };

    public static DisclosureDocument WithoutFact(this DisclosureDocument document, Subject subject) =>
        document with { Facts = document.Facts.Where(f => f.Key != subject).ToDictionary() };

    public static DisclosureDocument WithProject(this DisclosureDocument document, int project, Amount? amount) =>
        document with { Projects = [.. document.Projects.Select((p, i) => i == project ? p with { Amount = amount } : p)] };

    /// <summary>A printed figure of a document made elsewhere becomes this number.</summary>
    public static DisclosureDocument WithPrinted(this DisclosureDocument document, int statement, int figure, PrintedNumber? value) =>
        document with
    {
        Printed = document.Printed! with
        {
            Statements = [.. document.Printed.Statements.Select(s => s?.Index != statement ? s! : s with
            {
                Figures = [.. s.Figures.Select(f => f?.Index == figure ? f with { Value = value } : f!)],
            })],
        },
    };

    public static DisclosureDocument WithForm(this DisclosureDocument document, int form, Func<ProjectTarget, ProjectTarget> change) =>
        document with
    {
        Targets = document.Targets! with { Projects = [.. document.Targets.Projects.Select((f, i) => i == form ? change(f) : f)] },
    };

    /// <summary>Printed in whole 元 throughout, as the reader of tables decides it.</summary>
    public static bool IsWholeYuan(Table table)
    {
        if (table.Unit != MoneyUnit.Yuan) return false;
        var any = false;
        foreach (var row in table.Rows)
        {
            for (var c = 0; c < (row.Printed?.Length ?? 0); c++)
            {
                if (table.Columns[c].IsRate || PrintedNumber.Parse(row.Printed![c]) is not { } number) continue;
                if (number.Decimals > 0) return false;
                any = true;
            }
        }
        return any;
    }
}
