using System.Security.Cryptography;
using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Publication.Storage;

/// <summary>
/// A file as it was published, content included: the site's folder can be lost, or missing on a second instance, and is
/// written again from here, whatever the templates have become since. Only the page of a version that was replaced changes:
/// it says so; its data stay as they were.
/// </summary>
public sealed class PublishedFileRow
{
    public required long DisclosureId { get; init; }

    /// <summary>Relative to the version's folder.</summary>
    public required string Path { get; init; }
    public required string MediaType { get; init; }
    public required long Bytes { get; set; }
    public required string Sha256 { get; set; }
    public required byte[] Content { get; set; }

    public static PublishedFileRow Of(long disclosure, string path, string mediaType, byte[] content) => new()
    {
        DisclosureId = disclosure,
        Path = path,
        MediaType = mediaType,
        Content = content,
        Bytes = content.Length,
        Sha256 = Hash(content),
    };

    public void Write(byte[] content) => (Content, Bytes, Sha256) = (content, content.Length, Hash(content));

    static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    internal static void Map(EntityTypeBuilder<PublishedFileRow> row)
    {
        row.ToTable("PublishedFiles");
        row.HasKey(r => new { r.DisclosureId, r.Path });
        row.HasOne<DisclosureRow>().WithMany().HasForeignKey(r => r.DisclosureId);
        row.Property(r => r.Path).HasMaxLength(200);
        row.Property(r => r.MediaType).HasMaxLength(100);
        row.Property(r => r.Sha256).HasMaxLength(64);
        row.Property(r => r.Content).HasConversion<PackedContent>();
    }
}
