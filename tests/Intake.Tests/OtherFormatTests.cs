using System.IO.Compression;
using System.Text;
using Budget.Document.Editions;

namespace Budget.Intake.Tests;

/// <summary>The same small table as every kind of file that people publish, read to the same figures.</summary>
public class OtherFormatTests
{
    static Reading Read(string name, byte[] file) => new FileReader(EditionBook.BuiltIn).Read(name, file);

    static void HoldsTheTable(Reading reading)
    {
        var table = Assert.Single(reading.Tables).Table;
        Assert.Equal("2026年部门支出预算总表", table.Title);
        Assert.Equal("万元", table.PrintedUnit);
        Assert.Equal(["合计", "基本支出", "项目支出"], table.PrintedColumns.Select(column => column.Header));
        Assert.Equal(["201", "20126", "2012601", ""], table.Rows.Select(row => row.Code));
        Assert.Equal(["一般公共服务支出", "档案事务", "行政运行", "合计"], table.Rows.Select(row => row.Name));
        Assert.Equal([1234500L * 100, 1000000L * 100, 234500L * 100], table.Rows[^1].Cells.Select(cell => cell.Fen));
    }

    [Fact]
    public void A_web_page() => HoldsTheTable(Read("表.html", """
        <html><body><p>虚构市示例区档案局</p><h2>2026年部门支出预算总表</h2><p>单位：万元</p>
        <table><tr><th rowspan="2">科目编码</th><th rowspan="2">科目名称</th><th colspan="3">支出预算</th></tr><tr><th>合计</th><th>基本支出</th><th>项目支出</th></tr>
        <tr><td>201</td><td>一般公共服务支出</td><td>123.45</td><td>100.00</td><td>23.45</td></tr>
        <tr><td>20126</td><td>档案事务</td><td>123.45</td><td>100.00</td><td>23.45</td></tr>
        <tr><td>2012601</td><td>行政运行</td><td>100.00</td><td>100.00</td><td></td></tr>
        <tr><td colspan="2">合计</td><td>123.45</td><td>100.00</td><td>23.45</td></tr></table>
        <script>alert(1)</script></body></html>
        """u8.ToArray()));

    [Fact]
    public void Text_as_pdftotext_lays_it_out() => HoldsTheTable(Read("表.txt", Encoding.UTF8.GetBytes("""
                              2026年部门支出预算总表
        编制部门：虚构市示例区档案局                                单位：万元

          科目编码     科目名称                  合计        基本支出      项目支出
          201          一般公共服务支出          123.45      100.00        23.45
          20126        档案事务                  123.45      100.00        23.45
          2012601      行政运行                  100.00      100.00
                       合计                      123.45      100.00        23.45
        """)));

