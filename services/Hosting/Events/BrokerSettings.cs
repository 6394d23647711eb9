using RabbitMQ.Client;

namespace Budget.Hosting.Events;

/// <summary>Section <c>Broker</c>. Without a Uri events are delivered inside the process.</summary>
public sealed class BrokerSettings
{
    /// <summary>amqp://user:password@host:port/virtual-host, or several of them separated by commas: the nodes of a cluster, of which any is taken. Empty: no broker.</summary>
    public string? Uri { get; set; }

    /// <summary>Deliveries of one message to one consumer before it goes to the dead-letter queue.</summary>
    public int DeliveryLimit { get; set; } = 5;

    /// <summary>Pauses of the retries within one delivery; a database that restarts is survived without a dead letter.</summary>
    public IList<TimeSpan> RetryPauses { get; set; } = [];

    internal static readonly TimeSpan[] DefaultRetryPauses = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(3)];

    /// <summary>How long a message may stay unconfirmed before the connection is given up and everything unconfirmed is sent again.</summary>
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>All nodes; user and virtual host are the first one's. Refuses, naming the setting, what is no address.</summary>
    internal IReadOnlyList<Uri> Nodes()
    {
        var nodes = (Uri ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text =>
            System.Uri.TryCreate(text, UriKind.Absolute, out var node) && node.Scheme is "amqp" or "amqps" && node.Host.Length > 0 ? node
                // The text has a password in it, so it is not repeated.
                : throw new InvalidOperationException("Broker:Uri must be like amqp://user:password@host:5672/vhost, or several of these separated by commas.")).ToList();
        if (nodes.Select(node => (node.Scheme, node.UserInfo, node.AbsolutePath)).Distinct().Count() > 1)
        {
            throw new InvalidOperationException("Broker:Uri: the nodes of one cluster have the same user, password and virtual host.");
        }
        return nodes;
    }

    /// <summary>Our own reconnecting, because topology has to be declared again before the first publish.</summary>
    internal ConnectionFactory Factory(string name) => new()
    {
        Uri = Nodes()[0],
        ClientProvidedName = name,
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
    };

    internal IEnumerable<AmqpTcpEndpoint> Endpoints() => Nodes().Select(node => new AmqpTcpEndpoint(node));
}
