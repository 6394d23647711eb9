using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Budget.Hosting.Storage;

/// <summary>
/// Brings the schema up to date before anything else of the service starts. A database that is not there yet (a stack
/// coming up in any order) is waited for; one that refuses us or a migration that fails ends the start with its error.
/// </summary>
sealed class SchemaUpdate<TContext>(IServiceScopeFactory scopes, DatabaseSettings settings, ILogger<SchemaUpdate<TContext>> log)
    : IHostedService where TContext : ServiceDb
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), LongestMigration = TimeSpan.FromHours(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        for (var pause = TimeSpan.FromMilliseconds(200); ; pause = Min(pause * 2, TimeSpan.FromSeconds(5)))
        {
            try
            {
                await Update(cancellationToken);
                return;
            }
            catch (Exception error) when (IsNotThereYet(error) && waited.Elapsed < Patience)
            {
                log.LogWarning("The database of {Service} is not there yet ({Reason}); trying again in {Pause}", settings.Service, error.Message, pause);
                await Task.Delay(pause, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task Update(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        if (settings.File is { } file)
        {
            await UpdateFile(db, file, cancellationToken);
        }
        else
        {
            await UpdateServer(db, cancellationToken);
        }
    }

    /// <summary>A lock file rather than EF's lock row: a row left behind by a killed process would block every later start.</summary>
    async Task UpdateFile(TContext db, string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var exclusive = await LockFile(file + ".schema-lock", cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
        if (await IsCurrent(db, cancellationToken))
        {
            return;
        }
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await Migrate(db, cancellationToken);
    }

    /// <summary>EF's own lock is taken on its history table, which several first starts would race to create.</summary>
    async Task UpdateServer(TContext db, CancellationToken cancellationToken)
    {
        await CreateDatabase(db, cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var key = "schema:" + settings.Service;
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock(hashtextextended({key}, 0))", cancellationToken);
        // An index over all the years may take longer than any statement of a call.
        await db.Database.ExecuteSqlRawAsync("SET statement_timeout = 0; SET idle_session_timeout = '60s'", cancellationToken);
        db.Database.SetCommandTimeout(LongestMigration);
        try
        {
            if (!await IsCurrent(db, cancellationToken))
            {
                await Migrate(db, cancellationToken);
            }
        }
        finally
        {
            db.Database.SetCommandTimeout(null);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock(hashtextextended({key}, 0))", CancellationToken.None);
            await db.Database.ExecuteSqlRawAsync("RESET statement_timeout; RESET idle_session_timeout", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    static async Task CreateDatabase(TContext db, CancellationToken cancellationToken)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken))
        {
            return;
        }
        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another instance was first.
        }
    }

    async Task Migrate(TContext db, CancellationToken cancellationToken)
    {
        var pending = await db.Database.GetPendingMigrationsAsync(cancellationToken);
        log.LogInformation("Updating the schema of {Service}: {Migrations}", settings.Service, string.Join(", ", pending));
        await db.Database.MigrateAsync(cancellationToken);
    }

    static async Task<bool> IsCurrent(TContext db, CancellationToken cancellationToken) =>
        !(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any();

    static async Task<FileStream> LockFile(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    static bool IsNotThereYet(Exception error) => DatabaseAway.Reason(error) is not null;

    static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
