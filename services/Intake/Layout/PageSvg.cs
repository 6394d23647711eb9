using System.Globalization;
using System.Net;
using System.Text;
using Budget.Intake.Pages;

namespace Budget.Intake.Layout;

/// <summary>The picture of a page, drawn from its letters and rules: what was read is what is shown, and no other tool is needed.</summary>
public static class PageSvg
{
    /// <summary>The inside of an SVG of the page's size.</summary>
    public static string Of(Page page)
    {
        var svg = new StringBuilder();
        foreach (var box in page.Pictures)
        {
            if (box.Width < 2 || box.Height < 2) continue;
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{box.Left:0.#}\" y=\"{box.Top:0.#}\" width=\"{box.Width:0.#}\" height=\"{box.Height:0.#}\" fill=\"#eee\"/>\n");
        }
        svg.Append("<path fill=\"none\" stroke=\"#555\" stroke-width=\".6\" d=\"");
        foreach (var rule in page.Rules)
        {
            svg.Append(CultureInfo.InvariantCulture, $"M{(rule.Across ? rule.From : rule.At):0.#} {(rule.Across ? rule.At : rule.From):0.#}{(rule.Across ? 'H' : 'V')}{rule.To:0.#}");
        }
        svg.Append("\"/>\n<g fill=\"#000\" font-family=\"serif\">\n");
        foreach (var run in Runs.Of(page.Letters, [.. page.Rules.Where(rule => !rule.Across)]))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{run.Box.Left:0.#}\" y=\"{run.Baseline:0.#}\" font-size=\"{run.Size:0.#}\" textLength=\"{Math.Max(run.Box.Width, 1):0.#}\" lengthAdjust=\"spacingAndGlyphs\">")
                .Append(WebUtility.HtmlEncode(run.Text)).Append("</text>\n");
        }
        return svg.Append("</g>\n").ToString();
    }
}
