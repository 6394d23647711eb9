using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Storage;

public abstract class PublicationDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<DisclosureRow> Disclosures => Set<DisclosureRow>();
    public DbSet<SubmissionRow> Submissions => Set<SubmissionRow>();
    public DbSet<HistoryRow> History => Set<HistoryRow>();
    public DbSet<WaiverRow> Waivers => Set<WaiverRow>();
    public DbSet<PublishedFileRow> Files => Set<PublishedFileRow>();
    public DbSet<RuleSettingsRow> RuleSettings => Set<RuleSettingsRow>();
    public DbSet<LogRow> Log => Set<LogRow>();
    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();
    public DbSet<ReplyRow> Replies => Set<ReplyRow>();
    public DbSet<ReminderRow> Reminders => Set<ReminderRow>();

    /// <summary>
    /// What was pinned, reviewed and approved no longer holds; the history keeps that it once did. The schedule is written by the
    /// publisher beside the moves, so it is cleared whether or not this context has seen it: an hour left behind would publish
    /// the next approval too early.
    /// </summary>
    public void BackToDraft(DisclosureRow row)
    {
        (row.BudgetRevision, row.BudgetHash, row.TargetsRevision, row.TargetsHash) = (0, "", 0, "");
        (row.SecrecyOutcome, row.SecrecyReviewer, row.SecrecyOpinion, row.SecrecyReviewedAt) = (V1.SecrecyOutcome.Unspecified, "", "", null);
        (row.SubmittedBy, row.Authors, row.ApprovedBy, row.ApprovedAt, row.PublishAt) = ("", "", "", null, null);
        (row.DueAt, row.ClaimedUntil, row.Attempts, row.LastError) = (null, null, 0, null);
        var entry = Entry(row);
        entry.Property(r => r.DueAt).IsModified = true;
        entry.Property(r => r.ClaimedUntil).IsModified = true;
        entry.Property(r => r.Attempts).IsModified = true;
        entry.Property(r => r.LastError).IsModified = true;
    }

    /// <summary>Gives what is approved its hour; one that it has already stays. Nothing is loaded, so a return that comes first is simply not met.</summary>
    public static Task<int> SetHour(IQueryable<DisclosureRow> rows, DateTimeOffset now, CancellationToken cancellation) =>
        rows.Where(row => row.State == State.Approved && row.DueAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, row => row.PublishAt ?? now), cancellation);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<DisclosureRow>(DisclosureRow.Map);
        modelBuilder.Entity<SubmissionRow>(SubmissionRow.Map);
        modelBuilder.Entity<HistoryRow>(HistoryRow.Map);
        modelBuilder.Entity<WaiverRow>(WaiverRow.Map);
        modelBuilder.Entity<PublishedFileRow>(PublishedFileRow.Map);
        modelBuilder.Entity<RuleSettingsRow>(RuleSettingsRow.Map);
        modelBuilder.Entity<LogRow>(LogRow.Map);
        modelBuilder.Entity<SigningKeyRow>(SigningKeyRow.Map);
        modelBuilder.Entity<ReplyRow>(ReplyRow.Map);
        modelBuilder.Entity<ReminderRow>(ReminderRow.Map);
    }
}

public sealed class PublicationSqlite(DbContextOptions<PublicationSqlite> options) : PublicationDb(options);

public sealed class PublicationPostgres(DbContextOptions<PublicationPostgres> options) : PublicationDb(options);
