using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Hosting.Outbox;

/// <summary>
/// One sender at a time per service, however many instances run: order per key needs a single hand, and one hand with a
/// window of confirms is faster than the database can commit events. Held per batch, and lost with the connection (or the
/// process), so a killed instance never blocks the others.
/// </summary>
sealed class OutboxLease : IAsyncDisposable
{
    readonly Func<ValueTask> release;

    OutboxLease(Func<ValueTask> release) => this.release = release;

    public ValueTask DisposeAsync() => release();

    /// <summary>Null when another instance is sending.</summary>
    public static Task<OutboxLease?> TryTake(ServiceDb db, DatabaseSettings settings, CancellationToken cancellationToken) =>
        settings.File is { } file ? Task.FromResult(OfFile(file + ".outbox-lock")) : OfServer(db, "outbox:" + settings.Service, cancellationToken);

    static OutboxLease? OfFile(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            return new(file.DisposeAsync);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The rows are read and marked on the connection that holds the lock: no lock, no marking.</summary>
    static async Task<OutboxLease?> OfServer(ServiceDb db, string key, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var taken = await db.Database
            .SqlQuery<bool>($"SELECT pg_try_advisory_lock(hashtextextended({key}, 0)) AS \"Value\"")
            .SingleAsync(cancellationToken);
        if (!taken)
        {
            await db.Database.CloseConnectionAsync();
            return null;
        }
        return new(async () =>
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock(hashtextextended({key}, 0))", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        });
    }
}
