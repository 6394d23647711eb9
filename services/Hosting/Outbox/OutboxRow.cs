using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Hosting.Outbox;

/// <summary>
/// An event that is a fact as soon as the change it tells of is committed, and stays here until the broker has confirmed
/// and routed it. A row that cannot be sent stays, with its last error; nothing deletes it.
/// </summary>
public sealed class OutboxRow
{
    /// <summary>Events are small facts; a body beyond this is a mistake that the broker would answer by closing the channel.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    /// <summary>Of two events of an ordering key, the later has the higher.</summary>
    public long Id { get; private set; }

    /// <summary>
    /// From 1 without a gap, in the order of sending: what a platform sees whether it misses something by, and replays from. Given by the
    /// sender, of which there is one at a time; ids cannot be it, because what is committed later may have a lower one.
    /// </summary>
    public long? Sequence { get; private set; }

    /// <summary>What consumers recognise a repeated delivery by.</summary>
    public Guid MessageId { get; private init; }

    /// <summary>The record's type name, e.g. DisclosureApproved; <c>Publishes</c> says which exchange it goes to.</summary>
    public string Type { get; private init; } = "";

    public string RoutingKey { get; private init; } = "";

    /// <summary>Events of one key arrive in the order of their commits; a failed one holds back only its own key.</summary>
    public string OrderingKey { get; private init; } = "";

    public string Body { get; private init; } = "";

    /// <summary>W3C trace context of the call that caused the event.</summary>
    public string? TraceParent { get; private init; }

    public DateTimeOffset OccurredAt { get; private init; }

    public DateTimeOffset? SentAt { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset? NotBefore { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>
    /// Add it to the context and save once: the row and the event commit together. The routing key is what a foreign
    /// platform binds by (district.department); the ordering key is the thing whose story must stay in order.
    /// </summary>
    public static OutboxRow For<TEvent>(TEvent message, string routingKey, string orderingKey, DateTimeOffset? occurredAt = null) where TEvent : class
    {
        var type = message.GetType();
        ArgumentException.ThrowIfNullOrEmpty(orderingKey);
        if (Encoding.UTF8.GetByteCount(routingKey) > 255)
        {
            throw new ArgumentException($"The routing key of {type.Name} has more than the 255 bytes AMQP allows: '{routingKey[..40]}…'.", nameof(routingKey));
        }
        var body = JsonSerializer.Serialize(message, type, EventJson.Options);
        if (Encoding.UTF8.GetByteCount(body) > MaxBodyBytes)
        {
            throw new ArgumentException($"{type.Name} has {body.Length} characters of JSON; an event is a small fact (at most {MaxBodyBytes} bytes) that names what changed instead of carrying it.", nameof(message));
        }
        return new()
        {
            MessageId = Guid.CreateVersion7(),
            Type = type.Name,
            RoutingKey = routingKey,
            OrderingKey = orderingKey,
            Body = body,
            TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null,
            OccurredAt = occurredAt ?? DateTimeOffset.UtcNow,
        };
    }

    internal static void Map(EntityTypeBuilder<OutboxRow> row)
    {
        row.ToTable("Outbox");
        row.HasIndex(r => r.MessageId).IsUnique();
        // Only what is still to be sent is ever looked for; these two stay as small as the backlog.
        row.HasIndex(r => r.Id, "IX_Outbox_Unsent").HasFilter("\"SentAt\" IS NULL");
        row.HasIndex(r => new { r.OrderingKey, r.Id }, "IX_Outbox_HeldBack").HasFilter("\"SentAt\" IS NULL AND \"NotBefore\" IS NOT NULL");
        row.HasIndex(r => r.SentAt);
        row.HasIndex(r => r.Sequence).IsUnique();
        row.Property(r => r.Type).HasMaxLength(200);
        row.Property(r => r.RoutingKey).HasMaxLength(255);
        row.Property(r => r.OrderingKey).HasMaxLength(400);
        row.Property(r => r.TraceParent).HasMaxLength(80);
    }
}
