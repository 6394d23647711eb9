using System.Text.Json;
using Budget.Publication.Tests.Proof;
using Budget.V1;

namespace Budget.Publication.Tests.Secrecy;

public class ReviewedRedactionsTests(District district)
{
    static readonly Redaction Section = new() { Subject = "function:2010301", Shown = RedactionLevel.Section, Reason = "国家秘密" };

    [Fact]
    public async Task What_the_review_withholds_is_published_nowhere_and_its_hash_is_not_either()
    {
        await using var own = await District.Start();
        var its = await own.NewCase();
        await its.Open();
        var submitted = await its.Submit();
        await own.Rpcs.ReviewSecrecyAsync(new() { Name = its.Name(), Outcome = SecrecyOutcome.Cleared, Redactions = { Section } }, its.SecrecyReviewer);
        await its.Approve();
        var published = await its.Until(DisclosureState.Published);
        await PublishedSite.Entered(own, 1);
        // Nor does any list, event or answer tell it from here on.
        Assert.Equal((64, ""), (submitted.Budget.ContentHash.Length, published.Budget.ContentHash));
        Assert.Equal("", (await own.Rpcs.ListDisclosuresAsync(new(), its.Finance)).Disclosures.Single().Budget.ContentHash);

        foreach (var secret in new[] { "行政运行", "2010301", submitted.Budget.ContentHash, "国家秘密" }) Assert.Empty(PublishedBytes.Find(PublishedBytes.OfFolder(own.SiteFolder), secret));
        Assert.NotEmpty(PublishedBytes.Find(PublishedBytes.OfFolder(own.SiteFolder), "20103"));
        Assert.NotEmpty(PublishedBytes.Find(PublishedBytes.OfFolder(own.SiteFolder), "11,919,501.84"));
        using var site = TemporarySite.Of(own.SiteFolder);
        Assert.True((await site.Verify()).Sound);
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(site[$"{District.Code}/2025/{its.Department}/v1/manifest.json"], TestContext.Current.CancellationToken));
        Assert.Contains("不单列公开", manifest.RootElement.GetProperty("withheld").GetString());

        // Its own people see what was decided; others only what the public sees.
        Assert.Equal(Section, Assert.Single(published.Redactions.Reviewed));
        var seen = (await own.Rpcs.GetDisclosureAsync(new() { Name = its.Name() }, its.Stranger)).Disclosure;
        Assert.Null(seen.Redactions);
        Assert.Empty(seen.Budget.ContentHash);
    }

    [Fact]
    public async Task A_decision_about_nothing_is_refused_and_a_refusal_has_no_parts()
    {
        var its = await district.NewCase();
        await its.Open();
        await its.Submit();
        await Expect.Malformed("redactions[1].subject", () => Review(its, SecrecyOutcome.Cleared, Section, new Redaction { Subject = "function:2010399", Shown = RedactionLevel.Section }));
        await Expect.Malformed("redactions", () => Review(its, SecrecyOutcome.Refused, Section));
        Assert.Null((await its.Get()).SecrecyReview);
    }

    [Fact]
    public async Task A_new_submission_is_reviewed_anew()
    {
        var its = await district.NewCase();
        await its.Open();
        await its.Submit();
        await Review(its, SecrecyOutcome.Cleared, Section);
        await its.Return();
        await its.Submit();
        Assert.Empty((await its.Get()).Redactions.Reviewed);
        await Review(its, SecrecyOutcome.Cleared, Section);
        await Review(its, SecrecyOutcome.Cleared);
        Assert.Empty((await its.Get()).Redactions.Reviewed);
        Assert.Contains("1 项不单列", (await its.History())[^2].Remark);
    }

    Task<ReviewSecrecyResponse> Review(Case its, SecrecyOutcome outcome, params IEnumerable<Redaction> redactions) =>
        district.Rpcs.ReviewSecrecyAsync(new() { Name = its.Name(), Outcome = outcome, Redactions = { redactions } }, its.SecrecyReviewer).ResponseAsync;
}
