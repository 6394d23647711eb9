using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Budget.Document;
using Budget.Publication.Site;
using Budget.Testing;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Tests;

namespace Budget.Publication.Tests.Site;

public class YearPagesTests
{
    static readonly DateTimeOffset January20 = new(2025, 1, 20, 15, 59, 0, TimeSpan.Zero), January21 = January20.AddMinutes(2);

    static PublishedDisclosure Disclosure(string code, string name, long? revenue, bool unit = false, DateTimeOffset? at = null, params PublishedVersion[] versions) => new(
        2025, code, name, "示例区", "shili", revenue is { } fen ? new Amount(fen) : null, false, versions.Length > 0 ? versions : [new(1, at ?? January20)],
        new Glance(2025, "shili", "示例区", code, name, unit, name + "2025年部门预算", "", revenue, revenue * 10 / 11, revenue, revenue / 4, revenue * 3 / 4, 10_000_000, 12_000_000, "", [new("201", "一般公共服务支出", revenue ?? 0), new("208", "社会保障和就业支出", 5)], []));

    static DistrictYear Year(IReadOnlyList<Deadline> deadlines, params PublishedDisclosure[] disclosures) => new("shili", "示例区", 2025, disclosures, [2024, 2025], deadlines);

    static readonly DistrictYear Sample = Year([],
        Disclosure("101", "示例区人民政府办公室", 2_000_000_000), Disclosure("301", "示例区城市管理局<script>", 13_955_178_921, versions: [new(1, January20), new(2, January21, "笔误")]),
        Disclosure("301001", "示例区环卫所", 900_000_000, unit: true), Disclosure("401", "示例区档案馆", null));

    static IHtmlDocument Page(DistrictYear year, string path = "shili/2025/index.html") => Parse(YearPages.Of(year), path);

    static IHtmlDocument Parse(IEnumerable<SitePage> pages, string path) => new HtmlParser().ParseDocument(System.Text.Encoding.UTF8.GetString(pages.Single(p => p.Path == path).Content));

    [Fact]
    public void Sums_up_the_departments_once_and_says_whose_total_is_missing()
    {
        var page = Page(Sample);
        Assert.Equal("示例区2025年已有3个部门、1个单位公开预算，收入合计15,955.18万元，支出合计15,955.18万元（不含没有列出总数的1个部门）。", page.QuerySelector(".lead")!.TextContent);
        Assert.Equal(["4", "15,955.18", "15,955.18", "30.00"], page.QuerySelectorAll(".cards strong").Select(s => s.TextContent));
    }

    [Fact]
    public void Lists_who_has_published_with_the_way_to_the_current_version_and_all_years()
    {
        var page = Page(Sample);
        Assert.Equal(["101/v1/index.html", "301/v2/index.html", "301001/v1/index.html", "401/v1/index.html"], page.QuerySelectorAll(".list th a").Select(a => a.GetAttribute("href")));
        Assert.Equal("13,955.18", page.QuerySelectorAll(".list tbody tr")[1].QuerySelector("td.n")!.TextContent);
        Assert.Equal("../departments/301/index.html", page.QuerySelectorAll(".list tbody tr")[1].QuerySelector("td a")!.GetAttribute("href"));
        Assert.Contains(page.QuerySelectorAll(".ways a"), a => a.GetAttribute("href") == "../2024/index.html");
        Assert.Empty(page.QuerySelectorAll("script"));
    }

    [Fact]
    public void Says_nothing_of_time_where_no_deadlines_are_kept()
    {
        var text = Page(Sample).QuerySelector("main")!.TextContent;
        Assert.DoesNotContain("按时", text);
        Assert.DoesNotContain("尚未公开", text);
    }

    [Fact]
    public void Says_who_was_in_time_by_Beijing_time_who_was_late_and_who_has_not_published()
    {
        var day = new DateOnly(2025, 1, 20);
        var page = Page(Year([new("101", "甲", day), new("201", "示例区教育局", day), new("301", "乙", day)], Disclosure("101", "甲", 1_000_000, at: January20), Disclosure("301", "乙", 1_000_000, at: January21)));
        Assert.Equal(["按时", "迟1天"], page.QuerySelectorAll(".list tbody tr").Select(r => r.Children[6].TextContent));
        Assert.Contains("示例区教育局，应于2025年1月20日前公开", page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public void Leads_from_the_front_page_and_from_the_districts_own()
    {
        Assert.Equal("shili/2025/101/v1/index.html", Parse(YearPages.FrontPage(Sample), "index.html").QuerySelector(".list th a")!.GetAttribute("href"));
        Assert.Equal("2025/101/v1/index.html", Parse(YearPages.DistrictHome(Sample), "shili/index.html").QuerySelector(".list th a")!.GetAttribute("href"));
    }

    [Fact]
    public void Compares_departments_largest_first_without_counting_units_beside_their_department()
    {
        var page = Page(Sample, "shili/2025/compare.html");
        Assert.Equal(["示例区城市管理局<script>", "示例区人民政府办公室"], page.QuerySelectorAll("#picture-total svg .nm").Select(t => t.TextContent));
        Assert.Equal("75.00%", page.QuerySelectorAll("main > .frame tbody tr")[0].Children[5].TextContent);
        Assert.Equal("", page.QuerySelectorAll("main > .frame tbody tr")[3].Children[1].TextContent);
    }

    [Fact]
    public void Has_headings_and_labels_in_English_beside_it()
    {
        var page = Page(Sample, "shili/2025/en.html");
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("index.html", page.QuerySelector(".other")!.GetAttribute("href"));
        Assert.Equal("Department", page.QuerySelectorAll(".list th")[1].TextContent);
    }

    [Fact]
    public void Reads_as_it_was_reviewed() => Golden.Matches("../Golden/year.txt", PageDump.Of(Page(Sample)));

    [Fact]
    public void A_site_without_a_disclosure_says_so()
    {
        var page = Parse(FrontPages.Of([]), "index.html");
        Assert.Contains("尚无已公开的部门预算", page.QuerySelector("main")!.TextContent);
        Assert.Equal(["jiang/index.html", "shili/index.html"], Parse(FrontPages.Of([("jiang", "江区", 2024), ("shili", "示例区", 2025)]), "index.html").QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
    }
}
