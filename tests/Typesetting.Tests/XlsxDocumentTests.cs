using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Budget.Document;
using Budget.Testing;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Tests;

public partial class XlsxDocumentTests
{
    public static TheoryData<string> Demo => [PublishedPage.Office, PublishedPage.Education, PublishedPage.City, PublishedPage.FaultyCity];

    [Theory, MemberData(nameof(Demo))]
    public void Is_what_the_formats_own_validator_accepts(string name) => Assert.Empty(OfficeFiles.Errors(PublishedPage.OfDemo(name).Bytes("disclosure.xlsx"), "xlsx"));

    [Theory, MemberData(nameof(Demo))]
    public void Has_every_amount_as_a_number_that_is_its_fen_exactly(string name)
    {
        var page = PublishedPage.OfDemo(name);
        var sheets = OfficeFiles.Sheets(page.Bytes("disclosure.xlsx"));
        var amounts = 0;
        foreach (var table in page.Document.Tables)
        {
            var sheet = sheets.Single(s => s.Name.StartsWith($"表{table.Number} ", StringComparison.Ordinal));
            var figures = new TableFigures(table);
            var expected = table.Rows.SelectMany(row => Enumerable.Range(0, table.Columns.Count).Select(c => (Value: figures.Value(row, c), table.Columns[c].IsRate)))
                .Where(f => f.Value is not null).Select(f => f.IsRate ? f.Value!.Value / 100m : f.Value!.Value / (decimal)table.Unit.Fen()).Order().ToList();
            var numbers = sheet.Rows.SelectMany(r => r).Where(c => c.IsNumber).Select(c => decimal.Parse(c.Value, CultureInfo.InvariantCulture)).Order().ToList();
            Assert.Equal(expected, numbers);
            amounts += numbers.Count;
        }
        Assert.True(amounts > 100);
    }

    [Fact]
    public void Keeps_codes_as_text_and_blanks_blank()
    {
        var rows = OfficeFiles.Sheets(PublishedPage.OfDemo(PublishedPage.Office).Bytes("disclosure.xlsx")).Single(s => s.Name.StartsWith("表3", StringComparison.Ordinal)).Rows;
        var row = rows.Single(r => r[0].Value == "2010302");
        Assert.False(row[0].IsNumber);
        Assert.Equal("49", row[0].Format);
        Assert.Equal(["2010302", "一般行政管理事务", "268", "", "268", ""], row.Select(c => c.Value));
        Assert.Equal("#,##0.00_ ", row[2].Format);
    }

    [Fact]
    public void Writes_totals_and_changes_as_formulas_where_they_hold_and_leaves_figures_that_do_not_add_up()
    {
        var office = OfficeFiles.Sheets(PublishedPage.OfDemo(PublishedPage.Office).Bytes("disclosure.xlsx"));
        var table5 = office.Single(s => s.Name.StartsWith("表5", StringComparison.Ordinal)).Rows;
        Assert.Equal("SUM(D5,D11,D16,D20)", table5[^1][3].Formula);
        Assert.Equal("SUM(E8:F8)", table5[7][3].Formula);
        Assert.Equal("D8-C8", table5[7][6].Formula);
        Assert.Equal("ROUND(G8/ABS(C8)*100,2)", table5[7][7].Formula);
        Assert.Equal("", table5[7][2].Formula);

        var file = PublishedPage.OfDemo(PublishedPage.Office).File;
        var total = file.Budget.Tables.Single(t => t.Number == 5).Rows.Single(r => r.IsTotal).Cells.Single(c => c.Column == "total");
        total.Fen += 1;
        var wrong = OfficeFiles.Sheets(PublishedPage.Of(file).Bytes("disclosure.xlsx")).Single(s => s.Name.StartsWith("表5", StringComparison.Ordinal)).Rows[^1][3];
        Assert.Equal("", wrong.Formula);
        Assert.Equal((total.Fen / 1_000_000m).ToString(CultureInfo.InvariantCulture), wrong.Value);
    }

    [Theory, MemberData(nameof(Demo))]
    public async Task Says_the_same_when_a_spreadsheet_program_calculates_it_again(string name)
    {
        if (!Programs.Has("soffice")) Assert.Skip(Programs.Missing("LibreOffice (soffice)"));
        var workbook = PublishedPage.OfDemo(name).Bytes("disclosure.xlsx");
        var expected = OfficeFiles.Sheets(workbook);
        Assert.True(expected.Sum(s => s.Rows.Sum(r => r.Count(c => c.Formula.Length > 0))) > 40);
        // Without the values that are kept beside formulas the program has nothing but the formulas.
        var calculated = OfficeFiles.Sheets(await Programs.Convert(Without(workbook, FormulaValue()), "xlsx", "xlsx"));
        foreach (var (sheet, again) in expected.Zip(calculated))
        {
            var results = again.Rows.SelectMany(r => r).ToDictionary(c => c.Place, c => c.Value);
            foreach (var cell in sheet.Rows.SelectMany(r => r).Where(c => c.Formula.Length > 0))
            {
                Assert.True(Math.Abs(decimal.Parse(cell.Value, CultureInfo.InvariantCulture) - decimal.Parse(results[cell.Place], NumberStyles.Float, CultureInfo.InvariantCulture)) < 0.0000005m,
                    $"{sheet.Name} {cell.Place} ={cell.Formula}: {cell.Value}, calculated {results[cell.Place]}");
            }
        }
    }

