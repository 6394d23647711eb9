using System.Data;
using Budget.Testing;
using Microsoft.EntityFrameworkCore;

namespace Budget.Hosting.Tests;

public class SqliteConnectionTests
{
    [Fact]
    public async Task A_context_keeps_its_connection_and_every_connection_saves_durably()
    {
        using var storage = await TestDatabase.Create("sqlite");
        await using var host = await NotesHost.Start(storage);

        // At once, so that each has a context and a connection of its own.
        var together = new TaskCompletionSource();
        var seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => host.WithDb(async db =>
        {
            await db.Outbox.CountAsync();
            if (i == 7) together.SetResult();
            await together.Task;
            return (State: db.Database.GetDbConnection().State, Synchronous: await Pragma(db, "synchronous"), ForeignKeys: await Pragma(db, "foreign_keys"), Busy: await Pragma(db, "busy_timeout"));
        })));

        Assert.All(seen, connection => Assert.Equal((ConnectionState.Open, 2, 1, 15000), connection));
        Assert.Equal(ConnectionState.Open, await host.WithDb(db => Task.FromResult(db.Database.GetDbConnection().State)));
    }

    [Fact]
    public async Task A_burst_beyond_what_is_kept_closes_what_it_opened()
    {
        using var storage = await TestDatabase.Create("sqlite");
        await using var host = await NotesHost.Start(storage);

        var burst = Enumerable.Range(0, 100).Select(_ => host.WithDb(async db =>
        {
            await db.Outbox.CountAsync();
            await Task.Delay(50);
            return db.Database.GetDbConnection();
        })).ToList();
        var connections = await Task.WhenAll(burst);

        Assert.True(connections.Distinct().Count(connection => connection.State == ConnectionState.Open) <= 64);
        await host.Write("book", 1);
    }

    static async Task<int> Pragma(DbContext db, string name)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToInt32(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
