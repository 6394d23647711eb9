using System.Diagnostics;
using System.Text.Json;
using Budget.Hosting.Outbox;
using Budget.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;

namespace Budget.Hosting.Tests;

public class OutboxBrokerTests
{
    const string Exchange = "notes.note-written";
    const string Unclaimed = "budget.unclaimed";
    const string OwnQueue = "budget.hosting.tests.on-note-written";

    [Theory, ClassData(typeof(Databases))]
    public async Task Events_wait_while_the_broker_is_away_and_then_arrive_once_each_and_in_order(string database)
    {
        using var storage = await TestDatabase.Create(database);
        await using var broker = await Broker.StartOwn();
        var address = broker.NewVirtualHost();
        await using var host = await NotesHost.Start(storage, address);
        await host.Write("book-0", 0);
        await host.Readings.WaitFor(1);
        await using (var platform = await ForeignQueue.Connect(address))
        {
            await platform.Bind(Exchange, "420112.*");
        }

        // Not the power cord: RabbitMQ 3.10 loses a quorum queue that was declared in the second before it is killed.
        await broker.Stop();
        var written = new List<Guid>();
        for (var number = 1; number <= 20; number++)
        {
            written.Add(await host.Write($"book-{number % 4}", number));
        }
        await OutboxInProcessTests.Until(() => host.Status.Away is not null, "the sender notices that the broker is away");
        Assert.Equal(HealthStatus.Degraded, (await Health(host)).Status);
        Assert.Equal(20, await host.WithDb(db => db.Outbox.CountAsync(row => row.SentAt == null)));

        await broker.Start();
        await OutboxInProcessTests.UntilAllSent(host, seconds: 60);
        await using var reader = await ForeignQueue.Connect(address);
        await reader.Read();
        await reader.WaitFor(20);
        await host.Readings.WaitFor(21, seconds: 60);

        Assert.Equal(written.Order(), reader.Received.Select(r => Guid.Parse(r.Properties.MessageId!)).Order());
        AssertInOrderPerBook(reader, 20);
        Assert.Equal(21, host.Readings.Handled.Select(h => h.Id).Distinct().Count());
        Assert.All(host.Readings.Handled.GroupBy(h => h.Note.Notebook), book => Assert.Equal(book.Select(h => h.Note.Number).Order(), book.Select(h => h.Note.Number)));
        await OutboxInProcessTests.Until(() => host.Status.Away is null, "the sender is well again");
    }

    [Fact]
    public async Task A_foreign_reader_sees_plain_json_with_its_properties()
    {
        var broker = (await Broker.Running()).NewVirtualHost();
        using var storage = await TestDatabase.Create("sqlite");
        await using var host = await NotesHost.Start(storage, broker);
        await using var platform = await ForeignQueue.Connect(broker);
        await host.Write("book", 1);
        await host.Readings.WaitFor(1);
        await platform.Bind(Exchange, "420112.book");
        await platform.Bind(Exchange, "420113.#", "neighbour");
        await platform.Read();

        using var activity = new Activity("approve").SetIdFormat(ActivityIdFormat.W3C).Start();
        var id = await host.Write("book", 2);
        await platform.WaitFor(1);

        var (properties, routingKey, body) = Assert.Single(platform.Received);
        Assert.Equal("""{"notebook":"book","number":2,"amount":1191950184,"题目":"行政运行"}""", body);
        Assert.Equal("420112.book", routingKey);
        Assert.Equal(id.ToString(), properties.MessageId);
        Assert.Equal(Exchange, properties.Type);
        Assert.Equal("application/json", properties.ContentType);
        Assert.Equal(DeliveryModes.Persistent, properties.DeliveryMode);
        // CloudEvents 1.0, binary mode.
        Assert.Equal(("1.0", id.ToString(), "/budget/hosting/tests", Exchange, "book"), (Header("specversion"), Header("id"), Header("source"), Header("type"), Header("subject")));
        Assert.Equal(2L, properties.Headers!["cloudEvents:sequence"]);
        Assert.True(DateTimeOffset.TryParse(Header("time"), System.Globalization.CultureInfo.InvariantCulture, out _));
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(properties.Timestamp.UnixTime), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Contains(activity.TraceId.ToString(), System.Text.Encoding.UTF8.GetString((byte[])properties.Headers!["traceparent"]!));
        Assert.Equal(0u, await platform.Channel.MessageCountAsync("neighbour", TestContext.Current.CancellationToken));

        string Header(string name) => System.Text.Encoding.UTF8.GetString((byte[])properties.Headers!["cloudEvents:" + name]!);
    }

