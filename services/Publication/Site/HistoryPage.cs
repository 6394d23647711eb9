using Budget.Publication.AsOf;
using Budget.Publication.Storage;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Site;

/// <summary>history.html of a department's year: what the public saw from when to when, read from the public log.</summary>
public static class HistoryPage
{
    public const string File = "history.html";

    public static async Task<SitePage> Of(PublicationDb db, PublishedDisclosure disclosure, CancellationToken stop)
    {
        var events = await db.Log.Join(db.Disclosures, entry => entry.DisclosureId, d => d.Id, (entry, d) => new { Entry = entry, Of = d })
            .Where(e => e.Of.District == disclosure.DistrictCode && e.Of.Year == disclosure.Year && e.Of.Department == disclosure.DepartmentCode).OrderBy(e => e.Entry.Number)
            .Select(e => new LoggedEvent(e.Entry.Number, e.Entry.At, e.Entry.Event, e.Of.Version, e.Entry.Manifest, e.Entry.Reason)).ToListAsync(stop);
        return new($"{disclosure.Folder}/{File}", Page(disclosure.District, disclosure.DepartmentName, disclosure.Year, PublicationTimeline.Of(events)));
    }

    public static byte[] Page(string district, string department, int year, IReadOnlyList<Period> periods)
    {
        var html = new HtmlBuffer();
        var title = $"{department}{year}年部门预算：公开历程";
        HtmlPage.Open(html, title, title + "，各时段公众所见的版本");
        html.Raw("<header class=\"masthead\">\n"u8);
        HtmlPage.Crumbs(html, Language.Chinese, [("部门预算公开", "../../../index.html"), (district, "../../index.html"), ($"{year}年", "../index.html"), (department, "index.html"), ("公开历程", "")], "");
        html.Raw("<h1>"u8).Text($"{department}{year}年部门预算")
            .Raw("</h1>\n<hr class=\"rule\">\n</header>\n<main id=\"main\">\n<section id=\"history\">\n<h2>公开历程</h2>\n<p>任一时刻公众所见的版本如下，取自<a href=\"../../../log.jsonl\">公开日志</a>；时间为北京时间。</p>\n"u8)
            .Raw("<div class=\"frame\" role=\"group\" tabindex=\"0\" aria-label=\"公开历程\">\n<table>\n<caption><span class=\"t\">公众所见的版本</span></caption>\n<thead>\n<tr><th class=\"r\" scope=\"col\">自</th><th scope=\"col\">至</th><th scope=\"col\">公众所见</th><th scope=\"col\">原因</th><th scope=\"col\">日志编号</th><th scope=\"col\">与上一版的不同</th></tr>\n</thead>\n<tbody>\n"u8);
        foreach (var period in periods)
        {
            html.Raw("<tr><th scope=\"row\">"u8).Text(Composer.ChinaTime(period.From)).Raw("</th><td>"u8).Text(period.To is { } to ? Composer.ChinaTime(to) : "至今").Raw("</td><td><a href=\"v"u8)
                .Number(period.Version).Raw("/index.html\">第"u8).Number(period.Version).Raw("版</a>"u8).Text(period.Kind switch
                {
                    V1.PublicationKind.Withheld => "（已撤下）",
                    V1.PublicationKind.PublishedInPart => "（部分内容已撤下）",
                    _ => "",
                }).Raw("</td><td>"u8).Text(period.Reason).Raw("</td><td class=\"n\">"u8).Number(period.LogNumber).Raw("</td><td>"u8);
            if (period is { Version: > 1, Kind: not V1.PublicationKind.Withheld }) html.Raw("<a href=\"v"u8).Number(period.Version).Raw("/changes.html\">查看第"u8).Number(period.Version).Raw("版更正了什么</a>"u8);
            html.Raw("</td></tr>\n"u8);
        }
        html.Raw("</tbody>\n</table>\n</div>\n<p><a href=\"index.html\">返回该部门当年各版本</a></p>\n</section>\n</main>\n"u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }
}
