using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Budget.Hosting.Storage;

public enum DatabaseProvider { Sqlite, Postgres }

/// <summary>Where a service keeps its rows. <see cref="File"/> is null on PostgreSQL.</summary>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, string Service, string? File)
{
    public static DatabaseSettings Read(IConfiguration configuration, string contentRoot, string service)
    {
        var provider = configuration["Database:Provider"];
        return provider?.Trim().ToLowerInvariant() switch
        {
            null or "" or "sqlite" => Sqlite(configuration, contentRoot, service),
            "postgres" => Postgres(configuration, service),
            _ => throw new InvalidOperationException($"Database:Provider is '{provider}'; it must be 'sqlite' (the default) or 'postgres'."),
        };
    }

    static DatabaseSettings Sqlite(IConfiguration configuration, string contentRoot, string service)
    {
        var connection = new SqliteConnectionStringBuilder(configuration["Database:ConnectionString"] ?? "");
        if (string.IsNullOrEmpty(connection.DataSource))
        {
            var folder = configuration["DataFolder"] is { Length: > 0 } named ? named : "data";
            connection.DataSource = Path.Combine(folder, service + ".db");
        }
        connection.DataSource = Path.GetFullPath(connection.DataSource, contentRoot);
        connection.ForeignKeys = true;
        return new(DatabaseProvider.Sqlite, connection.ConnectionString, service, connection.DataSource);
    }

    static DatabaseSettings Postgres(IConfiguration configuration, string service)
    {
        if (configuration["Database:ConnectionString"] is not { Length: > 0 } text)
        {
            throw new InvalidOperationException(
                "Database:Provider is 'postgres' but Database:ConnectionString is empty; give one like 'Host=…;Database=…;Username=…;Password=…'.");
        }
        var limit = configuration["Database:MaxConnections"] is not { Length: > 0 } number ? (int?)null
            : int.TryParse(number, out var most) && most is >= 3 and <= 1000 ? most
            : throw new InvalidOperationException($"Database:MaxConnections is '{number}'; it must be a number from 3 to 1000.");
        var connection = ServerSession.Open(text, service, limit);
        return new(DatabaseProvider.Postgres, connection.ConnectionString, service, null);
    }
}
