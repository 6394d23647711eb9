using System.Globalization;
using Budget.Document;
using Budget.Document.Codes;

namespace Budget.Truth;

/// <summary>A document with one thing changed, as a slip at the keyboard or a paragraph lost in the layout would.</summary>
sealed record Change(string Kind, string What, DisclosureDocument Document);

/// <summary>
/// Every kind of change that a reader of the one document could notice, made over any document; nobody needs to have listed
/// its errors. A number of the text is changed in its words and in its figure. What no reader could notice is not made: the README
/// names it with the reason.
/// </summary>
static class Changes
{
    /// <summary>At most so many of each kind, drawn by a seed: the same every run.</summary>
    public static IEnumerable<Change> Of(DisclosureDocument document, int most, int seed = 20261130)
    {
        foreach (var kind in Tables(document).Concat(TextChanges.Of(document)).Concat(FormChanges.Of(document)).GroupBy(c => c.Kind))
        {
            var all = kind.Select(c => c).ToArray();
            new Random(seed).Shuffle(all);
            foreach (var change in all.Take(most)) yield return new(change.Kind, change.What, change.Make());
        }
    }

    internal sealed record Possible(string Kind, string What, Func<DisclosureDocument> Make);

    static IEnumerable<Possible> Tables(DisclosureDocument document)
    {
        for (var t = 0; t < document.Tables.Count; t++)
        {
            var table = document.Tables[t];
            // Of tables beside the national ones nothing is known; a reader holds them against nothing.
            if (table.NotInSource || table.Role == TableRole.Other || table.Rows.Count == 0) continue;
            yield return Replace("table dropped", $"表{table.Number}", document, t, null);
            for (var r = 0; r < table.Rows.Count; r++)
            {
                foreach (var change in Row(document, t, r)) yield return change;
            }
        }
    }

    static IEnumerable<Possible> Row(DisclosureDocument document, int t, int r)
    {
        var table = document.Tables[t];
        var row = table.Rows[r];
        var what = $"表{table.Number} {row.CodeText}{row.Name}";
        var hasMoney = row.Cells.Any(c => c is not (null or 0));
        for (var c = 0; c < table.Columns.Count; c++)
        {
            var column = table.Columns[c];
            if (column.Side != row.Side || column.IsRate || column.Role == ColumnRole.Unknown) continue;
            foreach (var (kind, value) in Slips(row.Cells[c], table))
            {
                var with = table with { Rows = [.. table.Rows.Select((x, i) => i == r ? With(x, c, value) : x)] };
                yield return Replace(kind, $"{what} {column.Header} {row.Cells[c]} → {value}", document, t, with);
            }
        }
        if (row.IsTotal)
        {
            if (hasMoney && row.Side == Side.Single) yield return Replace("total row dropped", what, document, t, Without(table, r));
            yield break;
        }
        if (row.Code == 0 || !hasMoney) yield break;
        yield return Replace("row dropped", what, document, t, Without(table, r));
        if (row.CodeText.Length > 0)
        {
            var digit = row.CodeText.Length - 1;
            var code = row.CodeText[..digit] + (char)('0' + (row.CodeText[digit] - '0' + 3) % 10);
            if (int.TryParse(code.Replace(" ", "", StringComparison.Ordinal), out var number))
                yield return Replace("code changed", $"{what} → {code}", document, t, table with { Rows = [.. table.Rows.Select((x, i) => i == r ? x with { Code = number, CodeText = code } : x)] });
        }
        for (var o = r + 1; o < table.Rows.Count; o++)
        {
            var other = table.Rows[o];
            if (other.IsTotal || Digits(other.Code) != Digits(row.Code) || other.Cells.SequenceEqual(row.Cells)) continue;
            if (other.Name != row.Name)
                yield return Replace("names exchanged", $"{what} ↔ {other.Name}", document, t, Two(table, r, row with { Name = other.Name }, o, other with { Name = row.Name }));
            // Two items of one economic class stand nowhere else and add up to the same: nobody can notice.
            if (table.Role == TableRole.BasicExpenditure && CodeTable.Class(other.Code) == CodeTable.Class(row.Code)) break;
            yield return Replace("figures exchanged", $"{what} ↔ {other.Name}", document, t,
                Two(table, r, row with { Cells = other.Cells, Printed = other.Printed }, o, other with { Cells = row.Cells, Printed = row.Printed }));
            break;
        }
    }

    static int Digits(int code) => code.ToString(CultureInfo.InvariantCulture).Length;

    static IEnumerable<(string Kind, long? Value)> Slips(long? was, Table table)
    {
        var grain = table.WholeYuan ? 100L : table.Unit == MoneyUnit.Wan ? 10_000 : 1;
        if (was is not { } fen || fen == 0)
        {
            yield return ("cell: figure for zero", 12_345 * Math.Max(grain, 100));
            yield break;
        }
        var digits = (fen / grain).ToString(CultureInfo.InvariantCulture);
        yield return ("cell: digit", long.Parse(digits[..1], CultureInfo.InvariantCulture) is var first && digits.Length > 1 ? (fen / grain + (first == 9 ? -1 : 1) * Pow10(digits.Length - 1)) * grain : fen + grain);
        yield return ("cell: last digit", fen + (fen / grain % 10 == 9 ? -2 : 2) * grain);
        yield return ("cell: times ten", fen * 10);
        yield return ("cell: blanked", null);
        for (var i = 1; i < digits.Length; i++)
        {
            if (digits[i] == digits[i - 1]) continue;
            yield return ("cell: two digits transposed", long.Parse(digits[..(i - 1)] + digits[i] + digits[i - 1] + digits[(i + 1)..], CultureInfo.InvariantCulture) * grain);
            break;
        }
    }

    static long Pow10(int n) => (long)Math.Pow(10, n);

    static Row With(Row row, int column, long? value)
    {
        var cells = (long?[])row.Cells.Clone();
        cells[column] = value;
        string?[]? printed = row.Printed is null ? null : (string?[])row.Printed.Clone();
        if (printed is not null) printed[column] = value is { } fen ? (fen / 100m).ToString(printed[column]?.Contains('.', StringComparison.Ordinal) == true ? "0.00" : "0.##", CultureInfo.InvariantCulture) : null;
        return row with { Cells = cells, Printed = printed };
    }

    static Table Without(Table table, int row) => table with { Rows = [.. table.Rows.Where((_, i) => i != row)] };

    static Table Two(Table table, int a, Row first, int b, Row second) => table with { Rows = [.. table.Rows.Select((x, i) => i == a ? first : i == b ? second : x)] };

    static Possible Replace(string kind, string what, DisclosureDocument document, int t, Table? by) => new(kind, what, () => document with
    {
        Tables = by is null ? [.. document.Tables.Where((_, i) => i != t)] : [.. document.Tables.Select((x, i) => i == t ? by : x)],
    });
}
