using System.Globalization;
using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Tests;

namespace Budget.Typesetting.Tests.Composition;

public class AnchorsTests
{
    public static TheoryData<string> Demo => HtmlDocumentTests.Demo;

    [Theory]
    [InlineData("table:GeneralPublic/2010301/basic", "1,138.30")]
    [InlineData("table:RevenueAndExpenditure/total:收入总计/budget", "2,076.60")]
    [InlineData("text:three-public-budget/three_public/Amount", "27.00")]
    [InlineData("text:notes/function:2120501/Prior", "4,000.64", PublishedPage.City)]
    public void Is_the_key_by_which_findings_name_the_figure(string key, string figure, string document = PublishedPage.Office) =>
        Assert.Equal(figure, PublishedPage.OfDemo(document).Page.GetElementById(key)?.TextContent);

    [Theory, MemberData(nameof(Demo))]
    public void Every_figure_of_tables_and_prose_has_one_of_its_own(string name)
    {
        var page = PublishedPage.OfDemo(name).Page;
        var figures = page.QuerySelectorAll(".official table td.n, .official .f").ToList();
        Assert.True(figures.Count > 150);
        Assert.All(figures, f => Assert.False(string.IsNullOrEmpty(f.Id) && f.TextContent.Length > 0, f.OuterHtml));
        Assert.All(page.QuerySelectorAll("[id]"), e => Assert.DoesNotContain(e.Id!, char.IsWhiteSpace));
    }

    [Theory, MemberData(nameof(Demo))]
    public void Leads_every_finding_to_where_it_stands(string name)
    {
        var page = PublishedPage.OfDemo(name);
        LeadsFindings(page);
    }

    [Theory]
    [InlineData("shanghai-putuo-government-office-2025")]
    [InlineData("shanghai-putuo-government-office-2025-unit")]
    [InlineData("shanghai-putuo-wanli-2023")]
    [InlineData("wuhan-dongxihu-government-office-2021")]
    public async Task Leads_every_finding_on_a_document_made_elsewhere_to_where_it_stands(string name)
    {
        var (page, _) = await PublishedPage.OfReal(name);
        LeadsFindings(page);
    }

    /// <summary>Only what speaks of the document as a whole, or of a part that is not in it, may lead to no place of its own.</summary>
    static void LeadsFindings(PublishedPage page)
    {
        var anchors = Composer.Compose(page.Document, PublishedPage.Facts).Anchors;
        foreach (var finding in RuleBook.Run(page.Document).Findings)
        {
            if (finding.Place.Key is "document" or "title" or "contents" or "note") continue;
            var id = anchors.Find(finding.Place.Key);
            Assert.True(id is not null, $"{finding.Rule.Id} at {finding.Place.Key} has no place on the page");
            Assert.True(page.Page.GetElementById(id) is not null, $"{finding.Place.Key} should stand at {id}");
        }
    }

    [Fact]
    public void Of_several_figures_with_one_name_each_has_its_own_and_the_first_keeps_the_name()
    {
        var anchors = new Anchors();
        Assert.Equal(["table:Revenue/其他/total", "table:Revenue/其他/total~2", "table:Revenue/其他/total~3"], Enumerable.Range(0, 3).Select(_ => anchors.Take("table:Revenue/其他/total")));
        Assert.Equal("table:Revenue/其他/total", anchors.Find("table:Revenue/其他/total"));
    }

    [Fact]
    public void A_line_is_found_by_its_first_figure_and_what_has_none_by_what_it_is_part_of()
    {
        var anchors = new Anchors();
        anchors.Point("table:Revenue", "table-2");
        anchors.Take("table:Revenue/201/total");
        anchors.Take("table:Revenue/201/other");
        Assert.Equal("table:Revenue/201/total", anchors.Find("table:Revenue/201/"));
        Assert.Equal("table:Revenue/201/total", anchors.Find("table:Revenue/201"));
        Assert.Equal("table-2", anchors.Find("table:Revenue/202/total"));
        Assert.Null(anchors.Find("table:Expenditure/201/total"));
    }

    [Fact]
    public void Whatever_a_name_holds_the_address_is_one_that_browsers_take()
    {
        var anchors = new Anchors();
        var long1 = anchors.Take("form:" + new string('甲', 5000));
        var long2 = anchors.Take("form:" + new string('甲', 5001));
        Assert.InRange(long1.Length, 1, 160);
        Assert.NotEqual(long1, long2);
        Assert.Equal("form:a_b_c\"<>", anchors.Take("form:a b\u3000c\u202E\u0007\"<>"));
    }
}