    [Fact]
    public async Task An_event_that_nobody_is_bound_for_is_kept_for_whoever_comes_later()
    {
        var broker = (await Broker.Running()).NewVirtualHost();
        using var storage = await TestDatabase.Create("sqlite");
        await using var host = await NotesHost.Start(storage, broker, consumes: false);
        await host.Write("elsewhere", 0);
        await OutboxInProcessTests.UntilAllSent(host);
        await using var platform = await ForeignQueue.Connect(broker);
        await platform.Bind(Exchange, "420112.book");

        await host.Write("book", 1);
        await host.Write("elsewhere", 1);
        await OutboxInProcessTests.UntilAllSent(host);

        await platform.Read();
        await platform.WaitFor(1);
        await using var late = await ForeignQueue.Connect(broker);
        await late.Read(Unclaimed);
        await late.WaitFor(2);
        Assert.Equal("420112.book", Assert.Single(platform.Received).RoutingKey);
        Assert.All(late.Received, message => Assert.Equal("420112.elsewhere", message.RoutingKey));
    }

    [Fact]
    public async Task An_unroutable_event_is_not_marked_sent_and_goes_out_when_a_queue_is_bound()
    {
        var broker = (await Broker.Running()).NewVirtualHost();
        using var storage = await TestDatabase.Create("sqlite");
        await using var host = await NotesHost.Start(storage, broker, consumes: false);
        await host.Write("book", 0);
        await OutboxInProcessTests.UntilAllSent(host);
        await using var platform = await ForeignQueue.Connect(broker);
        await platform.Channel.QueueUnbindAsync(Unclaimed, Unclaimed, "", cancellationToken: TestContext.Current.CancellationToken);

        await host.Write("book", 1);
        await OutboxInProcessTests.Until(() => host.Status.Stuck > 0, "the event is listed as stuck");

        var row = await host.WithDb(db => db.Outbox.SingleAsync(row => row.SentAt == null));
        Assert.Contains("no queue", row.LastError);
        Assert.Contains(Exchange, row.LastError);
        Assert.Equal(HealthStatus.Degraded, (await Health(host)).Status);

        await platform.Bind(Exchange, "#");
        await OutboxInProcessTests.UntilAllSent(host);
        await platform.Read();
        await platform.WaitFor(1);
        Assert.Equal(row.MessageId.ToString(), Assert.Single(platform.Received).Properties.MessageId);
    }

    [Fact]
    public async Task A_poison_event_ends_in_the_dead_letter_queue_and_the_others_pass()
    {
        var broker = (await Broker.Running()).NewVirtualHost();
        using var storage = await TestDatabase.Create("sqlite");
        var readings = new Readings { Effect = c => c.Message.Number == 13 ? throw new InvalidOperationException("unlucky") : Task.CompletedTask };
        await using var host = await NotesHost.Start(storage, broker, readings, settings: new() { ["Broker:DeliveryLimit"] = "3" });

        await host.Write("book", 12);
        var poison = await host.Write("book", 13);
        await host.Write("other", 1);
        await host.Readings.WaitFor(2);

        var dead = await DeadLetter(broker);
        Assert.Equal(poison.ToString(), dead.BasicProperties.MessageId);
        Assert.Contains("\"number\":13", System.Text.Encoding.UTF8.GetString(dead.Body.Span));
        // One first delivery and three more, each with one retry of its own.
        Assert.Equal(2 + 4 * 2, readings.Attempts);
    }

