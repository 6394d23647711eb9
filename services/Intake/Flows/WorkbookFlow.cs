using System.Globalization;
using ExcelDataReader;
using Budget.Intake.Layout;

namespace Budget.Intake.Flows;

/// <summary>The sheets of a workbook (xlsx, xls, et), each taken as one printed page. Figures are written as the sheet shows them.</summary>
static class WorkbookFlow
{
    const int MostRows = 20_000, MostColumns = 400;

    static WorkbookFlow() => System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);

    public static (List<Pages.Page> Pages, List<Tables.Sheet> Sheets, List<TextLine> Prose, List<string> Remarks) Read(ReadOnlyMemory<byte> file, ReadingLimits limits)
    {
        var (pages, sheets, prose, remarks) = (new List<Pages.Page>(), new List<Tables.Sheet>(), new List<TextLine>(), new List<string>());
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(file.ToArray()));
        do
        {
            if (pages.Count >= limits.Pages) throw ReadingException.TooManyPages(pages.Count + 1, limits.Pages);
            var page = new Pages.Page(pages.Count + 1, 595, 842, [], [], []);
            pages.Add(page);
            var flow = new Flow(page);
            if (Rows(reader, limits, remarks) is { Count: > 0 } rows) Put(rows, flow, reader.Name ?? "");
            flow.End();
            sheets.AddRange(flow.Sheets);
            prose.AddRange(flow.Prose);
        }
        while (reader.NextResult());
        return (pages, sheets, prose, remarks);
    }

    static List<(string Text, int Column, int Columns, bool Begins, int Rows, string Address)[]> Rows(IExcelDataReader reader, ReadingLimits limits, List<string> remarks)
    {
        var rows = new List<(string, int, int, bool, int, string)[]>();
        var merges = reader.MergeCells ?? [];
        var columns = Math.Min(Math.Max(reader.FieldCount, 0), MostColumns);
        var hidden = 0;
        for (var r = 0; reader.Read(); r++)
        {
            if (r >= MostRows)
            {
                remarks.Add($"工作表“{reader.Name}”超过 {MostRows} 行，其余没有读。");
                break;
            }
            limits.Count(columns);
            if (reader.RowHeight == 0) hidden++;
            var cells = new List<(string, int, int, bool, int, string)>();
            for (var c = 0; c < columns; c++)
            {
                var merge = merges.FirstOrDefault(m => m.FromRow <= r && r <= m.ToRow && m.FromColumn <= c && c <= m.ToColumn);
                if (merge is not null && merge.FromColumn < c) continue;
                var begins = merge is null || merge.FromRow == r;
                var text = begins ? Shown(reader, c) : rows[merge!.FromRow].FirstOrDefault(cell => cell.Item2 == c).Item1 ?? "";
                cells.Add((text, c, merge is null ? 1 : Math.Min(merge.ToColumn, columns - 1) - c + 1, begins, merge is null ? 1 : merge.ToRow - merge.FromRow + 1, $"{reader.Name}!{Letters(c)}{r + 1}"));
            }
            rows.Add([.. cells]);
        }
        Trim(rows);
        if (hidden > 0) remarks.Add($"工作表“{reader.Name}”有 {hidden} 行是隐藏的，也读了进来；请确认是否应当公开。");
        while (rows.Count > 0 && rows[^1].All(cell => cell.Item1.Length == 0)) rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    /// <summary>Sheets often have hundreds of columns that are formatted and blank.</summary>
    static void Trim(List<(string Text, int Column, int Columns, bool Begins, int Rows, string Address)[]> rows)
    {
        // A title or a note over more columns than the table has does not make it wider.
        var used = rows.SelectMany(row => row).Where(cell => cell is { Text.Length: > 0, Columns: 1 }).Select(cell => cell.Column + 1).DefaultIfEmpty(0).Max();
        used = Math.Max(used, rows.SelectMany(row => row).Where(cell => cell.Text.Length > 0).Select(cell => cell.Column + 1).DefaultIfEmpty(0).Max());
        for (var r = 0; r < rows.Count; r++)
            rows[r] = [.. rows[r].Where(cell => cell.Column < used).Select(cell => cell with { Columns = Math.Min(cell.Columns, used - cell.Column) })];
    }

    /// <summary>A sheet of one column is text; else it is a table with its title in the first rows.</summary>
    static void Put(List<(string Text, int Column, int Columns, bool Begins, int Rows, string Address)[]> rows, Flow flow, string name)
    {
        var wide = rows.Count(row => row.Count(cell => cell is { Begins: true, Text.Length: > 0 }) > 1);
        if (wide < 2)
        {
            foreach (var row in rows) flow.Line(string.Join(' ', row.Where(cell => cell is { Begins: true, Text.Length: > 0 }).Select(cell => cell.Text)));
            return;
        }
        flow.Table(rows, name.Replace(" ", "", StringComparison.Ordinal));
    }

    /// <summary>As the sheet shows it: by the cell's number format, as far as it tells decimals, leading zeros and percent.</summary>
    static string Shown(IExcelDataReader reader, int column)
    {
        var value = reader.GetValue(column);
        if (value is not (double or int or decimal)) return value switch { null => "", DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), _ => value.ToString()!.Trim() };
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        var format = (reader.GetNumberFormatString(column) ?? "General").Split(';')[0];
        if (number is < -1e15 or > 1e15 || !double.IsFinite(number)) return number.ToString("R", CultureInfo.InvariantCulture);
        var exact = (decimal)number;
        if (format.Contains('%', StringComparison.Ordinal)) return (exact * 100).ToString("F" + Decimals(format), CultureInfo.InvariantCulture) + "%";
        if (format is "General" or "@" or "") return exact.ToString("0.############", CultureInfo.InvariantCulture);
        var decimals = Decimals(format);
        if (decimals == 0 && format.Length > 0 && format.All(c => c == '0')) return exact.ToString(format, CultureInfo.InvariantCulture);
        // More digits than are shown would make sums that do not fit; fewer would lose what is there.
        return exact.ToString("F" + decimals, CultureInfo.InvariantCulture);
    }

    static int Decimals(string format)
    {
        var point = format.IndexOf('.', StringComparison.Ordinal);
        if (point < 0) return 0;
        var count = 0;
        while (point + 1 + count < format.Length && format[point + 1 + count] is '0' or '#') count++;
        return Math.Min(count, 8);
    }

    static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : Letters(column / 26 - 1) + (char)('A' + column % 26);
}
