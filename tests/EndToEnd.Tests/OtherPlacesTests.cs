using System.Text.Json;

namespace Budget.EndToEnd.Tests;

/// <summary>A document of another place as a finance bureau gets it: first without knowing its form, then with the form in a folder.</summary>
public sealed class OtherPlacesTests
{
    static readonly string Shizhou = Path.Combine(AppContext.BaseDirectory, "Samples", "shizhou");

    [Fact]
    public async Task Check_reads_a_form_it_does_not_know_says_so_and_calls_nothing_missing()
    {
        using var folder = new Folder();
        var file = await ConvertedAsync(folder);

        var check = await Command.StandaloneAsync("check", file, "--json");

        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
        Assert.Contains("没有 2025 年的版式“shizhou-2025”", check.Errors, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(check.Output);
        Assert.DoesNotContain(json.RootElement.GetProperty("files")[0].GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("rule").GetString() == "STR-002");
    }

    [Fact]
    public async Task Check_takes_its_form_from_a_folder()
    {
        using var folder = new Folder();
        var file = await ConvertedAsync(folder);

        var check = await Command.StandaloneAsync("check", file, "--json", "--editions", Path.Combine(Shizhou, "editions"));

        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
        Assert.Empty(check.Errors);
        using var json = JsonDocument.Parse(check.Output);
        Assert.Equal("shizhou-2025", json.RootElement.GetProperty("files")[0].GetProperty("edition").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_archives_it_with_every_table_it_has(bool withItsForm)
    {
        using var folder = new Folder();
        var file = await ConvertedAsync(folder);
        string[] form = withItsForm ? ["--editions", Path.Combine(Shizhou, "editions")] : [];

        var run = await Command.StandaloneAsync(["run", file, "--archive", "--exit", "--out", folder["site"], .. form]);

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        var pages = Directory.GetFiles(folder["site"], "index.html", SearchOption.AllDirectories).Select(File.ReadAllText);
        var page = Assert.Single(pages, text => text.Contains("收支预算平衡表", StringComparison.Ordinal));
        string[] shown = ["项目支出表", "州图书馆夜间开放", "因公出国（境）、公务用车、公务接待费用表", "政府性基金支出情况表", "2296003"];
        Assert.All(shown, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.DoesNotContain("本文件没有第", page, StringComparison.Ordinal);
    }

    static async Task<string> ConvertedAsync(Folder folder)
    {
        var converted = await Command.TranscriptionsAsync(Path.Combine(Shizhou, "culture-and-tourism-2025.transcription.json"), folder["in.json"]);
        Assert.True(converted.ExitCode == 0, converted.Errors);
        return folder["in.json"];
    }
}
