using System.Security.Cryptography;
using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Budget.Standalone;

/// <summary>Where a local district listens and keeps its data. Port 0 takes a free one.</summary>
public sealed record LocalSettings(string DataFolder, string SiteFolder)
{
    public int SitePort { get; init; }
    public int BudgetsPort { get; init; }
    public int PerformancePort { get; init; }
    public int PublicationPort { get; init; }
    public bool Quiet { get; init; } = true;

    /// <summary>The ports a person can remember; the demo takes free ones so that it never collides.</summary>
    public static LocalSettings Fixed(string dataFolder) => new(dataFolder, Path.Combine(dataFolder, "site"))
    {
        SitePort = 5100, BudgetsPort = 5101, PerformancePort = 5102, PublicationPort = 5103, Quiet = false,
    };
}

/// <summary>
/// The three services in one process, each its own host as in production: they meet over gRPC on localhost and over events, never in memory.
/// </summary>
public sealed class LocalDistrict : IAsyncDisposable
{
    readonly List<WebApplication> hosts = [];
    readonly List<GrpcChannel> channels = [];
    readonly string key;

    LocalDistrict(LocalSettings settings)
    {
        Settings = settings;
        key = DevelopmentKey(settings.DataFolder);
    }

    public LocalSettings Settings { get; }
    public Uri BudgetsAddress { get; private set; } = null!;
    public Uri PerformanceAddress { get; private set; } = null!;
    public Uri PublicationAddress { get; private set; } = null!;
    public Uri Site { get; private set; } = null!;
    public BudgetService.BudgetServiceClient Budgets { get; private set; } = null!;
    public PerformanceService.PerformanceServiceClient Performance { get; private set; } = null!;
    public DisclosureService.DisclosureServiceClient Publication { get; private set; } = null!;

    public static async Task<LocalDistrict> StartAsync(LocalSettings settings, CancellationToken cancellation)
    {
        Directory.CreateDirectory(settings.DataFolder);
        var district = new LocalDistrict(settings);
        try
        {
            await district.StartHostsAsync(cancellation);
            return district;
        }
        catch
        {
            await district.DisposeAsync();
            throw;
        }
    }

    async Task StartHostsAsync(CancellationToken cancellation)
    {
        var budgets = Budget.Budgets.BudgetsService.Create(Arguments(Settings.BudgetsPort), ConfigureLogging);
        var performance = Budget.Performance.PerformanceTargetsService.Create(Arguments(Settings.PerformancePort), ConfigureLogging);
        hosts.AddRange([budgets, performance]);
        await Task.WhenAll(budgets.StartAsync(cancellation), performance.StartAsync(cancellation));
        BudgetsAddress = budgets.Address();
        PerformanceAddress = performance.Address();

        var publication = Budget.Publication.PublicationService.Create(
        [
            .. Arguments(Settings.PublicationPort),
            $"--Services:Budgets={BudgetsAddress}", $"--Services:Performance={PerformanceAddress}",
            $"--Site:Folder={Settings.SiteFolder}", $"--Site:Url=http://127.0.0.1:{Settings.SitePort}",
        ], ConfigureLogging);
        hosts.Add(publication);
        await publication.StartAsync(cancellation);
        PublicationAddress = publication.Address();
        Site = publication.SiteAddress();

        Budgets = new(Channel(BudgetsAddress));
        Performance = new(Channel(PerformanceAddress));
        Publication = new(Channel(PublicationAddress));
    }

    /// <summary>Headers of a call made by a person with this role. Finance reviewers belong to the whole district.</summary>
    public CallOptions As(string role, string district, string department, CancellationToken cancellation) => new(
        new Metadata { { "authorization", "Bearer " + Token(Settings.DataFolder, role, district, department, TimeSpan.FromMinutes(30)) } },
        deadline: DateTime.UtcNow.AddSeconds(30), cancellationToken: cancellation);

    /// <summary>A token for trying the local services by hand: signed with the key in the data folder, good for nothing else.</summary>
    public static string Token(string dataFolder, string role, string district, string department, TimeSpan validFor) => Identity.SignToken(
        File.ReadAllText(KeyFile(dataFolder)), $"{role}-{(department.Length > 0 ? department : "district")}", NameOf(role), district, role == Roles.FinanceReviewer ? "" : department, validFor, TimeProvider.System.GetUtcNow(), role);

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in channels) channel.Dispose();
        foreach (var host in Enumerable.Reverse(hosts)) await host.DisposeAsync();
    }

    GrpcChannel Channel(Uri address)
    {
        var channel = GrpcClients.Channel(address);
        channels.Add(channel);
        return channel;
    }

    string[] Arguments(int port) =>
        [$"--DataFolder={Path.GetFullPath(Settings.DataFolder)}", $"--Rpc:Url=http://127.0.0.1:{port}", $"--Identity:SigningKey={key}"];

    void ConfigureLogging(WebApplicationBuilder builder)
    {
        if (Settings.Quiet) builder.Configuration["Logging:LogLevel:Default"] = "Warning";
    }

    /// <summary>Made once per data folder, readable by its owner only.</summary>
    static string DevelopmentKey(string dataFolder)
    {
        var file = KeyFile(dataFolder);
        if (!File.Exists(file))
        {
            File.WriteAllText(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        return File.ReadAllText(file);
    }

    public static string KeyFile(string dataFolder) => Path.Combine(dataFolder, "development.key");

    static string NameOf(string role) => role switch
    {
        Roles.Preparer => "编制人",
        Roles.SecrecyReviewer => "保密审查人",
        Roles.Approver => "审定人",
        Roles.FinanceReviewer => "财政审核人",
        _ => "查阅人",
    };
}
