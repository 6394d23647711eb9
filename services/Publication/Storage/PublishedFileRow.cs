using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Publication.Storage;

/// <summary>
/// A file as it was published, content included: the site's folder can be lost, or missing on a second instance, and is
/// written again from here, whatever the templates have become since.
/// </summary>
public sealed class PublishedFileRow
{
    public required long DisclosureId { get; init; }

    /// <summary>Relative to the version's folder.</summary>
    public required string Path { get; init; }
    public required string MediaType { get; init; }
    public required long Bytes { get; init; }
    public required string Sha256 { get; init; }
    public required byte[] Content { get; init; }

    internal static void Map(EntityTypeBuilder<PublishedFileRow> row)
    {
        row.ToTable("PublishedFiles");
        row.HasKey(r => new { r.DisclosureId, r.Path });
        row.HasOne<DisclosureRow>().WithMany().HasForeignKey(r => r.DisclosureId);
        row.Property(r => r.Path).HasMaxLength(200);
        row.Property(r => r.MediaType).HasMaxLength(100);
        row.Property(r => r.Sha256).HasMaxLength(64);
    }
}
