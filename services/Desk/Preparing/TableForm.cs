using System.Globalization;
using Budget.Contracts.Reading;
using Budget.Desk.Calls;
using Budget.Document;
using Budget.Document.Relations;
using Budget.V1;
using Microsoft.Extensions.Primitives;
using Row = Budget.V1.Row;
using Side = Budget.Document.Side;
using Table = Budget.Document.Table;

namespace Budget.Desk.Preparing;

/// <summary>A cell as it stands in the form.</summary>
/// <param name="Problem">Why what was typed is no number; it stays as typed and is not saved.</param>
public sealed record FormCell(string Name, string Text, long? Saved, long? Typed, bool Follows, string Problem)
{
    public bool IsChanged => Problem.Length > 0 || Saved != Typed;
}

/// <summary>What a person typed into one table, against the draft they opened.</summary>
public sealed class TableForm
{
    readonly Dictionary<(int Row, string Column), FormCell> cells = [];

    TableForm(int number) => Number = number;

    public int Number { get; }
    public IEnumerable<FormCell> Changed => cells.Values.Where(c => c.IsChanged && !c.Follows);
    public IEnumerable<FormCell> Problems => cells.Values.Where(c => c.Problem.Length > 0);
    public FormCell? this[int row, string column] => cells.GetValueOrDefault((row, column));

    public static string NameOf(int row, string column) => $"c.{row}.{column}";

    /// <summary>The form of a table as it is saved; with fields, as it was typed.</summary>
    public static TableForm Of(Content content, Table table, IEnumerable<KeyValuePair<string, StringValues>>? fields = null)
    {
        var form = new TableForm(table.Number);
        var typed = fields?.ToDictionary(f => f.Key, f => f.Value.ToString()) ?? [];
        var workings = new Workings(table, content.Document.MadeElsewhere);
        for (var r = 0; r < table.Rows.Count; r++)
        {
            for (var c = 0; c < table.Columns.Count; c++)
            {
                var (row, column) = (table.Rows[r], table.Columns[c]);
                if (column.Side != row.Side && column.Side != Side.Single) continue;
                var name = NameOf(r, column.Id);
                var saved = row.Cells[c];
                var follows = column.IsComputed || workings.Of(row, c).Any();
                var (text, value, problem) = (Written(saved, table, column), saved, "");
                if (!follows && typed.TryGetValue(name, out var written) && written.Trim() != text)
                {
                    text = written;
                    (value, problem) = Read(written, table, column);
                    if (problem.Length > 0) value = saved;
                }
                form.cells[(r, column.Id)] = new(name, text, saved, value, follows, problem);
            }
        }
        return form;
    }

    public static string Written(long? value, Table table, Column column) => value is not { } fen ? "" : column.IsRate ? (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture) : new Amount(fen).In(table.Unit);

    static (long? Value, string Problem) Read(string text, Table table, Column column)
    {
        var plain = text.Trim().Replace(",", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal).Normalize(System.Text.NormalizationForm.FormKC).Replace('−', '-');
        if (plain.Length == 0) return (null, "");
        if (!decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return (null, $"“{text}”不是数");
        var unit = column.IsRate ? 100m : table.Unit.Fen();
        if (Math.Abs(number) > long.MaxValue / unit / 2) return (null, "数太大");
        var exact = number * unit;
        return exact == Math.Truncate(exact) ? ((long)exact, "") : (null, "比分还小，请写到分");
    }

    /// <summary>
    /// The budget with what was typed, and with every figure of the table that follows from it. A figure that is made of others is made again only where
    /// one of them moved: a sum that did not hold before is not mended on the quiet.
    /// </summary>
    public DepartmentBudget Apply(DepartmentBudget budget, Func<DepartmentBudget, DisclosureDocument?> read)
    {
        var edited = budget.Clone();
        var table = edited.Tables.First(t => t.Number == Number);
        var moved = new HashSet<(int Row, string Column)>();
        foreach (var ((row, column), cell) in cells)
        {
            if (cell.Follows || cell.Problem.Length > 0 || cell.Saved == cell.Typed) continue;
            Set(table.Rows[row], column, cell.Typed);
            moved.Add((row, column));
        }
        for (var pass = 0; pass < MostSteps && moved.Count > 0; pass++)
        {
            if (read(edited)?.Tables.FirstOrDefault(t => t.Number == Number) is not { } now) break;
            var next = Following(now, moved).ToList();
            if (next.Count == 0) break;
            foreach (var (row, column, value) in next)
            {
                Set(table.Rows[row], column, value);
                moved.Add((row, column));
            }
        }
        return edited;
    }

    /// <summary>From an item to its class, to the total, to its change and rate.</summary>
    const int MostSteps = 8;

    static IEnumerable<(int Row, string Column, long? Value)> Following(Table table, HashSet<(int Row, string Column)> moved)
    {
        var workings = new Workings(table, madeElsewhere: false);
        var lines = table.Rows.Select((row, i) => (row, i)).ToDictionary(l => l.row, l => l.i, ReferenceEqualityComparer.Instance as IEqualityComparer<Document.Row>);
        for (var r = 0; r < table.Rows.Count; r++)
        {
            for (var c = 0; c < table.Columns.Count; c++)
            {
                foreach (var way in workings.Of(table.Rows[r], c).OrderBy(w => w.Kind))
                {
                    if (!way.Parts.Any(p => moved.Contains((lines[p.Row], table.Columns[p.Column].Id)))) continue;
                    var value = way.Kind == WorkingKind.Rate ? Rate(way) : way.Sum?.Fen;
                    if (value is not null && value != table.Rows[r].Cells[c]) yield return (r, table.Columns[c].Id, value);
                    break;
                }
            }
        }
    }

    static long? Rate(Working way)
    {
        var (total, prior) = (way.Parts[0].Row.Cells[way.Parts[0].Column], way.Parts[1].Row.Cells[way.Parts[1].Column]);
        return total is { } now && prior is { } before and not 0 ? Figures.Ratio(now - before, Math.Abs(before)) : null;
    }

    static void Set(Row row, string column, long? value)
    {
        var cell = row.Cells.FirstOrDefault(c => c.Column == column);
        if (cell is null) row.Cells.Add(cell = new Cell { Column = column });
        if (value is { } fen) cell.Fen = fen;
        else cell.ClearFen();
    }
}
