using System.Net;
using System.Net.Sockets;
using Budget.Contracts;
using Budget.Hosting;
using Budget.V1;
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
        Assert.Single(await its.History());
    }

    [Fact]
    public async Task Findings_do_not_block_what_was_made_elsewhere()
    {
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Samples.Unbalanced(its.Department));
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
        await district.Rpcs.SubmitDisclosureAsync(new() { Name = name }, District.Person("zhang", "", Roles.Preparer)));

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
