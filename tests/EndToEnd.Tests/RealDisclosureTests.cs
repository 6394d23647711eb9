using System.Globalization;
using System.Text.Json;
using AngleSharp;
using AngleSharp.Dom;
using Budget.Testing;

namespace Budget.EndToEnd.Tests;

/// <summary>Real disclosures, from their transcription to the public page, through the commands a person would use.</summary>
public class RealDisclosureTests
{
    const string Seed = "wuhan-dongxihu-government-office-2021.json";
    const string Putuo = "shanghai-putuo-government-office-2025.json";
    const string Wanli = "shanghai-putuo-wanli-2023.json";

    [Fact]
    public async Task Putuo_2025_is_published_with_every_amount_of_its_tables_and_every_printed_figure()
    {
        using var work = new Folder();
        var (transcription, intake) = await ConvertedAsync(Putuo, work);

        var run = await Command.StandaloneAsync("run", intake, "--exit", "--out", work["site"]);

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        var page = await PageAsync(work);
        Assert.Equal(66, MissingNothing(transcription, page));
        var tables = page.QuerySelectorAll("table").Select(t => Squeeze(t.TextContent)).ToList();
        foreach (var table in transcription.GetProperty("tables").EnumerateArray())
        {
            var title = table.GetProperty("title").GetString()!;
            Assert.All(Amounts(table), amount =>
                Assert.True(tables.Exists(text => text.Contains(Grouped(amount), StringComparison.Ordinal)), $"{title}: {amount}"));
        }
    }

    [Fact]
    public async Task The_seed_has_exactly_the_errors_of_the_implemented_chapters()
    {
        using var work = new Folder();
        var (_, intake) = await ConvertedAsync(Seed, work);

        var errors = await ErrorsAsync(intake);

        Assert.Equal(["IND-005", "IND-007", "IND-009", "IND-021", "IND-022", "OVL-004", "OVL-007", "OVL-009", "OVL-010", "PUB-007", "REV-002", "STR-011", "STR-012", "STR-013", "TPE-007", "YOY-010"], errors.Select(e => e.Rule).Distinct().Order());
    }

    [Fact]
    public async Task The_seed_is_archived_with_its_printed_figures_its_findings_and_its_lost_tables_named()
    {
        using var work = new Folder();
        var (transcription, intake) = await ConvertedAsync(Seed, work);

        var run = await Command.StandaloneAsync("run", intake, "--archive", "--exit", "--out", work["site"]);

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        var page = await PageAsync(work);
        Assert.Equal(118, MissingNothing(transcription, page));
        var text = Squeeze(page.Body!.TextContent);
        for (var number = 1; number <= 9; number++)
        {
            var title = transcription.GetProperty("tables")[number - 1].GetProperty("title").GetString()!;
            Assert.Contains(Squeeze(title), text);
        }
        Assert.Contains("无法取得", text);
        Assert.Contains("REV-002", text);
        Assert.Contains("TPE-007", text);
    }

    [Fact]
    public async Task Run_refuses_the_seed_unless_it_is_archived()
    {
        using var work = new Folder();
        var (_, intake) = await ConvertedAsync(Seed, work);

        var run = await Command.StandaloneAsync("run", intake, "--exit");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("REV-002", run.Output);
        Assert.Contains("TPE-007", run.Output);
    }

    [Fact]
    public async Task Wanli_2023_shows_the_amount_copied_from_the_item_before()
    {
        using var work = new Folder();
        var (_, intake) = await ConvertedAsync(Wanli, work);

        var errors = await ErrorsAsync(intake);

        var copied = Assert.Single(errors, e => e.Rule == "EXP-035");
        Assert.Equal("441.25万元", copied.Found);
        Assert.Equal("220.63万元", copied.Expected);
    }

    static async Task<(JsonElement Transcription, string Intake)> ConvertedAsync(string name, Folder work)
    {
        var source = Material.Transcriptions.FirstOrDefault(path => Path.GetFileName(path) == name);
        Assert.SkipWhen(source is null, Material.Missing);
        var converted = await Command.TranscriptionsAsync(source!, work["intake.json"]);
        Assert.True(converted.ExitCode == 0, converted.Errors);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(source!, TestContext.Current.CancellationToken));
        return (json.RootElement.Clone(), work["intake.json"]);
    }

    static async Task<IReadOnlyList<(string Rule, string Found, string Expected)>> ErrorsAsync(string intake)
    {
        var check = await Command.StandaloneAsync("check", intake, "--json");
        using var json = JsonDocument.Parse(check.Output);
        return
        [
            .. json.RootElement.GetProperty("files")[0].GetProperty("findings").EnumerateArray()
                .Where(f => f.GetProperty("severity").GetString() == "error")
                .Select(f => (f.GetProperty("rule").GetString()!, f.GetProperty("found").GetString()!, f.GetProperty("expected").GetString()!)),
        ];
    }

    static async Task<IDocument> PageAsync(Folder work)
    {
        var file = Assert.Single(Directory.GetFiles(work["site"], "index.html", SearchOption.AllDirectories), f => f.Contains("/v1/", StringComparison.Ordinal));
        var html = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(html), TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// Every printed statement stands in the page word for word and in the printed order, so each of its figures stands in its section.
    /// Returns how many figures with a printed number that is.
    /// </summary>
    static int MissingNothing(JsonElement transcription, IDocument page)
    {
        var text = Squeeze(page.Body!.TextContent);
        var (from, figures) = (0, 0);
        foreach (var statement in transcription.GetProperty("statements").EnumerateArray())
        {
            var printed = Squeeze(statement.GetProperty("text").GetString()!);
            var at = text.IndexOf(printed, from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"{statement.GetProperty("section").GetString()}: “{printed}” does not stand in the page after what is printed before it");
            from = at + printed.Length;
            figures += statement.GetProperty("figures").EnumerateArray().Count(f => f.GetProperty("value").ValueKind == JsonValueKind.String);
        }
        return figures;
    }

    static IEnumerable<string> Amounts(JsonElement table)
    {
        foreach (var property in table.EnumerateObject())
        {
            if (property.Name == "cells" && property.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var cell in property.Value.EnumerateObject())
                {
                    if (cell.Value.ValueKind == JsonValueKind.String) yield return cell.Value.GetString()!;
                }
            }
            else if (property.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var amount in Amounts(property.Value)) yield return amount;
            }
            else if (property.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in property.Value.EnumerateArray())
                {
                    if (item.ValueKind != JsonValueKind.Object) continue;
                    foreach (var amount in Amounts(item)) yield return amount;
                }
            }
        }
    }

    static string Grouped(string printed)
    {
        var decimals = printed.Contains('.', StringComparison.Ordinal) ? printed.Length - printed.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        return decimal.Parse(printed, CultureInfo.InvariantCulture).ToString("N" + decimals, CultureInfo.InvariantCulture);
    }

    /// <summary>White space is layout: the sources break lines where their pages ended.</summary>
    static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
