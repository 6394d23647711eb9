using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Budget.Document;
using Budget.Publication.Site;
using Budget.Typesetting.Composition;

namespace Budget.Publication.Tests.Site;

public class DepartmentPagesTests
{
    static PublishedDisclosure Year(int year, long revenue, params PublishedVersion[] versions) => new(year, "301", "示例区城市管理局", "示例区", "shili", new Amount(revenue), false, versions,
        new Glance(year, "shili", "示例区", "301", "示例区城市管理局", false, "", $"{year}年的一句话。", revenue, null, revenue, null, null, null, null, "清扫面积增加", [], []));

    static IHtmlDocument Parse(SitePage page, string path)
    {
        Assert.Equal(path, page.Path);
        return new HtmlParser().ParseDocument(System.Text.Encoding.UTF8.GetString(page.Content));
    }

    [Fact]
    public void A_years_address_leads_to_its_current_version_and_lists_the_earlier_with_reasons()
    {
        var page = Parse(DepartmentPages.OfYear(Year(2025, 1_000_000, new PublishedVersion(1, null), new PublishedVersion(2, null, "笔误"))), "shili/2025/301/index.html");
        Assert.Equal("0; url=v2/index.html", page.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content"));
        Assert.Equal(["v2/index.html", "v1/index.html"], page.QuerySelectorAll("ol.versions a").Select(a => a.GetAttribute("href")));
        Assert.Contains("更正原因：笔误", page.QuerySelector("ol.versions li")!.TextContent);
    }

    [Fact]
    public void All_years_stand_beside_each_other_each_with_its_versions()
    {
        var page = Parse(DepartmentPages.OfAllYears([Year(2024, 2_000_000, new PublishedVersion(1, null)), Year(2025, 3_000_000, new PublishedVersion(1, null), new PublishedVersion(2, null, "笔误"))]), "shili/departments/301/index.html");
        Assert.Equal(["2024年", "2025年"], page.QuerySelectorAll("#picture-total svg .nm").Select(t => t.TextContent));
        Assert.Equal(["../../2025/301/v2/index.html", "../../2025/301/v1/index.html", "../../2024/301/v1/index.html"], page.QuerySelectorAll("ol.versions a").Select(a => a.GetAttribute("href")));
        Assert.Contains("2025年的一句话。变化原因：清扫面积增加。", page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public void One_year_is_not_drawn_as_if_it_were_a_course() =>
        Assert.Contains("只公开了一个年度", Parse(DepartmentPages.OfAllYears([Year(2025, 1, new PublishedVersion(1, null))]), "shili/departments/301/index.html").QuerySelector("main")!.TextContent);
}
