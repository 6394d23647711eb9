using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Budget.Hosting.Outbox;

/// <summary>
/// Takes the rows that are not sent yet, in order, hands each to the transport and marks it sent only when the transport
/// says it has arrived: confirmed and routed by the broker, or handled by this process when there is no broker.
/// A sender that dies between arrival and mark sends again; consumers know the message by its id.
/// </summary>
sealed class OutboxSender<TContext>(
    IServiceScopeFactory scopes, EventTransport transport, EventCatalog catalog, OutboxSignal signal, OutboxStatus status,
    DatabaseSettings database, IOptions<OutboxSettings> options, ILogger<OutboxSender<TContext>> log) : BackgroundService
    where TContext : ServiceDb
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan WhileAnotherSends = TimeSpan.FromMilliseconds(25), LongestWhileAnotherSends = TimeSpan.FromSeconds(1);

    readonly OutboxSettings settings = options.Value;
    DateTimeOffset nextSweep = DateTimeOffset.UtcNow + TimeSpan.FromMinutes(5);
    DateTimeOffset nextStock;

    enum Outcome { Done, More, AnotherSends }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        status.Late = settings.Late;
        var (pause, turn) = (FirstPause, WhileAnotherSends);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await transport.Prepare(stoppingToken);
                var outcome = await SendBatch(stoppingToken);
                status.Away = null;
                pause = FirstPause;
                turn = outcome != Outcome.AnotherSends ? WhileAnotherSends : turn * 2 < LongestWhileAnotherSends ? turn * 2 : LongestWhileAnotherSends;
                if (outcome != Outcome.More)
                {
                    await signal.Wait(outcome == Outcome.Done ? settings.Poll : turn, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                var reason = DatabaseAway.Reason(error) is { } away ? "the database cannot be used: " + away : error.Message;
                if (status.Away is null)
                {
                    log.LogWarning("Events wait in the outbox: {Reason}", reason);
                    log.LogDebug(error, "Why events wait");
                }
                status.Away = reason;
                await Task.Delay(pause, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
                pause = pause * 2 < settings.LongestPause ? pause * 2 : settings.LongestPause;
            }
        }
    }

    async Task<Outcome> SendBatch(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        // At rest this is all that is asked of the database.
        if (!await db.Outbox.AnyAsync(row => row.SentAt == null, stop))
        {
            (status.Pending, status.Stuck, status.WaitingSince) = (0, 0, null);
            await Sweep(db, stop);
            return Outcome.Done;
        }
        await using var lease = await OutboxLease.TryTake(db, database, settings.Lease, stop);
        if (lease is null)
        {
            if (DateTimeOffset.UtcNow >= nextStock) await TakeStock(db, stop);
            return Outcome.AnotherSends;
        }
        await Number(db, stop);
        var rows = await Due(db, stop);
        var batch = await Deliver(rows, lease, stop);
        // What has arrived is marked even while stopping, or it would be sent again at the next start.
        await Mark(db, batch);
        if (batch.Away is { } away)
        {
            throw away;
        }
        if (batch.Arrived.IsEmpty || DateTimeOffset.UtcNow >= nextStock)
        {
            await TakeStock(db, stop);
        }
        // What was committed since the rows were read has woken the signal again, so only a full batch is followed at once.
        return rows.Count == settings.Batch && !batch.Arrived.IsEmpty ? Outcome.More : Outcome.Done;
    }

    /// <summary>The lease is held, so nobody else gives numbers. The newest row is never swept, so none is given twice.</summary>
    Task<int> Number(TContext db, CancellationToken stop) => db.Database.ExecuteSqlAsync($"""
        UPDATE "Outbox" SET "Sequence" = next."Sequence"
        FROM (SELECT "Id", (SELECT COALESCE(MAX("Sequence"), 0) FROM "Outbox") + ROW_NUMBER() OVER (ORDER BY "Id") AS "Sequence"
              FROM "Outbox" WHERE "SentAt" IS NULL AND "Sequence" IS NULL ORDER BY "Id" LIMIT {settings.Batch}) AS next
        WHERE "Outbox"."Id" = next."Id"
        """, stop);

    /// <summary>The oldest rows whose key has nothing older waiting for its next attempt.</summary>
    async Task<List<OutboxRow>> Due(TContext db, CancellationToken stop)
    {
        var now = DateTimeOffset.UtcNow;
        var unsent = db.Outbox.Where(row => row.SentAt == null && row.Sequence != null);
        var due = await unsent.AnyAsync(row => row.NotBefore > now, stop)
            ? unsent.Where(row => !db.Outbox.Any(held => held.SentAt == null && held.NotBefore > now && held.OrderingKey == row.OrderingKey && held.Id <= row.Id))
            : unsent;
        return await due.OrderBy(row => row.Id).Take(settings.Batch).ToListAsync(stop);
    }

    sealed class Batch
    {
        public ConcurrentBag<OutboxRow> Arrived { get; } = [];
        public ConcurrentBag<(OutboxRow Row, string Error)> Failed { get; } = [];
        public EventTransportAwayException? Away { get; set; }
    }

    async Task<Batch> Deliver(List<OutboxRow> rows, OutboxLease lease, CancellationToken stop)
    {
        var batch = new Batch();
        var window = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(transport.Parallelism, settings.Window) };
        var delivering = Parallel.ForEachAsync(rows.GroupBy(row => row.OrderingKey), window, async (ofOneKey, _) =>
        {
            foreach (var row in ofOneKey)
            {
                if (stop.IsCancellationRequested || batch.Away is not null || !await DeliverOne(row, batch))
                {
                    return;
                }
            }
        });
        try
        {
            while (await Task.WhenAny(delivering, Task.Delay(settings.Lease / 4, CancellationToken.None)) != delivering) await lease.Renew(CancellationToken.None);
        }
        catch (DbException lost)
        {
            // Another instance sends from here on. What is under way arrives twice; consumers know it by its id.
            batch.Away = new EventTransportAwayException("the lease was lost: " + lost.Message, lost);
        }
        await delivering;
        return batch;
    }

    async Task<bool> DeliverOne(OutboxRow row, Batch batch)
    {
        using var activity = OutboxStatus.Activities.StartActivity("outbox send", ActivityKind.Producer, row.TraceParent);
        activity?.SetTag("messaging.message.id", row.MessageId);
        activity?.SetTag("messaging.destination.name", row.Type);
        try
        {
            await transport.Deliver(row, catalog.ExchangeOf(row.Type), activity?.Id ?? row.TraceParent);
            batch.Arrived.Add(row);
            status.Delay.Record((DateTimeOffset.UtcNow - row.OccurredAt).TotalSeconds);
            return true;
        }
        catch (EventTransportAwayException away)
        {
            batch.Away = away;
        }
        catch (Exception error)
        {
            // The reason stays with the row; the log gets it too, the first times and then ever more rarely.
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
            batch.Failed.Add((row, error.Message));
            if (int.IsPow2(row.Attempts + 1))
            {
                log.LogError(error, "{Type} {MessageId} of {OrderingKey} could not be sent (attempt {Attempt}); it holds back the later events of the same key",
                    row.Type, row.MessageId, row.OrderingKey, row.Attempts + 1);
            }
        }
        return false;
    }

    async Task Mark(TContext db, Batch batch)
    {
        var now = DateTimeOffset.UtcNow;
        if (!batch.Arrived.IsEmpty)
        {
            var arrived = batch.Arrived.Select(row => row.Id).ToArray();
            await db.Outbox.Where(row => arrived.Contains(row.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.SentAt, now).SetProperty(row => row.NotBefore, (DateTimeOffset?)null), CancellationToken.None);
            status.Sent.Add(arrived.Length);
        }
        foreach (var (failed, error) in batch.Failed)
        {
            var notBefore = now + Pause(failed.Attempts);
            await db.Outbox.Where(row => row.Id == failed.Id)
                .ExecuteUpdateAsync(set => set
                    .SetProperty(row => row.Attempts, failed.Attempts + 1)
                    .SetProperty(row => row.NotBefore, notBefore)
                    .SetProperty(row => row.LastError, error), CancellationToken.None);
            status.Failed.Add(1);
        }
    }

    TimeSpan Pause(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts, 20));
        return pause < settings.LongestPause ? pause : settings.LongestPause;
    }

    async Task TakeStock(TContext db, CancellationToken stop)
    {
        nextStock = DateTimeOffset.UtcNow + settings.Poll;
        status.Pending = await db.Outbox.CountAsync(row => row.SentAt == null, stop);
        status.Stuck = status.Pending == 0 ? 0 : await db.Outbox.CountAsync(row => row.SentAt == null && row.Attempts > 0, stop);
        status.WaitingSince = status.Pending == 0 ? null
            : await db.Outbox.Where(row => row.SentAt == null && row.Attempts == 0).OrderBy(row => row.Id).Select(row => (DateTimeOffset?)row.OccurredAt).FirstOrDefaultAsync(stop);
        await Sweep(db, stop);
    }

    async Task Sweep(TContext db, CancellationToken stop)
    {
        if (DateTimeOffset.UtcNow < nextSweep)
        {
            return;
        }
        nextSweep = DateTimeOffset.UtcNow + TimeSpan.FromHours(1);
        var before = DateTimeOffset.UtcNow - settings.Keep;
        var newest = await db.Outbox.MaxAsync(row => row.Sequence, stop);
        await db.Outbox.Where(row => row.SentAt < before && (row.Sequence == null || row.Sequence < newest)).ExecuteDeleteAsync(stop);
        await db.Inbox.Where(row => row.HandledAt < before).ExecuteDeleteAsync(stop);
    }
}
