using Budget.Publication.Proof;
using Budget.Publication.Storage;
using Budget.V1;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Schedule;

/// <summary>Who can write to the database makes nothing public that nobody approved.</summary>
public class UnapprovedTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_that_says_approved_is_not_signed_without_the_steps_of_an_approval()
    {
        await using var district = await District.Start();
        var submitted = await district.NewCase();
        await submitted.Open();
        await submitted.Submit();
        await Say(district, submitted, row => row.State == State.Submitted);
        await Refused(district, submitted, "保密审查");

        var reviewed = await district.NewCase();
        await reviewed.ToReviewed();
        await Say(district, reviewed, row => row.State == State.Submitted);
        await Refused(district, reviewed, "审定");

        Assert.Empty(await district.WithDb(db => db.Log.ToListAsync(Stop)));
        Assert.False(Directory.Exists(Path.Combine(district.SiteFolder, District.Code)));
    }

    [Theory]
    [InlineData("UPDATE History SET Caller = 'zhang' WHERE Action = 'approve'; UPDATE Disclosures SET ApprovedBy = 'zhang'", "审定人就是报送人")]
    [InlineData("UPDATE History SET Caller = '  ＺHANG ' WHERE Action = 'approve'; UPDATE Disclosures SET ApprovedBy = 'zhang'", "审定人就是报送人")]
    [InlineData("DELETE FROM History WHERE Action = 'approve'", "没有审定")]
    [InlineData("DELETE FROM History WHERE Action = 'review_secrecy'", "保密审查")]
    [InlineData("UPDATE Disclosures SET SecrecyOutcome = 2", "保密审查")]
    [InlineData("UPDATE History SET At = '2020-01-01 00:00:00.000000Z' WHERE Action = 'approve'", "先后颠倒")]
    public async Task What_was_approved_is_not_signed_once_its_approval_is_tampered_with(string sql, string why)
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToReviewed(district.Clock.GetUtcNow().AddHours(2));
        await its.Approve();
        await district.WithDb(db => db.Database.ExecuteSqlRawAsync(sql, Stop));
        district.Clock.Advance(TimeSpan.FromHours(3));
        await Refused(district, its, why);
    }

    [Fact]
    public async Task The_manifest_tells_persons_apart_and_names_none()
    {
        await using var district = await District.Start();
        var (one, other) = (await district.NewCase(), await district.NewCase());
        await one.ToPublished();
        await other.ToPublished();
        var steps = new List<ManifestStep>();
        foreach (var its in new[] { one, other })
        {
            var manifest = Manifest.Parse(await File.ReadAllBytesAsync(Path.Combine(district.SiteFolder, (await its.Get()).Page, Manifest.File), Stop))!;
            Assert.Null(ApprovedWay.Problem(manifest));
            Assert.All(manifest.Steps, step => Assert.Equal("", step.Name));
            steps.AddRange(manifest.Steps);
        }
        // The same three people worked on both: nobody can tell from the manifests.
        Assert.Equal(6, steps.Select(step => step.By).Distinct().Count());
    }

    static Task<int> Say(District district, Case its, System.Linq.Expressions.Expression<Func<DisclosureRow, bool>> which) => district.WithDb(db => db.Disclosures
        .Where(which).Where(row => row.Department == its.Department)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, State.Approved).SetProperty(row => row.DueAt, district.Clock.GetUtcNow()), Stop));

    static async Task Refused(District district, Case its, string why)
    {
        FailedPublication? failed = null;
        for (var end = DateTime.UtcNow.AddSeconds(60); failed is null; await Task.Delay(100, Stop))
        {
            Assert.True(DateTime.UtcNow < end, "The publisher did not look at it for 60 s.");
            failed = (await district.Rpcs.ListFailedPublicationsAsync(new(), its.Finance)).Failures.FirstOrDefault(f => f.Disclosure.Name == its.Name());
        }
        Assert.Contains(why, failed.Error);
        Assert.Equal(DisclosureState.Approved, (await its.Get()).State);
        Assert.False(Directory.Exists(Path.Combine(district.SiteFolder, District.Code, "2025", its.Department, "v1")));
    }
}