    [Fact]
    public void Has_a_sheet_per_table_and_form_in_the_documents_order_that_prints_on_A4_with_its_heads()
    {
        var page = PublishedPage.OfDemo(PublishedPage.Office);
        var sheets = OfficeFiles.Sheets(page.Bytes("disclosure.xlsx"));
        Assert.Equal(["目录", "表1 收支总表", "表2 收入总表", "表3 支出总表", "表4 财政拨款收支预算总表", "表5 一般公共预算支出表", "表6 一般公共预算支出表（功能分类项级）", "表7 一般公共预算基本支出表（经济分类款级）",
            "表8 一般公共预算“三公”经费支出表", "表9 政府性基金预算支出表", "政务运转保障经费", "政务信息化系统运行维护经费", "政务公开与政府公报编印经费", "对口协作工作经费", "部门整体支出绩效目标申报表"], sheets.Select(s => s.Name));
        foreach (var sheet in sheets)
        {
            Assert.Contains("fitToPage=\"1\"", sheet.Xml);
            Assert.Contains("paperSize=\"9\"", sheet.Xml);
            Assert.Contains("fitToHeight=\"0\"", sheet.Xml);
        }
        Assert.Contains("orientation=\"landscape\"", sheets[2].Xml);
        Assert.Contains("ySplit=\"4\"", sheets[2].Xml);
        Assert.Contains("xSplit=\"2\"", sheets[2].Xml);
        var defined = Names().Matches(Part(page.Bytes("disclosure.xlsx"), "xl/workbook.xml")).Select(m => m.Value).ToList();
        Assert.Contains("'表2 收入总表'!$A$1:$L$23", defined);
        Assert.Contains("'表2 收入总表'!$3:$4", defined);
        Assert.Equal(sheets.Skip(1).Select(s => $"'{s.Name}'!A1"), Locations().Matches(sheets[0].Xml).Select(m => m.Value));
    }

    [Fact]
    public void Takes_hostile_names_as_text_and_as_names_of_sheets()
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File;
        foreach (var (project, i) in file.Targets.Projects.Select((p, i) => (p, i))) project.Name = (string[])["=1+1", "'[x]:*?/\\", new string('长', 60), new string('长', 60)] is var names ? names[i] : "";
        file.Budget.Tables[2].Rows[0].Name = "=HYPERLINK(\"http://x\")";
        file.Budget.Tables[2].Title = "&C& 表 <三>";
        var page = PublishedPage.Of(file);
        Assert.Empty(OfficeFiles.Errors(page.Bytes("disclosure.xlsx"), "xlsx"));
        var sheets = OfficeFiles.Sheets(page.Bytes("disclosure.xlsx"));
        Assert.Equal(sheets.Count, sheets.Select(s => s.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(sheets, s => Assert.InRange(s.Name.Length, 1, 31));
        var cell = sheets[3].Rows.SelectMany(r => r).Single(c => c.Value == "=HYPERLINK(\"http://x\")");
        Assert.Equal((false, ""), (cell.IsNumber, cell.Formula));
    }

    [Fact]
    public void Splits_a_text_that_no_row_could_hold_over_several()
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File;
        var text = string.Concat(Enumerable.Range(0, 4000).Select(i => (char)('一' + i)));
        file.Targets.Projects[0].Content = text;
        var sheet = OfficeFiles.Sheets(PublishedPage.Of(file).Bytes("disclosure.xlsx")).Single(s => s.Name == file.Targets.Projects[0].Name);
        var rows = sheet.Rows.Where(r => r[1].Value.Length > 0 && text.Contains(r[1].Value, StringComparison.Ordinal)).ToList();
        Assert.True(rows.Count > 1);
        Assert.Equal(text, string.Concat(rows.Select(r => r[1].Value)));
    }

    [Fact]
    public void Is_the_same_bytes_for_the_same_disclosure() =>
        Assert.Equal(PublishedPage.OfDemo(PublishedPage.City).Bytes("disclosure.xlsx"), PublishedPage.OfDemo(PublishedPage.City).Bytes("disclosure.xlsx"));

    [Fact]
    public void Reads_as_it_was_reviewed() => Golden.Matches("Golden/city-management.xlsx.txt", OfficeFiles.Dump(PublishedPage.OfDemo(PublishedPage.City).Bytes("disclosure.xlsx")));

    static string Part(byte[] package, string path)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        using var reader = new StreamReader(zip.GetEntry(path)!.Open());
        return reader.ReadToEnd();
    }

    static byte[] Without(byte[] package, Regex what)
    {
        var copy = new MemoryStream();
        copy.Write(package);
        using (var zip = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).ToList())
            {
                string text;
                using (var reader = new StreamReader(entry.Open())) text = reader.ReadToEnd();
                using var stream = entry.Open();
                stream.SetLength(0);
                using var writer = new StreamWriter(stream);
                writer.Write(what.Replace(text, "</f>"));
            }
        }
        return copy.ToArray();
    }

    [GeneratedRegex("</f><v>[^<]*</v>")]
    private static partial Regex FormulaValue();

    [GeneratedRegex("(?<=location=\")[^\"]+")]
    private static partial Regex Locations();

    [GeneratedRegex("(?<=<definedName[^>]*>)[^<]+")]
    private static partial Regex Names();
}
