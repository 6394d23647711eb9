using System.Globalization;
using System.Text;
using Budget.Hosting.Outbox;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Budget.Hosting.Events;

/// <summary>
/// One connection and one channel with tracked confirms. Everything is published mandatory: the call returns when the broker
/// has both routed the message to a queue and taken responsibility for it.
/// </summary>
sealed class RabbitTransport(BrokerSettings settings, BrokerTopology topology, string clientName, int window, ILogger<RabbitTransport> log)
    : EventTransport, IAsyncDisposable
{
    IConnection? connection;
    IChannel? channel;

    public override int Parallelism => window;

    public override async Task Prepare(CancellationToken cancellationToken)
    {
        if (channel is { IsOpen: true })
        {
            return;
        }
        await Disconnect();
        try
        {
            connection = await settings.Factory(clientName + " outbox").CreateConnectionAsync(settings.Endpoints(), cancellationToken);
            await topology.Declare(connection, cancellationToken);
            channel = await connection.CreateChannelAsync(new CreateChannelOptions(
                publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true,
                outstandingPublisherConfirmationsRateLimiter: new ThrottlingRateLimiter(window)), cancellationToken);
            log.LogInformation("Connected to the broker at {Host}:{Port}", connection.Endpoint.HostName, connection.Endpoint.Port);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            await Disconnect();
            throw new EventTransportAwayException($"the broker cannot be used: {Innermost(error).Message}", error);
        }
    }

    public override async Task Deliver(OutboxRow row, string exchange, string? traceParent)
    {
        using var timeout = new CancellationTokenSource(settings.ConfirmTimeout);
        try
        {
            var open = channel ?? throw new IOException("the connection was lost");
            await open.BasicPublishAsync(exchange, row.RoutingKey, mandatory: true, PropertiesOf(row, exchange, traceParent),
                Encoding.UTF8.GetBytes(row.Body), timeout.Token);
        }
        catch (PublishException refused)
        {
            throw new InvalidOperationException(refused.IsReturn
                ? $"The broker has no queue for it: exchange {exchange}, routing key '{row.RoutingKey}'. Bind a queue, or restart the service so that it declares its own again."
                : $"The broker did not take it: exchange {exchange}, routing key '{row.RoutingKey}'.", refused);
        }
        catch (Exception error)
        {
            await Disconnect();
            var reason = timeout.IsCancellationRequested ? $"no confirm within {settings.ConfirmTimeout}" : Innermost(error).Message;
            throw new EventTransportAwayException($"the broker went away: {reason}", error);
        }
    }

    /// <summary>
    /// The attributes of CloudEvents 1.0 go beside the body (binary mode): RabbitMQ hands headers to AMQP 1.0 clients as application
    /// properties, where CloudEvents has them, and everyone else reads them as headers.
    /// </summary>
    BasicProperties PropertiesOf(OutboxRow row, string exchange, string? traceParent)
    {
        var id = row.MessageId.ToString("D", CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, object?>
        {
            ["ordering-key"] = row.OrderingKey,
            ["cloudEvents:specversion"] = "1.0",
            ["cloudEvents:id"] = id,
            ["cloudEvents:source"] = "/" + clientName.Replace('.', '/'),
            ["cloudEvents:type"] = exchange,
            ["cloudEvents:subject"] = row.OrderingKey,
            ["cloudEvents:time"] = row.OccurredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["cloudEvents:sequence"] = row.Sequence,
        };
        if (traceParent is not null)
        {
            headers["traceparent"] = traceParent;
            headers["MT-Activity-Id"] = traceParent;
        }
        return new BasicProperties
        {
            MessageId = id,
            Type = exchange,
            Timestamp = new AmqpTimestamp(row.OccurredAt.ToUnixTimeSeconds()),
            ContentType = "application/json",
            ContentEncoding = "utf-8",
            DeliveryMode = DeliveryModes.Persistent,
            Headers = headers,
        };
    }

    static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;

    async Task Disconnect()
    {
        if (Interlocked.Exchange(ref connection, null) is not { } gone)
        {
            return;
        }
        channel = null;
        try
        {
            // A broker that has stopped answering would keep a polite close waiting for half a minute.
            await gone.AbortAsync(TimeSpan.FromSeconds(1)).WaitAsync(TimeSpan.FromSeconds(2));
        }
        catch (Exception error)
        {
            log.LogDebug(error, "The lost connection could not be closed");
        }
    }

    public async ValueTask DisposeAsync() => await Disconnect();
}
