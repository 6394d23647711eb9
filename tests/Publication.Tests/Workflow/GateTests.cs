using Budget.Hosting.Errors;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;

namespace Budget.Publication.Tests.Workflow;

public class GateTests
{
    static readonly DisclosureRow Row = new() { District = "dongxihu", Department = "101", DepartmentName = "财政局", Year = 2025 };

    static Finding Finding(Severity severity, int number) => new()
    {
        Rule = $"REV-{number:000}",
        Severity = severity,
        Place = $"表1 第{number}行",
        Message = new string('错', 100),
        Fingerprint = $"REV-{number:000}@t1",
    };

    static CheckReport Report(params IEnumerable<Finding> findings) => new() { Edition = "shanghai-2025", Findings = { findings } };

    [Fact]
    public void Stands_open_where_nothing_was_found_or_only_something_to_know() =>
        Assert.False(Gate.Judge(Report(Finding(Severity.Info, 1)), new Dictionary<string, string>()).IsClosed);

    [Fact]
    public void Is_closed_by_an_error_even_if_it_is_explained() =>
        Assert.True(Gate.Judge(Report(Finding(Severity.Error, 1)), new Dictionary<string, string> { ["REV-001@t1"] = "因为" }).IsClosed);

    [Fact]
    public void Is_closed_by_a_warning_until_it_is_explained()
    {
        var report = Report(Finding(Severity.Warning, 1), Finding(Severity.Warning, 2));
        var half = Gate.Judge(report, new Dictionary<string, string> { ["REV-001@t1"] = "因为" });
        Assert.True(half.IsClosed);
        Assert.Equal(["REV-002@t1"], half.Unexplained);

        var whole = Gate.Judge(report, new Dictionary<string, string> { ["REV-001@t1"] = "因为", ["REV-002@t1"] = "所以" });
        Assert.False(whole.IsClosed);
        Assert.Equal(["因为", "所以"], whole.Checked.Explanations.Select(e => e.Text));
    }

    [Fact]
    public void Keeps_only_explanations_that_answer_a_finding()
    {
        var gate = Gate.Judge(Report(Finding(Severity.Warning, 1)), new Dictionary<string, string> { ["REV-001@t1"] = "因为", ["OLD-001@t9"] = "从前" });
        Assert.Equal(["REV-001@t1"], gate.Checked.Explanations.Select(e => e.Fingerprint));
    }

    [Fact]
    public void Its_refusal_fits_a_header_however_much_was_found_and_counts_all_of_it()
    {
        var report = Report(Enumerable.Range(1, 300).SelectMany(i => new[] { Finding(Severity.Warning, i), Finding(Severity.Error, i) }));
        report.Failed = 300;
        var refusal = Gate.Judge(report, new Dictionary<string, string>()).Refusal(Row);

        Assert.True(refusal.Trailers.GetValueBytes(RichStatus.Trailer)!.Length * 4 / 3 < 8 * 1024);
        Assert.Contains("300 项错误，300 项提示", refusal.Status.Detail);
        var details = RichStatus.From(refusal);
        Assert.NotEmpty(details.PreconditionViolations);
        var carried = Assert.Single(details.All<GateRefusal>());
        Assert.Equal(300, carried.Report.Failed);
        Assert.NotEmpty(carried.Unexplained);
        Assert.All(carried.Report.Findings, f => Assert.Equal(Severity.Error, f.Severity));
        Assert.Equal(600, report.Findings.Count);
    }
}
