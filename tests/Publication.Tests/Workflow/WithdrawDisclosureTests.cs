using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Workflow;

public class WithdrawDisclosureTests(District district)
{
    [Fact]
    public async Task Goes_back_to_draft_and_what_was_pinned_and_reviewed_no_longer_holds()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        var withdrawn = await its.Withdraw();

        Assert.Equal((DisclosureState.Draft, ""), (withdrawn.State, withdrawn.SubmittedBy));
        Assert.Null(withdrawn.Budget);
        Assert.Null(withdrawn.SecrecyReview);
        Assert.Equal(["open", "submit", "review_secrecy", "withdraw"], (await its.History()).Select(h => h.Action));
        var told = await district.WithDb(db => db.Outbox.Where(o => o.RoutingKey == $"{District.Code}.{its.Department}" && o.Type == "DisclosureReturned").SingleAsync());
        Assert.Contains("\"withdrawn\":true", told.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("数字有误", told.Body);
    }

    [Fact]
    public async Task Can_be_submitted_again_with_a_newer_revision()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        await its.Withdraw();
        await its.SaveBudget(Samples.Balanced(its.Department, fen: 5_00), expected: 1);
        Assert.Equal(2, (await its.Submit()).Budget.Revision);
        await Expect.Precondition("SECRECY_REVIEW_MISSING", () => its.Approve());
    }

    [Fact]
    public async Task Is_refused_for_a_draft_and_once_approved()
    {
        var its = await district.NewCase();
        await its.Open();
        await Expect.Precondition("WRONG_STATE", () => its.Withdraw());
        await its.Submit();
        await its.Review();
        await its.Approve(publishAt: DateTimeOffset.UtcNow.AddDays(1));
        await Expect.Precondition("WRONG_STATE", () => its.Withdraw());
    }

    [Fact]
    public async Task Is_refused_for_another_department()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        await Expect.Refused(StatusCode.PermissionDenied, async () => await district.Rpcs.WithdrawDisclosureAsync(new() { Name = its.Name() }, its.Stranger));
    }
}
