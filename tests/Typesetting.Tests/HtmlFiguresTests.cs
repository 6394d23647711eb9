using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Budget.Testing;

namespace Budget.Typesetting.Tests;

/// <summary>All pages of a version together: every number explains itself, and every link leads somewhere.</summary>
public class HtmlFiguresTests
{
    public static TheoryData<string> Demo => HtmlDocumentTests.Demo;

    static readonly string[] Real = ["shanghai-putuo-government-office-2025", "shanghai-putuo-government-office-2025-unit", "shanghai-putuo-wanli-2023", "wuhan-dongxihu-government-office-2021"];

    public static TheoryData<string> RealDisclosures => [.. Real];

    static Dictionary<string, IDocument> Pages(PublishedPage published) => published.Files.Where(f => f.MediaType == "text/html")
        .ToDictionary(f => f.Path, f => (IDocument)new HtmlParser().ParseDocument(Encoding.UTF8.GetString(f.Content)));

    [Theory, MemberData(nameof(Demo))]
    public void Every_number_of_the_document_has_an_entry_of_its_own_that_shows_it(string name) => Explains(PublishedPage.OfDemo(name));

    [Theory, MemberData(nameof(RealDisclosures))]
    public async Task Every_number_of_a_document_made_elsewhere_has_an_entry_too(string name) => Explains((await PublishedPage.OfReal(name)).Page);

    static void Explains(PublishedPage published)
    {
        var pages = Pages(published);
        var numbers = pages["index.html"].QuerySelectorAll(".official table td.n, .official a.f").Where(n => n.Id is { Length: > 0 } && n.TextContent.Length > 0 && !n.Id.StartsWith("form:", StringComparison.Ordinal) && !n.Id.StartsWith("overall:", StringComparison.Ordinal)).ToList();
        Assert.True(numbers.Count > 60, $"{numbers.Count} numbers");
        foreach (var number in numbers)
        {
            var link = (number.LocalName == "a" ? number : number.QuerySelector("a"))!.GetAttribute("href")!;
            var (path, id) = (link[..link.IndexOf('#')], Uri.UnescapeDataString(link[(link.IndexOf('#') + 1)..]));
            Assert.Equal(number.Id, id);
            var entry = pages[path].GetElementById(id);
            Assert.True(entry is not null, link);
            Assert.Equal(number.TextContent, entry.QuerySelector("b")!.TextContent);
        }
    }

    [Theory, MemberData(nameof(Demo))]
    public void Every_link_leads_to_a_page_and_a_place_that_are_there(string name) => Leads(PublishedPage.OfDemo(name));

    [Theory, MemberData(nameof(RealDisclosures))]
    public async Task Every_link_of_a_document_made_elsewhere_leads_somewhere(string name) => Leads((await PublishedPage.OfReal(name)).Page);

