using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Budget.Hosting.Storage;

/// <summary>
/// A connection is opened once per pooled context and stays open with it: opening runs these statements, registers EF's dozen
/// functions and forgets every prepared statement, which costs several times what a small read does.
/// FULL: what was answered as saved survives a power cut. The busy timeout lets SQLite itself wait for another writer; the
/// driver's own waiting sleeps 150 ms at a time.
/// </summary>
sealed class SqliteConnectionSetup : DbConnectionInterceptor
{
    const string Pragmas = "PRAGMA busy_timeout=15000; PRAGMA synchronous=FULL;";

    /// <summary>Contexts, and with them connections, that are kept; a burst beyond this opens and closes its own.</summary>
    public const int Kept = 64;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }

    /// <summary>It is closed when the context that owns it is disposed: at the end of the host, or when the pool is full.</summary>
    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        InterceptionResult.Suppress();

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        ValueTask.FromResult(InterceptionResult.Suppress());
}
