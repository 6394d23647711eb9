using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Budget.Document;
using Budget.Publication.Site;

namespace Budget.Publication.Tests.Site;

public class SiteIndexTests
{
    static readonly IReadOnlyList<SitePage> Pages = SiteIndex.Render([
        new(2021, "101", "示例区人民政府办公室", "示例区", "shili", null, true, [new(1, null)]),
        new(2025, "301", "示例区城市管理局<script>", "示例区", "shili", new Amount(13_955_178_921), false, [new(1, null), new(2, null, "笔误")])]);

    [Fact]
    public void Lists_years_from_the_latest_and_links_each_departments_current_version()
    {
        var index = Parse("index.html");
        Assert.Equal(["2025年", "2021年"], index.QuerySelectorAll("main h2").Select(h => h.TextContent));
        Assert.Equal(["shili/2025/301/v2/index.html", "shili/2021/101/v1/index.html"], index.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")));
        Assert.Equal("13,955.18", index.QuerySelector("tbody td.n")!.TextContent);
        Assert.Equal("存档", index.QuerySelectorAll("tbody tr")[1].QuerySelector(".badge")!.TextContent);
        Assert.Empty(index.QuerySelectorAll("script"));
    }

    [Fact]
    public void Leads_from_a_departments_address_to_its_current_version_and_lists_the_earlier()
    {
        var department = Parse("shili/2025/301/index.html");
        Assert.Equal("0; url=v2/index.html", department.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content"));
        Assert.Equal(["v2/index.html", "v1/index.html"], department.QuerySelectorAll("ol a").Select(a => a.GetAttribute("href")));
        Assert.Contains("更正原因：笔误", department.QuerySelector("ol li")!.TextContent);
        Assert.Equal("../../../index.html", department.QuerySelector("main > p a")!.GetAttribute("href"));
    }

    [Fact]
    public void Says_so_where_nothing_is_published_yet() =>
        Assert.Contains("尚无已公开的部门预算", System.Text.Encoding.UTF8.GetString(Assert.Single(SiteIndex.Render([])).Content));

    static IHtmlDocument Parse(string path) => new HtmlParser().ParseDocument(System.Text.Encoding.UTF8.GetString(Pages.Single(p => p.Path == path).Content));
}
