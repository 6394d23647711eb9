using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Budget.Hosting.Storage;

/// <summary>
/// Per connection, because SQLite forgets these when it closes the file. FULL: what was answered as saved survives a power
/// cut. The busy timeout lets SQLite itself wait for another writer; the driver's own waiting sleeps 150 ms at a time.
/// </summary>
sealed class SqliteConnectionSetup : DbConnectionInterceptor
{
    const string Pragmas = "PRAGMA busy_timeout=15000; PRAGMA synchronous=FULL;";

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
}
