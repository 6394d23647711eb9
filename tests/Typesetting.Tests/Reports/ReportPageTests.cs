using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Budget.Contracts;
using Budget.Document.Codes;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Testing;
using Budget.Typesetting.Reports;
using Budget.Typesetting.Tests;

namespace Budget.Typesetting.Tests.Reports;

public partial class ReportPageTests
{
    public static TheoryData<string> Demo => [PublishedPage.Office, PublishedPage.Education, PublishedPage.City, PublishedPage.FaultyCity];

    static CheckedFile Checked(string name)
    {
        var document = PublishedPage.OfDemo(name).Document;
        return new($"{name}.json", document.Edition.Id, RuleBook.Run(document));
    }

    static IDocument Parse(byte[] page, out List<string> errors)
    {
        var found = new List<string>();
        var parser = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true });
        parser.Error += (_, e) => found.Add(((AngleSharp.Html.Dom.Events.HtmlErrorEvent)e).Message);
        errors = found;
        return parser.ParseDocument(Encoding.UTF8.GetString(page));
    }

    [Theory, MemberData(nameof(Demo))]
    public void Each_finding_leads_to_its_place_in_the_document_and_the_place_leads_back(string name)
    {
        var file = Checked(name);
        var page = Parse(ReportPage.Render(file), out var errors);
        Assert.Empty(errors);
        var items = page.QuerySelectorAll(".pane .findings li");
        Assert.Equal(file.Report.Findings.Count, items.Length);
        foreach (var item in items)
        {
            if (item.QuerySelector("a.where") is not { } link) continue;
            var place = page.GetElementById(link.GetAttribute("href")![1..])!;
            Assert.NotNull(place.Closest("main"));
            Assert.Contains(place.QuerySelectorAll("a.mark"), mark => mark.GetAttribute("href") == "#" + item.Id);
        }
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        foreach (var link in page.QuerySelectorAll("a[href^='#']")) Assert.Contains(link.GetAttribute("href")![1..], ids);
    }

    [Fact]
    public void The_sum_that_does_not_hold_is_marked_in_its_cell()
    {
        var page = Parse(ReportPage.Render(Checked(PublishedPage.FaultyCity)), out _);
        var item = page.QuerySelectorAll(".pane li.error").First(li => li.TextContent.Contains("EXP-011", StringComparison.Ordinal));
        var cell = page.GetElementById(item.QuerySelector("a.where")!.GetAttribute("href")![1..])!;
        Assert.Equal("td", cell.LocalName);
        Assert.StartsWith("42,560,000.00", cell.TextContent);
        Assert.Contains("应为：45,260,000.00元", item.TextContent);
    }

    [Fact]
    public void Runs_nothing_calls_nowhere_and_admits_only_its_own_styles()
    {
        var page = Parse(ReportPage.Render(Checked(PublishedPage.FaultyCity)), out _);
        Assert.Empty(page.QuerySelectorAll("script, img[src^=http], link[rel=stylesheet], [style], [onclick]"));
        var policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        Assert.Contains("default-src 'none'", policy);
        foreach (var style in page.QuerySelectorAll("style"))
            Assert.Contains(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(style.TextContent))), policy);
        Assert.DoesNotContain("无法核对的规则（0条）", page.Body!.TextContent);
    }

    [Fact]
    public void Is_stamped_with_the_rule_book_and_the_code_lists()
    {
        var text = Parse(ReportPage.Render(Checked(PublishedPage.City)), out _).QuerySelector(".pane")!.TextContent;
        Assert.Contains(RuleBook.Version, text);
        Assert.All(CodeList.All, list => Assert.Contains(list.ToString(), text));
    }

    [Fact]
    public void Text_of_a_document_stays_text()
    {
        var document = PublishedPage.OfDemo(PublishedPage.City).Document with { PlanText = "<script>alert(1)</script>（略）" };
        var page = Parse(ReportPage.Render(new("a<b>.json", document.Edition.Id, RuleBook.Run(document))), out var errors);
        Assert.Empty(errors);
        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Contains(page.QuerySelectorAll(".pane li"), li => li.TextContent.Contains("STR-013", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes() =>
        Assert.Equal(ReportPage.Render(Checked(PublishedPage.FaultyCity)), ReportPage.Render(Checked(PublishedPage.FaultyCity)));

    /// <summary>The errors alone: what the book says besides changes with the book.</summary>
    [Fact]
    public void The_pane_that_officials_read_is_as_it_was()
    {
        var file = Checked(PublishedPage.FaultyCity);
        file = file with { Report = file.Report with { Answers = [], Findings = [.. file.Report.Findings.Where(f => f.Severity == Severity.Error)] } };
        var pane = Parse(ReportPage.Render(file), out _).QuerySelector(".pane")!.OuterHtml;
        Golden.Matches("../Golden/city-management.report.html", Normalised(pane) + "\n");
    }

    [Fact]
    public void The_sheet_that_officials_filter_is_as_it_was()
    {
        var file = Checked(PublishedPage.FaultyCity);
        file = file with { Report = file.Report with { Findings = [.. file.Report.Findings.Where(f => f.Severity == Severity.Error)] } };
        var csv = FindingsCsv.Render([file]);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), csv[..3]);
        Golden.Matches("../Golden/city-management.findings.csv", Normalised(Encoding.UTF8.GetString(csv[3..]).Replace("\r\n", "\n", StringComparison.Ordinal)));
    }

    static string Normalised(string text)
    {
        foreach (var list in CodeList.All) text = text.Replace(list.Hash, "(hash)", StringComparison.Ordinal);
        return RuleCount().Replace(text.Replace(RuleBook.Version, "(rule book)", StringComparison.Ordinal), "共 (n) 条");
    }

    [GeneratedRegex("共 [0-9]+ 条")]
    private static partial Regex RuleCount();
}
