using AngleSharp.Html.Parser;
using Budget.Document;
using Budget.Publication.Site;
using Budget.Publication.Tests.Formats;

namespace Budget.Publication.Tests.Site;

public sealed class SiteFolderTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("site-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Lays_out_versions_by_year_and_department_and_leads_to_the_current_one()
    {
        var site = new SiteFolder(root);
        var page = PublishedPage.OfDemo(PublishedPage.City);
        site.WriteVersion(2025, "301", 1, page.Files);
        site.WriteVersion(2025, "301", 2, page.Files);
        site.WriteIndex([
            new(2025, "301", "示例区城市管理局", "示例区", new Amount(13_955_178_921), false, [new(1, null), new(2, null, "笔误")]),
            new(2021, "101", "示例区人民政府办公室", "示例区", null, true, [new(1, null)])]);

        var index = Parse("index.html");
        Assert.Equal(["2025年", "2021年"], index.QuerySelectorAll("main h2").Select(h => h.TextContent));
        Assert.Equal(["2025/301/v2/index.html", "2021/101/v1/index.html"], index.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")));
        Assert.Equal("13,955.18", index.QuerySelector("tbody td.n")!.TextContent);
        var department = Parse("2025/301/index.html");
        Assert.Equal("0; url=v2/index.html", department.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content"));
        Assert.Equal(["v2/index.html", "v1/index.html"], department.QuerySelectorAll("ol a").Select(a => a.GetAttribute("href")));
        Assert.True(File.Exists(Path.Combine(root, "2025/301/v1/data/table-9.csv")));
        Assert.DoesNotContain(Directory.GetFiles(root, "*", SearchOption.AllDirectories), f => f.EndsWith(".tmp", StringComparison.Ordinal));

        AngleSharp.Html.Dom.IHtmlDocument Parse(string path) => new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(root, path)));
    }

    [Fact]
    public void Replaces_a_file_while_it_is_being_read()
    {
        var site = new SiteFolder(root);
        site.Write("index.html", "old"u8);
        using var reader = new StreamReader(Path.Combine(root, "index.html"));
        site.Write("index.html", "new"u8);
        Assert.Equal("old", reader.ReadToEnd());
        Assert.Equal("new", File.ReadAllText(Path.Combine(root, "index.html")));
    }

    [Theory]
    [InlineData("../outside.html")]
    [InlineData("/etc/outside.html")]
    [InlineData("2025/../../outside.html")]
    public void Refuses_a_path_that_leads_out_of_the_site(string path) => Assert.Throws<ArgumentException>(() => new SiteFolder(root).Write(path, "x"u8));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("部门")]
    public void Refuses_a_department_code_that_is_no_folder_name(string code) => Assert.Throws<ArgumentException>(() => SiteFolder.VersionFolder(2025, code, 1));
}
