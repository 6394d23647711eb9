using System.Globalization;
using Budget.Document;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Html;

/// <summary>
/// Pictures as SVG that the browser needs no script for. Bars have no view box: their lengths are percentages and their
/// letters keep their size, so that they are as readable on a phone as on a wall. Only the flow, which is a drawing, is
/// drawn twice: across for screens and paper, down for phones. Colours come from the page's style, dark mode included.
/// </summary>
public static class HtmlPicture
{
    public static void Render(HtmlBuffer html, Picture picture, Language language)
    {
        html.Raw("<figure class=\"picture\" id=\"picture-"u8).Text(picture.Id).Raw("\">\n<figcaption><span class=\"t\">"u8).Text(picture.Title).Raw("</span><span class=\"u\">"u8)
            .Text(language.Of($"单位：{picture.Unit.Chinese()}", picture.Unit == MoneyUnit.Wan ? "Unit: 10,000 yuan" : "Unit: yuan")).Raw("</span></figcaption>\n"u8);
        switch (picture)
        {
            case FlowPicture flow: Flow(html, flow, language); break;
            case BarPicture bars: Bars(html, bars); break;
            case ChangePicture changes: Changes(html, changes, language); break;
        }
        html.Raw("<details><summary>"u8).Text(language.Of("查看数据表", "Show the figures as a table")).Raw("</summary>\n"u8);
        new HtmlContent(html, language: language).Table(picture.Data);
        html.Raw("</details>\n</figure>\n"u8);
    }

    static string ToneClass(Tone tone) => tone switch { Tone.Source => "src", Tone.Total => "tot", Tone.Basic => "bas", Tone.Project => "pro", _ => "oth" };

