using Budget.Contracts.Events;
using Budget.Contracts.Reading;
using Budget.Hosting;
using Budget.Publication.Deadlines;
using Budget.Publication.Proof;
using Budget.Publication.Reading;
using Budget.Publication.Schedule;
using Budget.Publication.Secrecy;
using Budget.Publication.Settings;
using Budget.Publication.Site;
using Budget.Publication.Storage;
using Budget.Typesetting.Pdf;
using Budget.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Budget.Publication;

/// <summary>The program, also for tests and Standalone: they configure it before anything is read.</summary>
public static class PublicationService
{
    public const int Port = 5103;

    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        builder.Configuration["Site:Url"] ??= "http://127.0.0.1:5180";
        builder.AddService(Port);
        // Two callers at once are an everyday thing and answered as such; what is unexpected is logged where the call ends.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None).AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        builder.AddDatabase<PublicationDb, PublicationSqlite, PublicationPostgres>();
        builder.AddBus<PublicationDb>(bus => bus
            .Publishes(EventList.Of("publication").Select(contract => (contract.Type, contract.Exchange, contract.ToEveryone)))
            .Consumes<DisclosureApproved, OnDisclosureApproved>());
        builder.Services
            .AddRpcClient<BudgetService.BudgetServiceClient>(services => AddressOf("Budgets", 5101, services))
            .AddRpcClient<V1.PerformanceService.PerformanceServiceClient>(services => AddressOf("Performance", 5102, services))
            .AddSingleton(EditionFolder.Load(builder.Configuration["Editions"])).AddSingleton<DocumentReader>()
            .AddSingleton(DistrictPolicy.Read(builder.Configuration))
            .AddSingleton(services => SigningKey.Load(builder.Configuration, builder.Environment, services.GetRequiredService<ILogger<SigningKey>>()))
            .AddSingleton<SiteFolder>().AddSingleton<SiteGuard>().AddSingleton<SiteRepair>().AddSingleton<IndexSeal>().AddSingleton<SiteIndexes>().AddSingleton<DistrictData>().AddSingleton<PdfTool>()
            .AddScoped<Pinned>().AddScoped<Seal>().AddScoped<Withdrawal>().AddScoped<Publish>()
            .AddSingleton<PublishDue>().AddHostedService(services => services.GetRequiredService<PublishDue>())
            .AddHostedService<SiteUpkeep>()
            .AddSingleton<RemindOfDeadlines>().AddHostedService(services => services.GetRequiredService<RemindOfDeadlines>())
            .AddSingleton<DisclosureChanges>().AddHostedService(services => services.GetRequiredService<DisclosureChanges>());
        builder.Services.AddHealthChecks().AddCheck<PublishDue>("publishing", HealthStatus.Degraded, ["ready"]).AddCheck<SiteGuard>("site", HealthStatus.Degraded, ["ready"]).AddCheck<PdfTool>("pdf");
        // What is set is read at the start, so that it is refused then and not at the first submission.
        foreach (var (service, address) in builder.Configuration.GetSection("Services").AsEnumerable().Where(entry => entry.Value is not null)) _ = ServiceAddress.Read(service, address!);
        var app = builder.Build();
        // A key that cannot be used stops the start and not the first publication.
        app.Services.GetRequiredService<SigningKey>();
        return app.UseSite().MapService<DisclosureRpcs, PublicationDb>();
    }

    /// <summary>Asked for at the first call and not at the start: in one process the others may start after this one.</summary>
    static Uri AddressOf(string service, int port, IServiceProvider services) =>
        ServiceAddress.Read("Services:" + service, services.GetRequiredService<IConfiguration>()["Services:" + service] ?? $"http://127.0.0.1:{port}");
}
