using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Hosting.Tests.Storage;

/// <summary>A service's database in small: one table beside the outbox and the inbox.</summary>
public abstract class NotesDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<NoteRow> Notes => Set<NoteRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<NoteRow>().ToTable("Notes").HasIndex(note => note.Text).IsUnique();
    }
}

public sealed class NotesSqlite(DbContextOptions<NotesSqlite> options) : NotesDb(options);

public sealed class NotesPostgres(DbContextOptions<NotesPostgres> options) : NotesDb(options);

public sealed class NoteRow
{
    public long Id { get; private set; }
    public required string Text { get; set; }
    public DateTimeOffset WrittenAt { get; init; }
}
