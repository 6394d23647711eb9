using Budget.Publication.Tests.Proof;
using Budget.Testing;
using Budget.V1;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Schedule;

public class ListFailedPublicationsTests
{
    [Fact]
    public async Task While_one_file_cannot_be_made_none_is_public_and_the_operator_is_told_and_then_all_are()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToReviewed(district.Clock.GetUtcNow().AddHours(2));
        await its.Approve();
        // Rendered files cannot be laid down: the first publication fails at the last file of the last format as at the first.
        var staging = Path.Combine(district.SiteFolder, ".staging");
        if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        await File.WriteAllTextAsync(staging, "in the way", TestContext.Current.CancellationToken);
        district.Clock.Advance(TimeSpan.FromHours(3));

        var failed = await Failed(district, its, any: true);
        Assert.Equal(its.Name(), failed!.Disclosure.Name);
        Assert.True(failed.Attempts > 0);
        Assert.NotEmpty(failed.Error);
        Assert.NotNull(failed.NextAttempt);
        Assert.Equal(DisclosureState.Approved, (await its.Get()).State);
        Assert.Empty(Directory.Exists(Path.Combine(district.SiteFolder, District.Code)) ? Directory.EnumerateFiles(Path.Combine(district.SiteFolder, District.Code), "*", SearchOption.AllDirectories) : []);
        Assert.Equal((0, 0, 0), await district.WithDb(async db => (await db.Files.CountAsync(), await db.Log.CountAsync(), await db.Outbox.CountAsync(o => o.Type == "DisclosurePublished"))));

        File.Delete(staging);
        await its.Until(DisclosureState.Published);
        await PublishedSite.Entered(district, 1);
        Assert.Null(await Failed(district, its, any: false));
        using var site = TemporarySite.Of(district.SiteFolder);
        var report = await site.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Lines));
    }

    static async Task<FailedPublication?> Failed(District district, Case its, bool any)
    {
        var failures = await Eventually.Get(async () => (await district.Rpcs.ListFailedPublicationsAsync(new() { Year = Case.Year }, its.Finance)).Failures, f => !any || f.Count > 0, "it fails");
        return failures.SingleOrDefault();
    }
}
