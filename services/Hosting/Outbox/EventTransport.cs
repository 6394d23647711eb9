namespace Budget.Hosting.Outbox;

/// <summary>Where the sender takes an event: to RabbitMQ, or to the consumers of this process when no broker is set.</summary>
abstract class EventTransport
{
    /// <summary>Keys that may be under way at once.</summary>
    public abstract int Parallelism { get; }

    /// <summary>Connects and declares what must exist before anything is sent; cheap when it already does.</summary>
    public abstract Task Prepare(CancellationToken cancellationToken);

    /// <summary>
    /// Returns when the event has arrived. <see cref="EventTransportAwayException"/>: nothing can be sent now, this event is
    /// not to blame. Any other exception: this event was refused.
    /// </summary>
    public abstract Task Deliver(OutboxRow row, string exchange, string? traceParent);
}

sealed class EventTransportAwayException(string message, Exception inner) : Exception(message, inner);
