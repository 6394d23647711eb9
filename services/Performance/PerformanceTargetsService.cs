using Budget.Contracts.Events;
using Budget.Contracts.Reading;
using Budget.Hosting;
using Budget.Hosting.Revisions;
using Budget.Performance.Storage;

namespace Budget.Performance;

/// <summary>The program, also for tests and Standalone: they configure it before anything is read.</summary>
public static class PerformanceTargetsService
{
    public const int Port = 5102;

    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        builder.AddService(Port);
        builder.AddDatabase<PerformanceDb, SqlitePerformanceDb, PostgresPerformanceDb>();
        builder.AddBus<PerformanceDb>(bus => bus.Publishes(EventList.Of("performance").Select(contract => (contract.Type, contract.Exchange, contract.ToEveryone))));
        builder.Services.AddSingleton(EditionFolder.Load(builder.Configuration["Editions"])).AddSingleton<DocumentReader>().AddSingleton<RevisionStore>();
        return builder.Build().MapService<PerformanceRpcs, PerformanceDb>();
    }
}
