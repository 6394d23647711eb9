using System.Globalization;
using AngleSharp.Dom;

namespace Budget.Typesetting.Tests;

public class HtmlPictureTests
{
    public static TheoryData<string> Demo => HtmlDocumentTests.Demo;

    [Theory, MemberData(nameof(Demo))]
    public void Has_title_description_and_the_figures_behind_it(string name)
    {
        var figures = PublishedPage.OfDemo(name).Page.QuerySelectorAll("figure");
        Assert.True(figures.Length >= 4);
        foreach (var figure in figures)
        {
            Assert.NotEqual("", figure.QuerySelector("figcaption .t")!.TextContent);
            Assert.True(figure.QuerySelectorAll("details tbody tr").Length > 0, figure.Id);
            foreach (var svg in figure.QuerySelectorAll("svg"))
            {
                Assert.Equal("img", svg.GetAttribute("role"));
                var named = svg.GetAttribute("aria-label") ?? string.Concat(svg.GetAttribute("aria-labelledby")!.Split(' ').Select(id => svg.QuerySelector($"[id='{id}']")!.TextContent));
                Assert.NotEqual("", named);
            }
        }
    }

    [Fact]
    public void Draws_bars_in_proportion_largest_first()
    {
        var svg = PublishedPage.OfDemo(PublishedPage.Education).Page.QuerySelector("#picture-by-function svg")!;
        var widths = svg.QuerySelectorAll("rect").Select(r => double.Parse(r.GetAttribute("width")!.TrimEnd('%'), CultureInfo.InvariantCulture)).ToList();
        var amounts = svg.QuerySelectorAll(".v").Select(t => double.Parse(t.TextContent.Split('　')[0], NumberStyles.Any, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(widths.OrderDescending(), widths);
        for (var i = 1; i < widths.Count; i++) Assert.Equal(amounts[i] / amounts[0], widths[i] / widths[0], 0.001);
    }

    [Fact]
    public void The_flow_keeps_the_whole_from_level_to_level()
    {
        var rows = PublishedPage.OfDemo(PublishedPage.Office).Page.QuerySelectorAll("#picture-flow details tbody tr").Select(r => r.Children.Select(c => c.TextContent).ToList()).ToList();
        var total = Sum(rows.Where(r => r[1] == "收支总预算"));
        Assert.Equal(2_076.60m, total);
        Assert.Equal(total, Sum(rows.Where(r => r[0] == "收支总预算")));
        Assert.Equal(total, Sum(rows.Where(r => r[0] is "基本支出" or "项目支出")));
    }

    [Fact]
    public void Draws_no_flow_of_parts_that_exceed_the_whole_and_says_so()
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File;
        foreach (var cell in file.Budget.Tables.Single(t => t.Number == 1).Rows.Where(r => r.IsTotal).SelectMany(r => r.Cells)) cell.Fen /= 2;
        var page = PublishedPage.Of(file).Page;
        Assert.Null(page.QuerySelector("#picture-flow"));
        Assert.Contains("不绘制资金流向图", page.QuerySelector("#story-money")!.TextContent);
    }

    [Fact]
    public async Task Draws_from_the_prose_where_the_tables_are_lost_and_says_what_cannot_be_drawn()
    {
        var (published, _) = await PublishedPage.OfReal("wuhan-dongxihu-government-office-2021");
        var page = published.Page;
        Assert.Equal(["1,129.57", "91.49", "179.16"], page.QuerySelectorAll("#picture-flow details tbody tr").Where(r => r.Children[0].TextContent == "基本支出").Select(r => r.Children[2].TextContent));
        Assert.Contains("按功能分类的支出无法绘图：源文件中第3表为图片。", page.QuerySelector("#story-money")!.TextContent);
        Assert.Equal(["13.00", "5.00"], page.QuerySelector("#picture-three-public-years .changes li")!.QuerySelectorAll(".v").Select(t => t.TextContent));
        Assert.Contains("原因：受疫情影响", page.QuerySelector("#picture-three-public-years .changes li")!.TextContent);
    }

    static decimal Sum(IEnumerable<List<string>> rows) => rows.Sum(r => decimal.Parse(r[2], NumberStyles.Any, CultureInfo.InvariantCulture));
}
