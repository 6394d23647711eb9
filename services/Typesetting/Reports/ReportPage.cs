using System.Security.Cryptography;
using System.Text;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Budget.Contracts;
using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;

namespace Budget.Typesetting.Reports;

/// <summary>
/// Findings beside the document they are about. The document is the page as it would be published; each finding leads to its
/// place, which is highlighted by being the address's target, and each place leads back. No script, and nothing from elsewhere.
/// </summary>
public static class ReportPage
{
    static readonly string Style = ReadStyle();

    static readonly string StyleHash = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";

    /// <param name="overview">The page that leads to several reports; empty where there is one.</param>
    public static byte[] Render(CheckedFile file, string overview = "")
    {
        var document = file.Report.Document ?? throw new ArgumentException("A report by hand has no document to stand beside.", nameof(file));
        var composed = Composer.Compose(document, new PublicationFacts(1));
        var page = Parse(HtmlDocument.RenderAlone(composed));
        var findings = file.Report.Parts().SelectMany(part => part.Findings.Select(finding => (part, finding))).Select((p, i) => new Placed(i + 1, p.part, p.finding, composed.Anchors.Find(p.finding.Place.Key))).ToList();

        foreach (var placed in findings) Mark(page, placed);
        AddStyle(page);
        page.Title = $"检查报告 {composed.Title}";
        page.QuerySelector("h1")!.Before(Fragment(page, html => html.Raw("<p class=\"place\">检查报告</p>"u8)));
        page.QuerySelector("main")!.Before(Fragment(page, html => Pane(html, file, findings, overview)));
        page.QuerySelector(".body")!.ClassList.Add("report");
        return Encoding.UTF8.GetBytes(Written(page));
    }

    sealed record Placed(int Number, ReportPart Part, Finding Finding, string? Anchor);

    static void Mark(IDocument page, Placed placed)
    {
        if (placed.Anchor is null || page.GetElementById(placed.Anchor) is not { } at) return;
        var mark = page.CreateElement("a");
        mark.ClassName = $"mark {Css(placed.Finding)}";
        mark.SetAttribute("href", $"#f{placed.Number}");
        mark.SetAttribute("aria-label", $"检查结果第{placed.Number}条：{placed.Finding.Severity.Chinese()} {placed.Finding.Rule.Title}");
        mark.TextContent = $"{placed.Number}";
        // A table, a form or a section is marked at its name, a figure behind itself.
        (at.QuerySelector("caption, h2, h3, h4, h5, h6") ?? at).Append(mark);
    }

    static void Pane(HtmlBuffer html, CheckedFile file, List<Placed> findings, string overview)
    {
        html.Raw("<aside class=\"pane\" aria-labelledby=\"findings\" tabindex=\"0\">\n<h2 id=\"findings\">检查结果</h2>\n"u8);
        if (overview.Length > 0) html.Raw("<p><a href=\""u8).Text(overview).Raw("\">返回总览</a></p>\n"u8);
        html.Raw("<dl>\n"u8);
        Line(html, "结果", $"错误 {file.Count(Severity.Error)}，警告 {file.Count(Severity.Warning)}，提示 {file.Count(Severity.Info)}");
        Line(html, "规则", $"共 {RuleBook.Rules.Count} 条：通过 {file.Report.Passed}，不通过 {file.Report.Failed}，无法核对 {file.Report.NotCheckable}");
        html.Raw("</dl>\n"u8);
        if (findings.Count == 0) html.Raw("<p>未发现问题。</p>\n"u8);
        foreach (var part in findings.GroupBy(f => f.Part))
        {
            html.Raw("<h3>"u8).Text(part.Key.Title).Raw("</h3>\n<ol class=\"findings\" start=\""u8).Number(part.First().Number).Raw("\">\n"u8);
            foreach (var placed in part) Item(html, placed);
            html.Raw("</ol>\n"u8);
        }
        NotChecked(html, file.Report);
        html.Raw("<dl class=\"stamp\">\n"u8);
        Line(html, "公开形式", file.Edition);
        Line(html, "规则库", RuleBook.Version);
        Line(html, "科目数据", FindingRows.CodeLists);
        html.Raw("</dl>\n</aside>\n"u8);
    }

