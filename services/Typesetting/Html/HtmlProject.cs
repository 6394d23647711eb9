using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Html;

/// <summary>A project's own page.</summary>
static class HtmlProject
{
    public static byte[] Render(ComposedDocument document, ComposedProject project)
    {
        var html = new HtmlBuffer(32 * 1024);
        HtmlPage.Open(html, new PageHead($"{project.Name}：{document.Department}{document.Year}年项目", project.Sentence) { Style = PageStyle.Document });
        html.Raw("<header class=\"masthead\">\n"u8);
        HtmlPage.Crumbs(html, Language.Chinese,
            [("部门预算公开", "../../../../../index.html"), (document.District, "../../../../index.html"), ($"{document.Year}年", "../../../index.html"), (document.Department, "../index.html"), ("项目", "")], "");
        html.Raw("<p class=\"place\">"u8).Text(document.Department).Raw(" · "u8).Number(document.Year).Raw("年项目</p>\n<h1>"u8).Text(project.Name).Raw("</h1>\n<hr class=\"rule\">\n</header>\n<main id=\"main\" class=\"plain\">\n"u8);
        var content = new HtmlContent(html);
        foreach (var notice in document.Notices.Where(n => n.Kind == NoticeKind.Superseded)) html.Raw("<p class=\"notice\">"u8).Text(notice.Text).Raw("</p>\n"u8);
        html.Raw("<p class=\"lead\">"u8).Text(project.Sentence);
        if (project.Anchor.Length > 0) html.Raw(" <a href=\"../index.html#"u8).Text(project.Anchor).Raw("\">在公开文件中的位置</a>"u8);
        html.Raw("</p>\n"u8);
        if (project.Spending is { } spending)
        {
            html.Raw("<section class=\"story\">\n<h2>钱花在哪里</h2>\n"u8);
            HtmlPicture.Render(html, spending, Language.Chinese);
            html.Raw("</section>\n"u8);
        }
        if (project.Account is { } account) content.Form(account with { Title = "项目情况说明", Subtitle = "" }, 2);
        if (project.Form is { } form) content.Form(form, 2);
        html.Raw("</main>\n"u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }
}
