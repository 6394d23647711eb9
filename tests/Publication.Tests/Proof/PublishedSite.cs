using Budget.Publication.Proof;
using Budget.Publication.Site;
using Budget.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.Publication.Tests.Proof;

/// <summary>A district with three published versions (one of them a correction), made once; each test takes a copy to tamper with.</summary>
public sealed class PublishedSite : IAsyncLifetime
{
    District district = null!;

    public District District => district;
    public Case Corrected { get; private set; } = null!;
    public Case Plain { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        district = await District.Start();
        Plain = await district.NewCase();
        await Plain.ToPublished();
        Corrected = await district.NewCase();
        await Corrected.ToPublished();
        await Corrected.Correct();
        await Corrected.SaveBudget(Samples.Balanced(Corrected.Department, 7_00), expected: 1);
        await Corrected.Submit(version: 2);
        await Corrected.Review(version: 2);
        await Corrected.Approve(version: 2);
        await Corrected.Until(V1.DisclosureState.Published, version: 2);
        await Entered(district, 4);
    }

    public static async Task Entered(District district, int entries)
    {
        var log = Path.Combine(district.SiteFolder, LogEntry.File);
        await Eventually.True(() => File.Exists(log) && File.ReadLines(log).Count() >= entries, $"the log has {entries} entries");
        // The log is written first; each of these waits for what is under way, and does what is left.
        var services = district.Publication.Services;
        await services.GetRequiredService<SiteIndexes>().Refresh([], TestContext.Current.CancellationToken);
        await services.GetRequiredService<DistrictData>().Write(TestContext.Current.CancellationToken);
    }

    /// <summary>The year's data of all departments are there: they are laid together after a publication.</summary>
    public static Task Combined(District district)
    {
        var package = Path.Combine(district.SiteFolder, District.Code, "open-data", "2025", "datapackage.json");
        return Eventually.True(() => File.Exists(package), "the year's data are laid together");
    }

    /// <summary>Names that begin with a dot are never served: files that are being written, and vanish.</summary>
    public static IReadOnlyList<string> Files(string site) => Directory.GetFiles(site, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden });

    public TemporarySite Copy() => TemporarySite.Of(district.SiteFolder);

    public ValueTask DisposeAsync() => district.DisposeAsync();
}

/// <summary>A copy of a site, removed in the end.</summary>
public sealed class TemporarySite : IDisposable
{
    TemporarySite() { }

    public string Folder { get; } = Directory.CreateTempSubdirectory("budget-site-").FullName;

    public static TemporarySite Of(string site)
    {
        var copy = new TemporarySite();
        foreach (var file in PublishedSite.Files(site))
        {
            var target = copy[Path.GetRelativePath(site, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return copy;
    }

    public string this[string path] => Path.Combine(Folder, path);

    public string[] Log
    {
        get => File.ReadAllLines(this[LogEntry.File]);
        set => File.WriteAllText(this[LogEntry.File], string.Concat(value.Select(line => line + "\n")));
    }

    public Task<VerificationReport> Verify(VerificationOptions? options = null, string below = "") =>
        Verification.Run(this[below], options ?? new(), TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
