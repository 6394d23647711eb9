using System.Globalization;
using System.Text;
using Budget.Document;
using Budget.Publication.Composition;

namespace Budget.Publication.Formats.OpenData;

/// <summary>
/// A table as CSV (RFC 4180, UTF-8). Money is in 元 with two decimals whatever the printed unit, rates are in percent,
/// codes are text, a blank is empty and no zero. A byte order mark is set: without it the spreadsheet programs that
/// officials use read Chinese text in the wrong encoding.
/// </summary>
public static class CsvTable
{
    public static byte[] Render(Table table)
    {
        var csv = new StringBuilder(16 * 1024);
        foreach (var field in Fields(table)) Cell(csv, field.Name);
        End(csv);
        var figures = new TableFigures(table);
        foreach (var row in table.Rows)
        {
            Cell(csv, (row.Index + 1).ToString(CultureInfo.InvariantCulture));
            if (TwoSided(table)) Cell(csv, row.Side == Side.Revenue ? "收入" : "支出");
            if (HasCodes(table)) Cell(csv, row.CodeText);
            Cell(csv, row.Name);
            Cell(csv, row.Level == 0 ? "" : row.Level.ToString(CultureInfo.InvariantCulture));
            Cell(csv, row.IsTotal ? "true" : "false");
            foreach (var name in ColumnIds(table)) Cell(csv, Value(table, figures, row, name));
            End(csv);
        }
        return Bytes(csv);
    }

    internal static byte[] Bytes(StringBuilder csv)
    {
        var bytes = new byte[Encoding.UTF8.Preamble.Length + Encoding.UTF8.GetByteCount(csv.ToString())];
        Encoding.UTF8.Preamble.CopyTo(bytes);
        Encoding.UTF8.GetBytes(csv.ToString(), bytes.AsSpan(Encoding.UTF8.Preamble.Length));
        return bytes;
    }

    /// <summary>The columns of the file, described for the data package.</summary>
    public static IEnumerable<CsvField> Fields(Table table)
    {
        yield return new("line", "integer", "行次");
        if (TwoSided(table)) yield return new("side", "string", "收入或支出");
        if (HasCodes(table)) yield return new("code", "string", table.Definition.CodeHeader, table.Definition.Rows == RowKind.FunctionCodes ? "functional-classification:generic:code" : "economic-classification:generic:code");
        yield return new("name", "string", table.Definition.NameHeader.Length > 0 ? table.Definition.NameHeader : "项目",
            table.Definition.Rows switch { RowKind.FunctionCodes => "functional-classification:generic:label", RowKind.EconomicCodes => "economic-classification:generic:label", _ => "" });
        yield return new("level", "integer", "级次");
        yield return new("is_total", "boolean", "是否合计行");
        foreach (var id in ColumnIds(table))
        {
            var column = table.Columns.First(c => c.Id == id);
            var title = (column.Group.Length > 0 && !TwoSided(table) ? column.Group + "/" : "") + column.Header;
            yield return column.IsRate ? new(id, "number", title + "（%）") : new(id, "number", title + "（元）", "value");
        }
    }

    static IEnumerable<string> ColumnIds(Table table) => table.Columns.Select(c => c.Id).Distinct();

    static string Value(Table table, TableFigures figures, Row row, string id)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            if (column.Id != id || (column.Side != Side.Single && column.Side != row.Side)) continue;
            return figures.Value(row, i) is { } hundredths ? (hundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "";
        }
        return "";
    }

    static bool TwoSided(Table table) => table.Columns.Any(c => c.Side != Side.Single);

    static bool HasCodes(Table table) => table.Definition.HasCodes;

    internal static void Cell(StringBuilder csv, string text)
    {
        if (csv.Length > 0 && csv[^1] != '\n') csv.Append(',');
        // A name that a spreadsheet would take for a formula is made text; numbers never come this way with another first character than a digit or minus.
        if (text.Length > 0 && text[0] is '=' or '+' or '@' or '\t' || (text.Length > 1 && text[0] == '-' && !char.IsAsciiDigit(text[1]))) text = "'" + text;
        if (text.AsSpan().IndexOfAny("\",\r\n") < 0) csv.Append(text);
        else csv.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    internal static void End(StringBuilder csv) => csv.Append("\r\n");
}

/// <param name="ColumnType">Meaning in the Fiscal Data Package's vocabulary; empty for none.</param>
public sealed record CsvField(string Name, string Type, string Title, string ColumnType = "");
