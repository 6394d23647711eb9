using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Publication.Storage;

/// <summary>
/// What a version's last submission saw, as the wire had it. The figures are kept here and not only referred to: what was
/// approved is published byte for byte, and publishing needs no other service to be up.
/// </summary>
public sealed class SubmissionRow
{
    public required DisclosureRow Disclosure { get; init; }
    public long DisclosureId { get; private set; }

    /// <summary>A V1.Disclosure with the report and the explanations only; a refused submission leaves its report here too.</summary>
    public byte[] Checked { get; set; } = [];

    /// <summary>V1.Department, V1.DepartmentBudget, V1.PerformanceTargets; empty until a submission is accepted.</summary>
    public byte[] Department { get; set; } = [];
    public byte[] Budget { get; set; } = [];
    public byte[] Targets { get; set; } = [];

    /// <summary>A V1.Redactions: what of it is not published, as reviewed, and how personal data is printed. Pinned with the rest.</summary>
    public byte[] Redactions { get; set; } = [];

    /// <summary>To be written (attach it) without reading what the submission before left there, which is large.</summary>
    public static SubmissionRow Of(DisclosureRow disclosure) => new() { Disclosure = disclosure, DisclosureId = disclosure.Id };

    internal static void Map(EntityTypeBuilder<SubmissionRow> row)
    {
        row.ToTable("Submissions");
        row.HasKey(r => r.DisclosureId);
        row.HasOne(r => r.Disclosure).WithOne().HasForeignKey<SubmissionRow>(r => r.DisclosureId);
        row.Property(r => r.Checked).HasConversion<PackedContent>();
        row.Property(r => r.Budget).HasConversion<PackedContent>();
        row.Property(r => r.Targets).HasConversion<PackedContent>();
    }
}
