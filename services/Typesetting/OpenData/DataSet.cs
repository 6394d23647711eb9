using System.Globalization;
using System.Text;

namespace Budget.Typesetting.OpenData;

/// <param name="Name">The column's name in every file, stable over the years.</param>
/// <param name="Type">Table Schema's: string, integer, number, boolean.</param>
/// <param name="Title">In Chinese, for people.</param>
/// <param name="ColumnType">Meaning in the Fiscal Data Package's vocabulary; empty for none.</param>
public sealed record DataField(string Name, string Type, string Title, string ColumnType = "");

/// <summary>Rows that mean one thing, with their columns described; the order of the rows is the document's.</summary>
/// <param name="Name">File name without ending.</param>
/// <param name="Key">The columns that together name a row.</param>
/// <param name="Rows">A value per column, as the file has it; an empty one is a blank and no zero.</param>
public sealed record DataSet(string Name, string Title, IReadOnlyList<DataField> Fields, IReadOnlyList<string> Key, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>RFC 4180 in UTF-8, without a byte order mark: public readers take it for a part of the first column's name. Spreadsheet programs have the workbook.</summary>
    public byte[] ToCsv()
    {
        var csv = new StringBuilder(32 * 1024);
        Append(csv, Fields.Select(f => f.Name));
        foreach (var row in Rows) Append(csv, row);
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>One line of a file.</summary>
    public static void Append(StringBuilder csv, IEnumerable<string> values)
    {
        var first = true;
        foreach (var value in values)
        {
            if (!first) csv.Append(',');
            first = false;
            // What a spreadsheet would take for a formula is made text; numbers never come this way with another first character than a digit or minus.
            var text = IsFormula(value) ? "'" + value : value;
            if (text.AsSpan().IndexOfAny("\",\r\n") < 0) csv.Append(text);
            else csv.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        csv.Append("\r\n");
    }

    /// <summary>A value of a file as it was before it was kept from being a formula.</summary>
    public static string Value(string written) => written.StartsWith('\'') && IsFormula(written.AsSpan(1)) ? written[1..] : written;

    static bool IsFormula(ReadOnlySpan<char> value) =>
        value.Length > 0 && value[0] is '=' or '+' or '@' or '\t' || (value.Length > 1 && value[0] == '-' && !char.IsAsciiDigit(value[1]));

    /// <summary>Hundredths as a number with two decimals: fen as 元, hundredths of a percent as percent.</summary>
    public static string Hundredths(long? value) => value is { } hundredths ? (hundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "";

    public static string Integer(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Boolean(bool value) => value ? "true" : "false";
}
