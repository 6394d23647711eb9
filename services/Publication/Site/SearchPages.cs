using System.Text;
using System.Text.Json;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;

namespace Budget.Publication.Site;

/// <summary>The page that searches a year's documents. The only page with a script; without it the list below leads to every document and project.</summary>
static class SearchPages
{
    public const string Page = "search.html";

    /// <summary>As it stands in the page, and as the content security policy knows it.</summary>
    public static readonly string Script = ReadScript();

    public static SitePage Of(DistrictYear year)
    {
        var html = new HtmlBuffer(64 * 1024);
        var title = $"查找{year.Name}{year.Year}年部门预算";
        HtmlPage.Open(html, new PageHead(title, $"在{year.Name}{year.Year}年全部已公开部门预算中查找文字、科目、项目和数字。") { Script = Script });
        html.Raw("<header class=\"masthead\">\n"u8);
        HtmlPage.Crumbs(html, Language.Chinese, [("部门预算公开", "../../index.html"), (year.Name, "../index.html"), ($"{year.Year}年", "index.html"), ("查找", "")], "");
        html.Raw("<h1>"u8).Text(title).Raw("</h1>\n<hr class=\"rule\">\n</header>\n<main id=\"main\">\n"u8);
        html.Raw("<form role=\"search\" id=\"search\" hidden>\n<label for=\"q\">查找文字或数字 <span lang=\"en\">(search)</span></label>\n<input id=\"q\" type=\"search\" autocomplete=\"off\" placeholder=\"例如：培训费、公务接待、21201\">\n<p id=\"state\" role=\"status\"></p>\n</form>\n<ol id=\"found\"></ol>\n"u8);
        html.Raw("<noscript><p class=\"notice\">浏览器没有运行脚本，不能查找全文；请从下面的目录进入各部门，用浏览器自带的页内查找。</p></noscript>\n<h2>全部部门与项目</h2>\n<ul class=\"all\">\n"u8);
        foreach (var disclosure in year.Disclosures)
        {
            var folder = $"{disclosure.DepartmentCode}/v{disclosure.Current.Number}/";
            html.Raw("<li><a href=\""u8).Text(folder).Raw("index.html\">"u8).Text(disclosure.DepartmentName).Raw("</a>"u8);
            if (disclosure.Glance is { Projects.Count: > 0 } glance)
            {
                html.Raw("\n<ul>\n"u8);
                foreach (var project in glance.Projects) html.Raw("<li><a href=\""u8).Text(folder + project.Page).Raw("\">"u8).Text(project.Name).Raw("</a></li>\n"u8);
                html.Raw("</ul>\n"u8);
            }
            html.Raw("</li>\n"u8);
        }
        html.Raw("</ul>\n<script>"u8).Raw(Encoding.UTF8.GetBytes(Script)).Raw("</script>\n</main>\n"u8);
        HtmlPage.Close(html, script: true);
        return new SitePage($"{year.Folder}/{Page}", html.ToArray());
    }

    /// <summary>Which documents the index knows, and by which page: what the script lists, and what tells the next run what has changed.</summary>
    /// <param name="pages">SHA-256 of each document's page.</param>
    public static SitePage Catalogue(DistrictYear year, IReadOnlyDictionary<string, string> pages) => new(CataloguePath(year), JsonSerializer.SerializeToUtf8Bytes(
        year.Disclosures.Select(d => new SearchEntry(d.DepartmentCode, d.DepartmentName, d.Current.Number, pages.GetValueOrDefault(d.DepartmentCode, ""), [.. d.Glance?.Projects.Select(p => p.Name) ?? []], [.. d.Glance?.Projects.Select(p => p.Page) ?? []])),
        SearchIndex.Options));

    public static string CataloguePath(DistrictYear year) => $"{year.Folder}/search/catalogue.json";

    public static string ShardPath(DistrictYear year, int shard) => $"{year.Folder}/search/{shard.ToString(System.Globalization.CultureInfo.InvariantCulture)}.json";

    static string ReadScript()
    {
        using var stream = typeof(SearchPages).Assembly.GetManifestResourceStream("search.js")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return "\n" + string.Concat(reader.ReadToEnd().Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal)).Select(l => l + "\n"));
    }
}

/// <param name="Page">SHA-256 of the page that was indexed.</param>
sealed record SearchEntry(string Code, string Name, int Version, string Page, IReadOnlyList<string> Projects, IReadOnlyList<string> ProjectPages);
