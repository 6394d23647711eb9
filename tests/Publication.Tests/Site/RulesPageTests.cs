using AngleSharp.Html.Parser;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Publication.Site;

namespace Budget.Publication.Tests.Site;

public class RulesPageTests(District district)
{
    [Fact]
    public async Task The_site_explains_every_rule_at_an_address_of_its_own()
    {
        await (await district.NewCase()).ToPublished();
        using var browser = new HttpClient { BaseAddress = district.SiteAddress };
        var text = await browser.GetStringAsync("rules/index.html", TestContext.Current.CancellationToken);
        var errors = new List<string>();
        var parser = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true });
        parser.Error += (_, e) => errors.Add(((AngleSharp.Html.Dom.Events.HtmlErrorEvent)e).Message);
        var page = parser.ParseDocument(text);

        Assert.Empty(errors);
        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.All(RuleBook.Rules, rule =>
        {
            var section = page.GetElementById(rule.Id)!;
            foreach (var said in new[] { rule.Title, rule.TitleEn, rule.Explanation.Why, rule.Explanation.WhyEn, rule.Explanation.Mend, rule.Explanation.Breaks, rule.Explanation.Holds, rule.Basis.Text })
                Assert.Contains(said, section.TextContent);
        });
        Assert.Contains(RuleBook.Version, page.QuerySelector("main")!.TextContent);
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        foreach (var link in page.QuerySelectorAll("a[href^='#']")) Assert.Contains(link.GetAttribute("href")![1..], ids);
        Assert.All(page.QuerySelectorAll("[lang=en]"), e => Assert.DoesNotMatch("[\u4e00-\u9fff]{8}", e.TextContent));
        using var compressed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(compressed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.True(compressed.Length < 150_000, $"{compressed.Length} bytes");
    }
}
