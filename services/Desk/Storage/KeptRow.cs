using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Desk.Storage;

/// <summary>A form that a person sent when it could not be taken: the sign-in had ended, the draft had changed. Theirs alone, until it is taken or a week old.</summary>
public sealed class KeptRow
{
    public long Id { get; private set; }
    public required string Person { get; init; }

    /// <summary>The page the form stands on; one form is kept per page.</summary>
    public required string Page { get; init; }

    /// <summary>Its fields, as a query is written.</summary>
    public required string Fields { get; set; }
    public DateTimeOffset At { get; set; }

    internal static void Map(EntityTypeBuilder<KeptRow> row)
    {
        row.ToTable("Kept");
        row.HasIndex(r => new { r.Person, r.Page }).IsUnique();
        row.HasIndex(r => r.At);
        row.Property(r => r.Person).HasMaxLength(256);
        row.Property(r => r.Page).HasMaxLength(512);
    }
}
