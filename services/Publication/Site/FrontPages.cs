using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;

namespace Budget.Publication.Site;

/// <summary>Where the site begins, and where it ends for those who took a wrong turn.</summary>
static class FrontPages
{
    /// <summary>The front page of a site with no district yet, or with several.</summary>
    public static IEnumerable<SitePage> Of(IReadOnlyList<(string Code, string Name, int NewestYear)> districts) =>
        ((Language[])[Language.Chinese, Language.English]).Select(language => new SitePage(YearPages.Name("index", language), Page(districts, language)));

    static byte[] Page(IReadOnlyList<(string Code, string Name, int NewestYear)> districts, Language language)
    {
        var html = new HtmlBuffer(8 * 1024);
        var title = language.Of("部门预算公开", "Budget disclosure");
        var other = YearPages.Name("index", language == Language.Chinese ? Language.English : Language.Chinese);
        HtmlPage.Open(html, new PageHead(title, language.Of("各部门历年预算公开文件与数据", "The departments' budgets, documents and data")) { Language = language, Other = other });
        html.Raw("<header class=\"masthead\">\n"u8);
        HtmlPage.Crumbs(html, language, [(title, "")], other);
        html.Raw("<h1>"u8).Text(title).Raw("</h1>\n<hr class=\"rule\">\n</header>\n<main id=\"main\">\n"u8);
        if (districts.Count == 0) html.Raw("<p>"u8).Text(language.Of("尚无已公开的部门预算。", "Nothing is published yet.")).Raw("</p>\n"u8);
        else
        {
            html.Raw("<ul class=\"ways\">\n"u8);
            foreach (var (code, name, year) in districts) html.Raw("<li><a href=\""u8).Text($"{code}/{YearPages.Name("index", language)}").Raw("\">"u8).Text(name).Text(language.Of($"（{year}年）", $" ({year})")).Raw("</a></li>\n"u8);
            html.Raw("</ul>\n"u8);
        }
        html.Raw("</main>\n"u8);
        HtmlPage.Close(html, language);
        return html.ToArray();
    }

    /// <summary>Says so in both languages; its links are absolute, because nobody knows at which address it is shown.</summary>
    public static readonly SitePage NotFound = new("404.html", NotFoundPage());

    static byte[] NotFoundPage()
    {
        var html = new HtmlBuffer(8 * 1024);
        HtmlPage.Open(html, "没有此页", "没有此页。There is no such page.");
        html.Raw("<header class=\"masthead\">\n<h1>没有此页</h1>\n<hr class=\"rule\">\n</header>\n<main id=\"main\">\n<p>没有此页，请从<a href=\"/\">目录</a>查找。</p>\n<p lang=\"en\">There is no such page; start from the <a href=\"/\">index</a>.</p>\n</main>\n"u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }
}
