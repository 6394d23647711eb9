using System.Collections.Concurrent;
using System.Threading.Channels;
using Budget.Contracts;
using Budget.Hosting.Storage;
using Budget.Publication.Reading;
using Budget.Publication.Site;
using Budget.Publication.Storage;

namespace Budget.Publication.Schedule;

/// <summary>
/// Keeps the folder as the database says, beside publishing and never in its way: what is lost is written again, what other instances
/// have published or withheld is taken over, and the combined data are made once a rush is over. All of it each minute; what
/// the history tells of, at once, so that with a folder for each instance nothing that was withheld stays public on the others.
/// </summary>
public sealed class SiteUpkeep(
    IServiceScopeFactory scopes, SiteGuard guard, SiteRepair repair, SiteIndexes indexes, DistrictData data, DisclosureChanges changes, ILogger<SiteUpkeep> log) : BackgroundService
{
    static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1), Pause = TimeSpan.FromSeconds(1);

    readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly ConcurrentQueue<DisclosureName> moved = new();
    readonly Outage outage = new(log, "Keeping the site");
    readonly Func<HistoryRow, bool> isPublic = HistoryRow.IsPublic.Compile();
    bool missed;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Follow(stoppingToken), Keep(stoppingToken));

    async Task Keep(CancellationToken stop)
    {
        long? swept = null;
        var combine = true;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (guard.Refusal is not null)
                {
                    // The operator decides first; PublishDue looks again and again whether they have.
                    await Task.Delay(Pause, stop);
                    continue;
                }
                if (swept is null || Environment.TickCount64 - swept > Sweep.TotalMilliseconds || Interlocked.Exchange(ref missed, false))
                {
                    moved.Clear();
                    await indexes.Refresh(await Repair(null, stop), stop);
                    (swept, combine) = (Environment.TickCount64, true);
                }
                else if (!moved.IsEmpty)
                {
                    // Whoever moved it here is still putting the last files in place.
                    await Task.Delay(Pause, stop);
                    var names = Taken();
                    await indexes.Write(await Repair(names, stop), stop);
                    combine = true;
                    outage.Ended();
                    continue;
                }
                // What holds all departments is written once a rush is over, not after each of them.
                if (combine) await data.Write(stop);
                combine = false;
                outage.Ended();
                await Wait(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                outage.Began(error);
                await Task.Delay(Pause * 5, stop).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    async Task<IReadOnlyCollection<DisclosureName>> Repair(IReadOnlySet<DisclosureName>? only, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await repair.Run(scope.ServiceProvider.GetRequiredService<PublicationDb>(), only, stop);
    }

    HashSet<DisclosureName> Taken()
    {
        var names = new HashSet<DisclosureName>();
        while (moved.TryDequeue(out var name)) names.Add(name);
        return names;
    }

    /// <summary>Of this instance's own moves too: that is one look at a folder that is as it should be.</summary>
    async Task Follow(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var subscription = changes.Subscribe();
                await foreach (var entry in subscription.ReadAll(stop))
                {
                    if (!isPublic(entry)) continue;
                    moved.Enqueue(entry.Disclosure.Name);
                    wake.Writer.TryWrite(true);
                }
            }
            catch (Grpc.Core.RpcException)
            {
                // More moved at once than was kept for a slow reader: all is looked at.
                missed = true;
                wake.Writer.TryWrite(true);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    async Task Wait(CancellationToken stop)
    {
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(stop);
        poll.CancelAfter(Sweep);
        try
        {
            await wake.Reader.ReadAsync(poll.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Nothing was moved meanwhile.
        }
    }
}