    /// <summary>Two decimals are a hundredth of a pixel or of a percent: more would only be bytes.</summary>
    static string N(double value) => Math.Round(value, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    static string Shortened(string text, int most)
    {
        if (text.Length <= most) return text;
        var end = most - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    static void Open(HtmlBuffer html, Picture picture, string css, string size, string variant = "")
    {
        html.Raw("<svg class=\""u8).Text(css).Raw("\" "u8);
        foreach (var part in size.Split(' '))
        {
            var (name, value) = (part[..part.IndexOf('=', StringComparison.Ordinal)], part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..].Replace('_', ' '));
            html.Text(name).Raw("=\""u8).Text(value).Raw("\" "u8);
        }
        // Names of sections come from editions; none of them begins so.
        var id = $"picture-{picture.Id}{variant}";
        html.Raw("role=\"img\" aria-labelledby=\""u8).Text(id).Raw("-t "u8).Text(id).Raw("-d\"><title id=\""u8).Text(id).Raw("-t\">"u8).Text(picture.Title)
            .Raw("</title><desc id=\""u8).Text(id).Raw("-d\">"u8).Text(picture.Description).Raw("</desc>\n"u8);
    }

    static void Text(HtmlBuffer html, string x, double y, string css, string text, string anchor = "")
    {
        html.Raw("<text x=\""u8).Text(x).Raw("\" y=\""u8).Text(N(y));
        if (css.Length > 0) html.Raw("\" class=\""u8).Text(css);
        if (anchor.Length > 0) html.Raw("\" text-anchor=\""u8).Text(anchor);
        html.Raw("\">"u8).Text(text).Raw("</text>\n"u8);
    }

    static void Rect(HtmlBuffer html, string x, double y, string width, double height, string css) =>
        html.Raw("<rect x=\""u8).Text(x).Raw("\" y=\""u8).Text(N(y)).Raw("\" width=\""u8).Text(width).Raw("\" height=\""u8).Text(N(height)).Raw("\" class=\""u8).Text(css).Raw("\"/>\n"u8);

    // ---- bars

    /// <summary>The longest bar leaves room for its figure on the narrowest phone.</summary>
    const double Longest = 58;

    static void Bars(HtmlBuffer html, BarPicture picture)
    {
        const double row = 46, note = 18;
        var most = Math.Max(1, picture.Bars.Max(b => Math.Abs((double)b.Amount.Fen)));
        var height = picture.Bars.Sum(b => row + (b.Note.Length > 0 ? note : 0)) + 4;
        Open(html, picture, "bars", $"width=100% height={N(height)}");
        var y = 0.0;
        foreach (var bar in picture.Bars)
        {
            var length = Math.Max(0, bar.Amount.Fen / most * Longest);
            Text(html, "0", y + 16, "nm", Shortened(bar.Name, 18));
            Rect(html, "0", y + 23, $"{N(length)}%", 14, ToneClass(picture.Tone));
            Text(html, $"{N(length)}%", y + 35, "v", bar.Text);
            if (bar.Note.Length > 0) Text(html, "0", y + 53, "nt", bar.Note);
            y += row + (bar.Note.Length > 0 ? note : 0);
        }
        html.Raw("</svg>\n"u8);
        if (!picture.Bars.Any(b => b.Link.Length > 0)) return;
        html.Raw("<ul class=\"links\">\n"u8);
        foreach (var bar in picture.Bars.Where(b => b.Link.Length > 0)) html.Raw("<li><a href=\""u8).Text(bar.Link).Raw("\">"u8).Text(bar.Name).Raw("</a></li>\n"u8);
        html.Raw("</ul>\n"u8);
    }

    // ---- this year beside the year before

    static void Changes(HtmlBuffer html, ChangePicture picture, Language language)
    {
        var most = Math.Max(1, picture.Bars.Max(b => Math.Max(Math.Abs((double)b.This.Fen), Math.Abs((double)b.Before.Fen))));
        html.Raw("<p class=\"legend\"><span class=\"key bef\"></span>"u8).Text(picture.Before).Raw("<span class=\"key now\"></span>"u8).Text(picture.This).Raw("</p>\n<ul class=\"changes\">\n"u8);
        for (var i = 0; i < picture.Bars.Count; i++)
        {
            var bar = picture.Bars[i];
            var (before, now) = (bar.Before.In(picture.Unit), bar.This.In(picture.Unit));
            html.Raw("<li>\n<p class=\"nm\">"u8).Text(bar.Name).Raw("</p>\n<svg class=\"bars\" width=\"100%\" height=\"42\" role=\"img\" aria-label=\""u8)
                .Text($"{bar.Name}{language.Of("：", ": ")}{picture.Before} {before}{language.Of("，", ", ")}{picture.This} {now}").Raw("\">\n"u8);
            Rect(html, "0", 3, $"{N(Math.Max(0, bar.Before.Fen / most * Longest))}%", 14, "bef");
            Text(html, $"{N(Math.Max(0, bar.Before.Fen / most * Longest))}%", 15, "v", before);
            Rect(html, "0", 23, $"{N(Math.Max(0, bar.This.Fen / most * Longest))}%", 14, "now");
            Text(html, $"{N(Math.Max(0, bar.This.Fen / most * Longest))}%", 35, "v", now);
            html.Raw("</svg>\n<p class=\"why\">"u8);
            HtmlStory.Change(html, bar.Direction, bar.Change);
            if (bar.Reason.Length > 0) html.Raw("<span class=\"reason\">"u8).Text(language.Of("原因：", "Reason: ")).Text(bar.Reason).Raw("</span>"u8);
            html.Raw("</p>\n</li>\n"u8);
        }
        html.Raw("</ul>\n"u8);
    }

    // ---- the flow of money

    static void Flow(HtmlBuffer html, FlowPicture flow, Language language)
    {
        Across(html, flow);
        Down(html, flow);
        html.Raw("<ol class=\"flow-key\">\n"u8);
        foreach (var level in flow.Levels)
        {
            foreach (var node in level.Nodes)
                html.Raw("<li class=\""u8).Text(ToneClass(node.Tone)).Raw("\">"u8).Text(node.Name).Raw(" <b>"u8).Text(node.Amount.In(flow.Unit)).Raw("</b>"u8).Text(language.Of("，占", ", ")).Text(Composer.Percent(node.Share)).Raw("%</li>\n"u8);
        }
        html.Raw("</ol>\n"u8);
    }

    /// <summary>"政府性基金预算财政拨款收入" is known by its budget; the whole name stands in the table behind.</summary>
    static string Plain(string name) => name.Length > 12 && name.EndsWith("财政拨款收入", StringComparison.Ordinal) ? name[..^6] : name;

    static double Whole(FlowPicture flow) => Math.Max(1, flow.Levels.Max(l => l.Nodes.Sum(n => (double)n.Amount.Fen)));

    static void Across(HtmlBuffer html, FlowPicture flow)
    {
        const double drawn = 300, thick = 12, top = 30;
        var scale = drawn / Whole(flow);
        var last = flow.Levels.Count - 1;
        // Names of the last level have one line, the others two.
        double Step(FlowNode node, int level) => Math.Max(node.Amount.Fen * scale, level == last ? 22 : 38) + 10;
        double High(int level) => flow.Levels[level].Nodes.Sum(n => Step(n, level)) - 10;
        var high = Enumerable.Range(0, flow.Levels.Count).Max(High);
        // Room for the names of the last level to its right.
        double X(int level) => level * (last == 3 ? 216 : 290);
        var nodes = flow.Levels.Select((l, level) =>
        {
            var y = top + ((high - High(level)) / 2);
            return l.Nodes.Select(n =>
            {
                var (size, step) = (n.Amount.Fen * scale, Step(n, level));
                var at = y + ((step - 10 - size) / 2);
                y += step;
                return (Y: at, Size: Math.Max(size, 1));
            }).ToList();
        }).ToList();
        Open(html, flow, "flow across", $"viewBox=0_0_960_{N(top + high + 12)}", "-across");
        for (var level = 0; level <= last; level++) Text(html, N(X(level)), 14, "h", flow.Levels[level].Heading);
        Bands(html, flow, scale, (link, from, to, size) =>
        {
            var (x0, x1) = (X(link.Level) + thick, X(link.Level + 1));
            var (y0, y1, middle) = (nodes[link.Level][link.From].Y + from, nodes[link.Level + 1][link.To].Y + to, (x0 + x1) / 2);
            return $"M{N(x0)} {N(y0)}C{N(middle)} {N(y0)} {N(middle)} {N(y1)} {N(x1)} {N(y1)}V{N(y1 + size)}C{N(middle)} {N(y1 + size)} {N(middle)} {N(y0 + size)} {N(x0)} {N(y0 + size)}Z";
        });
        for (var level = 0; level <= last; level++)
        {
            for (var i = 0; i < nodes[level].Count; i++)
            {
                var (node, (y, size)) = (flow.Levels[level].Nodes[i], nodes[level][i]);
                Rect(html, N(X(level)), y, N(thick), size, ToneClass(node.Tone));
                var middle = y + (size / 2);
                if (level == last)
                {
                    Text(html, N(X(level) + thick + 8), middle + 5, "", $"{Shortened(node.Name, 14)} {node.Amount.In(flow.Unit)}");
                    continue;
                }
                Text(html, N(X(level) + thick + 8), middle - 2, "b", Shortened(Plain(node.Name), 12));
                Text(html, N(X(level) + thick + 8), middle + 15, "", $"{node.Amount.In(flow.Unit)}　{Composer.Percent(node.Share)}%");
            }
        }
        html.Raw("</svg>\n"u8);
    }

    /// <summary>From top to bottom; narrow nodes cannot hold names, so each has the number of its line in the list below.</summary>
    static void Down(HtmlBuffer html, FlowPicture flow)
    {
        // At both edges there is room for the number of a node that is narrower than it.
        const double wide = 340, gap = 20, edge = 10, thick = 14, step = 112, top = 26;
        var scale = flow.Levels.Min(l => wide - (2 * edge) - ((l.Nodes.Count - 1) * gap)) / Whole(flow);
        var last = flow.Levels.Count - 1;
        double Y(int level) => top + (level * step);
        var nodes = flow.Levels.Select(l =>
        {
            var x = (wide - l.Nodes.Sum(n => n.Amount.Fen * scale) - ((l.Nodes.Count - 1) * gap)) / 2;
            return l.Nodes.Select(n =>
            {
                var (at, size) = (x, n.Amount.Fen * scale);
                x += size + gap;
                return (X: at, Size: Math.Max(size, 1));
            }).ToList();
        }).ToList();
        Open(html, flow, "flow down", $"viewBox=0_0_{N(wide)}_{N(Y(last) + thick + 24)}", "-down");
        Bands(html, flow, scale, (link, from, to, size) =>
        {
            var (y0, y1) = (Y(link.Level) + thick, Y(link.Level + 1));
            var (x0, x1, middle) = (nodes[link.Level][link.From].X + from, nodes[link.Level + 1][link.To].X + to, (y0 + y1) / 2);
            return $"M{N(x0)} {N(y0)}C{N(x0)} {N(middle)} {N(x1)} {N(middle)} {N(x1)} {N(y1)}H{N(x1 + size)}C{N(x1 + size)} {N(middle)} {N(x0 + size)} {N(middle)} {N(x0 + size)} {N(y0)}Z";
        });
        var number = 0;
        for (var level = 0; level <= last; level++)
        {
            for (var i = 0; i < nodes[level].Count; i++)
            {
                var (x, size) = nodes[level][i];
                Rect(html, N(x), Y(level), N(size), thick, ToneClass(flow.Levels[level].Nodes[i].Tone));
                Text(html, N(x + (size / 2)), level == last ? Y(level) + thick + 16 : Y(level) - 6, "b", (++number).ToString(CultureInfo.InvariantCulture), "middle");
            }
        }
        html.Raw("</svg>\n"u8);
    }

    /// <summary>Each band leaves and arrives beside the one before it.</summary>
    static void Bands(HtmlBuffer html, FlowPicture flow, double scale, Func<FlowLink, double, double, double, string> path)
    {
        var left = new Dictionary<(int, int), double>();
        var arrived = new Dictionary<(int, int), double>();
        foreach (var link in flow.Links)
        {
            var size = link.Amount.Fen * scale;
            var (from, to) = (left.GetValueOrDefault((link.Level, link.From)), arrived.GetValueOrDefault((link.Level + 1, link.To)));
            (left[(link.Level, link.From)], arrived[(link.Level + 1, link.To)]) = (from + size, to + size);
            html.Raw("<path class=\"band "u8).Text(ToneClass(link.Tone)).Raw("\" d=\""u8).Text(path(link, from, to, size)).Raw("\"/>\n"u8);
        }
    }
}
