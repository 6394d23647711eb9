using Budget.Contracts;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication.Tests.Workflow;

/// <summary>One person who wants to be two.</summary>
public class FourEyesTests(District district)
{
    [Theory]
    [InlineData("zhang")]
    [InlineData(" ZHANG ")]
    [InlineData("ｚｈａｎｇ")]
    public async Task Who_submitted_neither_reviews_nor_approves_under_any_spelling(string id)
    {
        var its = await district.NewCase();
        await its.Open();
        await its.Submit();
        var again = District.Person(id, its.Department, Roles.SecrecyReviewer, Roles.Approver);
        await Expect.Precondition("SIDE_MAY_NOT_REVIEW", async () => await district.Rpcs.ReviewSecrecyAsync(new() { Name = its.Name(), Outcome = SecrecyOutcome.Cleared }, again));
        await its.Review();
        await Expect.Precondition("SUBMITTER_MAY_NOT_APPROVE", async () => await district.Rpcs.ApproveDisclosureAsync(new() { Name = its.Name(), Etag = (await its.Get()).Etag }, again));
    }

    [Fact]
    public async Task Who_wrote_the_figures_neither_reviews_nor_approves_them_when_a_helper_submits()
    {
        var its = await district.NewCase();
        await its.Open();
        await district.Rpcs.SubmitDisclosureAsync(new() { Name = its.Name() }, District.Person("helper", its.Department, Roles.Preparer));
        var author = District.Person("zhang", its.Department, Roles.SecrecyReviewer, Roles.Approver);
        await Expect.Precondition("SIDE_MAY_NOT_REVIEW", async () => await district.Rpcs.ReviewSecrecyAsync(new() { Name = its.Name(), Outcome = SecrecyOutcome.Cleared }, author));
        await its.Review();
        await Expect.Precondition("SIDE_MAY_NOT_APPROVE", async () => await district.Rpcs.ApproveDisclosureAsync(new() { Name = its.Name(), Etag = (await its.Get()).Etag }, author));
        await its.Approve();
    }

    [Fact]
    public async Task A_waiver_of_ones_own_error_opens_no_gate()
    {
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Samples.Unbalanced(its.Department));
        await its.Open();
        await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit());
        var both = District.Person("zhang", its.Department, Roles.Preparer, Roles.FinanceReviewer);
        foreach (var finding in (await its.Get()).Report.Findings.Where(f => f.Severity == Severity.Error))
        {
            await district.Rpcs.WaiveFindingAsync(new() { Name = its.Name(), Fingerprint = finding.Fingerprint, Reason = "自己的" }, both);
        }
        await Expect.Refused(StatusCode.FailedPrecondition, () => its.Submit());
        foreach (var finding in (await its.Get()).Report.Findings.Where(f => f.Severity == Severity.Error))
        {
            await district.Rpcs.WaiveFindingAsync(new() { Name = its.Name(), Fingerprint = finding.Fingerprint, Reason = "他人的" }, its.Finance);
        }
        Assert.Equal(DisclosureState.Submitted, (await its.Submit()).State);
    }

    [Fact]
    public async Task What_was_made_here_does_not_pass_as_an_archive()
    {
        var its = await district.NewCase(withBudget: false);
        await its.SaveBudget(Samples.Unbalanced(its.Department));
        await district.Rpcs.OpenDisclosureAsync(new() { Department = its.Department, Year = Case.Year, Archive = true }, its.Finance);
        await Expect.Precondition("ARCHIVE_NOT_PRINTED", () => its.Submit());
    }

    [Fact]
    public async Task A_district_may_want_everyone_to_be_another_person_or_only_the_submitter()
    {
        await using var strict = await District.Start(settings: new() { ["Policy:FourEyes"] = "Everyone" });
        var its = await strict.NewCase();
        await its.ToReviewed();
        await Expect.Precondition("REVIEWER_MAY_NOT_APPROVE", async () => await strict.Rpcs.ApproveDisclosureAsync(new() { Name = its.Name(), Etag = (await its.Get()).Etag }, District.Person("li", its.Department, Roles.Approver)));

        await using var small = await District.Start(settings: new() { ["Policy:FourEyes"] = "SubmitterOnly" });
        var other = await small.NewCase();
        await other.Open();
        await small.Rpcs.SubmitDisclosureAsync(new() { Name = other.Name() }, District.Person("helper", other.Department, Roles.Preparer));
        await other.Review();
        await small.Rpcs.ApproveDisclosureAsync(new() { Name = other.Name(), Etag = (await other.Get()).Etag }, District.Person("zhang", other.Department, Roles.Approver));
    }

    [Fact]
    public async Task Neighbours_see_what_is_public_and_not_who_worked_on_it_or_what_was_said()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        var neighbour = District.Person("zhou", "999", Roles.Reader);
        var seen = (await district.Rpcs.GetDisclosureAsync(new() { Name = its.Name() }, neighbour)).Disclosure;
        var listed = (await district.Rpcs.ListDisclosuresAsync(new() { Department = its.Department }, neighbour)).Disclosures.Single();
        foreach (var disclosure in new[] { seen, listed })
        {
            Assert.Equal(("", "", "", ""), (disclosure.SubmittedBy, disclosure.ApprovedBy, disclosure.SecrecyReview.Reviewer, disclosure.SecrecyReview.Opinion));
        }
        Assert.Equal("li", (await its.Get()).SecrecyReview.Reviewer);
    }
}
