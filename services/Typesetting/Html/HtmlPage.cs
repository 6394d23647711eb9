using System.Security.Cryptography;
using System.Text;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Html;

/// <summary>Which style a page carries: only what it needs, because every page carries its own.</summary>
public enum PageStyle { Document, Site, Figures }

/// <summary>What a page says of itself.</summary>
/// <param name="Title">In the window's title and where the page is shared.</param>
/// <param name="Description">One sentence, for search engines and where the page is shared.</param>
public sealed record PageHead(string Title, string Description)
{
    public Language Language { get; init; }
    public PageStyle Style { get; init; } = PageStyle.Site;

    /// <summary>The same page in the other language, relative; empty where there is none.</summary>
    public string Other { get; init; } = "";

    /// <summary>Where the page leads at once; empty: nowhere.</summary>
    public string Redirect { get; init; } = "";

    /// <summary>The Atom feed that tells of such pages, relative; empty for none.</summary>
    public string Feed { get; init; } = "";

    /// <summary>What machines read of it (JSON-LD), written so that it cannot end the element it stands in; null for nothing.</summary>
    public byte[]? Data { get; init; }

    /// <summary>Source of the page's one script; empty: it has none and may run none.</summary>
    public string Script { get; init; } = "";
}

/// <summary>What every page has: head with style and content security policy, skip link, landmarks. No outside request; no script but the search page's own.</summary>
public static class HtmlPage
{
    static readonly byte[][] Styles = [ReadStyle("base.css", "table.css", "picture.css", "document.css"), ReadStyle("base.css", "table.css", "picture.css", "site.css"), ReadStyle("base.css", "figures.css")];
    static readonly string[] StyleHashes = [.. Styles.Select(Hash)];

    public static void Open(HtmlBuffer html, string title, string description, string redirect = "") => Open(html, new PageHead(title, description) { Redirect = redirect });

    public static void Open(HtmlBuffer html, PageHead head)
    {
        html.Raw("<!DOCTYPE html>\n<html lang=\""u8).Text(head.Language.Tag()).Raw("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\""u8).Text(Policy(head))
            .Raw("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"description\" content=\""u8)
            .Text(head.Description).Raw("\">\n"u8);
        if (head.Redirect.Length > 0) html.Raw("<meta http-equiv=\"refresh\" content=\"0; url="u8).Text(head.Redirect).Raw("\">\n"u8);
        html.Raw("<meta property=\"og:type\" content=\"article\">\n<meta property=\"og:title\" content=\""u8).Text(head.Title).Raw("\">\n<meta property=\"og:description\" content=\""u8).Text(head.Description)
            .Raw("\">\n<meta property=\"og:locale\" content=\""u8).Text(head.Language.Of("zh_CN", "en_US")).Raw("\">\n<meta name=\"twitter:card\" content=\"summary\">\n"u8);
        if (head.Other.Length > 0) html.Raw("<link rel=\"alternate\" hreflang=\""u8).Text(head.Language.Of("en", "zh-CN")).Raw("\" href=\""u8).Text(head.Other).Raw("\">\n"u8);
        if (head.Feed.Length > 0) html.Raw("<link rel=\"alternate\" type=\"application/atom+xml\" title=\""u8).Text(head.Language.Of("新公开的部门预算", "Newly published budgets")).Raw("\" href=\""u8).Text(head.Feed).Raw("\">\n"u8);
        html.Raw("<title>"u8).Text(head.Title).Raw("</title>\n"u8);
        if (head.Data is { } data) html.Raw("<script type=\"application/ld+json\">"u8).Raw(data).Raw("</script>\n"u8);
        html.Raw("<style>"u8).Raw(Styles[(int)head.Style]).Raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">"u8).Text(head.Language.Of("跳到正文", "Skip to content")).Raw("</a>\n"u8);
    }

    public static void Close(HtmlBuffer html, Language language = Language.Chinese, bool script = false) => html.Raw("<footer><p>"u8).Text(script
        ? language.Of("本页只有查找用的脚本，没有统计或跟踪。", "The only script on this page is the search; nothing is counted or tracked.")
        : language.Of("本页面不使用脚本、统计或跟踪，可直接打印、存档。", "No script, no statistics, no tracking; print and keep this page as it is.")).Raw("</p></footer>\n</body>\n</html>\n"u8);

    /// <summary>The way from the site's front page down to here, and the other language.</summary>
    public static void Crumbs(HtmlBuffer html, Language language, IEnumerable<(string Name, string Link)> way, string other)
    {
        html.Raw("<nav class=\"crumbs\" aria-label=\""u8).Text(language.Of("所在位置", "You are here")).Raw("\">\n<ol>\n"u8);
        foreach (var (name, link) in way)
        {
            if (link.Length > 0) html.Raw("<li><a href=\""u8).Text(link).Raw("\">"u8).Text(name).Raw("</a></li>\n"u8);
            else html.Raw("<li aria-current=\"page\">"u8).Text(name).Raw("</li>\n"u8);
        }
        html.Raw("</ol>\n"u8);
        if (other.Length > 0) html.Raw("<a class=\"other\" lang=\""u8).Text(language.Of("en", "zh-CN")).Raw("\" href=\""u8).Text(other).Raw("\">"u8).Text(language.Of("English", "中文")).Raw("</a>\n"u8);
        html.Raw("</nav>\n"u8);
    }

    static string Policy(PageHead head) => $"default-src 'none'; style-src 'sha256-{StyleHashes[(int)head.Style]}'; "
        + (head.Script.Length > 0 ? $"script-src 'sha256-{Hash(Encoding.UTF8.GetBytes(head.Script))}'; connect-src 'self'; " : "") + "base-uri 'none'; form-action 'none'";

    static string Hash(byte[] text) => Convert.ToBase64String(SHA256.HashData(text));

    static byte[] ReadStyle(params string[] files) => Encoding.UTF8.GetBytes(string.Concat(files.Select(Read)));

    static string Read(string file)
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // Line by line without indentation: a third smaller, and the same bytes on every platform.
        return string.Concat(reader.ReadToEnd().Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("/*", StringComparison.Ordinal)).Select(l => l + "\n"));
    }
}
