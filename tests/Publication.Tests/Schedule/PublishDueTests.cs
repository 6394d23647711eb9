using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Budget.Publication.Tests.Schedule;

public class PublishDueTests
{
    [Fact]
    public async Task Publishes_at_the_hour_and_not_before()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        var hour = district.Clock.GetUtcNow().AddHours(2);
        await its.ToReviewed(hour);
        await its.Approve();
        await Due(district, its);

        await district.Advance(TimeSpan.FromMinutes(118));
        Assert.Equal(DisclosureState.Approved, (await its.Get()).State);
        Assert.DoesNotContain(Directory.EnumerateFiles(district.SiteFolder, "*", SearchOption.AllDirectories), f => f.Contains($"{its.Department}"));

        district.Clock.Advance(TimeSpan.FromMinutes(3));
        var published = await its.Until(DisclosureState.Published);
        Assert.True(published.PublishedAt.ToDateTimeOffset() >= hour);
    }

    [Fact]
    public async Task What_was_approved_before_a_stop_is_published_after_the_start()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToReviewed(district.Clock.GetUtcNow().AddHours(2));
        await its.Approve();
        await district.StopPublication();
        district.Clock.Advance(TimeSpan.FromHours(3));
        await district.StartPublication();
        await its.Until(DisclosureState.Published);
    }

    [Fact]
    public async Task Takes_up_what_is_approved_when_its_event_never_came()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToReviewed(district.Clock.GetUtcNow().AddHours(2));
        await its.Approve();
        await Due(district, its);
        // As a dead letter leaves it: the event is gone, and nobody has set the hour.
        await district.WithDb(db => db.Disclosures.ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, (DateTimeOffset?)null)));
        await district.StopPublication();
        district.Clock.Advance(TimeSpan.FromHours(3));
        await district.StartPublication();
        await its.Until(DisclosureState.Published);
    }

    [Fact]
    public async Task A_return_before_the_hour_wins()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToReviewed(district.Clock.GetUtcNow().AddHours(2));
        await its.Approve();
        await Due(district, its);
        await its.Return();
        await district.Advance(TimeSpan.FromHours(3));

        Assert.Equal(DisclosureState.Draft, (await its.Get()).State);
        Assert.False(Directory.Exists(Path.Combine(district.SiteFolder, District.Code)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Of_return_and_publication_at_once_exactly_one_happens_wholly(string database)
    {
        await using var district = await District.Start(database);
        var returns = 0;
        for (var i = 0; i < 12; i++)
        {
            var its = await district.NewCase();
            await its.ToReviewed();
            await its.Approve();
            await Task.Delay(i * 4, TestContext.Current.CancellationToken);
            var returned = true;
            try
            {
                await its.Return();
                returns++;
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition or StatusCode.Aborted)
            {
                returned = false;
            }
            if (!returned) await its.Until(DisclosureState.Published);
            await district.Advance(TimeSpan.Zero);

            var after = await its.Get();
            var actions = (await its.History()).Select(h => h.Action).ToList();
            var files = await district.WithDb(db => db.Files.CountAsync(f => db.Disclosures.Any(d => d.Id == f.DisclosureId && d.Department == its.Department)));
            var told = await district.WithDb(db => db.Outbox.CountAsync(o => o.Type == "DisclosurePublished" && o.RoutingKey.EndsWith("." + its.Department)));
            var page = Directory.Exists(Path.Combine(district.SiteFolder, District.Code, "2025", its.Department));
            Assert.Equal(
                returned ? (DisclosureState.Draft, false, true, false, 0, false) : (DisclosureState.Published, true, false, true, 1, true),
                (after.State, actions.Contains("publish"), actions.Contains("return"), files > 0, told, page));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{returns} of 12 returns came first");
    }

    [Fact]
    public async Task A_failure_leaves_it_approved_and_is_tried_again()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToReviewed(district.Clock.GetUtcNow().AddHours(2));
        await its.Approve();
        await Due(district, its);
        var figures = await district.WithDb(db => db.Submissions.Select(s => s.Budget).SingleAsync());
        await district.WithDb(db => db.Submissions.ExecuteUpdateAsync(set => set.SetProperty(s => s.Budget, new byte[] { 255, 255, 255 })));
        district.Clock.Advance(TimeSpan.FromHours(3));

        var failed = await Until(district, its, row => row.Attempts > 0);
        Assert.Equal(State.Approved, failed.State);
        Assert.NotNull(failed.LastError);
        Assert.Equal(HealthStatus.Degraded, (await Health(district)).Status);
        Assert.False(Directory.Exists(Path.Combine(district.SiteFolder, District.Code)));

        await district.WithDb(db => db.Submissions.ExecuteUpdateAsync(set => set.SetProperty(s => s.Budget, figures)));
        await its.Until(DisclosureState.Published);
        Assert.Null((await Until(district, its, row => row.State == State.Published)).LastError);
        Assert.Single(await its.History(), h => h.Action == "publish");
        await Eventually.True(async () => (await Health(district)).Status == HealthStatus.Healthy, "publishing is healthy again");
    }

    static async Task<HealthReportEntry> Health(District district) =>
        (await district.Publication.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["publishing"];

    [Fact]
    public async Task A_claim_of_an_instance_that_died_is_waited_for_and_then_taken()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToReviewed(district.Clock.GetUtcNow().AddHours(2));
        await its.Approve();
        await Due(district, its);
        var claimed = district.Clock.GetUtcNow().AddHours(3).AddSeconds(20);
        await district.WithDb(db => db.Disclosures.ExecuteUpdateAsync(set => set.SetProperty(d => d.ClaimedUntil, claimed)));
        await district.Advance(TimeSpan.FromHours(3));
        Assert.Equal(DisclosureState.Approved, (await its.Get()).State);
        district.Clock.Advance(TimeSpan.FromSeconds(30));
        await its.Until(DisclosureState.Published);
    }

    [Fact]
    public async Task A_folder_that_is_lost_is_written_again_byte_for_byte()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        var published = await its.ToPublished();
        var site = district.SiteFolder;
        var folder = Path.Combine(site, published.Page);
        var before = Contents(folder);
        await district.StopPublication();
        Directory.Delete(site, recursive: true);
        await district.StartPublication();
        await Eventually.True(() => File.Exists(Path.Combine(site, "index.html")), "the site has its front page again");

        Assert.Equal(before, Contents(folder));
    }

    [Fact]
    public async Task A_folder_of_a_publication_that_never_committed_is_removed_at_the_start()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToPublished();
        var (stray, foreign) = (Path.Combine(district.SiteFolder, District.Code, "2025", its.Department, "v2"), Path.Combine(district.SiteFolder, "about"));
        foreach (var folder in new[] { stray, foreign })
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), "?", TestContext.Current.CancellationToken);
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddMinutes(-5));
        }
        await district.StopPublication();
        await district.StartPublication();
        await Eventually.True(() => !Directory.Exists(stray), "the stray folder is removed");
        Assert.True(Directory.Exists(foreign), "What is not ours stays.");
        Assert.True(Directory.Exists(Path.Combine(district.SiteFolder, District.Code, "2025", its.Department, "v1")));
    }

    static SortedDictionary<string, string> Contents(string folder) =>
        new(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(File.ReadAllBytes(f))));

    /// <summary>Waits for the event of the approval to have set the hour.</summary>
    static Task<Publication.Storage.DisclosureRow> Due(District district, Case its) => Until(district, its, row => row.DueAt is not null);

    static Task<Publication.Storage.DisclosureRow> Until(District district, Case its, Func<Publication.Storage.DisclosureRow, bool> holds) =>
        Eventually.Get(() => district.WithDb(db => db.Disclosures.SingleAsync(d => d.Department == its.Department)), holds, "the row is as it should be");
}
