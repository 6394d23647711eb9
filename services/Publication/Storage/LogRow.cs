using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Publication.Storage;

/// <summary>An entry of the public log, as it was signed. Only ever added, one after the other.</summary>
public sealed class LogRow
{
    public required int Number { get; init; }
    public required long DisclosureId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Event { get; init; }

    /// <summary>SHA-256 of the manifest that holds from here on.</summary>
    public required string Manifest { get; init; }
    public required string Reason { get; init; }

    /// <summary>The line of log.jsonl, without its break.</summary>
    public required string Line { get; init; }

    /// <summary>Bytes of the log up to and with this line and its break: what a file that ends here is long.</summary>
    public required long End { get; init; }

    internal static void Map(EntityTypeBuilder<LogRow> row)
    {
        row.ToTable("Log");
        row.HasKey(r => r.Number);
        row.Property(r => r.Number).ValueGeneratedNever();
        row.HasOne<DisclosureRow>().WithMany().HasForeignKey(r => r.DisclosureId).OnDelete(DeleteBehavior.Restrict);
        row.HasIndex(r => r.End);
        row.Property(r => r.Event).HasMaxLength(32);
        row.Property(r => r.Manifest).HasMaxLength(64);
    }
}
