using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Storage;

public abstract class PublicationDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<DisclosureRow> Disclosures => Set<DisclosureRow>();
    public DbSet<SubmissionRow> Submissions => Set<SubmissionRow>();
    public DbSet<HistoryRow> History => Set<HistoryRow>();
    public DbSet<PublishedFileRow> Files => Set<PublishedFileRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<DisclosureRow>(DisclosureRow.Map);
        modelBuilder.Entity<SubmissionRow>(SubmissionRow.Map);
        modelBuilder.Entity<HistoryRow>(HistoryRow.Map);
        modelBuilder.Entity<PublishedFileRow>(PublishedFileRow.Map);
    }
}

public sealed class PublicationSqlite(DbContextOptions<PublicationSqlite> options) : PublicationDb(options);

public sealed class PublicationPostgres(DbContextOptions<PublicationPostgres> options) : PublicationDb(options);
