using Budget.Testing;
using Budget.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Budget.Publication.Tests.Storage;

/// <summary>deploy/README.md, Back up: taken while the service runs, restored into nothing, on both databases.</summary>
public class BackupTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_there_at_the_backup_is_there_again_and_work_goes_on(string database)
    {
        var address = database == "postgres" ? await (await Postgres.Running()).NewDatabase() : "";
        await using var district = await District.Start(settings: database == "postgres" ? new() { ["Database:Provider"] = "postgres", ["Database:ConnectionString"] = address } : null);
        using var folder = new Folder();
        var its = await district.NewCase();
        var published = await its.ToPublished();
        var waiting = await district.NewCase();
        await waiting.Open();
        var site = district.SiteFolder;
        var page = Path.Combine(site, published.Page, "index.html");
        var before = await File.ReadAllBytesAsync(page, TestContext.Current.CancellationToken);
        var file = await district.WithDb(db => Task.FromResult(db.Database.ProviderName!.Contains("Sqlite", StringComparison.Ordinal) ? new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource : ""));

        await (file.Length > 0 ? BackUpFile(file, folder.Backup) : BackUpServer(address, folder.Backup));
        var later = await district.NewCase();
        await later.ToPublished();
        await district.StopPublication();
        Directory.Delete(site, recursive: true);
        await (file.Length > 0 ? RestoreFile(file, folder.Backup) : RestoreServer(address, folder.Backup));
        await district.StartPublication();

        Assert.Equal(DisclosureState.Published, (await its.Get()).State);
        Assert.Equal(DisclosureState.Draft, (await waiting.Get()).State);
        Assert.Equal(Grpc.Core.StatusCode.NotFound, (await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => later.Get())).StatusCode);
        await Case.Until(() => Task.FromResult(File.Exists(page)), "the page is written again");
        Assert.Equal(before, await File.ReadAllBytesAsync(page, TestContext.Current.CancellationToken));
        await its.Correct();
        await its.Submit(version: 2);
        await its.Review(version: 2);
        await its.Approve(version: 2);
        await its.Until(DisclosureState.Published, version: 2);
    }

    static async Task BackUpFile(string file, string backup)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"VACUUM INTO '{backup}'";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    static Task RestoreFile(string file, string backup)
    {
        foreach (var part in new[] { "", "-wal", "-shm" }) File.Delete(file + part);
        File.Copy(backup, file);
        return Task.CompletedTask;
    }

    static Task BackUpServer(string address, string backup) => Programs.Run("pg_dump", ["-Fc", "-d", Uri(address), "-n", "publication", "-f", backup], cancellation: TestContext.Current.CancellationToken);

    static async Task RestoreServer(string address, string backup)
    {
        NpgsqlConnection.ClearAllPools();
        await using (var connection = new NpgsqlConnection(address + ";Pooling=false"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var drop = new NpgsqlCommand("DROP SCHEMA publication CASCADE", connection);
            await drop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        await Programs.Run("pg_restore", ["--no-owner", "-d", Uri(address), backup], cancellation: TestContext.Current.CancellationToken);
    }

    static string Uri(string address)
    {
        var parts = new NpgsqlConnectionStringBuilder(address);
        return $"postgresql://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
    }

    sealed class Folder : IDisposable
    {
        readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budget-test-");

        public string Backup => Path.Combine(folder.FullName, "backup");

        public void Dispose() => folder.Delete(recursive: true);
    }
}
