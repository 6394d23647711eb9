using Budget.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Publication.Storage;

/// <summary>
/// 批复: the day on which a department received the reply to its budget, from which the law counts. A correction is another row;
/// of each department and year one is current.
/// </summary>
public sealed class ReplyRow
{
    public long Id { get; private set; }
    public required string District { get; init; }
    public required string Department { get; init; }
    public required string DepartmentName { get; init; }
    public required int Year { get; init; }
    public required DateOnly RepliedOn { get; init; }

    /// <summary>The last day in time, by the policy of the day it was recorded.</summary>
    public required DateOnly PublishBy { get; init; }

    /// <summary>文号 of the reply.</summary>
    public required string DocumentNumber { get; init; }

    /// <summary>Why it was corrected.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string RecordedBy { get; init; }
    public required string RecordedByName { get; init; }
    public bool Current { get; set; } = true;

    /// <summary>Nobody need be reminded of it any more: it was published, or told to be missed.</summary>
    public bool Settled { get; set; }

    /// <summary>Keeps the reminders of one department's year in order.</summary>
    public string OrderingKey => $"{new DisclosureName(District, Department, Year, 1).OrderingKey}/deadline";

    public V1.Reply ToWire() => new()
    {
        Department = Department,
        Year = Year,
        RepliedOn = Day(RepliedOn),
        PublishBy = Day(PublishBy),
        DocumentNumber = DocumentNumber,
        Reason = Reason,
        RecordedAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(RecordedAt),
        RecordedBy = RecordedBy,
        Current = Current,
    };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    internal static void Map(EntityTypeBuilder<ReplyRow> row)
    {
        row.ToTable("Replies");
        row.HasIndex(r => new { r.District, r.Department, r.Year }, "IX_Replies_Current").IsUnique().HasFilter("\"Current\"");
        row.HasIndex(r => new { r.District, r.Year, r.Department });
        // What is waited for is few, however many years are kept.
        row.HasIndex(r => r.PublishBy, "IX_Replies_Waiting").HasFilter("\"Current\" AND NOT \"Settled\"");
        row.Property(r => r.District).HasMaxLength(64);
        row.Property(r => r.Department).HasMaxLength(64);
        row.Ignore(r => r.OrderingKey);
    }
}
