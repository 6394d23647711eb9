using Budget.Publication.Schedule;
using Budget.Publication.Site;
using Budget.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.Publication.Tests.Site;

public class SharedFolderTests
{
    [Fact]
    public async Task Two_instances_may_put_the_same_folder_in_place_at_once()
    {
        await using var district = await District.Start();
        var site = district.Publication.Services.GetRequiredService<SiteFolder>();
        for (var round = 0; round < 30; round++)
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, 4), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, stop) =>
            {
                using var staged = await site.Stage(new("qingshan", "101", 2025, 1), [("index.html", new byte[100]), ("data/a.csv", new byte[100])], stop);
                staged.Place();
                staged.Keep();
            });
            Assert.Equal(["data/a.csv", "index.html"], Directory.EnumerateFiles(Path.Combine(site.Root, "qingshan/2025/101/v1"), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Path.Combine(site.Root, "qingshan/2025/101/v1"), file)).Order());
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(site.Root, ".staging")));
    }

    [Fact]
    public async Task What_a_killed_process_was_writing_is_removed_at_the_next_start()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToPublished();
        var left = Path.Combine(district.SiteFolder, ".staging", "0123456789abcdef0123456789abcdef");
        await district.StopPublication();
        await File.WriteAllTextAsync(left, "half a page", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-2));
        await district.StartPublication();
        await Case.Until(() => Task.FromResult(!File.Exists(left)), "the temporary file is gone");
    }

    [Fact]
    public async Task A_claim_holds_while_the_work_goes_on_and_not_much_longer()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToReviewed(district.Clock.GetUtcNow().AddHours(2));
        await its.Approve();
        var first = district.Clock.GetUtcNow().AddSeconds(-1);
        first = new(first.UtcTicks - first.UtcTicks % 10, TimeSpan.Zero);
        await district.WithDb(db => db.Disclosures.ExecuteUpdateAsync(set => set.SetProperty(row => row.ClaimedUntil, first)));
        var id = await district.WithDb(db => db.Disclosures.Select(row => row.Id).SingleAsync());
        await using (new ClaimRenewal(district.Publication.Services.GetRequiredService<IServiceScopeFactory>(), district.Clock, id, first, TimeSpan.FromSeconds(1)))
        {
            await Case.Until(async () => await ClaimedUntil() > first.AddSeconds(2), "the claim is renewed more than once");
        }
        var last = await ClaimedUntil();
        await Case.Until(() => Task.FromResult(district.Clock.GetUtcNow() > last), "the claim runs out");
        Assert.Equal(last, await ClaimedUntil());

        async Task<DateTimeOffset?> ClaimedUntil() => await district.WithDb(db => db.Disclosures.Select(row => row.ClaimedUntil).SingleAsync());
    }
}
