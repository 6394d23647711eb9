using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Budget.Testing;

/// <summary>
/// A whole service as it runs in earnest, on a free port of this machine and an empty database, with a channel to it:
/// <c>await using var service = await RunningService.Start(BudgetsService.Create, "sqlite")</c>.
/// </summary>
public sealed class RunningService : IAsyncDisposable
{
    const string Key = "a signing key for tests only, of more than 32 characters";

    readonly WebApplication app;
    readonly TestDatabase database;

    RunningService(WebApplication app, TestDatabase database)
    {
        (this.app, this.database) = (app, database);
        Channel = GrpcClients.Channel(app.Address());
    }

    public GrpcChannel Channel { get; }

    public Uri Address => app.Address();

    public IServiceProvider Services => app.Services;

    public static async Task<RunningService> Start(
        Func<string[], Action<WebApplicationBuilder>?, WebApplication> create, string database, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var own = await TestDatabase.Create(database);
        var app = create([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(own.Settings);
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Rpc:Url"] = "http://127.0.0.1:0",
                ["Identity:SigningKey"] = Key,
                ["Logging:LogLevel:Default"] = "Warning",
                ["Logging:LogLevel:Microsoft"] = "Error",
                ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Error",
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "None",
                ["Logging:LogLevel:Grpc"] = "None",
            });
            builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        });
        await app.StartAsync();
        return new(app, own);
    }

    /// <summary>The call of a person with these roles; without a department they belong to the whole district.</summary>
    public static CallOptions As(string department, params string[] roles) => InDistrict("dongxihu", department, roles);

    public static CallOptions InDistrict(string district, string department, params string[] roles) => new(
        new Metadata { { "authorization", "Bearer " + Token(district, department, roles) } },
        deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: TestContext.Current.CancellationToken);

    public static string Token(string district, string department, params string[] roles) => Identity.SignToken(
        Key, $"{string.Join('+', roles)}-{department}", "测试", district, department, TimeSpan.FromHours(1), TimeProvider.System.GetUtcNow(), roles);

    public static CallOptions Preparer(string department) => As(department, Roles.Preparer);

    public static CallOptions Finance => As("", Roles.FinanceReviewer);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        database.Dispose();
    }
}
