using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;

namespace Budget.Testing;

/// <summary>
/// One private PostgreSQL cluster per test process, started when the first test asks for it and ended with it.
/// Durability is off (fsync=off): a test's cluster need not survive a power cut, and this is several times faster.
/// Measurements take a durable one of their own.
/// </summary>
public sealed class Postgres : IAsyncDisposable
{
    static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    static readonly Lazy<Task<Postgres>> Shared = new(() => Start(durable: false));

    readonly string address;
    // Held, because the server ends when its end of the pipe is collected.
    readonly ServerProcess? server;
    readonly string folder;
    int databases;

    Postgres(string address, ServerProcess? server, string folder) => (this.address, this.server, this.folder) = (address, server, folder);

    /// <summary>Why there is no PostgreSQL here; null when there is.</summary>
    public static string? Missing { get; } =
        Programs is not null || TestContainers.Enabled ? null : "PostgreSQL is not installed (apt-get install postgresql), so only SQLite was tested";

    /// <summary>The shared cluster.</summary>
    public static Task<Postgres> Running()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        return Shared.Value;
    }

    /// <summary>A cluster as it would run in earnest; dispose it.</summary>
    public static Task<Postgres> StartDurable() => Start(durable: true);

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> NewDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0", connection);
        await create.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(address) { Database = database }.ConnectionString;

    static async Task<Postgres> Start(bool durable)
    {
        if (TestContainers.Enabled)
        {
            return new(await TestContainers.Postgres(), server: null, folder: "");
        }
        var folder = Directory.CreateTempSubdirectory("budget-postgres-").FullName;
        var data = Path.Combine(folder, "data");
        // The server refuses to run as root, so as root it runs as Debian's user for it.
        string[] asUser = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
        if (asUser.Length > 0)
        {
            await Run("chown", "postgres:postgres", folder);
        }
        await Run([.. asUser, Path.Combine(Programs!, "initdb"), "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        var port = ServerProcess.FreePort();
        // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for the pooled connections.
        var server = await ServerProcess.Start("postgres", folder, stopSignal: "INT", endSignal: "INT", new Dictionary<string, string>(),
            [.. asUser, Path.Combine(Programs!, "postgres"), "-D", data, "-p", port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200", .. durable ? Array.Empty<string>() : ["-c", "fsync=off", "-c", "full_page_writes=off"]]);
        var started = new Postgres($"Host=127.0.0.1;Port={port};Username=postgres;Maximum Pool Size=20;Include Error Detail=true", server, folder);
        await server.WaitUntil(started.Answers, TimeSpan.FromSeconds(30));
        return started;
    }

    async Task<bool> Answers()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    static async Task Run(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {error}{await output}");
        }
    }
}