    [Fact]
    public void A_Word_document()
    {
        static string Paragraph(string text) => $"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>";
        static string Row(params string[] cells) => $"<w:tr>{string.Concat(cells.Select(cell => $"<w:tc>{Paragraph(cell)}</w:tc>"))}</w:tr>";
        var body = Paragraph("2026年部门支出预算总表") + Paragraph("单位：万元") + "<w:tbl>"
            + Row("科目编码", "科目名称", "合计", "基本支出", "项目支出") + Row("201", "一般公共服务支出", "123.45", "100.00", "23.45") + Row("20126", "档案事务", "123.45", "100.00", "23.45")
            + Row("2012601", "行政运行", "100.00", "100.00", "") + $"<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{Paragraph("合计")}</w:tc>"
            + string.Concat(new[] { "123.45", "100.00", "23.45" }.Select(cell => $"<w:tc>{Paragraph(cell)}</w:tc>")) + "</w:tr></w:tbl>";
        HoldsTheTable(Read("表.docx", Zip(
            ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""),
            ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""),
            ("word/document.xml", $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"""))));
    }

    [Fact]
    public void A_workbook_whose_figures_stand_as_numbers_and_one_as_text()
    {
        static string Text(string at, string text) => $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>";
        static string Number(string at, string number) => $"<c r=\"{at}\" s=\"1\"><v>{number}</v></c>";
        static string Row(int row, string cells) => $"<row r=\"{row}\">{cells}</row>";
        static string Line(int row, string code, string name, string a, string b, string c) =>
            Row(row, (code.Length > 0 ? $"<c r=\"A{row}\"><v>{code}</v></c>" : "") + Text($"B{row}", name) + Number($"C{row}", a) + Text($"D{row}", b) + (c.Length > 0 ? Number($"E{row}", c) : ""));
        var rows = Row(1, Text("A1", "2026年部门支出预算总表")) + Row(2, Text("A2", "编制部门：虚构市示例区档案局") + Text("E2", "单位：万元"))
            + Row(3, Text("A3", "科目编码") + Text("B3", "科目名称") + Text("C3", "合计") + Text("D3", "基本支出") + Text("E3", "项目支出"))
            + Line(4, "201", "一般公共服务支出", "123.45", "100.00", "23.45") + Line(5, "20126", "档案事务", "123.45", "100.00", "23.45") + Line(6, "2012601", "行政运行", "100", "100.00", "")
            + Line(7, "", "合计", "123.45", "100.00", "23.45");
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        HoldsTheTable(Read("表.xlsx", Zip(
            ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"""),
            ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            ("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"""),
            ("xl/workbook.xml", $"""<workbook xmlns="{main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="支出总表" sheetId="1" r:id="r1"/></sheets></workbook>"""),
            ("xl/styles.xml", $"""<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>"""),
            ("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{main}"><sheetData>{rows}</sheetData><mergeCells count="1"><mergeCell ref="A1:E1"/></mergeCells></worksheet>"""))));
    }

    [Fact]
    public void An_OFD_file()
    {
        var content = new StringBuilder();
        var id = 10;
        void Text(double x, double y, string text, double size = 3.5) => content.Append(FormattableString.Invariant(
            $"""<ofd:TextObject ID="{id++}" Boundary="{x} {y} {text.Length * size} {size + 1}" Size="{size}"><ofd:TextCode X="0" Y="{size}" DeltaX="g {Math.Max(1, text.Length - 1)} {(text.All(char.IsAscii) ? size / 2 : size)}">{text}</ofd:TextCode></ofd:TextObject>"""));
        void Line(double x0, double y0, double x1, double y1) => content.Append(FormattableString.Invariant(
            $"""<ofd:PathObject ID="{id++}" Boundary="{x0} {y0} {Math.Max(x1 - x0, 0.1)} {Math.Max(y1 - y0, 0.1)}"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"""));
        Text(70, 20, "2026年部门支出预算总表", 5);
        Text(160, 30, "单位：万元");
        double[] xs = [20, 50, 100, 130, 160, 190];
        string[][] rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["201", "一般公共服务支出", "123.45", "100.00", "23.45"], ["20126", "档案事务", "123.45", "100.00", "23.45"], ["2012601", "行政运行", "100.00", "100.00", ""], ["", "合计", "123.45", "100.00", "23.45"]];
        for (var r = 0; r <= rows.Length; r++) Line(xs[0], 40 + r * 8, xs[^1], 40 + r * 8);
        foreach (var x in xs) Line(x, 40, x, 40 + rows.Length * 8);
        for (var r = 0; r < rows.Length; r++)
        {
            for (var c = 0; c < 5; c++) if (rows[r][c].Length > 0) Text(xs[c] + 1, 41 + r * 8, rows[r][c], 3);
        }
        const string ns = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
        HoldsTheTable(Read("表.ofd", Zip(
            ("OFD.xml", $"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
            ("Doc_0/Document.xml", $"<ofd:Document {ns}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages></ofd:Document>"),
            ("Doc_0/Pages/Page_0/Content.xml", $"<ofd:Page {ns}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"))));
    }

    [Fact]
    public void A_disclosure_in_two_files_is_read_as_one()
    {
        var text = new SketchedPdf().Page().Text(100, 100, "虚构市示例区档案局2026年部门预算", 18).Page().Text(80, 100, "二〇二六年收入预算一百万元。", 12);
        var tables = new SketchedPdf().Page().Text(150, 60, "2026年部门收入预算总表", 14).Text(420, 85, "单位：万元")
            .Table(60, 95, [200, 100], 20, ["项目", "预算数"], ["一、财政拨款收入", "100.00"], ["收入总计", "100.00"]);

        var reading = new FileReader(EditionBook.BuiltIn).Read("两个文件", [text.ToArray(), tables.ToArray()]);

        Assert.Equal("虚构市示例区档案局", reading.Disclosure.Department.Name);
        Assert.Equal(3, reading.Pages.Count);
        Assert.Equal(3, Assert.Single(reading.Tables).Figures[0].Place.Page);
        Assert.NotEmpty(reading.Disclosure.Budget.Printed.Statements);
    }

    static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }
        return stream.ToArray();
    }
}
