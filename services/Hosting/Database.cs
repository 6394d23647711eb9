using Budget.Hosting.Acts;
using Budget.Hosting.Outbox;
using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Budget.Hosting;

public static class Database
{
    /// <summary>
    /// Registers the service's context: SQLite unless <c>Database:Provider</c> says <c>postgres</c>. Contexts are pooled and
    /// read without tracking; a use case that changes rows it has read asks for them with <c>AsTracking()</c>.
    /// </summary>
    public static IHostApplicationBuilder AddDatabase<TContext, TSqlite, TPostgres>(this IHostApplicationBuilder builder)
        where TContext : ServiceDb
        where TSqlite : TContext
        where TPostgres : TContext
    {
        var settings = DatabaseSettings.Read(builder.Configuration, builder.Environment.ContentRootPath, ServiceName.Of(typeof(TContext)));
        builder.Services.AddSingleton(settings);
        builder.Services.TryAddSingleton<OutboxSignal>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck<TContext>>("database", HealthStatus.Unhealthy, ["ready"]);
        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            builder.Services.AddDbContextPool<TContext, TSqlite>((services, options) =>
                Configure(services, options.UseSqlite(settings.ConnectionString).AddInterceptors(new SqliteConnectionSetup())), SqliteConnectionSetup.Kept);
        }
        else
        {
            builder.Services.AddDbContextPool<TContext, TPostgres>((services, options) =>
                Configure(services, options.UsePostgres(settings)));
        }
        builder.Services.AddHostedService<SchemaUpdate<TContext>>();
        builder.Services.AddScoped<ServiceDb>(services => services.GetRequiredService<TContext>()).AddHostedService<ActChain<TContext>>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>The history table lies in the service's own schema, beside the tables it tells about.</summary>
    internal static DbContextOptionsBuilder UsePostgres(this DbContextOptionsBuilder options, DatabaseSettings settings) =>
        options.UseNpgsql(settings.ConnectionString, postgres => postgres.MigrationsHistoryTable("__EFMigrationsHistory", settings.Service));

    /// <summary>
    /// A failed statement reaches whoever asked as an exception; some are expected (the first start asks for a table that is
    /// not there, a second delivery runs into the inbox's key) and must not stand in the log as errors.
    /// </summary>
    static void Configure(IServiceProvider services, DbContextOptionsBuilder options) => options
        .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        .ConfigureWarnings(events => events.Log((RelationalEventId.CommandError, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug),
            // Whoever asked hears of it and says it once (Storage/DatabaseAway.cs).
            (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug), (CoreEventId.QueryIterationFailed, LogLevel.Debug)))
        .AddInterceptors(services.GetRequiredService<OutboxSignal>());
}
