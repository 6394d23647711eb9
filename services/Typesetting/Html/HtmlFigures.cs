using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Html;

/// <summary>The pages on which every figure explains itself.</summary>
static class HtmlFigures
{
    public static byte[] Render(ComposedDocument document, FigurePage page)
    {
        var html = new HtmlBuffer(128 * 1024);
        var title = $"{page.Title}：逐项说明";
        HtmlPage.Open(html, new PageHead($"{title} {document.Department}{document.Year}年", $"{document.Department}{document.Year}年部门预算“{page.Title}”中每个数字怎样算出、上年多少、为何变化、还出现在哪里、怎样引用。") { Style = PageStyle.Figures });
        html.Raw("<header>\n"u8);
        HtmlPage.Crumbs(html, Language.Chinese,
            [("部门预算公开", "../../../../../index.html"), (document.District, "../../../../index.html"), ($"{document.Year}年", "../../../index.html"), (document.Department, "../index.html"), ("逐项说明", "")], "");
        html.Raw("<h1>"u8).Text(title).Raw("</h1>\n<p>"u8).Text(document.Title);
        if (page.Unit.Length > 0) html.Raw("　单位："u8).Text(page.Unit);
        html.Raw("　<a href=\"../index.html#"u8).Text(Anchors.Fragment(page.Back)).Raw("\">回到文件原处</a></p>\n</header>\n<main id=\"main\">\n"u8);
        foreach (var notice in document.Notices.Where(n => n.Kind == NoticeKind.Superseded)) html.Raw("<p class=\"notice\">"u8).Text(notice.Text).Raw("</p>\n"u8);
        foreach (var term in page.Terms) html.Raw("<p class=\"term\">"u8).Text(term).Raw("</p>\n"u8);
        foreach (var line in page.Lines) Line(html, line);
        html.Raw("</main>\n"u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }

    static void Line(HtmlBuffer html, FigureLine line)
    {
        html.Raw("<section>\n"u8);
        if (line.Trail.Length > 0) html.Raw("<p class=\"trail\">"u8).Text(line.Trail).Raw("</p>\n"u8);
        html.Raw("<h2>"u8).Text(line.Name).Raw("</h2>\n"u8);
        foreach (var figure in line.Figures) Entry(html, figure);
        html.Raw("<dl>\n"u8);
        Field(html, "与上年比", line.Compared);
        Field(html, "用途", line.Purpose);
        Field(html, "名词", line.Definition);
        Field(html, "引用", line.Quotation);
        html.Raw("</dl>\n</section>\n"u8);
    }

    static void Field(HtmlBuffer html, string label, string text)
    {
        if (text.Length > 0) html.Raw("<dt>"u8).Text(label).Raw("</dt><dd>"u8).Text(text).Raw("</dd>\n"u8);
    }

    static void Entry(HtmlBuffer html, FigureEntry figure)
    {
        html.Raw("<div class=\"e\" id=\""u8).Text(figure.Id).Raw("\"><p class=\"w\"><a href=\"#"u8).Text(Anchors.Fragment(figure.Id)).Raw("\">"u8).Text(figure.Label).Raw("</a> <b>"u8)
            .Text(figure.Text.Length > 0 ? figure.Text : "（空白）").Raw("</b> <a class=\"s\" href=\"../index.html#"u8).Text(Anchors.Fragment(figure.Id)).Raw("\">原处</a></p>"u8);
        foreach (var way in figure.Ways)
        {
            html.Raw("<p>"u8).Text(way.Words);
            Links(html, way.Parts);
            if (way.Verdict.Length > 0) html.Raw(way.Wrong ? " <strong class=\"no\">✗ "u8 : " <span class=\"ok\">✓ "u8).Text(way.Verdict).Raw(way.Wrong ? "</strong>"u8 : "</span>"u8);
            html.Raw("</p>"u8);
        }
        if (figure.Elsewhere.Count > 0)
        {
            html.Raw("<p>还出现在："u8);
            Links(html, figure.Elsewhere);
            html.Raw("</p>"u8);
        }
        if (figure.Correction.Length > 0) html.Raw("<p class=\"no\">"u8).Text(figure.Correction).Raw("</p>"u8);
        html.Raw("</div>\n"u8);
    }

    static void Links(HtmlBuffer html, IReadOnlyList<FigureLink> links)
    {
        for (var i = 0; i < links.Count; i++)
        {
            if (i > 0) html.Raw(links[i].Sign.Length > 0 ? " "u8 : "，"u8);
            if (links[i].Sign.Length > 0) html.Text(links[i].Sign).Raw(" "u8);
            html.Raw("<a href=\""u8).Text(links[i].Link).Raw("\">"u8).Text(links[i].Text).Raw(" "u8).Text(links[i].Amount).Raw("</a>"u8);
        }
    }
}
