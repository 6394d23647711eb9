using System.Diagnostics;
using Budget.Contracts.Reading;
using Budget.Contracts;
using Budget.Standalone;
using Budget.Testing;
using Budget.V1;

namespace Budget.EndToEnd.Tests;

/// <summary>The published site in a real Chromium: read by eye and by screen reader, by mouse and keyboard, with a script and without; by citizen and auditor.</summary>
public class SiteReadersTests
{
    const string Year = "shili/2025";

    [Fact]
    public async Task Citizen_and_auditor_find_their_way_and_no_kind_of_page_shuts_anyone_out()
    {
        Assert.SkipUnless(Directory.Exists(Script("node_modules/playwright-core")), "npm ci has not run in tests/Foreign");
        Assert.SkipUnless(File.Exists("/usr/bin/chromium"), "Chromium is not installed");
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new Folder();
        await using var district = await LocalDistrict.StartAsync(new LocalSettings(folder.Path, folder["site"]), cancellation);
        using var steps = new StringWriter();
        var walk = new Walk(district, steps, cancellation);
        // The department had another name four years before, and another form.
        var before = Sample("101-government-office-2021.json");
        before.Department.Code = "201";
        Assert.NotNull(await walk.TakeAsync(before, archive: false));
        Assert.NotNull(await walk.TakeAsync(Sample("201-education-2025.json"), archive: false));
        Assert.True(await PublishAndCorrect(walk, district, cancellation), steps.ToString());

        var walks = await Node("site-walks.mjs", district.Site.ToString(), "shili", "2025", "301", "示例区城市管理局", "清扫保洁面积增加");
        TestContext.Current.TestOutputHelper?.WriteLine(walks.Output);
        Assert.True(walks.ExitCode == 0, walks.Output);

        const string Version = Year + "/301/v2/";
        var pages = await Node("site-pages.mjs", district.Site.ToString(), "index.html", "en.html", Year + "/compare.html", Year + "/search.html", "shili/open-data/2025/index.html", "shili/departments/301/index.html",
            Version + "index.html", Version + "en.html", Version + "projects/1.html", Version + "figures/table-9.html", Version + "figures/text.html");
        TestContext.Current.TestOutputHelper?.WriteLine(pages.Output);
        Assert.True(pages.ExitCode == 0, pages.Output);
    }

    /// <summary>First with a slip in a figure that no other must agree with; then corrected.</summary>
    static async Task<bool> PublishAndCorrect(Walk walk, LocalDistrict district, CancellationToken cancellation)
    {
        var (slip, corrected) = (Sample("301-city-management-2025-mended.json"), Sample("301-city-management-2025-mended.json"));
        foreach (var cell in slip.Budget.Tables.Single(t => t.Number == 9).Rows.SelectMany(r => r.Cells).Where(c => c.Column is "agency_operation")) cell.Fen -= 200_000;
        var published = await walk.TakeAsync(slip, archive: false);
        if (published is null) return false;
        var correction = (await district.Publication.CorrectDisclosureAsync(new() { Name = published.Name, Reason = "表9机关运行经费笔误" }, district.As(Roles.Preparer, "shili", "301", cancellation))).Disclosure;
        await walk.SaveAsync(corrected);
        var submitted = await walk.SubmitAsync(correction);
        if (submitted is null) return false;
        await walk.ReviewSecrecyAsync(submitted);
        await walk.ApproveAsync(submitted);
        await walk.PublishedAsync(submitted);
        return true;
    }

    static DisclosureFile Sample(string name)
    {
        var (file, error) = IntakeFile.Load(Path.Combine(AppContext.BaseDirectory, "Demo", name));
        return file ?? throw new InvalidOperationException(error?.ToString());
    }

    static string Script(string name) => Path.Combine(Golden.RepositoryRoot, "tests", "Foreign", name);

    static async Task<(int ExitCode, string Output)> Node(string script, params string[] arguments)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Script(script), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Script("") })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (node.ExitCode, await output + await errors);
    }
}
