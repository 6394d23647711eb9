using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Publication.Storage;

/// <summary>
/// An error that a finance reviewer lets stand. It is given for the finding as it was read then: rule and place, and what was
/// found and expected. It holds for its version and later ones until it is revoked, replaced, or has met other figures.
/// </summary>
public sealed class WaiverRow
{
    public long Id { get; private set; }
    public required DisclosureRow Disclosure { get; init; }
    public long DisclosureId { get; private set; }
    public required string Fingerprint { get; init; }

    /// <summary>The finding, a V1.Finding: what the waiver speaks of, and what the history shows of it for good.</summary>
    public required byte[] Finding { get; init; }
    public required string Reason { get; init; }
    public required string Caller { get; init; }
    public required string CallerName { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Null while it holds.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public V1.Acceptance ToWire() => new()
    {
        Kind = V1.AcceptanceKind.Waived,
        Text = Reason,
        By = Caller,
        ByName = CallerName,
        At = At.ToTimestamp(),
        Version = Disclosure.Version,
    };

    internal static void Map(EntityTypeBuilder<WaiverRow> row)
    {
        row.ToTable("Waivers");
        row.HasOne(r => r.Disclosure).WithMany().HasForeignKey(r => r.DisclosureId).OnDelete(DeleteBehavior.Restrict);
    }
}
