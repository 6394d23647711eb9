using System.Security.Cryptography;
using Budget.Hosting;
using Budget.Publication.Site;

namespace Budget.Standalone;

/// <summary>Where a local district listens and keeps its data. Port 0 takes a free one.</summary>
public sealed record LocalSettings(string DataFolder, string SiteFolder)
{
    public int SitePort { get; init; }
    public int BudgetsPort { get; init; }
    public int PerformancePort { get; init; }
    public int PublicationPort { get; init; }
    public bool Quiet { get; init; } = true;

    /// <summary>Folder with further edition files; null: the built-in ones.</summary>
    public string? Editions { get; init; }

    /// <summary>The ports a person can remember; the demo takes free ones so that it never collides.</summary>
    public static LocalSettings Fixed(string dataFolder) => new(dataFolder, Path.Combine(dataFolder, "site"))
    {
        SitePort = 5100,
        BudgetsPort = 5101,
        PerformancePort = 5102,
        PublicationPort = 5103,
        Quiet = false,
    };
}

/// <summary>
/// The three services in one process, each its own host as in production: they meet over gRPC on localhost and over events, never in memory.
/// </summary>
public sealed class LocalDistrict : District
{
    readonly List<WebApplication> hosts;

    LocalDistrict(LocalSettings settings, List<WebApplication> hosts, DistrictAddresses addresses, string key) : base(addresses, key) =>
        (Settings, this.hosts) = (settings, hosts);

    public LocalSettings Settings { get; }

    public static async Task<LocalDistrict> StartAsync(LocalSettings settings, CancellationToken cancellation)
    {
        Directory.CreateDirectory(settings.DataFolder);
        var key = DevelopmentKey(settings.DataFolder);
        var hosts = new List<WebApplication>();
        try
        {
            return new LocalDistrict(settings, hosts, await StartHostsAsync(settings, key, hosts, cancellation), key);
        }
        catch
        {
            await StopAsync(hosts);
            throw;
        }
    }

    /// <summary>Publication as it would start on these data, without starting it.</summary>
    public static WebApplication PublicationAlone(LocalSettings settings) => Budget.Publication.PublicationService.Create(
        [$"--DataFolder={Path.GetFullPath(settings.DataFolder)}", $"--Site:Folder={settings.SiteFolder}", $"--Identity:SigningKey={DevelopmentKey(settings.DataFolder)}", "--Logging:LogLevel:Default=Warning"]);

    static async Task<DistrictAddresses> StartHostsAsync(LocalSettings settings, string key, List<WebApplication> hosts, CancellationToken cancellation)
    {
        // All three at once: most of a start is the runtime compiling, and that goes on two cores as well as on one.
        var budgets = StartAsync(() => Budget.Budgets.BudgetsService.Create(Arguments(settings.BudgetsPort), ConfigureLogging));
        var performance = StartAsync(() => Budget.Performance.PerformanceTargetsService.Create(Arguments(settings.PerformancePort), ConfigureLogging));
        var publication = StartAsync(() => Budget.Publication.PublicationService.Create(
            [.. Arguments(settings.PublicationPort), $"--Site:Folder={settings.SiteFolder}", $"--Site:Url=http://127.0.0.1:{settings.SitePort}"], ConfigureLogging));
        await Task.WhenAll(budgets, performance, publication);
        var site = await publication;
        var addresses = new DistrictAddresses((await budgets).Address(), (await performance).Address(), site.Address(), site.SiteAddress());
        // Publication asks for these at its first call, and nobody calls it before it is handed out.
        site.Configuration["Services:Budgets"] = addresses.Budgets.ToString();
        site.Configuration["Services:Performance"] = addresses.Performance.ToString();
        return addresses;

        Task<WebApplication> StartAsync(Func<WebApplication> create) => Task.Run(async () =>
        {
            var host = create();
            lock (hosts) hosts.Add(host);
            await host.StartAsync(cancellation);
            return host;
        }, cancellation);

        string[] Arguments(int port) =>
            [$"--DataFolder={Path.GetFullPath(settings.DataFolder)}", $"--Rpc:Url=http://127.0.0.1:{port}", $"--Identity:SigningKey={key}",
                .. settings.Editions is { } folder ? [$"--Editions={Path.GetFullPath(folder)}"] : Array.Empty<string>()];

        void ConfigureLogging(WebApplicationBuilder builder)
        {
            if (settings.Quiet) builder.Configuration["Logging:LogLevel:Default"] = "Warning";
            // Everything here is for trying things out, the key that pages are signed with too; nobody needs to be warned of it.
            builder.Configuration["Logging:LogLevel:Budget.Publication.Proof.SigningKey"] = "Error";
        }
    }

    /// <summary>Until the pages around the disclosures, and the combined data which follow once a rush is over, hold all that is public and are signed.</summary>
    public async Task CombinedAsync(CancellationToken cancellation)
    {
        var publication = hosts.Single(host => host.Services.GetService<DistrictData>() is not null).Services;
        await publication.GetRequiredService<SiteIndexes>().Refresh([], cancellation);
        await publication.GetRequiredService<DistrictData>().Write(cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await StopAsync(hosts);
    }

    static async Task StopAsync(IEnumerable<WebApplication> hosts)
    {
        foreach (var host in hosts.Reverse()) await host.DisposeAsync();
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
}
