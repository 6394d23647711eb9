using System.Net;
using System.Net.Sockets;
using Budget.Contracts;
using Budget.Hosting;
using Budget.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Workflow;

public class SubmitDisclosureTests(District district)
{
    [Fact]
    public async Task Pins_both_revisions_and_keeps_the_report()
    {
        var its = await district.NewCase();
        var opened = await its.Open();
        var submitted = await its.Submit();

        Assert.Equal((DisclosureState.Submitted, "zhang", "shanghai-2025"), (submitted.State, submitted.SubmittedBy, submitted.Edition));
        Assert.Equal(1, submitted.Budget.Revision);
        Assert.Matches("^[0-9a-f]{64}$", submitted.Budget.ContentHash);
        Assert.Equal(0, submitted.Targets.Revision);
        Assert.Equal("shanghai-2025", submitted.Report.Edition);
        Assert.NotEqual(opened.Etag, submitted.Etag);
        Assert.Equal(submitted, await its.Get());
    }

    [Fact]
    public async Task Tells_the_event_with_the_pinned_revisions()
    {
        var its = await district.NewCase();
        await its.Open();
        var submitted = await its.Submit();

        var told = Assert.Single(await district.WithDb(db => db.Outbox.Where(o => o.OrderingKey == $"{District.Code}/{its.Department}/{Case.Year}").ToListAsync()));
        Assert.Equal(("DisclosureSubmitted", $"{District.Code}.{its.Department}"), (told.Type, told.RoutingKey));
        Assert.Contains(submitted.Budget.ContentHash, told.Body);
    }

    [Fact]
    public async Task Refuses_an_open_error_and_names_the_rule()
    {
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Samples.Unbalanced(its.Department));
        var opened = await its.Open();

