using Budget.Hosting.Outbox;
using RabbitMQ.Client;

namespace Budget.Hosting.Events;

/// <summary>
/// What must exist before the first event is sent, declared on every connection (declaring again changes nothing): a topic
/// exchange per event, this service's own queues, its dead-letter queue, and the queue of unclaimed events.
/// Unclaimed: an event that no queue is bound for goes through the exchange's alternate to one queue that all services
/// share, so that it counts as routed and a platform that comes later finds it; the oldest go first at the limit.
/// </summary>
sealed class BrokerTopology(EventCatalog catalog, BrokerSettings settings, string service)
{
    /// <summary>Not a setting: services that declare the same queue with different limits would refuse each other.</summary>
    const int UnclaimedLimit = 100_000;

    string DeadLetter { get; } = service + ".dead-letter";

    string Unclaimed { get; } = service.Split('.')[0] + ".unclaimed";

    public async Task Declare(IConnection connection, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await DeclareFanout(channel, DeadLetter, new() { ["x-queue-type"] = "quorum" }, cancellationToken);
        await DeclareFanout(channel, Unclaimed, new() { ["x-queue-type"] = "quorum", ["x-max-length"] = UnclaimedLimit }, cancellationToken);
        foreach (var exchange in catalog.Exchanges)
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true,
                arguments: new Dictionary<string, object?> { ["alternate-exchange"] = Unclaimed }, cancellationToken: cancellationToken);
        }
        foreach (var subscription in catalog.Subscriptions)
        {
            await channel.QueueDeclareAsync(subscription.Queue, durable: true, exclusive: false, autoDelete: false,
                new Dictionary<string, object?>(QueueArguments), cancellationToken: cancellationToken);
            await channel.QueueBindAsync(subscription.Queue, subscription.Exchange, "#", cancellationToken: cancellationToken);
        }
    }

    static async Task DeclareFanout(IChannel channel, string name, Dictionary<string, object?> queueArguments, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, queueArguments, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(name, name, "", cancellationToken: cancellationToken);
    }

    /// <summary>
    /// MassTransit declares the same queue and must name the same arguments. A single active consumer keeps the order when
    /// several instances run; at-least-once dead-lettering loses nothing between the two queues (and needs reject-publish).
    /// </summary>
    public IReadOnlyDictionary<string, object?> QueueArguments => new Dictionary<string, object?>
    {
        ["x-queue-type"] = "quorum",
        ["x-single-active-consumer"] = true,
        ["x-delivery-limit"] = settings.DeliveryLimit,
        ["x-dead-letter-exchange"] = DeadLetter,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };
}
