using Budget.Publication.Proof;
using Budget.Publication.Site;
using Budget.Publication.Tests.Proof;
using Budget.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.Publication.Tests.Site;

/// <summary>An empty, older or foreign database takes nothing away that is public; the operator decides, and is shown before.</summary>
public class LostDatabaseTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_emptied_database_deletes_nothing_publishes_nothing_and_learns_again_from_the_site()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToPublished();
        await its.Correct();
        await its.Submit(2);
        await its.Review(version: 2);
        await its.Approve(2);
        await its.Until(DisclosureState.Published, 2);
        await PublishedSite.Entered(district, 3);
        var before = Contents(district.SiteFolder);
        await district.StopPublication();
        await Empty(district);
        await district.StartPublication();
        await Refusal(district, "empty or another one");

        var other = await district.NewCase();
        await other.ToReviewed();
        await other.Approve();
        await Task.Delay(3000, Stop);
        Assert.Equal(DisclosureState.Approved, (await other.Get()).State);
        Assert.Equal(before, Contents(district.SiteFolder));

        var (shown, words) = await Recover(district, "site", yes: false);
        Assert.Equal(2, shown);
        Assert.Contains("3 more signed entries", words);
        Assert.Equal(0, await district.WithDb(db => db.Log.CountAsync(Stop)));
        var (done, told) = await Recover(district, "site", yes: true);
        Assert.True(done == 0, told);

        // It goes on by itself, publishes what waited, and corrects what it learnt.
        await other.Until(DisclosureState.Published);
        Assert.Equal([DisclosureState.Superseded, DisclosureState.Published], [(await its.Get()).State, (await its.Get(2)).State]);
        await PublishedSite.Entered(district, 4);
        await district.Rpcs.CorrectDisclosureAsync(new() { Name = its.Name(2), Reason = "恢复后再更正" }, its.Preparer);
        await its.Submit(3);
        await its.Review(version: 3);
        await its.Approve(3);
        await its.Until(DisclosureState.Published, 3);
        await PublishedSite.Entered(district, 6);
        using var site = TemporarySite.Of(district.SiteFolder);
        var report = await site.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Lines.Where(l => l.Holds is not true)));
        Assert.Equal(4, report.Versions);
    }

    [Fact]
    public async Task An_older_database_never_shortens_the_log_and_never_forks_it()
    {
        await using var district = await District.Start();
        var (first, second) = (await district.NewCase(), await district.NewCase());
        await first.ToPublished();
        await PublishedSite.Entered(district, 1);
        await second.ToPublished();
        await PublishedSite.Entered(district, 2);
        var log = await File.ReadAllBytesAsync(Path.Combine(district.SiteFolder, LogEntry.File), Stop);
        // As it was before the second publication: a backup from then.
        await district.StopPublication();
        await district.WithStoppedDb(db => db.Database.ExecuteSqlRawAsync(
            "DELETE FROM Log WHERE Number = 2; DELETE FROM PublishedFiles WHERE DisclosureId = 2; UPDATE Disclosures SET State = 2, PublishedAt = NULL, ApprovedBy = '' WHERE Id = 2; DELETE FROM History WHERE DisclosureId = 2 AND Action IN ('approve', 'publish')", Stop));
        await district.StartPublication();
        await Refusal(district, "ends at line 1");
        var third = await district.NewCase();
        await third.ToReviewed();
        await third.Approve();
        await Task.Delay(2000, Stop);
        Assert.Equal(log, await File.ReadAllBytesAsync(Path.Combine(district.SiteFolder, LogEntry.File), Stop));
        Assert.True(File.Exists(Path.Combine(district.SiteFolder, District.Code, "2025", second.Department, "v1", "index.html")));
        Assert.Equal(0, (await Recover(district, "site", yes: true)).Code);
        await third.Until(DisclosureState.Published);
        Assert.Equal(DisclosureState.Published, (await second.Get()).State);
        await PublishedSite.Entered(district, 3);
        Assert.StartsWith(System.Text.Encoding.UTF8.GetString(log), await File.ReadAllTextAsync(Path.Combine(district.SiteFolder, LogEntry.File), Stop));
    }

    [Fact]
    public async Task The_site_of_another_district_is_set_aside_only_when_the_operator_says_so()
    {
        await using var other = await District.Start();
        await (await other.NewCase()).ToPublished();
        await PublishedSite.Entered(other, 1);
        await using var district = await District.Start();
        await (await district.NewCase()).ToPublished();
        await PublishedSite.Entered(district, 1);
        await district.StopPublication();
        var folder = district.LastSiteFolder;
        Directory.Delete(folder, recursive: true);
        using (var copy = TemporarySite.Of(other.SiteFolder)) Copy(copy.Folder, folder);
        await district.StartPublication();
        await Refusal(district, "different ways after line 0");
        Assert.NotEqual(0, (await Recover(district, "site", yes: true)).Code);
        Assert.Equal(0, (await Recover(district, "database", yes: true)).Code);
        await PublishedSite.Entered(district, 1);
        using var site = TemporarySite.Of(district.SiteFolder);
        await Until(async () => (await site.Verify()).Sound || (await Again(district)).Sound);
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(district.SiteFolder, ".aside"), LogEntry.File, SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Missing_changed_and_added_files_of_a_version_are_put_right_from_what_was_signed()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        var published = await its.ToPublished();
        await PublishedSite.Entered(district, 1);
        await PublishedSite.Combined(district);
        await district.StopPublication();
        var folder = Path.Combine(district.LastSiteFolder, published.Page);
        var before = Contents(folder);
        File.Delete(Path.Combine(folder, "data/figures.csv"));
        var page = await File.ReadAllBytesAsync(Path.Combine(folder, "index.html"), Stop);
        page[page.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(folder, "index.html"), page, Stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "evil.html"), "?", Stop);
        File.SetLastWriteTimeUtc(Path.Combine(folder, "evil.html"), DateTime.UtcNow.AddMinutes(-5));
        await district.StartPublication();
        await Until(() => Task.FromResult(Contents(folder).SequenceEqual(before)));
    }

    [Fact]
    public async Task Bytes_that_were_changed_in_the_database_are_not_put_before_the_public()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        var published = await its.ToPublished();
        await PublishedSite.Entered(district, 1);
        await PublishedSite.Combined(district);
        await district.StopPublication();
        await district.WithStoppedDb(db => db.Database.ExecuteSqlRawAsync("UPDATE PublishedFiles SET Content = X'666F72676564', Bytes = 6 WHERE Path = 'index.html'", Stop));
        var folder = Path.Combine(district.LastSiteFolder, published.Page);
        Directory.Delete(folder, recursive: true);
        await district.StartPublication();
        await Until(() => Task.FromResult(File.Exists(Path.Combine(folder, "data/figures.csv"))));
        Assert.False(File.Exists(Path.Combine(folder, "index.html")));
    }

    [Fact]
    public async Task A_clock_behind_the_log_publishes_nothing_until_the_operator_says_which_is_wrong()
    {
        await using var district = await District.Start();
        var first = await district.NewCase();
        district.Clock.Advance(TimeSpan.FromDays(300));
        await first.ToPublished();
        await PublishedSite.Entered(district, 1);
        district.Clock.Advance(TimeSpan.FromDays(-300));
        var second = await district.NewCase();
        await second.ToReviewed();
        await second.Approve();
        await Until(async () => (await district.Rpcs.ListFailedPublicationsAsync(new(), second.Finance)).Failures.Any(f => f.Error.Contains("--accept-clock", StringComparison.Ordinal)));
        Assert.Equal(DisclosureState.Approved, (await second.Get()).State);

        await using (var scope = district.Publication.Services.CreateAsyncScope())
        {
            Assert.Equal(1, await ActivatorUtilities.CreateInstance<Recovery>(scope.ServiceProvider).AcceptClock(Stop));
        }
        district.Clock.Advance(TimeSpan.FromMinutes(6));
        await second.Until(DisclosureState.Published);
        var now = await district.Rpcs.ListPublicationsAsOfAsync(new() { Year = Case.Year }, second.Finance);
        Assert.Equal(2, now.Periods.Count);
    }

    static async Task Refusal(District district, string why)
    {
        var guard = district.Publication.Services.GetRequiredService<SiteGuard>();
        await Until(() => Task.FromResult(guard.Refusal?.Contains(why, StringComparison.Ordinal) ?? false));
    }

    static async Task<(int Code, string Words)> Recover(District district, string from, bool yes)
    {
        await using var words = new StringWriter();
        return (await RecoverCommand.Run(district.Publication.Services, from, false, null, yes, words, Stop), words.ToString());
    }

    static Task<int> Empty(District district) => district.WithStoppedDb(async db =>
    {
        foreach (var table in new[] { "Log", "PublishedFiles", "History", "Waivers", "Submissions", "Disclosures", "SigningKeys", "Outbox", "Inbox" })
        {
#pragma warning disable EF1002 // Names of tables, and none of them from outside.
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM \"{table}\"", Stop);
#pragma warning restore EF1002
        }
        return 0;
    });

    static async Task<VerificationReport> Again(District district)
    {
        using var site = TemporarySite.Of(district.SiteFolder);
        return await site.Verify();
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    static SortedDictionary<string, string> Contents(string folder) => new(PublishedSite.Files(folder).Where(f => f.Contains("/v", StringComparison.Ordinal) || f.EndsWith(".jsonl", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetRelativePath(folder, file), file => Manifest.Hash(File.ReadAllBytes(file))), StringComparer.Ordinal);

    static async Task Until(Func<Task<bool>> condition)
    {
        for (var end = DateTime.UtcNow.AddSeconds(90); !await condition(); await Task.Delay(200, Stop)) Assert.True(DateTime.UtcNow < end, "Not within 90 s.");
    }
}
