using Budget.Contracts;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Typesetting.Reports;
using Budget.Typesetting.Tests;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Budget.Typesetting.Tests.Reports;

public class FindingsWorkbookTests
{
    static CheckedFile Checked(string plan)
    {
        var document = PublishedPage.OfDemo(PublishedPage.FaultyCity).Document with { PlanText = plan };
        return new("301.json", document.Edition.Id, RuleBook.Run(document));
    }

    static List<List<string>> Rows(SpreadsheetDocument workbook, string sheet)
    {
        var id = workbook.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Single(s => s.Name == sheet).Id!;
        return [.. ((WorksheetPart)workbook.WorkbookPart.GetPartById(id!)).Worksheet.Descendants<Row>().Select(r => r.Elements<Cell>().Select(c => c.InnerText).ToList())];
    }

    [Fact]
    public void Is_a_valid_workbook_with_all_findings_and_all_that_could_not_be_checked()
    {
        var file = Checked("（略）");
        using var stream = new MemoryStream(FindingsWorkbook.Render([file, file]));
        using var workbook = SpreadsheetDocument.Open(stream, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(workbook, TestContext.Current.CancellationToken).Select(e => e.Description));

        var findings = Rows(workbook, "检查结果");
        Assert.Equal(1 + 2 * file.Report.Findings.Count, findings.Count);
        Assert.Contains(findings, r => r.Contains("EXP-011") && r.Contains("42,560,000.00元") && r.Contains("45,260,000.00元"));
        Assert.All(findings.Skip(1), r => Assert.Contains(RuleBook.Version, r));
        Assert.Equal(1 + 2 * file.Report.NotCheckable, Rows(workbook, "无法核对").Count);
        Assert.Equal($"{file.Count(Severity.Error)}", Rows(workbook, "总览")[1][4]);
    }

    [Fact]
    public void Holds_hostile_text_as_text()
    {
        var file = Checked("=HYPERLINK(\"http://x\")（略）\u0001\uFFFE𠀀");
        var finding = file.Report.Findings[0] with { Message = "=1+1\u0001\uD800" + new string('长', 40_000), Found = "+1" };
        using var stream = new MemoryStream(FindingsWorkbook.Render([file with { Report = file.Report with { Findings = [finding] } }]));
        using var workbook = SpreadsheetDocument.Open(stream, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(workbook, TestContext.Current.CancellationToken).Select(e => e.Description));
        Assert.Empty(workbook.WorkbookPart!.WorksheetParts.SelectMany(p => p.Worksheet.Descendants<CellFormula>()));
        Assert.StartsWith("=1+1", Rows(workbook, "检查结果")[1][12]);
    }

    [Fact]
    public void The_same_findings_give_the_same_bytes() => Assert.Equal(FindingsWorkbook.Render([Checked("")]), FindingsWorkbook.Render([Checked("")]));
}
