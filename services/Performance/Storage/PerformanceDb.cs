using Budget.Hosting.Revisions;
using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Performance.Storage;

public abstract class PerformanceDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<RevisionRow> Targets => Set<RevisionRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<RevisionRow>(row => RevisionRow.Map(row, "TargetsRevisions"));
    }
}

public sealed class SqlitePerformanceDb(DbContextOptions<SqlitePerformanceDb> options) : PerformanceDb(options);

public sealed class PostgresPerformanceDb(DbContextOptions<PostgresPerformanceDb> options) : PerformanceDb(options);
