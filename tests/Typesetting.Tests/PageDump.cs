using System.Text;
using AngleSharp.Dom;

namespace Budget.Typesetting.Tests;

/// <summary>A page as it is read aloud: headings, paragraphs, lines of tables, pictures by their words. What a reviewer can read line by line, and no markup.</summary>
static class PageDump
{
    public static string Of(IDocument page)
    {
        var text = new StringBuilder();
        text.Append("title: ").Append(page.Title).Append('\n').Append("description: ").Append(page.QuerySelector("meta[name=description]")!.GetAttribute("content")).Append('\n');
        Walk(page.Body!, text);
        return text.ToString();
    }

    static void Walk(IElement element, StringBuilder text)
    {
        foreach (var child in element.Children)
        {
            switch (child.LocalName)
            {
                case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                    Line(text, new string('#', child.LocalName[1] - '0') + " " + Words(child));
                    break;
                case "p" or "dd" or "figcaption" or "summary" or "a" or "span" or "strong":
                    Line(text, Words(child));
                    break;
                case "dt":
                    text.Append(Words(child)).Append("： ");
                    break;
                case "li" when child.QuerySelector("li,p,svg") is null:
                    Line(text, "- " + Words(child));
                    break;
                case "caption":
                    Line(text, "[" + Words(child) + "]");
                    break;
                case "tr":
                    Line(text, "| " + string.Join(" | ", child.Children.Select(Words)));
                    break;
                case "svg":
                    Line(text, $"(picture: {child.QuerySelector("title")?.TextContent ?? child.GetAttribute("aria-label")}{(child.QuerySelector("desc") is { } d ? " — " + d.TextContent : "")})");
                    break;
                case "script" or "style":
                    break;
                default:
                    Walk(child, text);
                    break;
            }
        }
    }

    static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
