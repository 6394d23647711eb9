namespace Budget.Hosting.Events;

/// <summary>Section <c>Broker</c>. Without a Uri events are delivered inside the process.</summary>
public sealed class BrokerSettings
{
    /// <summary>amqp://user:password@host:port/virtual-host; empty: no broker.</summary>
    public string? Uri { get; set; }

    /// <summary>Deliveries of one message to one consumer before it goes to the dead-letter queue.</summary>
    public int DeliveryLimit { get; set; } = 5;

    /// <summary>Pauses of the retries within one delivery; a database that restarts is survived without a dead letter.</summary>
    public IList<TimeSpan> RetryPauses { get; set; } = [];

    internal static readonly TimeSpan[] DefaultRetryPauses = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(3)];

    /// <summary>How long a confirm may take before the connection is given up.</summary>
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
