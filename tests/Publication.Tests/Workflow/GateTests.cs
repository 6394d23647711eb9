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
        Mend = new string('改', 100),
        Fingerprint = $"REV-{number:000}@t1",
    };

    static CheckReport Report(params IEnumerable<Finding> findings) => new() { Edition = "shanghai-2025", Findings = { findings } };

    static Finding Accepted(Finding finding, AcceptanceKind kind)
    {
        finding.Accepted = new() { Kind = kind, Text = "因为" };
        return finding;
    }

    [Fact]
    public void Stands_open_where_nothing_was_found_or_only_something_to_know() => Assert.False(Gate.Judge(Report(Finding(Severity.Info, 1))).IsClosed);

    [Fact]
    public void Is_closed_by_an_error_until_it_is_waived()
    {
        Assert.True(Gate.Judge(Report(Finding(Severity.Error, 1))).IsClosed);
        Assert.False(Gate.Judge(Report(Accepted(Finding(Severity.Error, 1), AcceptanceKind.Waived))).IsClosed);
    }

    [Fact]
    public void Is_closed_by_a_warning_until_it_is_explained()
    {
        var half = Gate.Judge(Report(Accepted(Finding(Severity.Warning, 1), AcceptanceKind.Explained), Finding(Severity.Warning, 2)));
        Assert.True(half.IsClosed);
        Assert.Equal(["REV-002@t1"], half.Unexplained);
        Assert.False(Gate.Judge(Report(Accepted(Finding(Severity.Warning, 1), AcceptanceKind.Explained))).IsClosed);
    }

    [Fact]
    public void Its_refusal_fits_a_header_however_much_was_found_and_counts_all_of_it()
    {
        var report = Report(Enumerable.Range(1, 300).SelectMany(i => new[] { Finding(Severity.Warning, i), Finding(Severity.Error, i) }));
        report.Failed = 300;
        report.Fixed.AddRange(Enumerable.Range(301, 300).Select(i => Finding(Severity.Error, i)));
        var refusal = Gate.Judge(report).Refusal(Row);

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
