using Budget.Hosting.Events;
using Budget.Testing;

namespace Budget.Hosting.Tests;

public class DeadLettersTests
{
    const string Service = "budget.hosting.tests";

    [Fact]
    public async Task Are_listed_shown_driven_again_and_dropped_by_command()
    {
        var broker = (await Broker.Running()).NewVirtualHost();
        using var storage = await TestDatabase.Create("sqlite");
        var well = false;
        var readings = new Readings { Effect = c => c.Message.Number >= 13 && !well ? throw new InvalidOperationException("unlucky") : Task.CompletedTask };
        await using var host = await NotesHost.Start(storage, broker, readings, settings: new() { ["Broker:DeliveryLimit"] = "2" });
        await using var platform = await ForeignQueue.Connect(broker);
        await host.Write("book", 1);
        await host.Readings.WaitFor(1);
        await platform.Bind("notes.note-written", "#");
        await platform.Read();
        var (mended, dropped) = (await host.Write("book", 13), await host.Write("other", 14));
        await OutboxInProcessTests.Until(async () => (await Run("list")).Contains("2 dead letter(s)", StringComparison.Ordinal), "both are dead letters");

        var list = await Run("list");
        Assert.Contains($"{mended}  notes.note-written  book", list, StringComparison.Ordinal);
        Assert.Contains("budget.hosting.tests.on-note-written: delivery_limit", list, StringComparison.Ordinal);
        Assert.Contains("\"number\":13", await Run("show", mended.ToString()), StringComparison.Ordinal);
        Assert.DoesNotContain("\"number\":14", await Run("show", mended.ToString()), StringComparison.Ordinal);
        Assert.Contains("No dead letter has such an id", await Run("drop", "nonsense"), StringComparison.Ordinal);
        Assert.Contains("dead-letters list", await Run("please"), StringComparison.Ordinal);

        Assert.Contains("dropped", await Run("drop", dropped.ToString()), StringComparison.Ordinal);
        well = true;
        Assert.Contains("sent to its consumer again", await Run("redrive", "all"), StringComparison.Ordinal);
        await host.Readings.WaitFor(2);
        Assert.Equal(mended, host.Readings.Handled[^1].Id);
        Assert.Contains("0 dead letter(s)", await Run("list"), StringComparison.Ordinal);
        // The platform had it when it was sent, and does not get it again.
        await platform.WaitFor(2);
        Assert.Equal(2, platform.Received.Count);

        async Task<string> Run(params string[] words)
        {
            await using var console = new StringWriter();
            await DeadLetters.RunAsync(words, new BrokerSettings { Uri = broker.ToString() }, Service, console);
            return console.ToString();
        }
    }

    [Theory]
    [InlineData("rabbit:5672")]
    [InlineData("http://guest:secret@localhost")]
    [InlineData("amqp://a:b@one/v,amqp://a:b@two/other")]
    public void A_broker_that_is_no_address_is_refused_by_the_settings_name_and_without_its_password(string uri)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new BrokerSettings { Uri = uri }.Nodes());
        Assert.Contains("Broker:Uri", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }
}
