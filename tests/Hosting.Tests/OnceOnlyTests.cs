using Budget.Hosting.Inbox;
using Budget.Hosting.Tests.Storage;
using Budget.Testing;
using Microsoft.EntityFrameworkCore;

namespace Budget.Hosting.Tests;

public class OnceOnlyTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Deliveries_at_the_same_moment_take_effect_once(string database)
    {
        using var storage = await TestDatabase.Create(database);
        await using var host = await NotesHost.Start(storage);
        var id = Guid.CreateVersion7();
        using var together = new Barrier(6);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => host.WithDb(db => db.Once(id, "Reader", () =>
        {
            // Every one of them has passed the first look at the inbox before any saves.
            together.SignalAndWait(TimeSpan.FromSeconds(10));
            db.Notes.Add(new NoteRow { Text = $"effect {n}" });
            return Task.CompletedTask;
        })))));

        Assert.Single(outcomes, true);
        Assert.Equal(1, await host.WithDb(db => db.Notes.CountAsync()));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_failed_effect_leaves_nothing_and_may_be_tried_again(string database)
    {
        using var storage = await TestDatabase.Create(database);
        await using var host = await NotesHost.Start(storage);
        var id = Guid.CreateVersion7();

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.WithDb(db => db.Once(id, "Reader", () =>
        {
            db.Notes.Add(new NoteRow { Text = "half" });
            throw new InvalidOperationException();
        })));
        Assert.Equal(0, await host.WithDb(db => db.Notes.CountAsync()));
        Assert.Equal(0, await host.WithDb(db => db.Inbox.CountAsync()));

        Assert.True(await host.WithDb(db => db.Once(id, "Reader", () => Task.CompletedTask)));
        Assert.False(await host.WithDb(db => db.Once(id, "Reader", () => throw new InvalidOperationException("must not run"))));
        Assert.True(await host.WithDb(db => db.Once(id, "Another reader", () => Task.CompletedTask)));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task A_conflict_of_the_effects_own_rows_is_not_taken_for_a_second_delivery(string database)
    {
        using var storage = await TestDatabase.Create(database);
        await using var host = await NotesHost.Start(storage);
        await host.Write("book", 1);

        await Assert.ThrowsAsync<DbUpdateException>(() => host.WithDb(db => db.Once(Guid.CreateVersion7(), "Reader", () =>
        {
            db.Notes.Add(new NoteRow { Text = "book 1" });
            return Task.CompletedTask;
        })));
    }
}
