using System.Globalization;
using Budget.Document;

namespace Budget.Testing;

/// <summary>A disclosure in which one cell was typed wrongly, in a way that people do; the same seed mistypes the same.</summary>
public sealed record Mistyped(string Kind, Table Table, int Row, int Column, long Right, long? Wrong, DisclosureDocument Document)
{
    public override string ToString() => $"{Kind}: {Table.Role} / {Table.Rows[Row].CodeText} {Table.Rows[Row].Name} / {Table.Columns[Column].Header}: {Right} → {Wrong}";

    static readonly (string Kind, Func<Table, int, int, long, Random, long?> Slip)[] Kinds =
    [
        ("two digits swapped", (_, _, _, was, random) => Digits(was, random, (digits, at) => at + 1 < digits.Length ? digits[..at] + digits[at + 1] + digits[at] + digits[(at + 2)..] : digits)),
        ("one wrong digit", (_, _, _, was, random) => Digits(was, random, (digits, at) => digits[..at] + (char)('0' + random.Next(10)) + digits[(at + 1)..])),
        ("a digit missing", (_, _, _, was, random) => Digits(was, random, (digits, at) => digits.Remove(at, 1))),
        ("a digit too many", (_, _, _, was, random) => Digits(was, random, (digits, at) => digits.Insert(at, $"{digits[at]}"))),
        ("wrong sign", (_, _, _, was, _) => -was),
        ("10,000 times too much", (_, _, _, was, _) => was * 10_000),
        ("10,000 times too little", (_, _, _, was, _) => (long)Math.Round(was / 10_000m, MidpointRounding.AwayFromZero)),
        ("left out", (_, _, _, _, _) => null),
        ("the figure of the next row", (table, row, column, was, random) => (row + (random.Next(2) * 2) - 1) is var near && near >= 0 && near < table.Rows.Count && table.Rows[near].Side == table.Rows[row].Side ? table.Rows[near].Cells[column] ?? was : was),
        ("last year's figure", (table, row, column, was, _) => table.Columns[column].Role == ColumnRole.Total && table.IndexOf(ColumnRole.Prior) is >= 0 and var prior ? table.Rows[row].Cells[prior] ?? was : was),
        ("a total on the wrong row", (table, row, column, was, _) => table.Rows.FirstOrDefault(r => r.IsTotal && r.Side == table.Rows[row].Side)?.Cells[column] ?? was),
    ];

    /// <summary>So many slips, each in the faultless document, of every kind in turn.</summary>
    public static IEnumerable<Mistyped> Slips(DisclosureDocument faultless, int count, int seed)
    {
        var random = new Random(seed);
        var cells = faultless.Tables.SelectMany(t => t.Rows.SelectMany((r, i) => r.Cells.Select((fen, c) => (Table: t, Row: i, Column: c, Fen: fen))))
            .Where(c => c.Fen is not (null or 0) && !c.Table.Columns[c.Column].IsRate).ToArray();
        for (var (made, tried) = (0, 0); made < count && tried < count * 50; tried++)
        {
            var (kind, slip) = Kinds[made % Kinds.Length];
            var (table, row, column, fen) = cells[random.Next(cells.Length)];
            // A document without last year's figures in a table has no such slip.
            if (tried % 40 == 39) made++;
            var wrong = slip(table, row, column, fen!.Value, random);
            if (wrong == fen) continue;
            made++;
            var printed = table.Rows[row].Printed?[column];
            yield return new(kind, table, row, column, fen.Value, wrong, faultless.WithCell(table, row, column, wrong, printed is null || wrong is null ? null : Print(wrong.Value, table.Unit)));
        }
    }

    static string Print(long fen, MoneyUnit unit) => (fen / (decimal)unit.Fen()).ToString("0.00####", CultureInfo.InvariantCulture);

    static long Digits(long was, Random random, Func<string, int, string> change)
    {
        // What people type are the digits down to the last that is not zero.
        var zeros = 1L;
        while (was % (zeros * 10) == 0) zeros *= 10;
        var digits = Math.Abs(was / zeros).ToString(CultureInfo.InvariantCulture);
        var changed = change(digits, random.Next(digits.Length));
        return changed.Length == 0 || changed[0] == '0' ? was : Math.Sign(was) * long.Parse(changed, CultureInfo.InvariantCulture) * zeros;
    }
}