    static void Item(HtmlBuffer html, Placed placed)
    {
        var (finding, rule) = (placed.Finding, placed.Finding.Rule);
        html.Raw("<li id=\"f"u8).Number(placed.Number).Raw("\" class=\""u8).Text(Css(finding)).Raw("\">\n<p><span class=\"mark "u8).Text(Css(finding)).Raw("\">"u8).Number(placed.Number).Raw("</span><span class=\"badge\">"u8).Text(finding.Severity.Chinese()).Raw("</span>"u8);
        if (placed.Anchor is null) html.Raw("<span class=\"where\">"u8).Text(finding.Place.Text).Raw("</span>"u8);
        else html.Raw("<a class=\"where\" href=\"#"u8).Text(placed.Anchor).Raw("\">"u8).Text(finding.Place.Text).Raw("</a>"u8);
        html.Raw("</p>\n<p>"u8).Text(finding.Message).Raw("</p>\n"u8);
        string[] figures = [Named("所印", finding.Found), Named("应为", finding.Expected), Named("相差", finding.Difference), Named("容差", finding.Tolerance)];
        if (figures.Any(f => f.Length > 0)) html.Raw("<p class=\"more\">"u8).Text(string.Join("　", figures.Where(f => f.Length > 0))).Raw("</p>\n"u8);
        html.Raw("<details><summary>"u8).Text($"{rule.Id} {rule.Title}").Raw("</summary>\n<dl>\n"u8);
        Line(html, "为什么", rule.Explanation.Why);
        Line(html, "如何改", rule.Explanation.Mend);
        Line(html, "依据", rule.Basis.ToString());
        html.Raw("</dl>\n<p class=\"more\" lang=\"en\">"u8).Text(finding.MessageEn).Raw("</p>\n</details>\n</li>\n"u8);
    }

    static void NotChecked(HtmlBuffer html, Report report)
    {
        var unchecked_ = report.Answers.Where(a => a.Answer == Answer.NotCheckable).ToList();
        if (unchecked_.Count == 0) return;
        html.Raw("<details><summary>无法核对的规则（"u8).Number(unchecked_.Count).Raw("条）</summary>\n<dl>\n"u8);
        foreach (var answer in unchecked_) Line(html, answer.Rule.Id, $"{answer.Rule.Title}：{answer.Reason}");
        html.Raw("</dl>\n</details>\n"u8);
    }

    static void Line(HtmlBuffer html, string label, string text) => html.Raw("<dt>"u8).Text(label).Raw("</dt><dd>"u8).Text(text).Raw("</dd>\n"u8);

    static string Named(string name, string value) => value.Length == 0 ? "" : $"{name}：{value}";

    static string Css(Finding finding) => finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" };

    internal static IDocument Parse(byte[] page) => new HtmlParser().ParseDocument(Encoding.UTF8.GetString(page));

    /// <summary>Nodes of what is written as any page is: everything that is not markup goes in encoded.</summary>
    static INode[] Fragment(IDocument page, Action<HtmlBuffer> write)
    {
        var html = new HtmlBuffer();
        write(html);
        return [.. new HtmlParser().ParseFragment(Encoding.UTF8.GetString(html.ToArray()), page.Body!)];
    }

    /// <summary>The page's own policy admits styles by their hash; this one is added to it.</summary>
    internal static void AddStyle(IDocument page)
    {
        var policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!;
        policy.SetAttribute("content", policy.GetAttribute("content")!.Replace("style-src ", $"style-src {StyleHash} ", StringComparison.Ordinal));
        var style = page.CreateElement("style");
        style.TextContent = Style;
        page.Head!.Append(style);
    }

    internal static string Written(IDocument page) => page.ToHtml().ReplaceLineEndings("\n") + "\n";

    static string ReadStyle()
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
