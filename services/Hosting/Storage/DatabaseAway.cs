using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Budget.Hosting.Storage;

/// <summary>Tells a database that cannot be used just now from a statement that is wrong: the one is waited for, the other is a mistake of ours.</summary>
public static class DatabaseAway
{
    /// <summary>What it says, or null if the error is about something else.</summary>
    public static string? Reason(Exception error) => error switch
    {
        PostgresException postgres => IsAway(postgres.SqlState) ? postgres.MessageText : null,
        // Whatever the driver itself says is about its connection, also when it has lost count after one broke.
        NpgsqlException npgsql => Innermost(npgsql).Message,
        SqliteException { SqliteErrorCode: 5 or 6 or 10 or 13 or 14 } sqlite => sqlite.Message,
        DbException => null,
        // A pooled connection that the server has ended meanwhile is found out while it is being used.
        ObjectDisposedException { ObjectName: "NpgsqlConnection" or "Npgsql.NpgsqlConnection" } disposed => disposed.Message,
        DbUpdateConcurrencyException => null,
        { InnerException: { } inner } => Reason(inner),
        _ => null,
    };

    /// <summary>
    /// 08: the connection; 53: no connection, memory or disk left; 57P: it stops, starts or has ended this session (57P05: for being silent);
    /// 25P03 and 25006: an idle transaction was ended, or this is a replica that only reads (a failover that is not over); 57014: it took too long.
    /// </summary>
    static bool IsAway(string state) => state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57P", StringComparison.Ordinal) || state is "25P03" or "25006" or PostgresErrorCodes.QueryCanceled;

    static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}

/// <summary>
/// A loop that cannot work at present says so once, and once that it works again: an outage is two lines of the log and not a stack a second.
/// What is not the database's absence is unexpected and keeps its stack.
/// </summary>
public sealed class Outage(ILogger log, string what)
{
    string? told;

    /// <summary>Why it does not work at present; null while it does.</summary>
    public string? Reason => told;

    public void Began(Exception error)
    {
        if (DatabaseAway.Reason(error) is not { } reason)
        {
            log.LogError(error, "{What} cannot go on at present and is tried again", what);
            told = error.Message;
        }
        else if (Interlocked.Exchange(ref told, reason) is null)
        {
            log.LogWarning("{What} waits for the database: {Reason}", what, reason);
        }
    }

    public void Ended()
    {
        if (told is not null && Interlocked.Exchange(ref told, null) is not null) log.LogInformation("{What} goes on", what);
    }
}
