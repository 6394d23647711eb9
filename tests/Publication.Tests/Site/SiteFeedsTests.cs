using System.Text;
using System.Xml.Linq;
using Budget.Publication.Site;

namespace Budget.Publication.Tests.Site;

public class SiteFeedsTests
{
    static readonly DateTimeOffset At = new(2025, 2, 6, 9, 30, 0, TimeSpan.FromHours(8));

    static XElement Read(SitePage page) => XDocument.Parse(Encoding.UTF8.GetString(page.Content)).Root!;

    [Fact]
    public void The_feed_tells_of_each_publication_and_why_a_correction_was_made()
    {
        var feed = Read(SiteFeeds.Feed("shili", "示例区", [new("301", "示例区城市管理局", 2025, 2, At, "笔误\u0001", ""), new("101", "办公室", 2025, 1, At.AddDays(-1), "", "一句话。")]));
        XNamespace atom = "http://www.w3.org/2005/Atom";
        Assert.Equal("2025-02-06T01:30:00Z", feed.Element(atom + "updated")!.Value);
        var entries = feed.Elements(atom + "entry").ToList();
        Assert.Equal(["urn:budget-disclosure:shili:2025:301:v2", "urn:budget-disclosure:shili:2025:101:v1"], entries.Select(e => e.Element(atom + "id")!.Value));
        Assert.Equal("2025/301/v2/index.html", entries[0].Element(atom + "link")!.Attribute("href")!.Value);
        Assert.Equal(["更正原因：笔误", "一句话。"], entries.Select(e => e.Element(atom + "summary")!.Value));
    }

    [Fact]
    public void Sitemaps_name_whole_addresses_and_only_current_versions()
    {
        var year = new DistrictYear("shili", "示例区", 2025, [new(2025, "301", "局", "示例区", "shili", null, false, [new(1, At), new(2, At)])], [2025], []);
        XNamespace sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9";
        var pages = Read(SiteFeeds.Sitemap(year, "https://budget.example.gov.cn/")).Descendants(sitemaps + "loc").Select(l => l.Value).ToList();
        Assert.All(pages, p => Assert.StartsWith("https://budget.example.gov.cn/shili/2025/", p));
        Assert.Contains("https://budget.example.gov.cn/shili/2025/301/v2/index.html", pages);
        Assert.DoesNotContain(pages, p => p.Contains("/v1/", StringComparison.Ordinal));
        Assert.Equal("https://budget.example.gov.cn/shili/2025/sitemap.xml", Read(SiteFeeds.SitemapIndex([("shili", 2025)], "https://budget.example.gov.cn/")).Descendants(sitemaps + "loc").Single().Value);
        Assert.Contains("Sitemap: https://budget.example.gov.cn/sitemap.xml", Encoding.UTF8.GetString(SiteFeeds.Robots("https://budget.example.gov.cn/").Content));
    }
}
