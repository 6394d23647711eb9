using System.Text.Json;
using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Contracts.Tests;

public sealed class CheckOutputTests
{
    static readonly Rule Broken = new("REV-005", Severity.Error, "收支平衡", "Balance", Basis.BudgetLaw32, _ => { });
    static readonly Rule Silent = new("REV-006", Severity.Warning, "表一与表二", "Tables 1 and 2", Basis.Practice, _ => { });

    static readonly Report Report = new(
        [new(Broken, Answer.Failed, "", ""), new(Silent, Answer.NotCheckable, "表2不在原件中", "table 2 is not in the source")],
        [new Finding(Broken, new Place("t1/total", "表1 / 收入总计"), "收入\"总计\"不等于支出总计", "they differ") { Found = "1.00", Expected = "2.00", Difference = "-1.00", Tolerance = "0.01" }]);

    [Fact]
    public void Writes_the_form_that_other_programs_read()
    {
        using var output = new MemoryStream();
        CheckOutput.Write(output, [new CheckedFile("一.json", "wuhan-2021", Report)]);
        using var json = JsonDocument.Parse(output.ToArray());

        var file = json.RootElement.GetProperty("files")[0];
        Assert.Equal(["file", "edition", "rule_book", "summary", "findings", "code_lists"], file.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("一.json", "wuhan-2021", RuleBook.Version), (file.GetProperty("file").GetString(), file.GetProperty("edition").GetString(), file.GetProperty("rule_book").GetString()));
        Assert.Equal("""{"passed":0,"failed":1,"not_checkable":1}""", JsonSerializer.Serialize(file.GetProperty("summary")));
        var finding = file.GetProperty("findings")[0];
        Assert.Equal(["rule", "severity", "place", "found", "expected", "difference", "message", "message_en", "fingerprint", "tolerance", "mend", "mend_en", "basis"], finding.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["REV-005", "error", "表1 / 收入总计", "1.00", "2.00", "-1.00", "收入\"总计\"不等于支出总计", "they differ", "REV-005@t1/total", "0.01", Broken.Explanation.Mend, Broken.Explanation.MendEn, "预算法 第三十二条"],
            finding.EnumerateObject().Select(p => p.Value.GetString()));
        Assert.Equal(["functions", "economics"], file.GetProperty("code_lists").EnumerateArray().Select(l => l.GetProperty("id").GetString()));
    }

    [Fact]
    public void Tells_services_the_same_answer_with_the_reasons_of_what_could_not_be_checked()
    {
        var message = Report.ToMessage("wuhan-2021");

        Assert.Equal(("wuhan-2021", RuleBook.Version, 0, 1, 1), (message.Edition, message.RuleBook, message.Passed, message.Failed, message.NotCheckable));
        Assert.Equal(("REV-006", "表2不在原件中", "table 2 is not in the source"), (message.NotChecked[0].Rule, message.NotChecked[0].Reason, message.NotChecked[0].ReasonEn));
        var finding = message.Findings[0];
        Assert.Equal(("REV-005", V1.Severity.Error, "表1 / 收入总计", "REV-005@t1/total", "预算法 第三十二条", "0.01"), (finding.Rule, finding.Severity, finding.Place, finding.Fingerprint, finding.Basis, finding.Tolerance));
    }
}
