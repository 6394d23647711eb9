using Budget.Budgets;
using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Budget.Performance;
using Budget.Publication.Site;
using Budget.Publication.Storage;
using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Budget.Publication.Tests;

/// <summary>
/// A district: the three real services on real ports and a real database. Most tests share one and take a department of
/// their own; a test that stops a service or moves the clock starts one for itself.
/// </summary>
public sealed class District : IAsyncLifetime
{
    public const string Code = "dongxihu";
    internal const string SigningKey = "a signing key for tests, and for nothing else";

    readonly Dictionary<string, string?> settings;
    readonly TestDatabase? own;
    readonly Action<WebApplicationBuilder>? configure;
    readonly List<GrpcChannel> channels = [];
    TestDatabase? database;
    int departments;

    public District() : this(null) { }

    District(TestDatabase? database, Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null) =>
        (own, this.settings, this.configure) = (database, settings ?? [], configure);

    public TestClock Clock { get; } = new();

    public WebApplication Budgets { get; private set; } = null!;
    public WebApplication Performance { get; private set; } = null!;
    public WebApplication Publication { get; private set; } = null!;

    public BudgetService.BudgetServiceClient BudgetRpcs { get; private set; } = null!;
    public V1.PerformanceService.PerformanceServiceClient PerformanceRpcs { get; private set; } = null!;
    public DisclosureService.DisclosureServiceClient Rpcs { get; private set; } = null!;

    /// <summary>Also while the service is stopped.</summary>
    public string LastSiteFolder { get; private set; } = "";

    public string SiteFolder => Publication.Services.GetRequiredService<SiteFolder>().Root;

    public Uri SiteAddress => Publication.SiteAddress();

    public static async Task<District> Start(string databaseKind = "sqlite", Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null)
    {
        var district = new District(await TestDatabase.Create(databaseKind), settings, configure);
        await district.InitializeAsync();
        return district;
    }

    public async ValueTask InitializeAsync()
    {
        database = own ?? await TestDatabase.Create("sqlite");
        Budgets = await Start(BudgetsService.Create);
        Performance = await Start(PerformanceTargetsService.Create);
        BudgetRpcs = new(Channel(Budgets));
        PerformanceRpcs = new(Channel(Performance));
        await StartPublication();
    }

    public async Task StartPublication()
    {
        Publication = await Start(PublicationService.Create, configure);
        Rpcs = new(Channel(Publication));
    }

    /// <summary>A second instance on the same database and site folder; dispose it before the district.</summary>
    public Task<WebApplication> StartSecondPublication(Action<WebApplicationBuilder>? more = null) => Start(PublicationService.Create, configure + more);

    public async Task StopPublication()
    {
        LastSiteFolder = SiteFolder;
        await Publication.StopAsync();
        await Publication.DisposeAsync();
    }

    async Task<WebApplication> Start(Func<string[], Action<WebApplicationBuilder>?, WebApplication> create, Action<WebApplicationBuilder>? more = null)
    {
        var app = create([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(database!.Settings);
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Identity:SigningKey"] = SigningKey,
                ["Rpc:Url"] = "http://127.0.0.1:0",
                ["Site:Url"] = create == PublicationService.Create ? "http://127.0.0.1:0" : null,
                ["Services:Budgets"] = Budgets?.Address().ToString(),
                ["Services:Performance"] = Performance?.Address().ToString(),
                ["Logging:LogLevel:Default"] = "Warning",
                // A test that is about the PDF asks for it.
                ["Pdf:Tool"] = "none",
            });
            builder.Configuration.AddInMemoryCollection(settings);
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Services.AddSingleton<ILoggerProvider>(TestLog.Provider);
            more?.Invoke(builder);
        });
        await app.StartAsync();
        return app;
    }

    GrpcChannel Channel(WebApplication app)
    {
        var channel = GrpcClients.Channel(app.Address());
        channels.Add(channel);
        return channel;
    }

    /// <summary>A department nobody else works on, registered and with a budget whose figures agree.</summary>
    public async Task<Case> NewCase(bool withBudget = true)
    {
        var code = $"{100 + Interlocked.Increment(ref departments)}";
        var finance = Person("qian", "", Roles.FinanceReviewer);
        await BudgetRpcs.RegisterDepartmentAsync(new()
        {
            Department = new() { Code = code, Name = $"第{code}局", District = "东西湖区", DistrictCode = Code, Kind = DepartmentKind.Department },
        }, finance);
        var its = new Case(this, code);
        if (withBudget) await its.SaveBudget(Samples.Balanced(code));
        return its;
    }

    /// <summary>Call options with the token of that person; no department: the finance bureau.</summary>
    public static CallOptions Person(string id, string department, params string[] roles) => PersonOf(Code, id, department, roles);

    public static CallOptions PersonOf(string district, string id, string department, params string[] roles) => new(new Metadata
    {
        { "authorization", "Bearer " + Identity.SignToken(SigningKey, id, id, district, department, TimeSpan.FromHours(1), DateTimeOffset.UtcNow, roles) },
    }, cancellationToken: TestContext.Current.CancellationToken);

    public async Task<T> WithDb<T>(Func<PublicationDb, Task<T>> use)
    {
        await using var scope = Publication.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<PublicationDb>());
    }

    /// <summary>What somebody with the database alone does to it while the service is stopped.</summary>
    public async Task<T> WithStoppedDb<T>(Func<PublicationDb, Task<T>> use)
    {
        await using var db = new PublicationSqlite(new DbContextOptionsBuilder<PublicationSqlite>().UseSqlite($"Data Source={Path.Combine(database!.Settings["DataFolder"]!, "publication.db")}").Options);
        return await use(db);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in channels) channel.Dispose();
        foreach (var app in new[] { Publication, Performance, Budgets })
        {
            try
            {
                await app.StopAsync();
                await app.DisposeAsync();
            }
            catch (ObjectDisposedException)
            {
                // The test stopped it.
            }
        }
        database?.Dispose();
    }
}

/// <summary>Goes on as the real one does, from wherever a test has moved it.</summary>
public sealed class TestClock : TimeProvider
{
    TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + ahead;

    public void Advance(TimeSpan by) => ahead += by;
}
