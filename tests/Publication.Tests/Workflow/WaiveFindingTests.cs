using Budget.V1;
using Grpc.Core;

namespace Budget.Publication.Tests.Workflow;

public class WaiveFindingTests(District district)
{
    const string Reason = "批复如此，年中调整后更正";

    async Task<(Case Its, Finding Error)> RefusedForAnError()
    {
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Samples.Unbalanced(its.Department));
        await its.Open();
        await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit());
        return (its, (await its.Get()).Report.Findings.First(f => f.Rule == "REV-005"));
    }

    async Task<WaiveFindingResponse> Waive(Case its, string fingerprint, string reason = Reason, string etag = "") =>
        await district.Rpcs.WaiveFindingAsync(new() { Name = its.Name(), Etag = etag, Fingerprint = fingerprint, Reason = reason }, its.Finance);

    async Task WaiveAll(Case its)
    {
        foreach (var error in (await its.Get()).Report.Findings.Where(f => f.Severity == Severity.Error && f.Accepted is null)) await Waive(its, error.Fingerprint);
    }

    [Fact]
    public async Task A_waived_error_blocks_no_more_and_everyone_who_reviews_reads_by_whom_and_why()
    {
        var (its, error) = await RefusedForAnError();
        var waived = await Waive(its, error.Fingerprint);
        Assert.Equal((AcceptanceKind.Waived, Reason, "qian", 1), (waived.Finding.Accepted.Kind, waived.Finding.Accepted.Text, waived.Finding.Accepted.By, waived.Finding.Accepted.Version));
        await WaiveAll(its);

        var submitted = await its.Submit();

        Assert.Equal(DisclosureState.Submitted, submitted.State);
        foreach (var reader in new[] { its.Preparer, its.SecrecyReviewer, its.Approver, its.Finance, its.Reader })
        {
            var read = (await district.Rpcs.GetDisclosureAsync(new() { Name = its.Name() }, reader)).Disclosure.Report.Findings.Single(f => f.Fingerprint == error.Fingerprint);
            Assert.Equal((AcceptanceKind.Waived, Reason, "qian", Severity.Error), (read.Accepted.Kind, read.Accepted.Text, read.Accepted.By, read.Severity));
            Assert.NotNull(read.Accepted.At);
        }
        var line = (await its.History()).First(e => e.Action == "waive");
        Assert.Equal(("qian", DisclosureState.Draft, DisclosureState.Draft), (line.Caller, line.From, line.To));
        Assert.Contains(error.Rule, line.Remark);
        Assert.Contains(Reason, line.Remark);
    }

    [Fact]
    public async Task A_waiver_is_no_event()
    {
        var (its, error) = await RefusedForAnError();
        await Waive(its, error.Fingerprint);
        Assert.False(await district.WithDb(async db => await Task.FromResult(db.Outbox.Any(o => o.OrderingKey == $"{District.Code}/{its.Department}/{Case.Year}"))));
    }

    [Fact]
    public async Task A_waiver_falls_when_the_figure_changes_and_does_not_come_back_with_it()
    {
        var (its, _) = await RefusedForAnError();
        await WaiveAll(its);
        await its.SaveBudget(Samples.Unbalanced(its.Department, 99_98), expected: 1);

        var refused = await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit());

        Assert.Contains(refused.PreconditionViolations, v => v.Type == "REV-005");
        var error = (await its.Get()).Report.Findings.First(f => f.Rule == "REV-005");
        Assert.Null(error.Accepted);
        Assert.Equal(FindingState.Persisting, error.State);
        await its.SaveBudget(Samples.Unbalanced(its.Department), expected: 2);
        await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit());
    }

    [Fact]
    public async Task A_waiver_holds_while_other_figures_change_and_is_carried_over_to_the_next_version()
    {
        var (its, error) = await RefusedForAnError();
        await WaiveAll(its);
        var other = Samples.Unbalanced(its.Department);
        other.PlanText = "做好全年工作。";
        await its.SaveBudget(other, expected: 1);
        await its.Submit();
        await its.Review();
        await its.Approve();
        await its.Until(DisclosureState.Published);
        await its.Correct();

        var corrected = await its.Submit(version: 2);

        var carried = corrected.Report.Findings.Single(f => f.Fingerprint == error.Fingerprint);
        Assert.Equal((AcceptanceKind.Waived, 1, FindingState.Persisting), (carried.Accepted.Kind, carried.Accepted.Version, carried.State));
    }

    [Fact]
    public async Task Nobody_waives_what_is_not_there()
    {
        var (its, error) = await RefusedForAnError();
        await Expect.Precondition("NOT_FOUND_NOW", () => Waive(its, "REV-005@nowhere"));
        await its.SaveBudget(Samples.Balanced(its.Department), expected: 1);
        await Expect.Precondition("NOT_FOUND_NOW", () => Waive(its, error.Fingerprint));
    }

    [Fact]
    public async Task Nobody_waives_other_figures_than_they_read()
    {
        var (its, error) = await RefusedForAnError();
        await its.SaveBudget(Samples.Unbalanced(its.Department, 99_98), expected: 1);
        await Expect.Reason(StatusCode.Aborted, "STALE", async () => await district.Rpcs.WaiveFindingAsync(
            new() { Name = its.Name(), Fingerprint = error.Fingerprint, Reason = Reason, Found = error.Found, Expected = error.Expected }, its.Finance));
    }

    [Fact]
    public async Task A_warning_is_explained_and_not_waived()
    {
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Samples.WithWarning(its.Department));
        await its.Open();
        var warning = (await district.Rpcs.CheckDisclosureAsync(new() { Name = its.Name() }, its.Finance)).Report.Findings.First(f => f.Severity == Severity.Warning);
        await Expect.Precondition("NOT_AN_ERROR", () => Waive(its, warning.Fingerprint));
    }

    [Fact]
    public async Task What_is_published_is_waived_no_more()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        await Expect.Precondition("WRONG_STATE", () => Waive(its, "REV-005@x"));
    }

    [Fact]
    public async Task Asks_for_a_reason_and_refuses_a_stale_etag()
    {
        var (its, error) = await RefusedForAnError();
        await Expect.Malformed("reason", () => Waive(its, error.Fingerprint, "  "));
        await Expect.Malformed("reason", () => Waive(its, error.Fingerprint, new string('长', 2001)));
        var first = await Waive(its, error.Fingerprint, etag: (await its.Get()).Etag);
        Assert.NotNull(first.Disclosure);
        await Expect.Reason(StatusCode.Aborted, "STALE", () => Waive(its, error.Fingerprint, etag: "1"));
    }

    [Fact]
    public async Task A_second_waiver_takes_the_place_of_the_first()
    {
        var (its, error) = await RefusedForAnError();
        await Waive(its, error.Fingerprint);
        await Waive(its, error.Fingerprint, "改按新批复");
        Assert.Equal("改按新批复", (await its.Get()).Report.Findings.Single(f => f.Fingerprint == error.Fingerprint).Accepted.Text);
        Assert.Equal(1, await district.WithDb(async db => await Task.FromResult(db.Waivers.Count(w => w.EndedAt == null && w.Disclosure.Department == its.Department))));
    }
}