    [Theory]
    [InlineData("{\"notebook\": ")]
    [InlineData("not json at all")]
    [InlineData("{\"notebook\":\"book\",\"number\":\"many\",\"amount\":0,\"题目\":\"\"}")]
    public async Task A_malformed_message_ends_in_the_dead_letter_queue(string body)
    {
        var broker = (await Broker.Running()).NewVirtualHost();
        using var storage = await TestDatabase.Create("sqlite");
        await using var host = await NotesHost.Start(storage, broker);
        await host.Write("book", 1);
        await host.Readings.WaitFor(1);
        await using var foreign = await ForeignQueue.Connect(broker);

        var id = Guid.NewGuid().ToString();
        await foreign.Publish(Exchange, id, body);

        Assert.Equal(id, (await DeadLetter(broker)).BasicProperties.MessageId);
        Assert.Single(host.Readings.Handled);
    }

    [Fact]
    public async Task A_message_delivered_twice_takes_effect_once()
    {
        var broker = (await Broker.Running()).NewVirtualHost();
        using var storage = await TestDatabase.Create("sqlite");
        await using var host = await NotesHost.Start(storage, broker);
        await host.Write("book", 1);
        await host.Readings.WaitFor(1);
        await using var foreign = await ForeignQueue.Connect(broker);

        var id = Guid.NewGuid().ToString();
        for (var time = 0; time < 3; time++)
        {
            await foreign.Publish(Exchange, id, """{"notebook":"book","number":2,"amount":5,"题目":"二"}""");
        }
        await OutboxInProcessTests.Until(() => host.Readings.Attempts >= 4, "all deliveries are seen");
        await OutboxInProcessTests.Until(() => foreign.Channel.MessageCountAsync(OwnQueue).Result == 0, "the queue is empty");

        Assert.Equal(2, host.Readings.Handled.Count);
        Assert.Equal(1, await host.WithDb(db => db.Notes.CountAsync(note => note.Text == "read book 2")));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Several_instances_neither_double_nor_reorder(string database)
    {
        var broker = (await Broker.Running()).NewVirtualHost();
        using var storage = await TestDatabase.Create(database);
        await using var one = await NotesHost.Start(storage, broker, consumes: false);
        await one.Write("first", 0);
        await OutboxInProcessTests.UntilAllSent(one);
        await using var platform = await ForeignQueue.Connect(broker);
        await platform.Bind(Exchange, "#");
        await platform.Read();
        await using var two = await NotesHost.Start(storage, broker, consumes: false);
        await using var three = await NotesHost.Start(storage, broker, consumes: false);
        NotesHost[] instances = [one, two, three];

        await Task.WhenAll(Enumerable.Range(0, 6).Select(async book =>
        {
            for (var number = 0; number < 25; number++)
            {
                await instances[(book + number) % 3].Write($"book-{book}", number);
            }
        }));
        await OutboxInProcessTests.UntilAllSent(one);
        await platform.WaitFor(150);
        await Task.Delay(300, TestContext.Current.CancellationToken);

        Assert.Equal(150, platform.Received.Select(r => r.Properties.MessageId).Distinct().Count());
        AssertInOrderPerBook(platform, 150);
    }

    static void AssertInOrderPerBook(ForeignQueue queue, int count)
    {
        var notes = queue.Received.Select(r => JsonDocument.Parse(r.Body).RootElement).ToList();
        Assert.Equal(count, notes.Count);
        foreach (var book in notes.GroupBy(note => note.GetProperty("notebook").GetString()))
        {
            var numbers = book.Select(note => note.GetProperty("number").GetInt32()).ToList();
            Assert.Equal(numbers.Order(), numbers);
        }
    }

    static Task<HealthReport> Health(NotesHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    static async Task<BasicGetResult> DeadLetter(Uri broker)
    {
        await using var reader = await ForeignQueue.Connect(broker);
        for (var end = DateTime.UtcNow.AddSeconds(20); DateTime.UtcNow < end; await Task.Delay(50))
        {
            if (await reader.Channel.BasicGetAsync("budget.hosting.tests.dead-letter", autoAck: true) is { } dead)
            {
                return dead;
            }
        }
        throw new TimeoutException("Nothing reached the dead-letter queue within 20 s.");
    }
}
