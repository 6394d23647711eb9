using Microsoft.EntityFrameworkCore;

namespace Budget.Hosting.Storage;

/// <summary>
/// Contexts without a host: for scaffolding migrations and for asking whether the migrations still match the model.
/// Neither opens a connection.
/// </summary>
public static class DesignTime
{
    /// <summary>Told by the name, as there are only two: …Sqlite and …Postgres.</summary>
    public static DatabaseProvider ProviderOf(Type context) =>
        context.Name.Contains("Sqlite", StringComparison.Ordinal) ? DatabaseProvider.Sqlite
        : context.Name.Contains("Postgres", StringComparison.Ordinal) ? DatabaseProvider.Postgres
        : throw new ArgumentException($"{context.Name} must say which database it is for: call it …Sqlite or …Postgres.", nameof(context));

    public static ServiceDb Create(Type context)
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
        var settings = new DatabaseSettings(ProviderOf(context), "Host=design", ServiceName.Of(context), null);
        _ = settings.Provider == DatabaseProvider.Sqlite ? options.UseSqlite("Data Source=design") : options.UsePostgres(settings);
        return (ServiceDb)Activator.CreateInstance(context, options.Options)!;
    }

    /// <summary>
    /// True when the model has changed since the last migration: then
    /// <c>dotnet run --project tests/Migrations -- ContextName MigrationName</c>. Every service has a test that says no.
    /// </summary>
    public static bool HasPendingChanges(Type context)
    {
        using var db = Create(context);
        return db.Database.HasPendingModelChanges();
    }
}
