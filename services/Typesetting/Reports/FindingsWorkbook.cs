using System.Globalization;
using System.Text;
using System.Xml;
using Budget.Contracts;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Office;
using Budget.Typesetting.Xlsx;
using Answer = Budget.Document.Answer;

namespace Budget.Typesetting.Reports;

/// <summary>
/// The findings as a workbook: an overview, all findings (to be filtered and sent on), and what could not be checked. A text is a
/// text there and never a formula.
/// </summary>
public static class FindingsWorkbook
{
    /// <summary>What a cell of a spreadsheet holds at most.</summary>
    const int LongestCell = 32_767;

    const string Main = "application/vnd.openxmlformats-officedocument.spreadsheetml", Head = "1";

    sealed record Sheet(string Name, double[] Widths, IReadOnlyList<string> Heads, IEnumerable<IReadOnlyList<object>> Rows);

    public static byte[] Render(IReadOnlyList<CheckedFile> files)
    {
        Sheet[] sheets =
        [
            new("总览", [24, 32, 8, 16, 8, 8, 8, 8, 8, 10, 20, 60],
                ["文件", "部门", "年度", "公开形式", "错误", "警告", "提示", "通过", "不通过", "无法核对", "规则库", "科目数据"], files.Select(Overview)),
            new("检查结果", [20, 24, 8, 8, 10, 32, 28, 40, 16, 16, 14, 12, 60, 40, 28, 36, 16, 20, 40], FindingRows.Heads, files.SelectMany(FindingRows.Of)),
            new("无法核对", [24, 24, 10, 40, 60], ["文件", "部门", "规则", "规则名称", "原因"], files.SelectMany(NotChecked)),
        ];
        using var package = new OfficePackage();
        package.Add("xl/workbook.xml", $"{Main}.sheet.main+xml", xml => Workbook(xml, sheets));
        package.Add("xl/styles.xml", $"{Main}.styles+xml", Styles);
        for (var i = 0; i < sheets.Length; i++) package.Add($"xl/worksheets/sheet{i + 1}.xml", $"{Main}.worksheet+xml", xml => Write(xml, sheets[i], isFirst: i == 0));
        package.Relate("xl/workbook.xml",
            [.. sheets.Select((_, i) => new Relation($"rId{i + 1}", "worksheet", $"worksheets/sheet{i + 1}.xml")), new($"rId{sheets.Length + 1}", "styles", "styles.xml")]);
        return package.Finish("xl/workbook.xml", "检查结果", RuleBook.Version, "部门预算公开检查");
    }

    static IReadOnlyList<object> Overview(CheckedFile file) =>
    [
        file.File, file.Department, file.Year, file.Edition,
        file.Count(Severity.Error), file.Count(Severity.Warning), file.Count(Severity.Info), file.Report.Passed, file.Report.Failed, file.Report.NotCheckable,
        RuleBook.Version, FindingRows.CodeLists,
    ];

    static IEnumerable<IReadOnlyList<object>> NotChecked(CheckedFile file) =>
        file.Report.Answers.Where(a => a.Answer == Answer.NotCheckable).Select(a => (IReadOnlyList<object>)[file.File, file.Department, a.Rule.Id, a.Rule.Title, a.Reason]);

    static void Workbook(XmlWriter xml, Sheet[] sheets)
    {
        Start(xml, "workbook");
        xml.WriteAttributeString("xmlns", "r", null, OfficePackage.OfficeRelationships);
        Start(xml, "sheets");
        for (var i = 0; i < sheets.Length; i++)
        {
            Start(xml, "sheet", ("name", sheets[i].Name), ("sheetId", Number(i + 1)));
            xml.WriteAttributeString("id", OfficePackage.OfficeRelationships, $"rId{i + 1}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Heads that stay in sight and filter what stands below them.</summary>
    static void Write(XmlWriter xml, Sheet sheet, bool isFirst)
    {
        Start(xml, "worksheet");
        Start(xml, "sheetViews");
        Start(xml, "sheetView", ("tabSelected", isFirst ? "1" : "0"), ("workbookViewId", "0"));
        Empty(xml, "pane", ("ySplit", "1"), ("topLeftCell", "A2"), ("activePane", "bottomLeft"), ("state", "frozen"));
        xml.WriteEndElement();
        xml.WriteEndElement();
        Start(xml, "cols");
        for (var c = 0; c < sheet.Widths.Length; c++) Empty(xml, "col", ("min", Number(c + 1)), ("max", Number(c + 1)), ("width", Number(sheet.Widths[c])), ("customWidth", "1"));
        xml.WriteEndElement();
        Start(xml, "sheetData");
        var rows = 0;
        foreach (var cells in sheet.Rows.Prepend([.. sheet.Heads])) Row(xml, ++rows, cells);
        xml.WriteEndElement();
        Empty(xml, "autoFilter", ("ref", $"A1:{Letter(sheet.Widths.Length - 1)}{rows}"));
        xml.WriteEndElement();
    }

    static void Row(XmlWriter xml, int number, IReadOnlyList<object> cells)
    {
        Start(xml, "row", ("r", Number(number)));
        for (var c = 0; c < cells.Count; c++)
        {
            Start(xml, "c", ("r", Letter(c) + Number(number)), ("s", number == 1 ? Head : "0"), ("t", cells[c] is int ? "n" : "inlineStr"));
            if (cells[c] is int count)
            {
                xml.WriteElementString("v", XlsxDocument.Namespace, Number(count));
            }
            else
            {
                Start(xml, "is");
                Start(xml, "t");
                xml.WriteAttributeString("xml", "space", null, "preserve");
                xml.WriteString(Allowed((string)cells[c]));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>What XML and a cell can hold.</summary>
    static string Allowed(string text)
    {
        var plain = PlainText.Of(text);
        if (plain.Length <= LongestCell) return plain;
        return plain[..(char.IsHighSurrogate(plain[LongestCell - 1]) ? LongestCell - 1 : LongestCell)];
    }

    static void Start(XmlWriter xml, string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(element, XlsxDocument.Namespace);
        foreach (var (name, value) in attributes) xml.WriteAttributeString(name, value);
    }

    static void Empty(XmlWriter xml, string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(xml, element, attributes);
        xml.WriteEndElement();
    }

    static string Letter(int column) => ((char)('A' + column)).ToString();

    static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    static readonly byte[] Styles = Encoding.UTF8.GetBytes($"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <styleSheet xmlns="{XlsxDocument.Namespace}">
        <fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="黑体"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="2">
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
        <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>
        </cellXfs>
        </styleSheet>
        """);
}
