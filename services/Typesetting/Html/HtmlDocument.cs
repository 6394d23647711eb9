using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Html;

/// <summary>A composed document → its page: the answer, the story and the checks, then the official document, then what is known of the publication.</summary>
public static class HtmlDocument
{
    public const string English = "en.html";

    public static byte[] Render(ComposedDocument document)
    {
        var html = new HtmlBuffer(384 * 1024);
        var title = document.Title.Contains(document.Department, StringComparison.Ordinal) ? document.Title : $"{document.Title} {document.Department}";
        HtmlPage.Open(html, new PageHead(title, document.Summary?.Sentence ?? document.Title)
        {
            Style = PageStyle.Document,
            Other = English,
            Feed = "../../../feed.xml",
            Data = DatasetData.Of(document),
        });
        Masthead(html, document, document.Title, Language.Chinese, English);
        html.Raw("<main id=\"main\" class=\"body\">\n"u8);
        if (document.Story is { } parts) Parts(html, document.Summary, parts, Language.Chinese);
        html.Raw("<div class=\"story\">\n"u8);
        var content = new HtmlContent(html, explained: true);
        foreach (var notice in document.Notices) content.Notice(notice);
        if (document.Story is { } story) HtmlStory.Render(html, new Overview(document.Summary, story), Language.Chinese);
        html.Raw("</div>\n"u8);
        Contents(html, document);
        html.Raw("<div class=\"official\">\n<p class=\"official-title\" aria-hidden=\"true\">"u8).Text(document.Title).Raw("</p>\n"u8);
        foreach (var section in document.Sections) content.Section(section);
        About(html, content, document);
        html.Raw("</div>\n</main>\n"u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }

    /// <summary>The document alone, to stand beside something else: nothing before it, nothing of how it was published, no links to other pages.</summary>
    public static byte[] RenderAlone(ComposedDocument document)
    {
        var html = new HtmlBuffer(256 * 1024);
        HtmlPage.Open(html, new PageHead(document.Title, document.Title) { Style = PageStyle.Document });
        html.Raw("<header class=\"masthead\">\n<h1>"u8).Text(document.Title).Raw("</h1>\n<hr class=\"rule\">\n</header>\n<div class=\"body\">\n<main id=\"main\">\n"u8);
        var content = new HtmlContent(html);
        foreach (var section in document.Sections) content.Section(section);
        html.Raw("</main>\n</div>\n"u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }

    /// <summary>The answer, the story and the pictures with English headings and labels; the document itself exists in Chinese only.</summary>
    public static byte[] RenderEnglish(ComposedDocument document)
    {
        var html = new HtmlBuffer(64 * 1024);
        var overview = document.English!;
        var title = $"{document.Department}: budget {document.Year}";
        HtmlPage.Open(html, new PageHead(title, overview.Summary?.Sentence ?? title) { Language = Language.English, Style = PageStyle.Document, Other = "index.html" });
        Masthead(html, document, title, Language.English, "index.html");
        html.Raw("<main id=\"main\" class=\"body\">\n"u8);
        Parts(html, overview.Summary, overview.Story, Language.English);
        html.Raw("<div class=\"story\">\n<p class=\"notice\">Headings and labels are in English; names and reasons stand as the department wrote them. <a href=\"index.html\" hreflang=\"zh-CN\">The official document (Chinese)</a></p>\n"u8);
        HtmlStory.Render(html, overview, Language.English);
        html.Raw("<section class=\"about\" id=\"about\">\n<h2>Data</h2>\n"u8);
        Files(html, document, lang: " lang=\"zh-CN\""u8);
        html.Raw("</section>\n</div>\n</main>\n"u8);
        HtmlPage.Close(html, Language.English);
        return html.ToArray();
    }

    static void Masthead(HtmlBuffer html, ComposedDocument document, string title, Language language, string other)
    {
        html.Raw("<header class=\"masthead\">\n"u8);
        HtmlPage.Crumbs(html, language,
        [
            (language.Of("部门预算公开", "Budget disclosure"), $"../../../../{language.Of("index.html", "en.html")}"), (document.District, $"../../../{language.Of("index.html", "en.html")}"),
            (language.Of($"{document.Year}年", $"{document.Year}"), $"../../{language.Of("index.html", "en.html")}"), (document.Department, ""),
        ], other);
        html.Raw("<p class=\"place\">"u8).Text(document.District).Raw(" · "u8).Text(language.Of("部门预算公开", "Budget disclosure")).Raw("</p>\n<h1>"u8);
        // A long title breaks after the department's name and not within it.
        if (title.StartsWith(document.Department, StringComparison.Ordinal)) html.Text(document.Department).Raw("<wbr>"u8).Text(title[document.Department.Length..]);
        else html.Text(title);
        html.Raw("</h1>\n"u8);
        foreach (var line in document.Cover)
        {
            if (language == Language.Chinese && !document.Title.Contains(line, StringComparison.Ordinal)) html.Raw("<p class=\"cover\">"u8).Text(line).Raw("</p>\n"u8);
        }
        html.Raw("<hr class=\"rule\">\n</header>\n"u8);
    }

    /// <summary>What stands before the document; short, so that on a phone the answer is not below it.</summary>
    static void Parts(HtmlBuffer html, Summary? summary, Story story, Language language)
    {
        html.Raw("<nav class=\"contents parts\" aria-label=\""u8).Text(language.Of("看懂预算", "The budget explained")).Raw("\">\n<ol>\n"u8);
        if (summary is not null) html.Raw("<li><a href=\"#summary\">"u8).Text(language.Of("一眼看懂", "At a glance")).Raw("</a></li>\n"u8);
        foreach (var part in story.Parts) html.Raw("<li><a href=\"#"u8).Text(part.Id).Raw("\">"u8).Text(part.Short).Raw("</a></li>\n"u8);
        if (language == Language.Chinese) html.Raw("<li><a href=\"#contents\">公开文件全文</a></li>\n"u8);
        html.Raw("</ol>\n</nav>\n"u8);
    }

    static void Contents(HtmlBuffer html, ComposedDocument document)
    {
        html.Raw("<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">目录</h2>\n<ol>\n"u8);
        foreach (var section in document.Sections) Entry(html, section);
        html.Raw("<li><a href=\"#about\">公开信息与数据下载</a></li>\n</ol>\n</nav>\n"u8);
    }

    static void Entry(HtmlBuffer html, ComposedSection section)
    {
        html.Raw("<li><a href=\"#"u8).Text(section.Id).Raw("\">"u8).Text(section.Title).Raw("</a>"u8);
        var inner = section.Sections.Count > 0 && section.Level == 1;
        var named = section.Contents.Where(c => c is ComposedTable or ComposedForm).ToList();
        if (inner || named.Count > 0)
        {
            html.Raw("\n<ol>\n"u8);
            foreach (var content in named)
            {
                var (id, title) = content is ComposedTable t ? (t.Id, $"{t.Number}. {t.Title}") : (((ComposedForm)content).Id, ((ComposedForm)content).Name);
                html.Raw("<li><a href=\"#"u8).Text(id).Raw("\">"u8).Text(title).Raw("</a></li>\n"u8);
            }
            if (inner)
            {
                foreach (var s in section.Sections) Entry(html, s);
            }
            html.Raw("</ol>\n"u8);
        }
        html.Raw("</li>\n"u8);
    }

    static void About(HtmlBuffer html, HtmlContent content, ComposedDocument document)
    {
        html.Raw("<section class=\"about\" id=\"about\">\n<h2>公开信息与数据下载</h2>\n<dl>\n"u8);
        foreach (var line in document.Provenance) content.Field(line.Label, [line.Value]);
        html.Raw("</dl>\n<h3>版本与更正</h3>\n<p>公开的版本不再改动；更正另立新版，旧版留在原址并注明已被替代。<a href=\"../index.html\">全部版本及更正原因</a>　<a href=\"../../../departments/"u8)
            .Text(document.DepartmentCode).Raw("/index.html\">本部门历年预算</a></p>\n<h3>数据下载</h3>\n"u8);
        Files(html, document, lang: []);
        html.Raw("<h3>怎样引用一个数字</h3>\n<p>每个数字都有不变的地址。点数字即到它的说明：怎样算出、上年多少、为何变化、还出现在哪里、怎样引用。</p>\n</section>\n"u8);
    }

    static void Files(HtmlBuffer html, ComposedDocument document, ReadOnlySpan<byte> lang)
    {
        html.Raw("<ul class=\"files\""u8).Raw(lang).Raw(">\n"u8);
        foreach (var file in document.Downloads) html.Raw("<li><a href=\""u8).Text(file.Path).Raw("\">"u8).Text(file.Label).Raw("</a></li>\n"u8);
        html.Raw("</ul>\n"u8);
    }
}
