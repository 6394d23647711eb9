using Budget.Document;
using Budget.Publication.Composition;
using Budget.Publication.Formats.Html;

namespace Budget.Publication.Site;

/// <summary>One published disclosure as the index pages list it: a department's year with all its versions.</summary>
/// <param name="Total">收支总预算; null where the document does not say.</param>
public sealed record PublishedDisclosure(
    int Year, string DepartmentCode, string DepartmentName, string District, string DistrictCode, Amount? Total, bool Archive, IReadOnlyList<PublishedVersion> Versions)
{
    public PublishedVersion Current => Versions.MaxBy(v => v.Number)!;

    public string Folder => $"{DistrictCode}/{Year}/{DepartmentCode}";
}

public sealed record PublishedVersion(int Number, DateTimeOffset? PublishedAt, string CorrectionReason = "");

/// <param name="Path">Relative to the site's root.</param>
public sealed record SitePage(string Path, byte[] Content);

/// <summary>The pages that lead to the disclosures: all years, and each department's way to its current version. Pure, like the disclosures themselves.</summary>
public static class SiteIndex
{
    public static IReadOnlyList<SitePage> Render(IReadOnlyList<PublishedDisclosure> published)
    {
        var ordered = published.OrderByDescending(d => d.Year).ThenBy(d => d.DepartmentCode, StringComparer.Ordinal).ToList();
        return [Index(ordered), .. ordered.Select(Department)];
    }

    static SitePage Index(List<PublishedDisclosure> published)
    {
        var districts = published.Select(d => d.District).Where(d => d.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        var place = districts.Count == 1 ? districts[0] : "";
        var html = new HtmlBuffer();
        HtmlPage.Open(html, place + "部门预算公开", place + "各部门历年预算公开文件与数据");
        html.Raw("<header class=\"masthead\">\n"u8);
        if (place.Length > 0) html.Raw("<p class=\"place\">"u8).Text(place).Raw("</p>\n"u8);
        html.Raw("<h1>部门预算公开</h1>\n<hr class=\"rule\">\n</header>\n<div class=\"body\">\n"u8);
        var years = published.GroupBy(d => d.Year).ToList();
        html.Raw("<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">年度</h2>\n<ol>\n"u8);
        foreach (var year in years) html.Raw("<li><a href=\"#y"u8).Number(year.Key).Raw("\">"u8).Number(year.Key).Raw("年（"u8).Number(year.Count()).Raw("个部门）</a></li>\n"u8);
        html.Raw("</ol>\n</nav>\n<main id=\"main\">\n"u8);
        if (years.Count == 0) html.Raw("<p>尚无已公开的部门预算。</p>\n"u8);
        foreach (var year in years) Year(html, year.Key, [.. year], districts.Count > 1);
        html.Raw("</main>\n</div>\n"u8);
        HtmlPage.Close(html);
        return new SitePage("index.html", html.ToArray());
    }

    static void Year(HtmlBuffer html, int year, List<PublishedDisclosure> disclosures, bool manyDistricts)
    {
        html.Raw("<section id=\"y"u8).Number(year).Raw("\">\n<h2>"u8).Number(year).Raw("年</h2>\n<div class=\"frame list\" role=\"group\" tabindex=\"0\" aria-label=\""u8).Number(year)
            .Raw("年部门预算公开目录\">\n<table>\n<caption><span class=\"t\">"u8).Number(year)
            .Raw("年部门预算公开目录</span><span class=\"u\">单位：万元</span></caption>\n<thead>\n<tr><th scope=\"col\">编码</th><th class=\"r\" scope=\"col\">部门</th><th scope=\"col\">收支总预算</th><th scope=\"col\">版本</th><th scope=\"col\">公开时间</th></tr>\n</thead>\n<tbody>\n"u8);
        foreach (var disclosure in disclosures)
        {
            var current = disclosure.Current;
            html.Raw("<tr><td class=\"c\">"u8).Text(disclosure.DepartmentCode).Raw("</td><th scope=\"row\"><a href=\""u8).Text($"{disclosure.Folder}/v{current.Number}/index.html").Raw("\">"u8)
                .Text(disclosure.DepartmentName).Raw("</a>"u8);
            if (manyDistricts) html.Raw("（"u8).Text(disclosure.District).Raw("）"u8);
            if (disclosure.Archive) html.Raw(" <span class=\"badge\">存档</span>"u8);
            html.Raw("</th><td class=\"n\">"u8).Text(disclosure.Total?.InWan() ?? "").Raw("</td><td>"u8).Text($"第{current.Number}版").Raw("</td><td>"u8)
                .Text(current.PublishedAt is { } at ? Composer.ChinaTime(at) : "").Raw("</td></tr>\n"u8);
        }
        html.Raw("</tbody>\n</table>\n</div>\n"u8);
        foreach (var district in disclosures.Select(d => (d.DistrictCode, d.District)).Distinct())
        {
            html.Raw("<p><a href=\""u8).Text($"{DistrictData.FolderOf(district.DistrictCode, year)}/index.html").Raw("\">"u8)
                .Text($"{(manyDistricts ? district.District : "")}{year}年各部门合并数据").Raw("</a></p>\n"u8);
        }
        html.Raw("</section>\n"u8);
    }

    /// <summary>A department's permanent address for a year: leads to the current version at once, and lists the earlier ones.</summary>
    static SitePage Department(PublishedDisclosure disclosure)
    {
        var html = new HtmlBuffer();
        var title = $"{disclosure.DepartmentName}{disclosure.Year}年部门预算";
        HtmlPage.Open(html, title, title + "：当前版本与历史版本", $"v{disclosure.Current.Number}/index.html");
        html.Raw("<header class=\"masthead\">\n<p class=\"place\">"u8).Text(disclosure.District).Raw("</p>\n<h1>"u8).Text(title).Raw("</h1>\n<hr class=\"rule\">\n</header>\n<div class=\"body\">\n<main id=\"main\">\n<h2>版本</h2>\n<ol reversed>\n"u8);
        foreach (var version in disclosure.Versions.OrderByDescending(v => v.Number))
        {
            html.Raw("<li><a href=\"v"u8).Number(version.Number).Raw("/index.html\">第"u8).Number(version.Number).Raw("版"u8);
            if (version == disclosure.Current) html.Raw("（当前）"u8);
            html.Raw("</a>"u8);
            if (version.PublishedAt is { } at) html.Raw("，"u8).Text(Composer.ChinaTime(at)).Raw("公开"u8);
            if (version.CorrectionReason.Length > 0) html.Raw("。更正原因："u8).Text(version.CorrectionReason);
            html.Raw("</li>\n"u8);
        }
        html.Raw("</ol>\n<p><a href=\"../../../index.html\">返回目录</a></p>\n</main>\n</div>\n"u8);
        HtmlPage.Close(html);
        return new SitePage($"{disclosure.Folder}/index.html", html.ToArray());
    }
}
