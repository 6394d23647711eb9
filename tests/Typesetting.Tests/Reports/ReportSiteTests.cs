using System.Text;
using AngleSharp.Html.Parser;
using Budget.Contracts;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Typesetting.Reports;
using Budget.Typesetting.Tests;

namespace Budget.Typesetting.Tests.Reports;

public class ReportSiteTests
{
    static CheckedFile Checked(string name, string? path = null)
    {
        var document = PublishedPage.OfDemo(name).Document;
        return new(path ?? $"{name}.json", document.Edition.Id, RuleBook.Run(document));
    }

    [Fact]
    public void One_file_is_one_page() => Assert.Equal(["index.html"], ReportSite.Render([Checked(PublishedPage.City)], []).Select(p => p.Path));

    [Fact]
    public void Several_files_make_an_overview_that_leads_to_each_worst_first_and_adds_up()
    {
        CheckedFile[] files = [Checked(PublishedPage.City), Checked(PublishedPage.FaultyCity), Checked(PublishedPage.Office)];
        var pages = ReportSite.Render(files, [("坏的.json", "坏的.json：不是 JSON")]).ToDictionary(p => p.Path, p => new HtmlParser().ParseDocument(Encoding.UTF8.GetString(p.Content)));
        var overview = pages["index.html"];
        var rows = overview.QuerySelectorAll("#departments ~ .frame tbody tr").ToList();

        Assert.Equal(4, rows.Count);
        Assert.Equal($"{PublishedPage.FaultyCity}.html", rows[0].QuerySelector("a")!.GetAttribute("href"));
        foreach (var link in overview.QuerySelectorAll("#departments ~ .frame a")) Assert.Equal("index.html", pages[link.GetAttribute("href")!].QuerySelector(".pane > p a")!.GetAttribute("href"));
        for (var column = 0; column < 6; column++)
        {
            var counts = rows.Select(r => int.Parse(r.QuerySelectorAll("td.n")[column].TextContent, System.Globalization.CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(counts[..^1].Sum(), counts[^1]);
        }
        Assert.Equal(files.Sum(f => f.Count(Severity.Error)), int.Parse(rows[^1].QuerySelectorAll("td.n")[0].TextContent, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("不是 JSON", overview.QuerySelector("#unreadable ~ dl")!.TextContent);
        Assert.Contains(overview.QuerySelectorAll("#rules ~ .frame tbody th"), th => th.TextContent.StartsWith("EXP-011", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_of_one_name_and_names_no_address_holds_get_pages_of_their_own()
    {
        var paths = ReportSite.Render([Checked(PublishedPage.City, "a/x.json"), Checked(PublishedPage.City, "b/x.json"), Checked(PublishedPage.City, "../<>?.json"), Checked(PublishedPage.City, "index.json")], []).Select(p => p.Path).ToList();
        Assert.Equal(["index.html", "x.html", "x-2.html", "report.html", "index-2.html"], paths);
    }
}
