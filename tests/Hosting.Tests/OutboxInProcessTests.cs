using Budget.Hosting.Outbox;
using Budget.Testing;
using Microsoft.EntityFrameworkCore;

namespace Budget.Hosting.Tests;

/// <summary>No broker: the same guarantees, kept by the outbox alone.</summary>
public class OutboxInProcessTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Delivers_each_event_once_and_in_order_per_key(string database)
    {
        using var storage = await TestDatabase.Create(database);
        await using var host = await NotesHost.Start(storage);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async notebook =>
        {
            for (var number = 0; number < 10; number++)
            {
                await host.Write($"book-{notebook}", number);
            }
        }));
        await host.Readings.WaitFor(40);

        Assert.Equal(40, host.Readings.Handled.Select(h => h.Id).Distinct().Count());
        Assert.All(host.Readings.Handled.GroupBy(h => h.Note.Notebook), book => Assert.Equal(Enumerable.Range(0, 10), book.Select(h => h.Note.Number)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Neither_row_nor_event_is_left_when_the_save_fails(string database)
    {
        using var storage = await TestDatabase.Create(database);
        await using var host = await NotesHost.Start(storage);
        await host.Write("book", 1);

        // The same text again: the unique index refuses the note, and the event goes with it.
        await Assert.ThrowsAsync<DbUpdateException>(() => host.Write("book", 1));
        await host.Readings.WaitFor(1);

        Assert.Equal(1, await host.WithDb(db => db.Outbox.CountAsync()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_restart_picks_up_what_was_not_finished(string database)
    {
        using var storage = await TestDatabase.Create(database);
        var broken = new Readings { Effect = _ => throw new InvalidOperationException("the printer is on fire") };
        await using (var before = await NotesHost.Start(storage, readings: broken))
        {
            await before.Write("book", 1);
            await before.Write("book", 2);
            await Until(() => before.Status.Stuck > 0, "the failed event is listed");
        }

        await using var after = await NotesHost.Start(storage);
        await after.Readings.WaitFor(2);

        Assert.Equal([1, 2], after.Readings.Handled.Select(h => h.Note.Number));
        await UntilAllSent(after);
    }

    [Fact]
    public async Task A_failing_event_holds_back_its_own_key_only_and_keeps_its_reason()
    {
        using var storage = await TestDatabase.Create("sqlite");
        var readings = new Readings { Effect = c => c.Message.Notebook == "bad" ? throw new InvalidOperationException("the printer is on fire") : Task.CompletedTask };
        await using var host = await NotesHost.Start(storage, readings: readings);

        await host.Write("bad", 1);
        await host.Write("bad", 2);
        await host.Write("good", 1);
        await host.Readings.WaitFor(1);
        await Until(() => readings.Attempts >= 3, "the failed event is tried again");

        Assert.Equal("good", Assert.Single(host.Readings.Handled).Note.Notebook);
        var bad = await host.WithDb(db => db.Outbox.Where(row => row.OrderingKey == "bad").OrderBy(row => row.Id).ToListAsync());
        Assert.All(bad, row => Assert.Null(row.SentAt));
        Assert.Contains("the printer is on fire", bad[0].LastError);
        Assert.True(bad[0].Attempts > 0);
        Assert.Equal(0, bad[1].Attempts);

        readings.Effect = _ => Task.CompletedTask;
        await host.Readings.WaitFor(3);
        Assert.Equal([1, 2], host.Readings.Handled.Where(h => h.Note.Notebook == "bad").Select(h => h.Note.Number));
    }

    [Fact]
    public async Task An_event_that_nobody_registered_is_refused_before_anything_is_saved()
    {
        using var storage = await TestDatabase.Create("sqlite");
        await using var host = await NotesHost.Start(storage);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.WithDb(async db =>
        {
            db.Outbox.Add(OutboxRow.For(new NoteErased("book"), "420112.book", "book"));
            return await db.SaveChangesAsync();
        }));

        Assert.Contains("bus.Publishes<NoteErased>", refused.Message);
        Assert.Equal(0, await host.WithDb(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task Events_in_a_transaction_are_sent_after_its_commit_and_not_before()
    {
        using var storage = await TestDatabase.Create("sqlite");
        await using var host = await NotesHost.Start(storage, settings: new() { ["Outbox:Poll"] = "00:10:00" });

        await host.WithDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Outbox.Add(OutboxRow.For(new NoteWritten("book", 1, 0, ""), "420112.book", "book"));
            await db.SaveChangesAsync();
            await Task.Delay(200);
            Assert.Empty(host.Readings.Handled);
            await transaction.CommitAsync();
            return 0;
        });

        // The poll is ten minutes: only the commit can have woken the sender.
        await host.Readings.WaitFor(1, seconds: 5);
    }

    internal static Task Until(Func<bool> condition, string what) => Until(() => Task.FromResult(condition()), what);

    internal static async Task Until(Func<Task<bool>> condition, string what)
    {
        for (var end = DateTime.UtcNow.AddSeconds(20); !await condition();)
        {
            Assert.True(DateTime.UtcNow < end, $"Waited 20 s in vain: {what}.");
            await Task.Delay(20);
        }
    }

    internal static async Task UntilAllSent(NotesHost host, int seconds = 30)
    {
        for (var end = DateTime.UtcNow.AddSeconds(seconds); await host.WithDb(db => db.Outbox.AnyAsync(row => row.SentAt == null));)
        {
            Assert.True(DateTime.UtcNow < end, $"After {seconds} s there are still unsent rows; the sender says: {host.Status.Away ?? "all is well"}");
            await Task.Delay(50);
        }
    }
}
