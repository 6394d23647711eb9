using System.Text.Json;
using AngleSharp.Dom;

namespace Budget.Typesetting.Tests;

/// <summary>Real disclosures, printed as they were: nothing left out, nothing changed, everything where it stood.</summary>
public class RealPagesTests
{
    [Fact]
    public async Task Prints_every_amount_of_the_nine_tables_of_the_office_of_2025()
    {
        var (page, transcription) = await PublishedPage.OfReal("shanghai-putuo-government-office-2025");
        using var source = JsonDocument.Parse(await File.ReadAllBytesAsync(transcription, TestContext.Current.CancellationToken));
        var amounts = 0;
        foreach (var table in source.RootElement.GetProperty("tables").EnumerateArray())
        {
            var printed = page.Page.QuerySelectorAll($"#table-{table.GetProperty("number").GetInt32()} td.n").Select(c => c.TextContent.Replace(",", "")).Where(t => t.Length > 0).Order().ToList();
            var expected = Cells(table).Order().ToList();
            Assert.Equal(expected, printed);
            amounts += expected.Count;
        }
        Assert.Equal(221, amounts);
    }

    [Theory]
    [InlineData("shanghai-putuo-government-office-2025", 66)]
    [InlineData("wuhan-dongxihu-government-office-2021", 118)]
    public async Task Prints_every_statement_whole_with_its_figures_in_order(string name, int figures)
    {
        var (page, transcription) = await PublishedPage.OfReal(name);
        using var source = JsonDocument.Parse(await File.ReadAllBytesAsync(transcription, TestContext.Current.CancellationToken));
        var paragraphs = page.Page.QuerySelectorAll("main p").ToList();
        var (seen, at) = (0, -1);
        foreach (var statement in source.RootElement.GetProperty("statements").EnumerateArray())
        {
            var text = statement.GetProperty("text").GetString()!;
            at = paragraphs.FindIndex(at + 1, p => Printed(p) == text);
            Assert.True(at >= 0, $"not printed, or not in its order: {text}");
            var values = statement.GetProperty("figures").EnumerateArray().Select(f => f.GetProperty("value").GetString()).OfType<string>().ToList();
            Assert.Equal(values, paragraphs[at].QuerySelectorAll(".f").Select(f => f.TextContent.Replace(",", "")));
            seen += values.Count;
        }
        Assert.Equal(figures, seen);
    }

    [Fact]
    public async Task Keeps_the_seeds_statements_in_their_sections()
    {
        var (page, _) = await PublishedPage.OfReal("wuhan-dongxihu-government-office-2021");
        foreach (var statement in page.Document.Printed!.Statements)
        {
            var paragraph = page.Page.QuerySelectorAll("main p").First(p => Printed(p) == statement.Text);
            var titles = paragraph.Ancestors<IElement>().Where(a => a.LocalName == "section").Select(s => s.QuerySelector("h2,h3,h4")!.TextContent).ToList();
            if (statement.Section.StartsWith('“')) Assert.Contains("“三公”经费预算情况说明", titles[^1]);
            else Assert.StartsWith(statement.Section[..1] + "、", titles[^1]);
            if (statement.Section.Length > 3 && statement.Section[..4] is "三（一）" or "三（二）" or "六（一）" or "六（二）" or "八（一）" or "八（四）") Assert.Equal(statement.Section[1..4] + statement.Heading, titles[0]);
        }
    }

    [Fact]
    public async Task Says_plainly_that_the_seeds_tables_are_not_in_the_source_and_invents_none()
    {
        var (page, _) = await PublishedPage.OfReal("wuhan-dongxihu-government-office-2021");
        for (var number = 1; number <= 9; number++)
        {
            var table = page.Page.QuerySelector($"#table-{number}")!;
            Assert.Contains($"源文件中第{number}表为图片，数据无法取得", table.TextContent);
            Assert.Empty(table.QuerySelectorAll("td"));
        }
        Assert.DoesNotContain(page.Files, f => f.Path.StartsWith("data/table-", StringComparison.Ordinal) || f.Path == "data/figures.csv");
        Assert.Equal(6, page.Page.QuerySelectorAll("#project-forms .form").Length);
        Assert.NotNull(page.Page.QuerySelector("#overall"));
    }

    [Theory]
    [InlineData("shanghai-putuo-government-office-2025")]
    [InlineData("shanghai-putuo-government-office-2025-unit")]
    [InlineData("shanghai-putuo-wanli-2023")]
    [InlineData("wuhan-dongxihu-government-office-2021")]
    public async Task Leaves_nothing_out_of_duties_glossary_plan_and_forms(string name)
    {
        var (page, _) = await PublishedPage.OfReal(name);
        var text = string.Concat(page.Page.QuerySelector("main")!.TextContent.Where(c => !char.IsWhiteSpace(c)));
        var document = page.Document;
        foreach (var words in document.Profile.Functions.Concat(document.Profile.Text).Concat(document.Glossary.SelectMany(g => (string[])[g.Term, g.Definition])).Append(document.PlanText)
            .Concat(document.Targets?.Projects.SelectMany(p => p.Indicators.SelectMany(i => (string[])[i.Level1, i.Level2, i.Name, i.Value, i.Standard]).Concat([p.Name, p.Reason, p.Content, p.Basis, p.OverallGoal, p.PriorYearsText])) ?? [])
            .Concat(document.Targets?.Overall?.Goals.SelectMany(g => g.Indicators.Select(i => i.Name + i.Value).Append(g.Text)) ?? []))
        {
            Assert.Contains(string.Concat(words.Where(c => !char.IsWhiteSpace(c))), text);
        }
        Assert.Empty(page.Page.QuerySelectorAll(".gap"));
    }

    [Theory]
    [InlineData("shanghai-putuo-wanli-2023", "〔核算：220.63〕")]
    [InlineData("shanghai-putuo-government-office-2025")]
    [InlineData("wuhan-dongxihu-government-office-2021")]
    public async Task Sets_what_was_computed_beside_the_figures_that_differ_and_only_those(string name, params string[] computed)
    {
        var (page, _) = await PublishedPage.OfReal(name);
        Assert.Equal(computed, page.Page.QuerySelectorAll(".differs").Select(d => d.TextContent));
    }

    [Fact]
    public async Task Answers_first_from_the_prose_where_the_tables_are_lost()
    {
        var (page, _) = await PublishedPage.OfReal("wuhan-dongxihu-government-office-2021");
        Assert.Equal("2021年，东西湖区人民政府办公室计划收入、支出各2,083.36万元，比上年减少11.41万元（−0.54%），全部来自一般公共预算财政拨款。", page.Page.QuerySelector(".lead")!.TextContent);
        Assert.Equal(["2,083.36", "1,400.22", "683.14", "22.00"], page.Page.QuerySelectorAll(".cards strong").Select(s => s.TextContent));
        Assert.Equal("▼ 比上年减少9.50万元（−30.16%）", page.Page.QuerySelectorAll(".change")[3].TextContent);
    }

    /// <summary>A paragraph without what was computed beside its figures.</summary>
    static string Printed(IElement paragraph) => string.Concat(paragraph.ChildNodes.Where(n => n is not IElement { ClassName: "differs" }).Select(n => n.TextContent));

    static IEnumerable<string> Cells(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => m.Name == "cells" ? m.Value.EnumerateObject().Select(c => c.Value.GetString()).OfType<string>() : Cells(m.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Cells),
        _ => [],
    };
}
