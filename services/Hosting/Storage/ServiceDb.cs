using Budget.Hosting.Acts;
using Budget.Hosting.Inbox;
using Budget.Hosting.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Budget.Hosting.Storage;

/// <summary>
/// What every service's database has besides its own tables: the events it still has to send and the messages it has
/// already handled. They live in the service's own database because they must commit together with the change.
/// </summary>
public abstract class ServiceDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    public DbSet<ActRow> Acts => Set<ActRow>();

    public DbSet<ActBlockRow> ActBlocks => Set<ActBlockRow>();

    /// <summary>Whatever is changed is entered as an act in the same commit; what is added gets its keys first, so that the act can tell them.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (ActRecorder.Of(ChangeTracker) is not { } recorder) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var count = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        var act = Add(recorder.End(DateTimeOffset.UtcNow));
        await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        act.State = EntityState.Detached;
        if (own is not null) await own.CommitAsync(CancellationToken.None);
        return count;
    }

    /// <summary>Moments are UTC and cut to microseconds on both databases, so a value read back equals the one saved.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        if (Database.IsSqlite())
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MomentAsText>();
        }
        else
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MomentInUtc>();
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // A schema per service lets the three services share one PostgreSQL database or have one each.
        if (Database.IsNpgsql())
        {
            modelBuilder.HasDefaultSchema(ServiceName.Of(GetType()));
        }
        modelBuilder.Entity<OutboxRow>(OutboxRow.Map);
        modelBuilder.Entity<InboxRow>(InboxRow.Map);
        modelBuilder.Entity<ActRow>(ActRow.Map);
        modelBuilder.Entity<ActBlockRow>(ActBlockRow.Map);
    }

    static DateTimeOffset ToMicroseconds(DateTimeOffset moment) =>
        new(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>SQLite has no moments; fixed-width text sorts and compares as time does, and a person can read it.</summary>
    sealed class MomentAsText() : ValueConverter<DateTimeOffset, string>(
        moment => ToMicroseconds(moment).ToString(Format, System.Globalization.CultureInfo.InvariantCulture),
        text => DateTimeOffset.ParseExact(text, Format, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal))
    {
        const string Format = "yyyy-MM-dd HH:mm:ss.ffffff'Z'";
    }

    /// <summary>Npgsql refuses a timestamptz with an offset other than zero.</summary>
    sealed class MomentInUtc() : ValueConverter<DateTimeOffset, DateTimeOffset>(moment => ToMicroseconds(moment), moment => moment);
}
