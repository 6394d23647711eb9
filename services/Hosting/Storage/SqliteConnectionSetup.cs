using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Budget.Hosting.Storage;

/// <summary>
/// FULL: what was answered as saved survives a power cut. The busy timeout lets SQLite itself wait for another writer; the
/// driver's own waiting sleeps 150 ms at a time.
/// </summary>
sealed class SqliteConnectionSetup : DbConnectionInterceptor
{
    const string Pragmas = "PRAGMA busy_timeout=15000; PRAGMA synchronous=FULL;";

    /// <summary>Contexts, and with them connections, that are kept; a burst beyond this opens and closes its own.</summary>
    public const int Kept = 64;

    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
        InterceptionResult<DbConnection>.SuppressWithResult(new KeptConnection(eventData.ConnectionString));

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

    /// <summary>
    /// Opened once and then kept open with the pooled context it belongs to: EF opens a connection for each statement, and an opening
    /// (pragmas, a dozen registered functions, no prepared statement left) costs several times what a small read does.
    /// EF's own functions for decimals and regular expressions are not registered here; nothing asks SQLite for either.
    /// </summary>
    sealed class KeptConnection(string? connectionString) : SqliteConnection(connectionString)
    {
        bool ending;

        public override void Close()
        {
            if (ending) base.Close();
        }

        /// <summary>With the context: when the host ends, or the pool is full.</summary>
        protected override void Dispose(bool disposing)
        {
            ending = true;
            base.Dispose(disposing);
        }
    }
}
