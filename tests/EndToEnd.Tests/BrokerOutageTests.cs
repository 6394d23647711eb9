using System.Text;
using System.Text.Json;
using Budget.Publication.Tests;
using Budget.Testing;
using Budget.V1;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Budget.EndToEnd.Tests;

public class BrokerOutageTests
{
    const int Disclosures = 20;
    static readonly string[] Exchanges = ["budget.disclosure-submitted", "budget.disclosure-approved", "budget.disclosure-published"];

    [Fact]
    public async Task Twenty_are_approved_while_the_broker_is_away_and_every_event_arrives_once_and_in_order()
    {
        await using var broker = await Broker.StartOwn();
        var uri = broker.NewVirtualHost();
        await using var district = await District.Start(settings: new() { ["Broker:Uri"] = uri.ToString(), ["Outbox:LongestPause"] = "00:00:02" });
        await BindPlatform(uri);
        var cases = new List<Case>();
        for (var i = 0; i < Disclosures; i++)
        {
            cases.Add(await district.NewCase());
            await cases[^1].ToReviewed();
        }

        await broker.Stop();
        foreach (var its in cases) Assert.Equal(DisclosureState.Approved, (await its.Approve()).State);
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        foreach (var its in cases) Assert.Equal(DisclosureState.Approved, (await its.Get()).State);
        await broker.Start();
        foreach (var its in cases) await its.Until(DisclosureState.Published, seconds: 120);

        var arrived = await Arrived(uri, Disclosures * 3);
        Assert.Equal(Disclosures * 3, arrived.Count);
        Assert.Equal(arrived.Count, arrived.Select(a => a.MessageId).Distinct().Count());
        foreach (var its in cases)
        {
            Assert.Equal(Exchanges, arrived.Where(a => a.Disclosure == its.Name()).Select(a => a.Exchange));
            Assert.Single(await its.History(), h => h.Action == "publish");
            Assert.All(arrived.Where(a => a.Disclosure == its.Name()), a => Assert.Equal($"{District.Code}.{its.Department}", a.RoutingKey));
        }
    }

    /// <summary>A platform that knows nothing of us but the names: one queue, bound to its own district.</summary>
    static async Task BindPlatform(Uri uri)
    {
        await using var connection = await Connect(uri);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("platform", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        foreach (var exchange in Exchanges)
        {
            await Declared(connection, exchange);
            await channel.QueueBindAsync("platform", exchange, $"{District.Code}.*");
        }
    }

    /// <summary>The exchanges are the services' to declare, in moments after they start; a platform only asks whether they are there.</summary>
    static async Task Declared(IConnection connection, string exchange)
    {
        for (var end = DateTime.UtcNow.AddSeconds(60); ; await Task.Delay(100))
        {
            await using var asking = await connection.CreateChannelAsync();
            try
            {
                await asking.ExchangeDeclarePassiveAsync(exchange);
                return;
            }
            catch (OperationInterruptedException) when (DateTime.UtcNow < end)
            {
                // Not there yet; the question closed its channel.
            }
        }
    }

    static async Task<List<Arrival>> Arrived(Uri uri, int expected)
    {
        await using var connection = await Connect(uri);
        await using var channel = await connection.CreateChannelAsync();
        var arrived = new List<Arrival>();
        // A little longer than needed, so that a second copy of anything would be seen.
        for (var idle = 0; idle < (arrived.Count < expected ? 600 : 30);)
        {
            if (await channel.BasicGetAsync("platform", autoAck: true) is { } message)
            {
                using var body = JsonDocument.Parse(Encoding.UTF8.GetString(message.Body.Span));
                arrived.Add(new(message.BasicProperties.MessageId!, message.Exchange, message.RoutingKey, body.RootElement.GetProperty("disclosure").GetString()!));
                idle = 0;
            }
            else
            {
                idle++;
                await Task.Delay(100);
            }
        }
        return arrived;
    }

    static Task<IConnection> Connect(Uri uri) => new ConnectionFactory { Uri = uri }.CreateConnectionAsync(TestContext.Current.CancellationToken);

    sealed record Arrival(string MessageId, string Exchange, string RoutingKey, string Disclosure);
}
