using System.Security.Cryptography;
using System.Text;

namespace Budget.Publication.Formats.Html;

/// <summary>What every page has: head with style and content security policy, skip link, landmarks. No script, no outside request.</summary>
static class HtmlPage
{
    static readonly byte[] Style = ReadStyle();

    static readonly string Policy = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Style))}'; base-uri 'none'; form-action 'none'";

    /// <param name="redirect">Where the page leads at once; empty: nowhere.</param>
    public static void Open(HtmlBuffer html, string title, string description, string redirect = "")
    {
        html.Raw("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\""u8).Text(Policy)
            .Raw("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"description\" content=\""u8)
            .Text(description).Raw("\">\n"u8);
        if (redirect.Length > 0) html.Raw("<meta http-equiv=\"refresh\" content=\"0; url="u8).Text(redirect).Raw("\">\n"u8);
        html.Raw("<title>"u8).Text(title).Raw("</title>\n<style>"u8).Raw(Style).Raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">跳到正文</a>\n"u8);
    }

    public static void Close(HtmlBuffer html) => html.Raw("<footer><p>本页面不使用脚本、统计或跟踪，可直接打印、存档。</p></footer>\n</body>\n</html>\n"u8);

    static byte[] ReadStyle()
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("style.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // Line by line without indentation: a third smaller, and the same bytes on every platform.
        return Encoding.UTF8.GetBytes(string.Concat(reader.ReadToEnd().Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).Select(l => l + "\n")));
    }
}
