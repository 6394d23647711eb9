using Budget.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Budget.Hosting.Tests;

public class LostHolderTests
{
    [Fact]
    public async Task An_instance_that_vanished_while_it_was_sending_holds_up_the_others_for_its_lease_and_no_longer()
    {
        var address = new NpgsqlConnectionStringBuilder(await (await Postgres.Running()).NewDatabase());
        using var storage = await TestDatabase.Create("sqlite");
        await using var wire = new Wire(address.Port);
        var sending = new TaskCompletionSource();
        var vanishing = new Readings { Effect = async _ => { sending.TrySetResult(); await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken); } };

        var lost = await NotesHost.Start(storage, readings: vanishing, settings: On(address, wire.Port));
        await lost.Write("book-a", 1);
        await sending.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await using var other = await NotesHost.Start(storage, settings: On(address, address.Port));
        await other.Write("book-b", 1);
        await OutboxInProcessTests.Until(async () => (await Health(other)).Entries["outbox"].Status == HealthStatus.Degraded, "the other says that events wait");
        Assert.Empty(other.Readings.Handled);

        wire.Freeze();
        await other.Readings.WaitFor(2);
        Assert.Equal(["book-a", "book-b"], other.Readings.Handled.Select(h => h.Note.Notebook).Order());
        await OutboxInProcessTests.Until(async () => (await Health(other)).Status == HealthStatus.Healthy, "the other is well again");
        Assert.Equal(HealthStatus.Unhealthy, (await Health(lost)).Entries["database"].Status);

        wire.Cut();
        await lost.DisposeAsync();
    }

    [Fact]
    public async Task A_holder_that_is_slow_and_alive_keeps_its_lease()
    {
        var address = new NpgsqlConnectionStringBuilder(await (await Postgres.Running()).NewDatabase());
        using var storage = await TestDatabase.Create("sqlite");
        var release = new TaskCompletionSource();
        var slow = new Readings { Effect = _ => release.Task };
        await using var one = await NotesHost.Start(storage, readings: slow, settings: On(address, address.Port));
        await one.Write("book-a", 1);
        await using var other = await NotesHost.Start(storage, settings: On(address, address.Port));
        // Twice the lease, told by the clock of the database: a session that was silent all the time would have been ended.
        await OutboxInProcessTests.Until(() => other.WithDb(async db => await db.Outbox.AnyAsync(row => row.OccurredAt < DateTimeOffset.UtcNow.AddSeconds(-8))), "twice the lease is over");
        Assert.Empty(other.Readings.Handled);
        release.SetResult();
        await one.Readings.WaitFor(1);
        await OutboxInProcessTests.UntilAllSent(one);
        Assert.Empty(other.Readings.Handled);
    }

    static Dictionary<string, string?> On(NpgsqlConnectionStringBuilder address, int port) => new()
    {
        ["Database:Provider"] = "postgres",
        ["Database:ConnectionString"] = new NpgsqlConnectionStringBuilder(address.ConnectionString) { Port = port }.ConnectionString,
        ["Outbox:Lease"] = "00:00:04",
        ["Outbox:Late"] = "00:00:01",
    };

    static Task<HealthReport> Health(NotesHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
}
