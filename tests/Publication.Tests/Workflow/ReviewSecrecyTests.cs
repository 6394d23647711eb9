using Budget.V1;
using Grpc.Core;

namespace Budget.Publication.Tests.Workflow;

public class ReviewSecrecyTests(District district)
{
    [Fact]
    public async Task Records_who_cleared_it_and_when_and_it_stays_submitted()
    {
        var its = await district.NewCase();
        await its.Open();
        await its.Submit();
        var reviewed = await its.Review();

        Assert.Equal(DisclosureState.Submitted, reviewed.State);
        Assert.Equal((SecrecyOutcome.Cleared, "li", "无涉密内容"), (reviewed.SecrecyReview.Outcome, reviewed.SecrecyReview.Reviewer, reviewed.SecrecyReview.Opinion));
        Assert.NotNull(reviewed.SecrecyReview.ReviewedAt);
        Assert.Equal("可以公开：无涉密内容", (await its.History())[^1].Remark);
    }

    [Fact]
    public async Task A_refused_review_can_be_made_again_and_the_last_outcome_holds()
    {
        var its = await district.NewCase();
        await its.Open();
        await its.Submit();
        await its.Review(SecrecyOutcome.Refused);
        await Expect.Precondition("SECRECY_REVIEW_REFUSED", () => its.Approve());
        await its.Review();
        Assert.Equal(DisclosureState.Approved, (await its.Approve()).State);
        Assert.Equal(2, (await its.History()).Count(h => h.Action == "review_secrecy"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task Needs_an_outcome(int outcome)
    {
        var its = await district.NewCase();
        await its.Open();
        await its.Submit();
        await Expect.Malformed("outcome", () => its.Review((SecrecyOutcome)outcome));
    }

    [Fact]
    public async Task Is_refused_for_a_draft_and_for_another_department()
    {
        var its = await district.NewCase();
        await its.Open();
        await Expect.Precondition("WRONG_STATE", () => its.Review());
        await Expect.Refused(StatusCode.PermissionDenied, async () =>
            await district.Rpcs.ReviewSecrecyAsync(new() { Name = its.Name(), Outcome = SecrecyOutcome.Cleared }, its.Stranger));
    }
}
