using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Budget.Benchmarks;

/// <summary>The floor of a save: the bare database's durable commit of one row of the same size, by the driver alone.</summary>
abstract class Commits : IAsyncDisposable
{
    public abstract Task Commit(byte[] row);

    public abstract ValueTask DisposeAsync();
}

/// <summary>SQLite has one writer at a time; callers take turns at one connection, which is the best that many can get.</summary>
sealed class SqliteCommits : Commits
{
    readonly SqliteConnection connection;
    readonly SqliteCommand insert;
    readonly SqliteParameter content;
    readonly SemaphoreSlim turn = new(1);

    public SqliteCommits(string folder)
    {
        connection = new($"Data Source={Path.Combine(folder, "floor.db")}");
        connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS Floor (Id INTEGER PRIMARY KEY, Content BLOB NOT NULL)");
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO Floor (Content) VALUES ($content)";
        content = insert.Parameters.Add("$content", SqliteType.Blob);
    }

    public override async Task Commit(byte[] row)
    {
        await turn.WaitAsync();
        try
        {
            content.Value = row;
            insert.ExecuteNonQuery();
        }
        finally
        {
            turn.Release();
        }
    }

    void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public override async ValueTask DisposeAsync()
    {
        await insert.DisposeAsync();
        await connection.DisposeAsync();
        turn.Dispose();
    }
}

sealed class PostgresCommits : Commits
{
    readonly NpgsqlDataSource connections;

    PostgresCommits(NpgsqlDataSource connections) => this.connections = connections;

    public static async Task<PostgresCommits> Open(string connectionString)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 4, AutoPrepareMinUsages = 1 });
        await using var table = source.CreateCommand("CREATE TABLE IF NOT EXISTS public.floor (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content bytea NOT NULL)");
        await table.ExecuteNonQueryAsync();
        return new(source);
    }

    public override async Task Commit(byte[] row)
    {
        await using var connection = await connections.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO public.floor (content) VALUES ($1)", connection);
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Bytea, TypedValue = row });
        await insert.ExecuteNonQueryAsync();
    }

    public override ValueTask DisposeAsync() => connections.DisposeAsync();
}
