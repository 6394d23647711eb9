using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Publication.Storage;

/// <summary>That an event about a deadline was sent. The key lets it be sent once, whichever instance comes first; a corrected reply has another last day and reminds anew.</summary>
public sealed class ReminderRow
{
    public const int Missed = -1;

    public required string District { get; init; }
    public required string Department { get; init; }
    public required int Year { get; init; }
    public required DateOnly PublishBy { get; init; }

    /// <summary><see cref="Missed"/> once the last day is over.</summary>
    public required int DaysBefore { get; init; }
    public required DateTimeOffset At { get; init; }

    internal static void Map(EntityTypeBuilder<ReminderRow> row)
    {
        row.ToTable("Reminders");
        row.HasKey(r => new { r.District, r.Department, r.Year, r.PublishBy, r.DaysBefore });
        row.Property(r => r.District).HasMaxLength(64);
        row.Property(r => r.Department).HasMaxLength(64);
    }
}
