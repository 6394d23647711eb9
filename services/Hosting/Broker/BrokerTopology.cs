using RabbitMQ.Client;

namespace Budget.Hosting.Broker;

/// <summary>
/// What must exist before the first event is sent, declared on every connection (declaring again changes nothing): a topic
/// exchange per event, this service's own queues, its dead-letter queue, and the log of all its events.
/// The log is a stream: every event stays readable in it from the start, by any number of readers, until its size limit; so
/// an event that nobody consumes yet is routed all the same, and a platform that joins later can read what it missed.
/// </summary>
sealed class BrokerTopology(EventCatalog catalog, BrokerSettings settings, string service)
{
    public string DeadLetter => service + ".dead-letter";

    public string Log => service + ".log";

    public async Task Declare(IConnection connection, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(DeadLetter, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(DeadLetter, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(DeadLetter, DeadLetter, "", cancellationToken: cancellationToken);

        await channel.QueueDeclareAsync(Log, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "stream", ["x-max-length-bytes"] = settings.LogBytes }, cancellationToken: cancellationToken);
        foreach (var exchange in catalog.Exchanges)
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        }
        foreach (var exchange in catalog.Published)
        {
            await channel.QueueBindAsync(Log, exchange, "#", cancellationToken: cancellationToken);
        }
        foreach (var subscription in catalog.Subscriptions)
        {
            await channel.QueueDeclareAsync(subscription.Queue, durable: true, exclusive: false, autoDelete: false,
                new Dictionary<string, object?>(QueueArguments), cancellationToken: cancellationToken);
            await channel.QueueBindAsync(subscription.Queue, subscription.Exchange, "#", cancellationToken: cancellationToken);
        }
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
