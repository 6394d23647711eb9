using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Desk.Storage;

/// <summary>What belongs to a person at a desk and to nobody else: what they have looked at, and what they typed and have not sent.</summary>
public abstract class DeskDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<LookRow> Looks => Set<LookRow>();
    public DbSet<KeptRow> Kept => Set<KeptRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // It sends no event and handles none: of what every service keeps for that it has nothing.
        foreach (var foreign in modelBuilder.Model.GetEntityTypes().Select(type => type.ClrType).Where(type => type.Assembly != typeof(DeskDb).Assembly).ToList())
        {
            modelBuilder.Ignore(foreign);
        }
        modelBuilder.Entity<LookRow>(LookRow.Map);
        modelBuilder.Entity<KeptRow>(KeptRow.Map);
    }
}

public sealed class DeskSqlite(DbContextOptions<DeskSqlite> options) : DeskDb(options);

public sealed class DeskPostgres(DbContextOptions<DeskPostgres> options) : DeskDb(options);
