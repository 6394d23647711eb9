using Budget.Contracts;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Typesetting.Html;

namespace Budget.Typesetting.Reports;

/// <summary>A page as it was printed: its size in points and its picture as the inside of an SVG of that size, drawn when it is asked for.</summary>
public sealed record PrintedPicture(int Number, double Width, double Height, Func<string> Svg);

/// <summary>A box on a printed page, in points from its upper left corner.</summary>
public readonly record struct PrintedSpot(int Page, double Left, double Top, double Right, double Bottom);

/// <summary>Findings beside the pictures of the printed pages they are about; each is boxed and leads to the other.</summary>
public static class PrintedReport
{
    /// <param name="pictures">The pages in printed order; those without a finding are left out.</param>
    /// <param name="spot">Where a finding stands; null where it is about no one place.</param>
    public static byte[] Render(CheckedFile file, IReadOnlyList<PrintedPicture> pictures, Func<Finding, PrintedSpot?> spot, string overview = "")
    {
        var document = file.Report.Document ?? throw new ArgumentException("A report by hand has no document to stand beside.", nameof(file));
        var spots = new Dictionary<int, PrintedSpot>();
        var findings = ReportPage.Numbered(file, (finding, number) =>
        {
            if (spot(finding) is not { } at || !pictures.Any(picture => picture.Number == at.Page)) return null;
            spots[number] = at;
            return $"m{number}";
        });

        var html = new HtmlBuffer();
        var title = $"检查报告 {document.Department.Name}{document.Year}年部门预算";
        HtmlPage.Open(html, new PageHead(title, "检查结果与原件对照") { Style = PageStyle.Document });
        html.Raw("<header class=\"masthead\">\n<p class=\"place\">检查报告</p>\n<h1>"u8).Text($"{document.Department.Name}{document.Year}年部门预算").Raw("</h1>\n<p class=\"cover\">"u8)
            .Text(Path.GetFileName(file.File)).Raw("</p>\n<hr class=\"rule\">\n</header>\n<div class=\"body report\">\n"u8);
        ReportPage.Pane(html, file, findings, overview);
        html.Raw("<main id=\"main\">\n"u8);
        foreach (var picture in pictures) Picture(html, picture, findings.Where(f => spots.TryGetValue(f.Number, out var at) && at.Page == picture.Number).ToList(), spots);
        if (spots.Count == 0) html.Raw("<p>没有可以在原件上指出位置的结果。</p>\n"u8);
        html.Raw("</main>\n</div>\n"u8);
        HtmlPage.Close(html);
        var page = ReportPage.Parse(html.ToArray());
        ReportPage.AddStyle(page);
        return System.Text.Encoding.UTF8.GetBytes(ReportPage.Written(page));
    }

    static void Picture(HtmlBuffer html, PrintedPicture picture, List<ReportPage.Placed> findings, Dictionary<int, PrintedSpot> spots)
    {
        if (findings.Count == 0) return;
        html.Raw("<figure class=\"printed\" id=\"page"u8).Number(picture.Number).Raw("\">\n<figcaption>"u8).Text($"原件第{picture.Number}页").Raw("</figcaption>\n"u8)
            .Raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\""u8).Text($"原件第{picture.Number}页的图").Raw("\" viewBox=\""u8).Text(FormattableString.Invariant($"0 0 {picture.Width:0.#} {picture.Height:0.#}"))
            .Raw("\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"u8).Raw(System.Text.Encoding.UTF8.GetBytes(picture.Svg()));
        // What is marked in one place by several findings is boxed once, with all their numbers.
        foreach (var group in findings.GroupBy(f => spots[f.Number]))
        {
            var at = group.Key;
            var worst = group.MinBy(f => f.Finding.Severity)!;
            html.Raw("<g class=\""u8).Text($"box {ReportPage.Css(worst.Finding)}").Raw("\">"u8);
            foreach (var f in group) html.Raw("<a id=\"m"u8).Number(f.Number).Raw("\" href=\"#f"u8).Number(f.Number).Raw("\" aria-label=\""u8).Text($"检查结果第{f.Number}条：{f.Finding.Rule.Title}").Raw("\">"u8)
                .Raw(Rect(at)).Raw("</a>"u8);
            html.Raw("<text x=\""u8).Text(FormattableString.Invariant($"{at.Right + 1:0.#}")).Raw("\" y=\""u8).Text(FormattableString.Invariant($"{at.Top + 7:0.#}")).Raw("\" font-size=\"8\" font-weight=\"700\">"u8)
                .Text(string.Join(' ', group.Select(f => f.Number))).Raw("</text></g>\n"u8);
        }
        html.Raw("</svg>\n</figure>\n"u8);
    }

    static byte[] Rect(PrintedSpot at) => System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant(
        $"<rect x=\"{at.Left - 1:0.#}\" y=\"{at.Top - 1:0.#}\" width=\"{at.Right - at.Left + 2:0.#}\" height=\"{at.Bottom - at.Top + 2:0.#}\" rx=\"1.5\"/>"));
}
