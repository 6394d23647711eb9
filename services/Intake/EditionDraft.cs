using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Recognition;
using Budget.Document.Text;
using Budget.V1;
using Side = Budget.V1.Side;

namespace Budget.Intake;

/// <summary>
/// Drafts a place's form as data from disclosures that follow it: its tables with titles, columns and lines. What a person has to settle is
/// asked; a draft is read, mended by hand, and dropped into the folder of editions.
/// </summary>
public static class EditionDraft
{
    /// <param name="id">"shizhou-2026".</param>
    public static (byte[] Edition, IReadOnlyList<string> Questions) Of(string id, IReadOnlyList<Reading> readings)
    {
        var questions = new List<string>();
        var year = readings[0].Disclosure.Year;
        if (readings.Any(reading => reading.Disclosure.Year != year)) questions.Add("给出的文件不是同一年的；草稿按第一份的年份。");
        var tables = readings.SelectMany(reading => reading.Tables.Select((read, t) => (Reading: reading, read.Table, Found: reading.Mapping!.Tables[t])))
            .Where(t => t.Table.Title.Length > 0 && t.Table.PrintedColumns.Count > 0).GroupBy(t => Pattern(t.Table.Title, t.Reading)).ToList();
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("title", $"{id} 部门预算公开形式（草稿，由 {readings.Count} 份公开文件拟出）");
            json.WriteNumber("first-year", year);
            json.WriteNumber("last-year", year);
            json.WriteString("document-title", "{department}{year}年部门预算");
            json.WriteStartArray("tables");
            var number = 0;
            foreach (var table in tables) Table(json, ++number, table.Key, [.. table.Select(t => (t.Reading, t.Table, t.Found))], questions);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        if (tables.Count == 0) questions.Add("没有认出一张有标题的表；这些文件也许不是部门预算。");
        return (stream.ToArray(), questions);
    }

    /// <summary>A title with what changes from department to department and year to year left open.</summary>
    static string Pattern(string title, Reading reading)
    {
        var pattern = title.Replace(reading.Disclosure.Year.ToString(CultureInfo.InvariantCulture), "{year}", StringComparison.Ordinal);
        return reading.KnowsDepartment ? pattern.Replace(reading.Disclosure.Department.Name, "{department}", StringComparison.Ordinal) : pattern;
    }

    static void Table(Utf8JsonWriter json, int number, string title, List<(Reading Reading, V1.Table Table, RecognisedTable Found)> printed, List<string> questions)
    {
        var (reading, table, found) = printed.MaxBy(t => t.Table.Rows.Count);
        var role = found.Definition?.Role ?? TableRole.Other;
        if (found.IsUnsure) questions.Add($"“{title}”是不是{TableRoles.Name(found.Likeliest).Chinese}（把握 {found.Confidence}%）？草稿写作 other，不受规则检查。");
        var rows = RowsOf(table);
        json.WriteStartObject();
        json.WriteNumber("number", number);
        json.WriteString("role", TableRoles.Id(role));
        json.WriteString("title", title);
        json.WriteString("unit", table.PrintedUnit);
        json.WriteString("rows", TableRoles.Id(rows));
        json.WriteStartArray("columns");
        foreach (var column in table.PrintedColumns.Where(column => IsOfFigures(column, printed))) Column(json, column, found.Definition, reading.Disclosure.Year, title, role, questions);
        json.WriteEndArray();
        if (rows == RowKind.Lines) Lines(json, printed, role);
        json.WriteEndObject();
    }

    static RowKind RowsOf(V1.Table table)
    {
        if (table.PrintedColumns.Any(column => column.Side != Side.Unspecified)) return RowKind.Lines;
        var codes = table.Rows.Where(row => row.Code.Length > 0).ToList();
        if (codes.Count * 2 < table.Rows.Count) return RowKind.Names;
        return codes.Count(row => row.Code[0] is '3' or '5') * 2 > codes.Count ? RowKind.EconomicCodes : RowKind.FunctionCodes;
    }

    static bool IsOfFigures(PrintedColumn column, List<(Reading Reading, V1.Table Table, RecognisedTable Found)> printed)
    {
        var cells = printed.SelectMany(t => t.Table.Rows).SelectMany(row => row.Cells.Where(cell => cell.Column == column.Id && row.Side == column.Side)).ToList();
        return cells.Count == 0 || cells.Count(cell => cell.HasFen) * 2 > cells.Count;
    }

    static void Column(Utf8JsonWriter json, PrintedColumn column, TableDefinition? definition, int year, string title, TableRole role, List<string> questions)
    {
        var meaning = PrintedTables.Column(column, definition, year).Role;
        if (meaning == ColumnRole.Unknown && role != TableRole.Other) questions.Add($"“{title}”的“{column.Header}”一栏是什么？草稿没有写 role，不受规则检查。");
        json.WriteStartObject();
        json.WriteString("id", column.Id);
        if (column.Side != Side.Unspecified) json.WriteString("side", column.Side == Side.Revenue ? "revenue" : "expenditure");
        if (meaning != ColumnRole.Unknown) json.WriteString("role", TableRoles.Id(meaning));
        json.WriteString("header", column.Header);
        if (column.Group.Length > 0) json.WriteString("group", column.Group);
        json.WriteEndObject();
    }

    /// <summary>The lines of all files in the order of the longest; what not every file has is optional.</summary>
    static void Lines(Utf8JsonWriter json, List<(Reading Reading, V1.Table Table, RecognisedTable Found)> printed, TableRole role)
    {
        json.WriteStartArray("lines");
        foreach (var side in (Side[])[Side.Revenue, Side.Expenditure])
        {
            var underCarriedOver = false;
            foreach (var line in printed.SelectMany(t => t.Table.Rows.Where(row => row.Side == side && row.Name.Length > 0)).GroupBy(row => PrintedName.WithoutNumbering(row.Name)))
            {
                var first = line.First();
                if (TableWords.IsCarriedOverHead(line.Key)) underCarriedOver = true;
                var kind = TableWords.Line(line.Key, role, side == Side.Revenue ? Document.Side.Revenue : Document.Side.Expenditure, underCarriedOver);
                json.WriteStartObject();
                json.WriteString("side", side == Side.Revenue ? "revenue" : "expenditure");
                json.WriteString("name", first.Name);
                if (first.IsTotal) json.WriteBoolean("total", true);
                if (kind != SubjectKind.None) json.WriteString("subject", new Subject(kind).ToString());
                if (line.Count() < printed.Count) json.WriteBoolean("optional", true);
                json.WriteEndObject();
            }
        }
        json.WriteEndArray();
    }
}
