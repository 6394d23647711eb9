using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Budget.Hosting.Tests;

/// <summary>A platform's own queue, bound to its district, read without MassTransit.</summary>
sealed class ForeignQueue : IAsyncDisposable
{
    readonly IConnection connection;
    readonly List<(BasicProperties Properties, string RoutingKey, string Body)> received = [];

    ForeignQueue(IConnection connection, IChannel channel) => (this.connection, Channel) = (connection, channel);

    public IChannel Channel { get; }

    public IReadOnlyList<(BasicProperties Properties, string RoutingKey, string Body)> Received
    {
        get { lock (received) { return [.. received]; } }
    }

    public static async Task<ForeignQueue> Connect(Uri broker)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        return new(connection, await connection.CreateChannelAsync(new CreateChannelOptions(true, true)));
    }

    /// <summary>Durable, because the broker is stopped in some tests.</summary>
    public async Task Bind(string exchange, string routingKey, string queue = "platform")
    {
        await Channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await Channel.QueueBindAsync(queue, exchange, routingKey);
    }

    public async Task Read(string queue = "platform")
    {
        var consumer = new AsyncEventingBasicConsumer(Channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            lock (received)
            {
                received.Add((new BasicProperties(message.BasicProperties), message.RoutingKey, Encoding.UTF8.GetString(message.Body.Span)));
            }
            await Channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        };
        await Channel.BasicConsumeAsync(queue, autoAck: false, consumer);
    }

    public async Task Publish(string exchange, string messageId, string body) => await Channel.BasicPublishAsync(exchange, "420112.book", mandatory: true,
        new BasicProperties { MessageId = messageId, ContentType = "application/json" }, Encoding.UTF8.GetBytes(body));

    public Task WaitFor(int count) => OutboxInProcessTests.Until(() => Received.Count >= count, $"{count} messages reach the foreign queue");

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}
