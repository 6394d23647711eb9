using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.Hosting.Outbox;

/// <summary>
/// Wakes the sender the moment a commit has brought new events, and refuses a save with an event that nobody registered:
/// such a row could never be sent, and the use case should hear so before the fact exists.
/// </summary>
sealed class OutboxSignal(IServiceProvider services) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly ConditionalWeakTable<DbContext, object> saved = [];

    public void Wake() => wake.Writer.TryWrite(true);

    /// <summary>Returns at the next commit, or after <paramref name="atMost"/>: another instance's commit does not wake this one.</summary>
    public async Task Wait(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(atMost);
        try
        {
            await wake.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing was committed here in the meantime.
        }
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        NoteNewEvents(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        NoteNewEvents(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        WakeUnlessInTransaction(eventData.Context);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        WakeUnlessInTransaction(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => WakeIfNoted(eventData.Context);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        WakeIfNoted(eventData.Context);
        return Task.CompletedTask;
    }

    void NoteNewEvents(DbContext? context)
    {
        if (context is not ServiceDb db)
        {
            return;
        }
        // New rows are known as such; looking for changed ones is the save's own work, and would be done twice.
        var detects = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var row in db.ChangeTracker.Entries<OutboxRow>())
        {
            if (row.State == EntityState.Added)
            {
                services.GetService<EventCatalog>()?.ExchangeOf(row.Entity.Type);
                saved.AddOrUpdate(db, row.Entity);
            }
        }
        db.ChangeTracker.AutoDetectChangesEnabled = detects;
    }

    void WakeUnlessInTransaction(DbContext? context)
    {
        if (context?.Database.CurrentTransaction is null)
        {
            WakeIfNoted(context);
        }
    }

    void WakeIfNoted(DbContext? context)
    {
        if (context is not null && saved.Remove(context))
        {
            Wake();
        }
    }
}