        var status = await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit());

        Assert.Contains(status.PreconditionViolations, v => v.Type == "REV-005");
        var refusal = Assert.Single(status.All<GateRefusal>());
        Assert.Contains(refusal.Report.Findings, f => f.Rule == "REV-005" && f.Difference.Length > 0);
        var draft = await its.Get();
        Assert.Equal((DisclosureState.Draft, opened.Etag), (draft.State, draft.Etag));
        Assert.Contains(draft.Report.Findings, f => f.Rule == "REV-005");
        var history = await its.History();
        Assert.Equal(["open", "refuse"], history.Select(e => e.Action));
        Assert.Equal((DisclosureState.Draft, DisclosureState.Draft, "zhang"), (history[1].From, history[1].To, history[1].Caller));
        Assert.Contains("项错误", history[1].Remark);
    }

    [Fact]
    public async Task Says_of_each_finding_whether_it_is_new_persists_is_fixed_or_came_back()
    {
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Samples.Unbalanced(its.Department));
        await its.Open();
        await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit());
        Assert.All((await its.Get()).Report.Findings, f => Assert.Equal(FindingState.New, f.State));

        await its.SaveBudget(Samples.Unbalanced(its.Department, 99_98), expected: 1);
        var refused = await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit());
        Assert.All(refused.All<GateRefusal>().Single().Report.Findings, f => Assert.Equal(FindingState.Persisting, f.State));

        await its.SaveBudget(Samples.Balanced(its.Department), expected: 2);
        var submitted = await its.Submit();
        Assert.Contains(submitted.Report.Fixed, f => f is { Rule: "REV-005", State: FindingState.Fixed });
        Assert.Contains("已改正", (await its.History())[^1].Remark);

        await its.Withdraw();
        await its.SaveBudget(Samples.Unbalanced(its.Department), expected: 3);
        await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit());
        Assert.Contains((await its.Get()).Report.Findings, f => f is { Rule: "REV-005", State: FindingState.Returned });
    }

    [Fact]
    public async Task A_warning_is_explained_once_and_again_only_when_it_changes()
    {
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Samples.WithWarning(its.Department));
        await its.Open();
        var refused = await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit());
        var unexplained = refused.All<GateRefusal>().Single().Unexplained;
        var submitted = await its.Submit(explanations: unexplained.Select(f => new Explanation { Fingerprint = f, Text = "原文如此" }));
        Assert.Equal(unexplained, submitted.Explanations.Select(e => e.Fingerprint));
        Assert.All(submitted.Report.Findings.Where(f => f.Severity == Severity.Warning), f => Assert.Equal((AcceptanceKind.Explained, "zhang", "原文如此"), (f.Accepted.Kind, f.Accepted.By, f.Accepted.Text)));
        Assert.Contains(await its.History(), e => e is { Action: "explain", Caller: "zhang" } && e.Remark.Contains("原文如此", StringComparison.Ordinal));

        // Returned and submitted again, published, corrected: what was explained stays explained.
        await its.Return();
        await its.Submit();
        await its.Review();
        await its.Approve();
        await its.Until(DisclosureState.Published);
        await its.Correct();
        Assert.Contains((await its.Submit(version: 2)).Report.Findings, f => f.Accepted is { Text: "原文如此", Version: 1 });
        Assert.Single(await its.History(), e => e.Action == "explain");

        await its.Withdraw(version: 2);
        await its.SaveBudget(Samples.WithWarning(its.Department, '\uF052'), expected: 1);
        var fallen = await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit(version: 2));
        Assert.Equal(unexplained, fallen.All<GateRefusal>().Single().Unexplained);
    }

    [Fact]
    public async Task Explanations_that_answer_no_finding_are_not_kept()
    {
        var its = await district.NewCase();
        await its.Open();
        Assert.Empty((await its.Submit(explanations: new Explanation { Fingerprint = "OLD-001@t9", Text = "从前" })).Explanations);
    }

    [Fact]
    public async Task Findings_do_not_block_what_was_made_elsewhere()
    {
        var its = await district.NewCase(withBudget: false);
        var printed = Samples.Unbalanced(its.Department);
        printed.Printed = new();
        await its.SaveBudget(printed);
        await district.Rpcs.OpenDisclosureAsync(new() { Department = its.Department, Year = Case.Year, Archive = true }, its.Finance);

        var submitted = await its.Submit();

        Assert.Equal(DisclosureState.Submitted, submitted.State);
        Assert.Contains(submitted.Report.Findings, f => f.Rule == "REV-005");
    }

    [Fact]
    public async Task Refuses_when_no_budget_is_saved()
    {
        var its = await district.NewCase(withBudget: false);
        await its.Open();
        await Expect.Precondition("BUDGET_MISSING", () => its.Submit());
    }

    [Fact]
    public async Task Refuses_a_second_submission()
    {
        var its = await district.NewCase();
        await its.Open();
        await its.Submit();
        await Expect.Precondition("WRONG_STATE", () => its.Submit());
    }

    [Fact]
    public async Task Refuses_a_stale_etag_and_changes_nothing()
    {
        var its = await district.NewCase();
        var first = await its.Open();
        await its.Submit(etag: first.Etag);
        var withdrawn = await its.Withdraw();
        await Expect.Reason(StatusCode.Aborted, "STALE", () => its.Submit(etag: first.Etag));
        Assert.Equal(withdrawn.Etag, (await its.Get()).Etag);
    }

    [Theory]
    [InlineData("Budgets")]
    [InlineData("Performance")]
    public async Task Says_that_a_part_cannot_be_read_and_changes_nothing(string part)
    {
        await using var own = await District.Start();
        var its = await own.NewCase();
        var opened = await its.Open();
        await (part == "Budgets" ? own.Budgets : own.Performance).StopAsync(TestContext.Current.CancellationToken);

        var status = await Expect.Refused(StatusCode.Unavailable, () => its.Submit());

        Assert.Equal(("PART_UNREADABLE", part), (status.ErrorInfo?.Reason, status.ErrorInfo?.Metadata["service"]));

        Assert.Equal(opened, await its.Get());
        Assert.Empty(await own.WithDb(db => db.Outbox.ToListAsync()));
    }

    [Fact]
    public async Task Gives_up_with_the_caller_when_a_part_does_not_answer()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var own = await District.Start(settings: new() { ["Services:Performance"] = $"http://{silent.LocalEndpoint}" });
        var its = await own.NewCase();
        var opened = await its.Open();
        var started = DateTime.UtcNow;

        await Expect.Refused(StatusCode.DeadlineExceeded, async () =>
            await own.Rpcs.SubmitDisclosureAsync(new() { Name = its.Name() }, its.Preparer.WithDeadline(started.AddSeconds(2))));

        Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(8));
        Assert.Equal(opened, await its.Get());
    }

    [Fact]
    public async Task Names_the_field_that_is_malformed()
    {
        var its = await district.NewCase();
        await its.Open();
        await Expect.Malformed("publish_at", async () => await district.Rpcs.SubmitDisclosureAsync(
            new() { Name = its.Name(), PublishAt = new Timestamp { Seconds = long.MaxValue } }, its.Preparer));
        await Expect.Malformed("explanations[0].text", () => its.Submit(explanations: new Explanation { Fingerprint = "REV-001@t1", Text = "  " }));
        await Expect.Malformed("explanations[0].text", () => its.Submit(explanations: new Explanation { Fingerprint = "REV-001@t1", Text = new string('长', 2001) }));
        await Expect.Malformed("explanations[0].text", () => its.Submit(explanations: new Explanation { Fingerprint = "REV-001@t1", Text = "a\0b" }));
        var twice = new Explanation { Fingerprint = "REV-001@t1", Text = "因为" };
        await Expect.Malformed("explanations[1].fingerprint", () => its.Submit(explanations: [twice, twice]));
        await Expect.Malformed("explanations", () => its.Submit(explanations: Enumerable.Repeat(twice, 1001)));
        Assert.Equal(DisclosureState.Draft, (await its.Get()).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("districts/dongxihu")]
    [InlineData("districts/dongxihu/departments/101/disclosures/x/versions/1")]
    [InlineData("districts/dongxihu/departments/../disclosures/2025/versions/1")]
    [InlineData("districts/dongxihu/departments/1\0/disclosures/2025/versions/1")]
    [InlineData("districts/dongxihu/departments/101/disclosures/2025/versions/-1")]
    [InlineData("districts/dongxihu/departments/101/disclosures/2025/versions/99999999999999999999")]
    public async Task Refuses_what_is_no_name(string name) => await Expect.Malformed("name", async () =>
        await district.Rpcs.SubmitDisclosureAsync(new() { Name = name }, District.Person("zhang", "101", Roles.Preparer)));

    [Fact]
    public async Task Refuses_a_name_that_is_not_there() => await Expect.Refused(StatusCode.NotFound, async () => await district.Rpcs.SubmitDisclosureAsync(
        new() { Name = new DisclosureName(District.Code, "777", 2025, 1).ToString() }, District.Person("zhang", "777", Roles.Preparer)));

    [Fact]
    public async Task Refuses_a_department_or_district_that_is_not_the_callers()
    {
        var its = await district.NewCase();
        await its.Open();
        await Expect.Refused(StatusCode.PermissionDenied, async () => await district.Rpcs.SubmitDisclosureAsync(new() { Name = its.Name() }, its.Stranger));
        await Expect.Refused(StatusCode.PermissionDenied, async () => await district.Rpcs.SubmitDisclosureAsync(
            new() { Name = its.Name() }, District.PersonOf("putuo", "zhang", its.Department, Roles.Preparer)));
    }
}
