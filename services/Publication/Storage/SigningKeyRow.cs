using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Publication.Storage;

/// <summary>A public key that something was signed with. Kept for good: what it signed stays verifiable after it was replaced.</summary>
public sealed class SigningKeyRow
{
    public required string Id { get; init; }
    public required string X { get; init; }
    public required string Y { get; init; }
    public required DateTimeOffset Since { get; init; }

    internal static void Map(EntityTypeBuilder<SigningKeyRow> row)
    {
        row.ToTable("SigningKeys");
        row.HasKey(r => r.Id);
        row.Property(r => r.Id).HasMaxLength(64);
        row.Property(r => r.X).HasMaxLength(64);
        row.Property(r => r.Y).HasMaxLength(64);
    }
}
