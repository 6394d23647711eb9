using Budget.Hosting.Inbox;
using Budget.Hosting.Outbox;
using Budget.Hosting.Tests.Storage;
using Budget.Testing;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Budget.Hosting.Tests;

public sealed record NoteWritten(string Notebook, int Number, long Amount, string 题目);

public sealed record NoteErased(string Notebook);

/// <summary>What a test wants the consumer to do, and what the consumer has seen.</summary>
public sealed class Readings
{
    readonly List<(Guid Id, NoteWritten Note)> handled = [];

    public Func<ConsumeContext<NoteWritten>, Task> Effect { get; set; } = _ => Task.CompletedTask;

    public int Attempts { get; set; }

    public IReadOnlyList<(Guid Id, NoteWritten Note)> Handled
    {
        get { lock (handled) { return [.. handled]; } }
    }

    public void Add(Guid id, NoteWritten note)
    {
        lock (handled)
        {
            handled.Add((id, note));
        }
    }

    public async Task WaitFor(int count, int seconds = 30)
    {
        for (var end = DateTime.UtcNow.AddSeconds(seconds); Handled.Count < count && DateTime.UtcNow < end;)
        {
            await Task.Delay(20);
        }
        Assert.True(Handled.Count >= count, $"{Handled.Count} of {count} events arrived within {seconds} s.");
    }
}

public sealed class OnNoteWritten(NotesDb db, Readings readings) : IConsumer<NoteWritten>
{
    public async Task Consume(ConsumeContext<NoteWritten> context)
    {
        readings.Attempts++;
        await readings.Effect(context);
        var first = await context.Once(db, this, () =>
        {
            db.Notes.Add(new NoteRow { Text = $"read {context.Message.Notebook} {context.Message.Number}", WrittenAt = DateTimeOffset.UtcNow });
            return Task.CompletedTask;
        });
        if (first)
        {
            readings.Add(context.MessageId!.Value, context.Message);
        }
    }
}

/// <summary>A service in small, on a real database and (if given) a real broker.</summary>
sealed class NotesHost : IAsyncDisposable
{
    readonly IHost host;

    NotesHost(IHost host, Readings readings) => (this.host, Readings) = (host, readings);

    public Readings Readings { get; }

    public IServiceProvider Services => host.Services;

    public OutboxStatus Status => host.Services.GetRequiredService<OutboxStatus>();

    public static async Task<NotesHost> Start(TestDatabase database, Uri? broker = null, Readings? readings = null, bool consumes = true,
        Dictionary<string, string?>? settings = null)
    {
        readings ??= new Readings();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(database.Settings);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Broker:Uri"] = broker?.ToString(),
            ["Broker:RetryPauses:0"] = "00:00:00.010",
            ["Outbox:LongestPause"] = "00:00:01",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning).AddFilter("Budget", LogLevel.Information).AddProvider(TestLog.Provider));
        builder.Services.AddSingleton(readings);
        builder.AddDatabase<NotesDb, NotesSqlite, NotesPostgres>();
        builder.AddBus<NotesDb>(bus =>
        {
            bus.Publishes<NoteWritten>("notes.note-written");
            if (consumes)
            {
                bus.Consumes<NoteWritten, OnNoteWritten>();
            }
        });
        var host = builder.Build();
        await host.StartAsync();
        return new(host, readings);
    }

    public async Task<T> WithDb<T>(Func<NotesDb, Task<T>> use)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<NotesDb>());
    }

    /// <summary>A use case: a note and its event in one save.</summary>
    public Task<Guid> Write(string notebook, int number) => WithDb(async db =>
    {
        var row = OutboxRow.For(new NoteWritten(notebook, number, 1_191_950_184, "行政运行"), $"420112.{notebook}", notebook);
        db.Notes.Add(new NoteRow { Text = $"{notebook} {number}", WrittenAt = DateTimeOffset.UtcNow });
        db.Outbox.Add(row);
        await db.SaveChangesAsync();
        return row.MessageId;
    });

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
