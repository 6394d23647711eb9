using Budget.Contracts;
using Budget.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Budget.Publication.Tests.Workflow;

public class ApproveDisclosureTests(District district)
{
    [Fact]
    public async Task Approves_and_it_becomes_public_at_once()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        var approved = await its.Approve();
        Assert.Equal((DisclosureState.Approved, "wang"), (approved.State, approved.ApprovedBy));

        var published = await its.Until(DisclosureState.Published);
        Assert.Equal($"{District.Code}/2025/{its.Department}/v1/", published.Page);
        Assert.NotNull(published.PublishedAt);
        Assert.True(File.Exists(Path.Combine(district.SiteFolder, published.Page, "index.html")));
        Assert.Equal(["open", "submit", "review_secrecy", "approve", "publish"], (await its.History()).Select(h => h.Action));
    }

    [Fact]
    public async Task Keeps_the_preparers_hour_unless_the_approver_sets_another()
    {
        var (wished, set) = (DateTimeOffset.UtcNow.AddDays(2), DateTimeOffset.UtcNow.AddDays(3));
        var first = await district.NewCase();
        await first.ToReviewed(wished);
        Assert.Equal(wished.ToUnixTimeSeconds(), (await first.Approve()).PublishAt.Seconds);
        var second = await district.NewCase();
        await second.ToReviewed(wished);
        Assert.Equal(set.ToUnixTimeSeconds(), (await second.Approve(publishAt: set)).PublishAt.Seconds);
    }

    [Fact]
    public async Task The_submitter_may_not_approve()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        await Expect.Precondition("SUBMITTER_MAY_NOT_APPROVE", async () => await district.Rpcs.ApproveDisclosureAsync(
            new() { Name = its.Name() }, District.Person("zhang", its.Department, Roles.Preparer, Roles.Approver)));
        Assert.Equal(DisclosureState.Submitted, (await its.Get()).State);
    }

    [Fact]
    public async Task Needs_the_secrecy_review()
    {
        var its = await district.NewCase();
        await its.Open();
        await its.Submit();
        await Expect.Precondition("SECRECY_REVIEW_MISSING", () => its.Approve());
    }

    [Fact]
    public async Task Is_refused_for_a_draft_and_twice()
    {
        var its = await district.NewCase();
        await its.Open();
        await Expect.Precondition("WRONG_STATE", () => its.Approve());
        await its.Submit();
        await its.Review();
        await its.Approve(publishAt: DateTimeOffset.UtcNow.AddDays(1));
        await Expect.Precondition("WRONG_STATE", () => its.Approve());
    }

    [Fact]
    public async Task Of_several_at_once_exactly_one_wins()
    {
        var its = await district.NewCase();
        await its.ToReviewed(DateTimeOffset.UtcNow.AddDays(1));
        var etag = (await its.Get()).Etag;
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await district.Rpcs.ApproveDisclosureAsync(new() { Name = its.Name(), Etag = etag }, District.Person($"approver-{i}", its.Department, Roles.Approver));
                return StatusCode.OK;
            }
            catch (RpcException e)
            {
                return e.StatusCode;
            }
        }));
        Assert.Single(answers, StatusCode.OK);
        Assert.All(answers, a => Assert.Contains(a, new[] { StatusCode.OK, StatusCode.Aborted, StatusCode.FailedPrecondition }));
        Assert.Single(await its.History(), h => h.Action == "approve");
    }

    [Fact]
    public async Task Refuses_an_hour_that_is_no_time_or_years_away()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        foreach (var at in new Timestamp[] { new() { Seconds = long.MinValue }, new() { Seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds(), Nanos = -5 }, DateTimeOffset.UtcNow.AddYears(3).ToTimestamp() })
        {
            await Expect.Malformed("publish_at", async () => await district.Rpcs.ApproveDisclosureAsync(new() { Name = its.Name(), PublishAt = at }, its.Approver));
        }
    }

    [Fact]
    public async Task Nobody_approves_what_took_the_place_of_what_was_read()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        var read = await its.Get();
        await its.Withdraw();
        await its.SaveBudget(Samples.Balanced(its.Department, 7_00), expected: 1);
        await its.Submit();
        await its.Review();
        await Expect.Refused(StatusCode.Aborted, () => its.Approve(etag: read.Etag));
        await Expect.Malformed("etag", async () => await district.Rpcs.ApproveDisclosureAsync(new() { Name = its.Name() }, its.Approver));
        Assert.Equal(DisclosureState.Submitted, (await its.Get()).State);
    }

    [Fact]
    public async Task Is_refused_for_another_department()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        await Expect.Refused(StatusCode.PermissionDenied, async () => await district.Rpcs.ApproveDisclosureAsync(new() { Name = its.Name() }, its.Stranger));
    }
}
