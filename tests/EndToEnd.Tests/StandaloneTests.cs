using System.Text.Json;
using Budget.Standalone;

namespace Budget.EndToEnd.Tests;

/// <summary>The README's commands, as processes.</summary>
public class StandaloneTests
{
    static Dictionary<string, string?> Key(string? key) => new() { ["BUDGET_SIGNING_KEY"] = key };

    static string Sample(string file) => Path.Combine(AppContext.BaseDirectory, "Demo", file);

    [Fact]
    public async Task Demo_walks_an_invented_district_the_whole_way_and_writes_its_site()
    {
        using var site = new Folder();

        var demo = await Command.StandaloneAsync("demo", "--exit", "--out", site.Path);

        Assert.True(demo.ExitCode == 0, demo.Output + demo.Errors);
        string[] way = ["SaveBudget", "SaveTargets", "OpenDisclosure", "报送被拒绝", "ReturnDisclosure", "SubmitDisclosure", "ReviewSecrecy", "ApproveDisclosure", "DisclosurePublished"];
        Assert.All(way, step => Assert.Contains(step, demo.Output));
        Assert.Contains("公开 3 份", demo.Output);
        Assert.Empty(demo.Errors);
        foreach (var version in new[] { "2021/101/v1", "2025/201/v1", "2025/301/v1" })
        {
            Assert.True(File.Exists(site["shili", version, "index.html"]), version);
            Assert.True(File.Exists(site["shili", version, "disclosure.json"]), version);
            Assert.True(File.Exists(site["shili", version, "datapackage.json"]), version);
            Assert.Equal(9, Directory.GetFiles(site["shili", version, "data"], "table-?.csv").Length);
        }
        foreach (var (year, departments) in new[] { ("2021", new[] { "101" }), ("2025", ["201", "301"]) })
        {
            var combined = await File.ReadAllLinesAsync(site["shili", "open-data", year, "projects.csv"], TestContext.Current.CancellationToken);
            Assert.Equal(departments, combined.Skip(1).Select(line => line.Split(',')[2]).Distinct());
        }
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(site.Path, "*", SearchOption.AllDirectories), entry => Path.GetFileName(entry).StartsWith('.'));
        // The front page is the newest year; the earlier one has its own.
        var (front, earlier) = (await File.ReadAllTextAsync(site["index.html"], TestContext.Current.CancellationToken), await File.ReadAllTextAsync(site["shili", "2021", "index.html"], TestContext.Current.CancellationToken));
        Assert.All(["示例区教育局", "示例区城市管理局", "shili/2021/index.html"], words => Assert.Contains(words, front));
        Assert.Contains("示例区人民政府办公室", earlier);
    }

    [Fact]
    public async Task Verify_says_in_plain_words_that_a_site_is_as_signed_and_what_is_not()
    {
        using var site = new Folder();
        Assert.Equal(0, (await Command.StandaloneAsync("run", Sample("101-government-office-2021.json"), "--exit", "--out", site.Path)).ExitCode);

        var sound = await Command.StandaloneAsync("verify", site.Path);
        Assert.True(sound.ExitCode == 0, sound.Output + sound.Errors);
        Assert.Contains("核验通过：1 个版本", sound.Output);
        Assert.Contains("As published", sound.Output);
        var pinned = await Command.StandaloneAsync("verify", site["shili/2021/101/v1"], "--key", Directory.GetFiles(site["keys"]).Single());
        Assert.True(pinned.ExitCode == 0, pinned.Output + pinned.Errors);

        var table = site["shili/2021/101/v1/data/table-3.csv"];
        await File.WriteAllTextAsync(table, (await File.ReadAllTextAsync(table, TestContext.Current.CancellationToken)).Replace("15888000.00", "15888000.01"), TestContext.Current.CancellationToken);
        var changed = await Command.StandaloneAsync("verify", site.Path);
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("data/table-3.csv 被改动过", changed.Output);

        var nowhere = await Command.StandaloneAsync("verify", "/nowhere/at/all");
        Assert.Equal(2, nowhere.ExitCode);
        Assert.Contains("未能核验", nowhere.Output);
        Assert.DoesNotContain("   at ", nowhere.Output + nowhere.Errors);
        Assert.Equal(2, (await Command.StandaloneAsync("verify", site.Path, "--key", table)).ExitCode);
    }

    [Fact]
    public async Task Demo_serves_its_pages_until_interrupted_and_then_stops_cleanly()
    {
        using var demo = Command.Start("Budget.Standalone.dll", "demo");
        var address = "";
        while (await demo.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("页面：", StringComparison.Ordinal)) address = line["页面：".Length..].Trim();
            if (line.StartsWith("Ctrl+C", StringComparison.Ordinal)) break;
        }
        using var browser = new HttpClient();
        var page = await browser.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
        Assert.True(page.IsSuccessStatusCode);
        Assert.Contains("示例区教育局", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Command.Interrupt(demo);

        await demo.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        Assert.Equal(0, demo.ExitCode);
        Assert.Empty(await demo.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_refuses_an_open_error_at_submission_with_its_findings()
    {
        var run = await Command.StandaloneAsync("run", Sample("301-city-management-2025.json"), "--exit");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("报送被拒绝", run.Output);
        Assert.Contains("EXP-011", run.Output);
        Assert.Contains("2120501", run.Output);
        Assert.DoesNotContain("DisclosurePublished", run.Output);
    }

    [Fact]
    public async Task Run_walks_through_services_that_run_already()
    {
        using var folder = new Folder();
        await using var district = await LocalDistrict.StartAsync(new LocalSettings(folder.Path, folder["site"]), TestContext.Current.CancellationToken);
        var (budgets, performance, publication, site) = district.Addresses;
        var at = $"budgets={budgets},performance={performance},publication={publication},site={site}";

        var run = await Command.StandaloneAsync(Key(await File.ReadAllTextAsync(LocalDistrict.KeyFile(folder.Path), TestContext.Current.CancellationToken)),
            "run", Sample("101-government-office-2021.json"), "--at", at);
        var keyless = await Command.StandaloneAsync(Key(null), "run", Sample("101-government-office-2021.json"), "--at", at);

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.DoesNotContain("三个服务已启动", run.Output);
        Assert.True(File.Exists(folder["site", "shili", "2021/101/v1", "index.html"]));
        Assert.Equal(2, keyless.ExitCode);
        Assert.Contains("BUDGET_SIGNING_KEY", keyless.Errors);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5101")]
    [InlineData("budgets=http://127.0.0.1:1,performance=http://127.0.0.1:2,publication=http://127.0.0.1:3")]
    [InlineData("budgets=127.0.0.1:1,performance=http://127.0.0.1:2,publication=http://127.0.0.1:3,site=http://127.0.0.1:4")]
    public async Task Addresses_in_another_form_are_refused_with_the_form(string at)
    {
        var demo = await Command.StandaloneAsync("demo", "--at", at);

        Assert.NotEqual(0, demo.ExitCode);
        Assert.Contains("budgets=URL,performance=URL,publication=URL,site=URL", demo.Errors);
    }

    [Fact]
    public async Task Check_prints_one_json_document_and_nothing_else()
    {
        var check = await Command.StandaloneAsync("check", Sample("301-city-management-2025.json"), Sample("201-education-2025.json"), "--json");

        Assert.Equal(1, check.ExitCode);
        using var answer = JsonDocument.Parse(check.Output);
        var files = answer.RootElement.GetProperty("files");
        Assert.Equal(2, files.GetArrayLength());
        var wrong = files[0];
        Assert.Equal("shanghai-2025", wrong.GetProperty("edition").GetString());
        Assert.NotEmpty(wrong.GetProperty("rule_book").GetString()!);
        Assert.All(["passed", "failed", "not_checkable"], count => Assert.True(wrong.GetProperty("summary").GetProperty(count).GetInt32() >= 0));
        var finding = wrong.GetProperty("findings").EnumerateArray().First(f => f.GetProperty("rule").GetString() == "EXP-011");
        Assert.Equal("error", finding.GetProperty("severity").GetString());
        Assert.Equal("42,560,000.00元", finding.GetProperty("found").GetString());
        Assert.Equal("45,260,000.00元", finding.GetProperty("expected").GetString());
        Assert.All(["place", "difference", "message", "message_en"], text => Assert.NotEmpty(finding.GetProperty(text).GetString()!));
        Assert.DoesNotContain(files[1].GetProperty("findings").EnumerateArray(), f => f.GetProperty("severity").GetString() == "error");
    }

    [Fact]
    public async Task Check_writes_its_report_as_pages_as_sheet_and_as_workbook_beside_the_json()
    {
        using var folder = new Folder();
        var check = await Command.StandaloneAsync("check", Sample("301-city-management-2025.json"), Sample("201-education-2025.json"), "--json",
            "--html", folder["report"], "--csv", folder["sheets", "findings.csv"], "--xlsx", folder["findings.xlsx"]);

        Assert.Equal((1, ""), (check.ExitCode, check.Errors));
        using var answer = JsonDocument.Parse(check.Output);
        Assert.Equal(["201-education-2025.html", "301-city-management-2025.html", "index.html"], Directory.GetFiles(folder["report"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("301-city-management-2025.html", await File.ReadAllTextAsync(folder["report", "index.html"], TestContext.Current.CancellationToken));
        var findings = answer.RootElement.GetProperty("files").EnumerateArray().Sum(f => f.GetProperty("findings").GetArrayLength());
        Assert.Equal(findings + 1, (await File.ReadAllTextAsync(folder["sheets", "findings.csv"], TestContext.Current.CancellationToken)).Split("\r\n").Count(l => l.Length > 0));
        Assert.True(new FileInfo(folder["findings.xlsx"]).Length > 1000);
    }

    [Fact]
    public async Task Check_says_where_a_report_cannot_be_written()
    {
        var check = await Command.StandaloneAsync("check", Sample("201-education-2025.json"), "--csv", "/proc/nowhere/findings.csv");
        Assert.Equal(2, check.ExitCode);
        Assert.Contains("/proc/nowhere", check.Errors);
        Assert.DoesNotContain("   at ", check.Errors);
    }

    [Fact]
    public async Task Check_ends_with_0_when_no_error_is_found()
    {
        var check = await Command.StandaloneAsync("check", Sample("101-government-office-2021.json"));

        Assert.Equal(0, check.ExitCode);
        Assert.Contains("不通过 0", check.Output);
    }

    [Theory]
    [InlineData("{ \"year\": 2025, \"edition\":")]
    [InlineData("{ \"year\": 2025, \"edition\": \"guangzhou-2019\" }")]
    [InlineData("not json at all")]
    [InlineData("")]
    public async Task What_cannot_be_read_ends_with_2_and_says_why(string content)
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder["broken.json"], content, TestContext.Current.CancellationToken);

        foreach (var command in new[] { "check", "run" })
        {
            var answer = await Command.StandaloneAsync(command, folder["broken.json"]);

            Assert.Equal(2, answer.ExitCode);
            Assert.Contains("broken.json", answer.Errors);
            Assert.DoesNotContain("   at ", answer.Errors);
        }
    }

    [Fact]
    public async Task A_file_that_is_not_there_ends_with_2()
    {
        var check = await Command.StandaloneAsync("check", "/nowhere/at-all.json", "--json");

        Assert.Equal(2, check.ExitCode);
        Assert.Contains("/nowhere/at-all.json", check.Errors);
    }
}