    static void Leads(PublishedPage published)
    {
        var pages = Pages(published);
        var ids = pages.ToDictionary(p => p.Key, p => p.Value.QuerySelectorAll("[id]").Select(e => e.Id!).ToList());
        foreach (var (path, list) in ids) Assert.True(list.Count == list.Distinct().Count(), $"{path}: an id stands twice");
        foreach (var (path, page) in pages)
        {
            foreach (var href in page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).Distinct())
            {
                var target = new Uri(new Uri($"http://site/d/y/c/v/{path}"), href);
                var within = target.AbsolutePath["/".Length..];
                if (!within.StartsWith("d/y/c/v/", StringComparison.Ordinal)) continue;
                within = within["d/y/c/v/".Length..];
                // The manifest is made over all these files.
                if (within == PublishedPaths.Manifest) continue;
                Assert.True(published.Files.Any(f => f.Path == within), $"{path}: {href}");
                if (target.Fragment.Length > 1) Assert.True(ids[within].Contains(Uri.UnescapeDataString(target.Fragment[1..])), $"{path}: {href}");
            }
        }
    }

    [Fact]
    public void Shows_what_a_figure_is_made_of_and_whether_it_is_and_where_else_it_stands()
    {
        var page = Pages(PublishedPage.OfDemo(PublishedPage.City))["figures/table-3.html"];
        var total = page.GetElementById("table:Expenditure/212/total")!.TextContent;
        Assert.Contains("各栏相加：基本支出", total);
        Assert.Contains("各行相加：21201", total);
        Assert.Contains("✓ 核对一致", total);
        Assert.Contains("还出现在：", total);
    }

    [Fact]
    public void Says_plainly_what_does_not_add_up()
    {
        var published = PublishedPage.OfDemo(PublishedPage.FaultyCity);
        var entry = Pages(published)["figures/table-3.html"].GetElementById("table:Expenditure/2120501/total")!;
        Assert.Contains("✗ 不一致：相加得", entry.TextContent);
        Assert.Contains("不一致：", published.Page.GetElementById("story-sums")!.TextContent);
        Assert.Contains("2120501", published.Page.GetElementById("story-sums")!.TextContent);
    }

    [Fact]
    public void Tells_last_years_figure_the_reason_and_how_to_quote_it()
    {
        var published = PublishedPage.OfDemo(PublishedPage.City, PublishedPage.Facts with { Site = "https://budget.example.gov.cn/" });
        var line = Pages(published)["figures/table-5.html"].GetElementById("table:GeneralPublic/2120501/total")!.Closest("section")!.TextContent;
        Assert.Contains("上年4,000.64万元，本年增加255.36万元（+6.38%）。原因：清扫保洁面积增加。", line);
        Assert.Contains("示例区城市管理局：《2025年部门预算》第1版，表5“城乡社区环境卫生”，合计42,560,000.00元", line);
        Assert.Contains("https://budget.example.gov.cn/shili/2025/301/v1/figures/table-5.html", line);
    }

    [Fact]
    public void Tells_what_a_corrected_figure_was_and_only_those()
    {
        var before = PublishedPage.OfDemo(PublishedPage.FaultyCity).Document;
        var page = Pages(PublishedPage.OfDemo(PublishedPage.City, PublishedPage.Facts with { Version = 2, CorrectionReason = "笔误", Before = before }))["figures/table-3.html"];
        var corrected = page.QuerySelectorAll(".e").Where(e => e.TextContent.Contains("第1版此处为", StringComparison.Ordinal)).ToList();
        Assert.Equal("table:Expenditure/2120501/project", Assert.Single(corrected).Id);
        Assert.Matches("第1版此处为[0-9,.]+，本版更正。", corrected[0].TextContent);
    }

    [Fact]
    public void Reads_as_it_was_reviewed() => Golden.Matches("Golden/city-management.table-9.txt", PageDump.Of(Pages(PublishedPage.OfDemo(PublishedPage.City))["figures/table-9.html"]));

    [Fact]
    public void A_projects_page_tells_what_it_costs_and_promises()
    {
        var page = Pages(PublishedPage.OfDemo(PublishedPage.City))["projects/1.html"];
        Assert.StartsWith("2025年，示例区城市管理局为“", page.QuerySelector(".lead")!.TextContent);
        Assert.NotEmpty(page.QuerySelectorAll("table"));
        Assert.Empty(page.QuerySelectorAll("script"));
    }

    [Theory, MemberData(nameof(Demo))]
    public void The_English_page_has_the_same_figures_under_English_headings(string name)
    {
        var pages = Pages(PublishedPage.OfDemo(name));
        var (chinese, english) = (pages["index.html"], pages["en.html"]);
        Assert.Equal("en", english.DocumentElement.GetAttribute("lang"));
        Assert.Equal(chinese.QuerySelectorAll(".cards strong").Select(s => s.TextContent), english.QuerySelectorAll(".cards strong").Select(s => s.TextContent));
        Assert.Equal(chinese.QuerySelectorAll(".story figure").Select(f => f.Id), english.QuerySelectorAll(".story figure").Select(f => f.Id));
        Assert.All(english.QuerySelectorAll("h2"), h => Assert.True(h.TextContent.All(char.IsAscii), h.TextContent));
    }
}
