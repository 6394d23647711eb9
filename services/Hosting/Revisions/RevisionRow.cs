using Budget.Hosting.Acts;
using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Hosting.Revisions;

/// <summary>What a department saved whole, at one moment. A row is added and never changed or deleted: what was pinned stays what it was.</summary>
[AppendOnly]
public sealed class RevisionRow
{
    public long Id { get; private set; }

    public required string District { get; init; }

    public required string Department { get; init; }

    public required int Year { get; init; }

    /// <summary>From 1, without gaps, per district, department and year.</summary>
    public required int Number { get; init; }

    public required string Edition { get; init; }

    public required string ContentHash { get; init; }

    public required string SavedBy { get; init; }

    public required DateTimeOffset SavedAt { get; init; }

    public Guid? RequestId { get; init; }

    /// <summary>The message's bytes as they were hashed; answered as they are.</summary>
    public required byte[] Content { get; init; }

    public Revision Head => new(Department, Year, Number, Edition, ContentHash, SavedBy, SavedAt);

    public static void Map(EntityTypeBuilder<RevisionRow> row, string table)
    {
        row.ToTable(table);
        row.Property(r => r.District).HasMaxLength(64);
        row.Property(r => r.Department).HasMaxLength(64);
        row.Property(r => r.Edition).HasMaxLength(64);
        row.Property(r => r.ContentHash).HasMaxLength(64);
        row.Property(r => r.SavedBy).HasMaxLength(200);
        row.Property(r => r.Content).HasConversion<PackedContent>();
        // The two promises of a save, kept by the database whoever else is saving: one next revision, one answer per request id.
        row.HasIndex(r => new { r.District, r.Department, r.Year, r.Number }).IsUnique();
        row.HasIndex(r => new { r.District, r.Department, r.RequestId }).IsUnique().HasFilter("\"RequestId\" IS NOT NULL");
    }
}

/// <summary>A revision without its content: what lists and events tell.</summary>
public sealed record Revision(string Department, int Year, int Number, string Edition, string ContentHash, string SavedBy, DateTimeOffset SavedAt);
