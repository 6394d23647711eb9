using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Workflow;

public class RevokeWaiverTests(District district)
{
    async Task<(Case Its, List<string> Waived)> Waived()
    {
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Samples.Unbalanced(its.Department));
        await its.Open();
        await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit());
        var errors = (await its.Get()).Report.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.Fingerprint).ToList();
        foreach (var error in errors) await district.Rpcs.WaiveFindingAsync(new() { Name = its.Name(), Fingerprint = error, Reason = "批复如此" }, its.Finance);
        return (its, errors);
    }

    async Task<Disclosure> Revoke(Case its, string fingerprint) =>
        (await district.Rpcs.RevokeWaiverAsync(new() { Name = its.Name(), Fingerprint = fingerprint, Reason = "批复已更正" }, its.Finance)).Disclosure;

    [Fact]
    public async Task In_a_draft_the_error_blocks_again()
    {
        var (its, waived) = await Waived();
        var draft = await Revoke(its, waived[0]);
        Assert.Equal(DisclosureState.Draft, draft.State);
        Assert.Null(draft.Report.Findings.Single(f => f.Fingerprint == waived[0]).Accepted);
        await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit());
        Assert.Contains(await its.History(), e => e.Action == "revoke_waiver" && e.Caller == "qian" && e.Remark.Contains("批复已更正", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_submitted_or_approved_with_it_goes_back_to_draft_and_the_platforms_hear_of_it(bool approved)
    {
        var (its, waived) = await Waived();
        await its.Submit();
        if (approved)
        {
            await its.Review();
            await its.Approve(publishAt: district.Clock.GetUtcNow().AddHours(3));
        }

        var draft = await Revoke(its, waived[0]);

        Assert.Equal((DisclosureState.Draft, ""), (draft.State, draft.SubmittedBy));
        var told = await district.WithDb(db => db.Outbox.Where(o => o.OrderingKey == $"{District.Code}/{its.Department}/{Case.Year}").OrderBy(o => o.Id).Select(o => o.Type).ToListAsync());
        Assert.Equal("DisclosureReturned", told[^1]);
    }

    [Fact]
    public async Task There_must_be_a_waiver_to_revoke()
    {
        var (its, waived) = await Waived();
        await Revoke(its, waived[0]);
        await Expect.Precondition("NOT_WAIVED", () => Revoke(its, waived[0]));
        await Expect.Malformed("reason", async () => await district.Rpcs.RevokeWaiverAsync(new() { Name = its.Name(), Fingerprint = waived[0] }, its.Finance));
    }
}
