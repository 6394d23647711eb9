using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Desk.Storage;

/// <summary>
/// Which draft of a disclosure a person has open before them, and which one they had seen before that: the difference between the
/// two is "what changed since I looked". It stays on the page until another draft comes, however often the page is opened.
/// </summary>
public sealed class LookRow
{
    public long Id { get; private set; }

    /// <summary>District and the person's id in it.</summary>
    public required string Person { get; init; }

    /// <summary>Disclosure.name</summary>
    public required string Disclosure { get; init; }

    public int Budget { get; set; }
    public int Targets { get; set; }
    public string Public { get; set; } = "";
    public DateTimeOffset At { get; set; }

    /// <summary>0: nothing was seen before.</summary>
    public int BudgetBefore { get; set; }
    public int TargetsBefore { get; set; }
    public DateTimeOffset? AtBefore { get; set; }

    internal static void Map(EntityTypeBuilder<LookRow> row)
    {
        row.ToTable("Looks");
        row.HasIndex(r => new { r.Person, r.Disclosure }).IsUnique();
        row.Property(r => r.Person).HasMaxLength(256);
        row.Property(r => r.Disclosure).HasMaxLength(256);
        row.Property(r => r.Public).HasMaxLength(64);
    }
}
