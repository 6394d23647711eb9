using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Hosting.Inbox;

/// <summary>This consumer has handled this message. The key is what makes a second handling impossible.</summary>
public sealed class InboxRow
{
    public required Guid MessageId { get; init; }
    public required string Consumer { get; init; }
    public required DateTimeOffset HandledAt { get; init; }

    internal static void Map(EntityTypeBuilder<InboxRow> row)
    {
        row.ToTable("Inbox");
        row.HasKey(r => new { r.MessageId, r.Consumer });
        row.Property(r => r.Consumer).HasMaxLength(200);
        row.HasIndex(r => r.HandledAt);
    }
}
