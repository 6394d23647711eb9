using System.Collections.Concurrent;
using System.Threading.Channels;
using Budget.Contracts;
using Budget.Publication.Proof;
using Budget.Hosting.Storage;
using Budget.Publication.Site;
using Budget.Publication.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Budget.Publication.Schedule;

/// <summary>
/// Publishes what is due, at its hour. Several instances may run: each disclosure is claimed before it is worked on.
/// What was approved and has no hour although its event should have come is taken up as well, at the start and every minute.
/// </summary>
public sealed class PublishDue(IServiceScopeFactory scopes, SiteGuard guard, SiteIndexes indexes, TimeProvider time, ILogger<PublishDue> log) : BackgroundService, IHealthCheck
{
    /// <summary>How late another instance's wish or a set hour may be noticed.</summary>
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1);

    /// <summary>While a rush goes on, the pages that list what is public are written this often and not after every few.</summary>
    static readonly TimeSpan Listing = TimeSpan.FromSeconds(3);
    const int AtOnce = 2, Batch = 8;

    readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    readonly Outage outage = new(log, "Publishing");

    public void Wake() => wake.Writer.TryWrite(true);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var failing = await scope.ServiceProvider.GetRequiredService<PublicationDb>().Disclosures
            .CountAsync(row => row.State == State.Approved && row.Attempts > 0, cancellationToken);
        return failing == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"{failing} approved disclosure(s) could not be published yet; see LastError in the Disclosures table.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? swept = null;
        var unlisted = new List<long>();
        long listed = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (swept is null || Environment.TickCount64 - swept > Sweep.TotalMilliseconds)
                {
                    if (!await guard.Look(stoppingToken))
                    {
                        await Task.Delay(Poll * 5, stoppingToken);
                        continue;
                    }
                    await TakeUp(swept is null ? TimeSpan.Zero : Sweep, stoppingToken);
                    if (swept is null) await SealEarlier(stoppingToken);
                    swept = Environment.TickCount64;
                }
                var (published, more) = await PublishBatch(stoppingToken);
                outage.Ended();
                unlisted.AddRange(published);
                if (unlisted.Count > 0 && (!more || Environment.TickCount64 - listed > Listing.TotalMilliseconds))
                {
                    await indexes.Write(await Names(unlisted, stoppingToken), stoppingToken);
                    unlisted.Clear();
                    listed = Environment.TickCount64;
                }
                if (published.Count == 0) await Wait(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                outage.Began(error);
                await Task.Delay(Poll, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    async Task TakeUp(TimeSpan older, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PublicationDb>();
        var now = time.GetUtcNow();
        var before = now - older;
        var taken = await PublicationDb.SetHour(db.Disclosures.Where(row => row.ApprovedAt <= before), now, stop);
        if (taken > 0) log.LogInformation("{Count} approved disclosure(s) had no hour yet and are taken up", taken);
    }

    async Task SealEarlier(CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Seal>().EnterEarlier(stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            // What is due today does not wait for what was published years ago.
            log.LogError(error, "Versions published before there was a log could not all be entered; the next start tries again");
        }
    }

    /// <summary>Which became public, and whether more are likely due. What failed has a later hour; what others claimed is theirs.</summary>
    async Task<(IReadOnlyCollection<long> Published, bool More)> PublishBatch(CancellationToken stop)
    {
        List<long> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var now = time.GetUtcNow();
            var db = scope.ServiceProvider.GetRequiredService<PublicationDb>();
            due = await db.Disclosures.Where(DisclosureRow.IsDue(now)).OrderBy(row => row.DueAt).Select(row => row.Id).Take(Batch).ToListAsync(stop);
        }
        if (due.Count == 0) return ([], false);
        var published = new ConcurrentBag<long>();
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (id, _) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<Publish>().Run(id, stop)) published.Add(id);
        });
        var more = due.Count == Batch;
        if (more) await TellHowFar(published.Count, stop);
        return (published, more);
    }

    /// <summary>When a whole district publishes at one hour, its operator wants to see it go on.</summary>
    async Task TellHowFar(int published, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var waiting = await scope.ServiceProvider.GetRequiredService<PublicationDb>().Disclosures.CountAsync(DisclosureRow.IsDue(time.GetUtcNow()), stop);
        log.LogInformation("{Published} disclosure(s) published, {Waiting} more are due", published, waiting);
    }

    async Task<List<DisclosureName>> Names(IReadOnlyCollection<long> ids, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PublicationDb>().Disclosures.Where(row => ids.Contains(row.Id))
            .Select(row => new DisclosureName(row.District, row.Department, row.Year, row.Version)).ToListAsync(stop);
    }

    async Task Wait(CancellationToken stop)
    {
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(stop);
        poll.CancelAfter(Poll);
        try
        {
            await wake.Reader.ReadAsync(poll.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Nothing was approved here in the meantime; an hour may have come, or another instance's approval.
        }
    }
}
