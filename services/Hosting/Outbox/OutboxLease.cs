using System.Data.Common;
using System.Globalization;
using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Budget.Hosting.Outbox;

/// <summary>
/// One sender at a time per service, however many instances run: order per key needs a single hand, and one hand with a
/// window of confirms is faster than the database can commit events. Held per batch, and lost with the connection (or the
/// process). A holder that is not heard of for <see cref="OutboxSettings.Lease"/> loses it, whatever became of it: the server ends
/// its session, because a host that vanished or a wire that was cut never says that the connection is over.
/// </summary>
sealed class OutboxLease : IAsyncDisposable
{
    readonly Func<ValueTask> release;
    readonly Func<CancellationToken, Task> renew;

    OutboxLease(Func<ValueTask> release, Func<CancellationToken, Task>? renew = null) => (this.release, this.renew) = (release, renew ?? (_ => Task.CompletedTask));

    public ValueTask DisposeAsync() => release();

    /// <summary>To be called while nothing else is asked of the database, several times within the lease. Throws when it is lost.</summary>
    public Task Renew(CancellationToken cancellationToken) => renew(cancellationToken);

    /// <summary>Null when another instance is sending.</summary>
    public static Task<OutboxLease?> TryTake(ServiceDb db, DatabaseSettings settings, TimeSpan lease, CancellationToken cancellationToken) =>
        settings.File is { } file ? Task.FromResult(OfFile(file + ".outbox-lock")) : OfServer(db, "outbox:" + settings.Service, lease, cancellationToken);

    static OutboxLease? OfFile(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            return new(file.DisposeAsync);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>The rows are read and marked on the connection that holds the lock: no lock, no marking.</summary>
    static async Task<OutboxLease?> OfServer(ServiceDb db, string key, TimeSpan lease, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var silence = ((long)lease.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        try
        {
            var taken = await db.Database.SqlQuery<bool>($"""
                SELECT CASE WHEN pg_try_advisory_lock(hashtextextended({key}, 0)) THEN set_config('idle_session_timeout', {silence}, false) IS NOT NULL ELSE false END AS "Value"
                """).SingleAsync(cancellationToken);
            if (!taken)
            {
                await db.Database.CloseConnectionAsync();
                return null;
            }
        }
        catch
        {
            await Abandon(db);
            throw;
        }
        return new(Release, stop => db.Database.ExecuteSqlRawAsync("SELECT 1", stop));

        async ValueTask Release()
        {
            try
            {
                await db.Database.ExecuteSqlAsync(
                    $"SELECT pg_advisory_unlock(hashtextextended({key}, 0)), set_config('idle_session_timeout', '0', false)", CancellationToken.None);
                await db.Database.CloseConnectionAsync();
            }
            catch (DbException)
            {
                await Abandon(db);
            }
        }
    }

    /// <summary>A session that may still hold the lock must not go back to the pool, which does not reset it.</summary>
    static async Task Abandon(ServiceDb db)
    {
        if (db.Database.GetDbConnection() is NpgsqlConnection connection) NpgsqlConnection.ClearPool(connection);
        await db.Database.CloseConnectionAsync();
    }
}
