using System.Globalization;
using System.Linq.Expressions;
using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Document.Workflow;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Publication.Storage;

/// <summary>One version of one department's disclosure. What is large lies in <see cref="SubmissionRow"/> and <see cref="PublishedFileRow"/>.</summary>
public sealed class DisclosureRow
{
    public long Id { get; private set; }

    /// <summary>Latin id of the district.</summary>
    public required string District { get; init; }
    public string DistrictName { get; set; } = "";
    public required string Department { get; init; }
    public required string DepartmentName { get; set; }
    public required int Year { get; init; }
    public int Version { get; init; } = 1;
    public bool Archive { get; init; }
    public string CorrectionReason { get; init; } = "";

    public State State { get; set; } = State.Draft;

    /// <summary>Accepted moves so far. Of two moves made at once on the same state, the database lets one commit.</summary>
    public int Moves { get; set; }

    public string Edition { get; set; } = "";
    public int BudgetRevision { get; set; }
    public string BudgetHash { get; set; } = "";
    public int TargetsRevision { get; set; }
    public string TargetsHash { get; set; } = "";

    /// <summary>收支总预算, for the site's index; null where the document does not say.</summary>
    public long? TotalFen { get; set; }
    public string SubmittedBy { get; set; } = "";

    /// <summary>Who saved the revisions that are submitted; one a line.</summary>
    public string Authors { get; set; } = "";

    /// <summary>What is public is not the whole revision: its hash is not told any more, it could be used to try out what is missing.</summary>
    public bool BudgetWithheld { get; set; }
    public bool TargetsWithheld { get; set; }

    public V1.SecrecyOutcome SecrecyOutcome { get; set; }
    public string SecrecyReviewer { get; set; } = "";
    public string SecrecyOpinion { get; set; } = "";
    public DateTimeOffset? SecrecyReviewedAt { get; set; }

    public string ApprovedBy { get; set; } = "";
    public DateTimeOffset? ApprovedAt { get; set; }
    public DateTimeOffset? PublishAt { get; set; }
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Relative to the site's root.</summary>
    public string Page { get; set; } = "";

    /// <summary>When and why this whole version was withheld after publication; the reason is public.</summary>
    public DateTimeOffset? WithheldAt { get; set; }
    public string WithheldReason { get; set; } = "";

    /// <summary>When the next attempt to publish is due; set by the event of the approval, moved on by a failed attempt.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Until then one instance is publishing it; one that dies meanwhile loses it then.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }
    public int Attempts { get; set; }
    public string? LastError { get; set; }

    public DisclosureName Name => new(District, Department, Year, Version);

    public string Etag => Moves.ToString(CultureInfo.InvariantCulture);

    public RevisionFact BudgetFact => new(BudgetRevision, BudgetWithheld ? "" : BudgetHash);

    /// <summary>When what is approved will be published: its hour, or at once.</summary>
    public DateTimeOffset? ScheduledAt => PublishAt ?? ApprovedAt;

    public RevisionFact TargetsFact => new(TargetsRevision, TargetsWithheld ? "" : TargetsHash);

    public Situation Situation => new(SubmittedBy, SecrecyOutcome switch
    {
        V1.SecrecyOutcome.Cleared => true,
        V1.SecrecyOutcome.Refused => false,
        _ => null,
    })
    {
        Authors = Authors.Split('\n'),
        ReviewedBy = SecrecyReviewer.Length > 0 ? SecrecyReviewer : null,
    };

    /// <summary>Without the report and the explanations, which are the submission's.</summary>
    public V1.Disclosure ToWire()
    {
        var wire = new V1.Disclosure
        {
            Name = Name.ToString(),
            Department = Department,
            Year = Year,
            Version = Version,
            State = (V1.DisclosureState)State,
            Edition = Edition,
            SubmittedBy = SubmittedBy,
            ApprovedBy = ApprovedBy,
            CorrectionReason = CorrectionReason,
            Etag = Etag,
            Archive = Archive,
            Page = Page,
            PublishAt = PublishAt?.ToTimestamp(),
            PublishedAt = PublishedAt?.ToTimestamp(),
            WithheldReason = WithheldReason,
        };
        if (State != State.Draft)
        {
            wire.Budget = new V1.RevisionRef { Revision = BudgetRevision, ContentHash = BudgetFact.ContentHash };
            wire.Targets = new V1.RevisionRef { Revision = TargetsRevision, ContentHash = TargetsFact.ContentHash };
        }
        if (SecrecyReviewedAt is { } reviewed)
        {
            wire.SecrecyReview = new V1.SecrecyReview
            {
                Outcome = SecrecyOutcome,
                Reviewer = SecrecyReviewer,
                Opinion = SecrecyOpinion,
                ReviewedAt = reviewed.ToTimestamp(),
            };
        }
        return wire;
    }

    public static readonly Expression<Func<DisclosureRow, bool>> IsPublic = row => row.State == State.Published || row.State == State.Superseded || row.State == State.Withheld;

    /// <summary>Its hour has come and nobody is publishing it.</summary>
    public static Expression<Func<DisclosureRow, bool>> IsDue(DateTimeOffset now) =>
        row => row.State == State.Approved && row.DueAt <= now && (row.ClaimedUntil == null || row.ClaimedUntil < now);

    internal static void Map(EntityTypeBuilder<DisclosureRow> row)
    {
        row.ToTable("Disclosures");
        row.HasIndex(r => new { r.District, r.Department, r.Year, r.Version }).IsUnique();
        row.HasIndex(r => new { r.Year, r.Department });
        // The order of ListDisclosures: a page of a district is read and not the district.
        row.HasIndex(r => new { r.District, r.Year, r.Department, r.Version }, "IX_Disclosures_Listed").IsDescending(false, true, false, true);
        // Only what waits for its hour is ever looked for; the index stays as small as that.
        row.HasIndex(r => r.DueAt, "IX_Disclosures_Approved").HasFilter("\"State\" = 3");
        row.Property(r => r.Moves).IsConcurrencyToken();
        row.Property(r => r.District).HasMaxLength(64);
        row.Property(r => r.Department).HasMaxLength(64);
        row.Property(r => r.Edition).HasMaxLength(64);
        row.Ignore(r => r.Name).Ignore(r => r.Etag).Ignore(r => r.BudgetFact).Ignore(r => r.TargetsFact).Ignore(r => r.ScheduledAt).Ignore(r => r.Situation);
    }
}
