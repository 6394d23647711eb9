using Budget.Document;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;
using Budget.V1;

namespace Budget.Publication.Site;

/// <summary>changes.html of a version that corrects another: what differs, figures and texts, so that nobody has to lay two documents side by side.</summary>
public static class ChangesPage
{
    public const string File = "changes.html";

    /// <param name="changes">Null: the version before is withheld, and so is what differs from it.</param>
    public static byte[] Render(DisclosureDocument document, PublicationFacts facts, IReadOnlyList<Change>? changes)
    {
        var html = new HtmlBuffer();
        var name = $"{document.Department.Name}{document.Year}年部门预算";
        var title = $"{name}：第{facts.Version}版与第{facts.Version - 1}版的不同";
        HtmlPage.Open(html, title, title);
        html.Raw("<header class=\"masthead\">\n"u8);
        HtmlPage.Crumbs(html, Language.Chinese, [("部门预算公开", "../../../../index.html"), (document.Department.District, "../../../index.html"), ($"{document.Year}年", "../../index.html"), (document.Department.Name, "../index.html"), ($"第{facts.Version}版", "index.html"), ("更正内容", "")], "");
        html.Raw("<h1>"u8).Text(name)
            .Raw("</h1>\n<hr class=\"rule\">\n</header>\n<main id=\"main\">\n<section id=\"changes\">\n<h2>第"u8).Number(facts.Version).Raw("版更正了什么</h2>\n"u8);
        if (facts.CorrectionReason.Length > 0) html.Raw("<p>更正原因："u8).Text(facts.CorrectionReason).Raw("</p>\n"u8);
        if (changes is null) html.Raw("<p class=\"notice\">上一版已撤下，不能比较。</p>\n"u8);
        else if (changes.Count == 0) html.Raw("<p>两版的数字和文字相同。</p>\n"u8);
        else Table(html, changes);
        html.Raw("<p><a href=\"index.html\">查看第"u8).Number(facts.Version).Raw("版</a>　<a href=\"../v"u8).Number(facts.Version - 1).Raw("/index.html\">查看第"u8)
            .Number(facts.Version - 1).Raw("版</a></p>\n</section>\n</main>\n"u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }

    static void Table(HtmlBuffer html, IReadOnlyList<Change> changes)
    {
        html.Raw("<div class=\"frame\" role=\"group\" tabindex=\"0\" aria-label=\"两版的不同\">\n<table>\n<caption><span class=\"t\">共"u8).Number(changes.Count)
            .Raw("处不同</span></caption>\n<thead>\n<tr><th class=\"r\" scope=\"col\">位置</th><th scope=\"col\">上一版</th><th scope=\"col\">本版</th><th scope=\"col\">相差</th></tr>\n</thead>\n<tbody>\n"u8);
        foreach (var change in changes)
        {
            html.Raw("<tr><th scope=\"row\">"u8).Text(change.Place).Raw("</th><td>"u8).Text(change.Before.Length > 0 ? change.Before : "（无）").Raw("</td><td>"u8)
                .Text(change.After.Length > 0 ? change.After : "（无）").Raw("</td><td class=\"n\">"u8).Text(Difference(change)).Raw("</td></tr>\n"u8);
        }
        html.Raw("</tbody>\n</table>\n</div>\n"u8);
    }

    static string Difference(Change change) =>
        !change.HasDifferenceFen ? "" : (change.DifferenceFen > 0 ? "+" : "−") + new Amount(Math.Abs(change.DifferenceFen));
}
