using Budget.Hosting.Storage;
using Budget.Hosting.Tests.Storage;
using Budget.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Budget.Hosting.Tests;

public class SchemaUpdateTests
{
    [Theory]
    [InlineData(typeof(NotesSqlite))]
    [InlineData(typeof(NotesPostgres))]
    public void The_migrations_match_the_model(Type context) => Assert.False(DesignTime.HasPendingChanges(context),
        "The model has changed: dotnet run --project tests/Migrations -- NotesDb WhatChanged");

    [Theory, ClassData(typeof(Databases))]
    public async Task Several_first_starts_at_once_make_one_schema(string database)
    {
        using var storage = await TestDatabase.Create(database);
        var settings = new Dictionary<string, string?>();
        if (database == "postgres")
        {
            // A database that does not exist yet.
            settings["Database:ConnectionString"] = new NpgsqlConnectionStringBuilder(storage.Settings["Database:ConnectionString"])
            {
                Database = "fresh_" + Guid.NewGuid().ToString("N"),
            }.ConnectionString;
        }

        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => NotesHost.Start(storage, settings: settings))));

        await hosts[0].Write("book", 1);
        Assert.Equal(1, await hosts[3].WithDb(db => db.Outbox.CountAsync()));
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_start_that_was_killed_in_the_middle_does_not_block_the_next()
    {
        using var storage = await TestDatabase.Create("sqlite");
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(storage.DataFolder, "hosting_tests.db")}"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
                """;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var host = await NotesHost.Start(storage).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await host.Write("book", 1);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_moment_is_read_back_as_it_was_saved(string database)
    {
        using var storage = await TestDatabase.Create(database);
        await using var host = await NotesHost.Start(storage);
        var morning = new DateTimeOffset(2025, 2, 8, 9, 30, 0, TimeSpan.FromHours(8)).AddMicroseconds(123_456);

        await host.WithDb(async db =>
        {
            db.Notes.Add(new NoteRow { Text = "morning", WrittenAt = morning });
            return await db.SaveChangesAsync();
        });

        var note = await host.WithDb(db => db.Notes.SingleAsync(note => note.WrittenAt >= morning && note.WrittenAt < morning.AddMicroseconds(1)));
        Assert.Equal(morning, note.WrittenAt);
        Assert.Equal(TimeSpan.Zero, note.WrittenAt.Offset);
    }

    [Fact]
    public async Task Sqlite_survives_a_power_cut_and_checks_its_keys()
    {
        using var storage = await TestDatabase.Create("sqlite");
        await using var host = await NotesHost.Start(storage);
        async Task<string> Pragma(string name) => await host.WithDb(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA " + name;
            return (await command.ExecuteScalarAsync())!.ToString()!;
        });

        Assert.Equal("wal", await Pragma("journal_mode"));
        Assert.Equal("2", await Pragma("synchronous"));
        Assert.Equal("1", await Pragma("foreign_keys"));
        Assert.Equal("15000", await Pragma("busy_timeout"));
    }

    [Theory]
    [InlineData("oracle", null, "'sqlite' (the default) or 'postgres'")]
    [InlineData("postgres", null, "Database:ConnectionString is empty")]
    public async Task A_wrong_setting_is_named(string provider, string? connection, string says)
    {
        using var storage = await TestDatabase.Create("sqlite");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => NotesHost.Start(storage,
            settings: new() { ["Database:Provider"] = provider, ["Database:ConnectionString"] = connection }));
        Assert.Contains(says, refused.Message);
    }
}
