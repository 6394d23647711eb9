using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Html;

/// <summary>The answer first, then the money in plain words and pictures.</summary>
static class HtmlStory
{
    public static void Render(HtmlBuffer html, Overview overview, Language language)
    {
        if (overview.Summary is { } summary) Summary(html, summary, language);
        foreach (var part in overview.Story.Parts)
        {
            html.Raw("<section id=\""u8).Text(part.Id).Raw("\">\n<h2>"u8).Text(part.Heading).Raw("</h2>\n"u8);
            Sentences(html, part.Sentences);
            foreach (var picture in part.Pictures) HtmlPicture.Render(html, picture, language);
            html.Raw("</section>\n"u8);
        }
    }

    static void Sentences(HtmlBuffer html, IReadOnlyList<string> sentences)
    {
        var list = false;
        for (var i = 0; i < sentences.Count; i++)
        {
            // What follows a sentence that ends in a colon is its list.
            if (i > 0 && sentences[i - 1] is [.., '：' or ':'])
            {
                html.Raw("<ul class=\"differences\">\n"u8);
                list = true;
            }
            html.Raw(list ? "<li>"u8 : "<p>"u8).Text(sentences[i]).Raw(list ? "</li>\n"u8 : "</p>\n"u8);
        }
        if (list) html.Raw("</ul>\n"u8);
    }

    static void Summary(HtmlBuffer html, Summary summary, Language language)
    {
        html.Raw("<section class=\"summary\" aria-labelledby=\"summary\">\n<h2 id=\"summary\">"u8).Text(language.Of("一眼看懂", "At a glance")).Raw("</h2>\n<p class=\"lead\">"u8).Text(summary.Sentence).Raw("</p>\n<ul class=\"cards\">\n"u8);
        foreach (var figure in summary.Figures)
        {
            html.Raw("<li><span class=\"label\">"u8).Text(figure.Label).Raw("</span> <strong>"u8).Text(figure.Amount).Raw("</strong><span class=\"unit\">"u8).Text(figure.Unit).Raw("</span>"u8);
            if (figure.Change.Length > 0) Change(html, figure.Direction, figure.Change);
            html.Raw("</li>\n"u8);
        }
        html.Raw("</ul>\n</section>\n"u8);
    }

    /// <summary>The direction is said in words, shown by a sign, and only then coloured.</summary>
    public static void Change(HtmlBuffer html, int direction, string text) => html.Raw(direction switch
    {
        > 0 => "<span class=\"change up\"><span aria-hidden=\"true\">▲ </span>"u8,
        < 0 => "<span class=\"change down\"><span aria-hidden=\"true\">▼ </span>"u8,
        _ => "<span class=\"change\"><span aria-hidden=\"true\">＝ </span>"u8,
    }).Text(text).Raw("</span>"u8);
}
