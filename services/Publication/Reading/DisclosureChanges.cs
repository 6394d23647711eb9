using System.Threading.Channels;
using Budget.Hosting.Storage;
using Budget.Publication.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Reading;

/// <summary>
/// Follows the history table and hands each new line to every watcher. The table is the one source, so that the moves of other
/// instances are told too; a move made here is told at once, another's within a poll.
/// </summary>
public sealed class DisclosureChanges(IServiceScopeFactory scopes, ILogger<DisclosureChanges> log) : BackgroundService
{
    static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly Lock guard = new();
    readonly HashSet<Subscription> subscriptions = [];
    readonly HistoryTail tail = new(TimeProvider.System);
    readonly Outage outage = new(log, "Telling watchers");

    public void Wake() => wake.Writer.TryWrite(true);

    public Subscription Subscribe()
    {
        var subscription = new Subscription(this);
        lock (guard) subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>Before anyone can watch: what is moved from here on is told.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            await tail.Begin(scope.ServiceProvider.GetRequiredService<PublicationDb>(), cancellationToken);
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TellNew(stoppingToken);
                outage.Ended();
                await Wait(stoppingToken);
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

    async Task TellNew(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PublicationDb>();
        foreach (var ids in (await tail.New(db, stop)).Chunk(500))
        {
            // Who subscribes from here on asks for the present state after that, and finds these moves in it.
            bool watched;
            lock (guard) watched = subscriptions.Count > 0;
            if (watched) await Tell(db.History.Include(entry => entry.Disclosure).Where(entry => ids.Contains(entry.Id)).OrderBy(entry => entry.Id), stop);
            tail.Told(ids);
        }
        tail.Settle();
    }

    async Task Tell(IQueryable<HistoryRow> entries, CancellationToken stop)
    {
        foreach (var entry in await entries.ToListAsync(stop))
        {
            lock (guard)
            {
                foreach (var subscription in subscriptions) subscription.Offer(entry);
            }
        }
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
            // Nothing was moved here in the meantime; another instance may have.
        }
    }

    /// <summary>One watcher's queue. A watcher that does not keep up is ended, so that it neither blocks the others nor fills the memory.</summary>
    public sealed class Subscription(DisclosureChanges changes) : IDisposable
    {
        public const int Longest = 1000;

        readonly Channel<HistoryRow> queue = Channel.CreateBounded<HistoryRow>(new BoundedChannelOptions(Longest) { SingleReader = true });

        public IAsyncEnumerable<HistoryRow> ReadAll(CancellationToken cancellation) => queue.Reader.ReadAllAsync(cancellation);

        internal void Offer(HistoryRow entry)
        {
            if (!queue.Writer.TryWrite(entry))
            {
                queue.Writer.TryComplete(new RpcException(new Status(StatusCode.ResourceExhausted,
                    "接收过慢，已中断；请重新订阅并要求 include_current。 / You read too slowly; watch again with include_current.")));
            }
        }

        public void Dispose()
        {
            lock (changes.guard) changes.subscriptions.Remove(this);
        }
    }
}
