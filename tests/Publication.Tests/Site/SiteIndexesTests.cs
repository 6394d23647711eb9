using System.Text.Json;
using Budget.Publication.Tests.Proof;
using Budget.V1;

namespace Budget.Publication.Tests.Site;

public class SiteIndexesTests
{
    [Fact]
    public async Task A_correction_touches_its_own_pages_and_the_indexes_and_nothing_of_others()
    {
        await using var district = await District.Start();
        var (its, other) = (await district.NewCase(), await district.NewCase());
        await its.ToPublished();
        await other.ToPublished();
        var site = district.SiteFolder;
        await Until(() => File.ReadAllText(Path.Combine(site, District.Code, "2025", "index.html")).Contains($"{other.Department}/v1/", StringComparison.Ordinal));
        var before = Written(site);

        await its.Correct();
        await its.Submit(version: 2);
        await its.Review(version: 2);
        await its.Approve(version: 2);
        await its.Until(DisclosureState.Published, version: 2);
        await Until(() => File.ReadAllText(Path.Combine(site, District.Code, "2025", "index.html")).Contains($"{its.Department}/v2/", StringComparison.Ordinal));

        var touched = Written(site).Where(f => before.GetValueOrDefault(f.Key) != f.Value).Select(f => f.Key).ToList();
        string[] mine = [$"{District.Code}/2025/{its.Department}/", $"{District.Code}/departments/{its.Department}/", $"{District.Code}/2025/search/", $"{District.Code}/open-data/2025/"];
        string[] indexes = ["log.jsonl", "checkpoint", "index-manifest.json", "index-manifest.sig", $"{District.Code}/2025/index-manifest.json", $"{District.Code}/2025/index-manifest.sig", "index.html", "en.html", $"{District.Code}/index.html", $"{District.Code}/en.html", $"{District.Code}/feed.xml",
            .. ((string[])["index.html", "en.html", "compare.html", "compare-en.html", "search.html", "sitemap.xml"]).Select(p => $"{District.Code}/2025/{p}")];
        Assert.All(touched, f => Assert.True(indexes.Contains(f) || mine.Any(m => f.StartsWith(m, StringComparison.Ordinal)), f));
        Assert.DoesNotContain(touched, f => f.Contains($"/{other.Department}/", StringComparison.Ordinal));
        Assert.Contains($"{District.Code}/feed.xml", touched);
    }

    [Fact]
    public async Task Whatever_of_the_indexes_is_lost_is_written_again_at_the_start()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToPublished();
        var site = district.SiteFolder;
        await Until(() => File.Exists(Path.Combine(site, District.Code, "2025", "index.html")) && File.Exists(Path.Combine(site, District.Code, "open-data", "2025", "datapackage.json")));
        var before = Contents(site);
        await district.StopPublication();
        foreach (var lost in (string[])["index.html", $"{District.Code}/2025/search/7.json", $"{District.Code}/2025/compare.html", $"{District.Code}/open-data/2025/figures.csv", $"{District.Code}/departments/{its.Department}/index.html"]) File.Delete(Path.Combine(site, lost));
        await File.WriteAllTextAsync(Path.Combine(site, District.Code, "2025", "search", "9.json"), "damaged", TestContext.Current.CancellationToken);
        await district.StartPublication();
        await Until(() => before.All(f => File.Exists(Path.Combine(site, f.Key))));

        await PublishedSite.Entered(district, 1);
        // Signatures are made anew where what they are made over was written again in between.
        Assert.Equal(before.Where(f => !IsSignature(f.Key)), Contents(site).Where(f => !IsSignature(f.Key)));
        using var copy = TemporarySite.Of(site);
        Assert.True((await copy.Verify()).Sound);

        static bool IsSignature(string file) => file.Contains("index-manifest", StringComparison.Ordinal) || file == "checkpoint";
    }

    [Fact]
    public async Task The_year_says_who_published_late_and_who_has_not_yet()
    {
        await using var district = await District.Start();
        var (its, waiting) = (await district.NewCase(), await district.NewCase());
        foreach (var department in (string[])[its.Department, waiting.Department])
        {
            await district.Rpcs.RecordReplyAsync(new() { Department = department, Year = Case.Year, RepliedOn = "2025-02-10" }, its.Finance);
        }
        await its.ToPublished();
        var page = Path.Combine(district.SiteFolder, District.Code, "2025", "index.html");
        await Until(() => File.Exists(page));

        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.Matches("<td>迟[0-9]+天</td>", text);
        Assert.Contains("尚未公开</h2>", text);
        Assert.Contains("，应于2025年3月2日前公开", text);
    }

    [Fact]
    public async Task The_search_catalogue_names_what_is_indexed()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToPublished();
        var catalogue = Path.Combine(district.SiteFolder, District.Code, "2025", "search", "catalogue.json");
        await Until(() => File.Exists(catalogue));
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(catalogue, TestContext.Current.CancellationToken));
        var entry = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(its.Department, entry.GetProperty("Code").GetString());
        Assert.Equal(64, Directory.GetFiles(Path.GetDirectoryName(catalogue)!, "*.json").Length - 1);
    }

    static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 600; i++)
        {
            try
            {
                if (condition()) return;
            }
            catch (IOException)
            {
                // Not written yet, or being replaced.
            }
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        Assert.Fail("It did not come to that.");
    }

    static Dictionary<string, DateTime> Written(string site) => Files(site).ToDictionary(f => f.Name, f => File.GetLastWriteTimeUtc(f.Path));

    static SortedDictionary<string, string> Contents(string site) => new(Files(site).ToDictionary(f => f.Name, f => Convert.ToHexString(File.ReadAllBytes(f.Path))), StringComparer.Ordinal);

    static IEnumerable<(string Name, string Path)> Files(string site) => PublishedSite.Files(site).Select(f => (Path.GetRelativePath(site, f).Replace('\\', '/'), f));
}
