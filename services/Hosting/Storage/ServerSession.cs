using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Budget.Hosting.Storage;

/// <summary>
/// How a session at PostgreSQL is opened, so that neither side waits long for one that is gone: a host that vanished or a cut wire sends no
/// end of connection, and its locks would be kept for the two hours that TCP waits by default (decisions/0060).
/// </summary>
static class ServerSession
{
    /// <summary>Of a service's 15 connections two instances of three services fit into PostgreSQL's usual 100.</summary>
    const int UsualConnections = 15;

    public static NpgsqlConnectionStringBuilder Open(string connectionString, string service, int? connections)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        bool Given(params string[] names) => names.Any(given.ContainsKey);
        // Hand-written SQL then finds the service's tables without naming the schema.
        var session = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = service };
        session.ApplicationName ??= service;
        // A service asks the same few dozen things over and over: the server need not plan them anew each time.
        if (session.MaxAutoPrepare == 0) session.MaxAutoPrepare = 64;
        if (connections is { } limit) session.MaxPoolSize = limit;
        else if (!Given("Maximum Pool Size", "MaxPoolSize", "Max Pool Size", "MaximumPoolSize")) session.MaxPoolSize = UsualConnections;
        // Resetting a session costs a statement each time it is borrowed; what we set in one (OutboxLease) we unset ourselves.
        if (!Given("No Reset On Close", "NoResetOnClose")) session.NoResetOnClose = true;
        if (!Given("Tcp Keepalive", "TcpKeepalive", "TCP Keepalive"))
        {
            (session.TcpKeepAlive, session.TcpKeepAliveTime, session.TcpKeepAliveInterval) = (true, 10, 5);
        }
        if (!Given("Timeout")) session.Timeout = 5;
        session.Options = string.Join(' ', ((string?[])[Limits(session.CommandTimeout), session.Options]).Where(option => !string.IsNullOrEmpty(option)));
        return session;
    }

    /// <summary>
    /// The server's side. A client that is gone: found after 10 + 3 × 5 s of silence, or 20 s of unread answers. A client that is there and does
    /// nothing inside a transaction (a paused process) keeps its locks for 15 s. A statement nobody waits for any more ends a little after its
    /// caller gave up. What the connection string says comes after these and holds.
    /// </summary>
    static string Limits(int commandTimeout) => string.Join(' ', ((string[])
    [
        "tcp_keepalives_idle=10", "tcp_keepalives_interval=5", "tcp_keepalives_count=3", "tcp_user_timeout=20000",
        "idle_in_transaction_session_timeout=15000",
        "statement_timeout=" + (commandTimeout == 0 ? 0 : (commandTimeout + 5) * 1000).ToString(CultureInfo.InvariantCulture),
    ]).Select(option => "-c " + option));
}
