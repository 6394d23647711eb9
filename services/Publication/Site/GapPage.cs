using Budget.Publication.Storage;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;

namespace Budget.Publication.Site;

/// <summary>What stands at the address of a version that was withheld: that there was one, when it went and why, and nothing of what it said.</summary>
public static class GapPage
{
    public static byte[] Render(DisclosureRow row, string reason, DateTimeOffset at)
    {
        var html = new HtmlBuffer();
        var title = $"{row.DepartmentName}{row.Year}年部门预算";
        HtmlPage.Open(html, title + "（已撤下）", title + "：该版本已撤下");
        html.Raw("<header class=\"masthead\">\n"u8);
        HtmlPage.Crumbs(html, Language.Chinese, [("部门预算公开", "../../../../index.html"), (row.DistrictName, "../../../index.html"), ($"{row.Year}年", "../../index.html"), (row.DepartmentName, "../index.html"), ($"第{row.Version}版", "")], "");
        html.Raw("<h1>"u8).Text(title)
            .Raw("</h1>\n<hr class=\"rule\">\n</header>\n<main id=\"main\">\n<section id=\"withheld\">\n<h2>第"u8).Number(row.Version)
            .Raw("版已撤下</h2>\n<p class=\"notice\">本版公开后，由财政部门于"u8).Text(Composer.ChinaTime(at)).Raw("撤下，其内容和数据不再提供。</p>\n<dl>\n<dt>撤下原因</dt><dd>"u8).Text(reason).Raw("</dd>\n"u8);
        if (row.PublishedAt is { } published) html.Raw("<dt>公开时间</dt><dd>"u8).Text(Composer.ChinaTime(published)).Raw("</dd>\n"u8);
        html.Raw("<dt>撤下时间</dt><dd>"u8).Text(Composer.ChinaTime(at)).Raw("</dd>\n<dt>登记</dt><dd><a href=\"manifest.json\">清单</a>、<a href=\"../../../../log.jsonl\">公开日志</a></dd>\n</dl>\n"u8)
            .Raw("<p><a href=\"../index.html\">查看该部门当年的其他版本</a></p>\n<p lang=\"en\">This version was published in error and has been withheld by the finance department. Its address and this record remain.</p>\n</section>\n</main>\n"u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }
}
