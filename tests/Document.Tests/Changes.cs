using System.Globalization;
using Budget.Document.Relations;

namespace Budget.Document.Tests;

/// <summary>One change to a document, so that a rule's case says only what is wrong in it.</summary>
static class Changes
{
    public static DisclosureDocument Fact(this DisclosureDocument document, SubjectKind kind, long? fen, long? prior = null, string reason = "")
    {
        var facts = new Dictionary<Subject, Fact>(document.Facts)
        {
            [kind] = new(kind, fen is { } f ? new Amount(f) : null, null, prior is { } p ? new Amount(p) : null, PriorBasis.PriorBudget, reason, ""),
        };
        return document with { Facts = facts };
    }

    public static DisclosureDocument Count(this DisclosureDocument document, SubjectKind kind, long? count)
    {
        var facts = new Dictionary<Subject, Fact>(document.Facts);
        if (count is { } c) facts[kind] = new(kind, null, c, null, PriorBasis.Unknown, "", "");
        else facts.Remove(kind);
        return document with { Facts = facts };
    }

    public static DisclosureDocument WithoutFact(this DisclosureDocument document, SubjectKind kind) => document.Count(kind, null);

    public static DisclosureDocument Table(this DisclosureDocument document, TableRole role, Func<Table, Table> change) =>
        document with { Tables = [.. document.Tables.Select(t => t.Role == role ? change(t) : t)] };

    public static DisclosureDocument Without(this DisclosureDocument document, params TableRole[] roles) =>
        document with { Tables = [.. document.Tables.Where(t => !roles.Contains(t.Role))] };

    public static DisclosureDocument Lost(this DisclosureDocument document) =>
        document with { Tables = [.. document.Tables.Select(t => t with { Rows = [], NotInSource = true })] };

    public static DisclosureDocument Rows(this DisclosureDocument document, TableRole role, Func<Row, Row?> change) =>
        document.Table(role, t => t with { Rows = [.. t.Rows.Select(change).OfType<Row>()] });

    /// <summary>Sets or (with a function) changes one cell; the row by code, by name, or "合计".</summary>
    public static DisclosureDocument Cell(this DisclosureDocument document, TableRole role, string row, ColumnRole column, Func<long?, long?> change, Side side = Side.Single)
    {
        var found = 0;
        document = document.Table(role, table =>
        {
            var at = table.IndexOf(column, side);
            Assert.True(at >= 0, $"{role} has no column {column}");
            return table with
            {
                Rows = [.. table.Rows.Select(r =>
                {
                    if (!(r.CodeText == row || r.Name == row || (row.Length == 0 && table.Rows.Count == 1)) || (side != Side.Single && r.Side != side)) return r;
                    found++;
                    var cells = (long?[])r.Cells.Clone();
                    cells[at] = change(cells[at]);
                    return r with { Cells = cells };
                })],
            };
        });
        Assert.True(found == 1, $"{role} has {found} rows \"{row}\"");
        return document;
    }

    public static DisclosureDocument Add(this DisclosureDocument document, TableRole role, string row, ColumnRole column, long fen, Side side = Side.Single) =>
        document.Cell(role, row, column, was => (was ?? 0) + fen, side);

    /// <summary>Adds to an item and to everything above it in the column, total included, so that the table still adds up.</summary>
    public static DisclosureDocument AddUp(this DisclosureDocument document, TableRole role, int code, long fen, params ColumnRole[] columns)
    {
        foreach (var column in columns)
        {
            for (var up = code; up > 0; up = Codes.CodeTable.Parent(up)) document = document.Add(role, up.ToString(CultureInfo.InvariantCulture), column, fen);
            document = document.Add(role, "合计", column, fen);
        }
        return document;
    }

    public static DisclosureDocument Rename(this DisclosureDocument document, TableRole role, string code, string name) =>
        document.Rows(role, r => r.CodeText == code ? r with { Name = name } : r);

    public static DisclosureDocument Recode(this DisclosureDocument document, TableRole role, string code, int to) =>
        document.Rows(role, r => r.CodeText == code ? r with { Code = to, CodeText = to.ToString(CultureInfo.InvariantCulture) } : r);

    /// <summary>Changes the printed figure of the label and measure in the statement whose section ends so.</summary>
    public static DisclosureDocument Printed(this DisclosureDocument document, string section, string label, Measure measure, string? value, string? direction = null, string? reason = null)
    {
        var found = 0;
        var changed = document with
        {
            Printed = document.Printed! with
            {
                Statements = [.. document.Printed.Statements.Select(s => s.Section != section ? s : s with
                {
                    Figures = [.. s.Figures.Select(f =>
                    {
                        if (f.Label != label || f.Measure != measure) return f;
                        found++;
                        return f with { Value = value is null ? null : PrintedNumber.Parse(value), Direction = direction ?? f.Direction, Reason = reason ?? f.Reason };
                    })],
                })],
            },
        };
        Assert.True(found == 1, $"{found} figures {section} / {label} / {measure}");
        return changed;
    }

    public static DisclosureDocument Statements(this DisclosureDocument document, Func<Statement, Statement?> change) =>
        document with { Printed = document.Printed! with { Statements = [.. document.Printed.Statements.Select(change).OfType<Statement>()] } };
}
