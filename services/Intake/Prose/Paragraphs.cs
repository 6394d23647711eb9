using System.Text.RegularExpressions;
using Budget.Intake.Layout;
using Budget.Intake.Pages;

namespace Budget.Intake.Prose;

/// <summary>A paragraph joined from its lines, or a heading.</summary>
public sealed record Paragraph(string Text, bool IsHeading, double Size, int Page, Box Box)
{
    /// <summary>Its lines, for showing where a figure of it stands.</summary>
    public IReadOnlyList<TextLine> Lines { get; init; } = [];
}

/// <summary>
/// Joins lines to paragraphs in reading order. A line goes on where the next is flush left and the line had no room for the next one's
/// first word; margins differ from section to section, because each was laid out as a sheet of its own.
/// </summary>
static partial class Paragraphs
{
    public static List<Paragraph> Of(IReadOnlyList<TextLine> lines)
    {
        var body = lines.Count == 0 ? 12 : lines.GroupBy(line => Math.Round(line.Size)).MaxBy(group => group.Sum(line => line.Text.Length))!.Key;
        var margins = lines.GroupBy(line => line.Page.Number).ToDictionary(page => page.Key, page => Margins(page.ToList()));
        var usualRight = Median(margins.Values.Where(m => m.Full >= 3).Select(m => m.Right));
        var usualLeft = Median(margins.Values.Where(m => m.Full >= 3).Select(m => m.Left));
        var paragraphs = new List<Paragraph>();
        var open = new List<TextLine>();
        foreach (var line in lines)
        {
            if (open.Count > 0 && GoesOn(open, line, margins, usualLeft, usualRight)) open.Add(line);
            else
            {
                Close();
                open.Add(line);
            }
        }
        Close();
        return paragraphs;

        void Close()
        {
            if (open.Count == 0) return;
            var text = new System.Text.StringBuilder();
            foreach (var line in open) Append(text, line.Text);
            var whole = Tidy(text.ToString());
            if (whole.Length > 0)
            {
                paragraphs.Add(new(whole, IsHeading(whole, open, body), open[0].Size, open[0].Page.Number, open[0].Box) { Lines = [.. open] });
            }
            open.Clear();
        }
    }

    static bool GoesOn(List<TextLine> open, TextLine next, Dictionary<int, (double Left, double Right, int Full)> margins, double usualLeft, double usualRight)
    {
        var line = open[^1];
        if (Math.Abs(line.Size - next.Size) > 1.5) return false;
        if (next.Page.Number > line.Page.Number + 1) return false;
        if (next.Page == line.Page && next.Box.Top - line.Box.Bottom > 3.2 * line.Size) return false;
        if (line.Text.Length < 2) return false;
        var here = margins[next.Page.Number];
        var there = margins[line.Page.Number];
        var left = here.Full >= 3 || usualLeft == 0 ? here.Left : usualLeft;
        var right = there.Full >= 3 || usualRight == 0 ? there.Right : usualRight;
        var size = next.Size;
        // An indented line begins a paragraph; so does one with a number of its own behind a full stop.
        if (next.Box.Left - left > 1.2 * size && next.Box.Left - open[0].Box.Left > -0.5 * size && next.Box.Left - line.Box.Left > -0.3 * size && !Centred(open, next)) return false;
        if (next.Box.Left - left > 1.2 * size) return false;
        if (Numbered().IsMatch(next.Text) && (line.Text[^1] is '。' or '；' or '：' || Numbered().IsMatch(open[0].Text))) return false;
        // Where paragraphs are indented, what stands flush left under a long line goes on.
        if (open[0].Box.Left - left > 1.2 * size && line.Box.Width > 0.6 * line.Page.Width && line.Text[^1] is not ('。' or '；' or '：')) return true;
        return right - line.Box.Right < Math.Max(FirstChunk(next) + 0.3 * size, 1.1 * size);
    }

    static bool Centred(List<TextLine> open, TextLine next) => open.Count == 1 && Math.Abs(open[0].Box.MiddleX - next.Box.MiddleX) < 3;

    /// <summary>The width that the next line's first unbreakable part would have needed: a number, a word, or a character with what may not begin a line.</summary>
    static double FirstChunk(TextLine line)
    {
        var text = line.Text;
        var i = 1;
        if (char.IsAsciiLetterOrDigit(text[0])) while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '.' or ',' or '%')) i++;
        while (i < text.Length && text[i] is '。' or '，' or '；' or '：' or '、' or '）' or '”' or '》' or '%' or '％') i++;
        return line.Box.Width * i / Math.Max(text.Length, 1);
    }

    static (double Left, double Right, int Full) Margins(List<TextLine> lines)
    {
        var (left, right) = (lines.Min(line => line.Box.Left), lines.Max(line => line.Box.Right));
        var full = lines.Count(line => right - line.Box.Right < line.Size * 1.05);
        // The left margin is where most lines begin, if that is left of the indented ones.
        var starts = lines.GroupBy(line => Math.Round(line.Box.Left / 3)).Where(group => group.Count() >= 2).Select(group => group.Min(line => line.Box.Left)).ToList();
        return (starts.Count > 0 ? starts.Min() : left, right, full);
    }

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
    }

    static void Append(System.Text.StringBuilder text, string line)
    {
        if (text.Length > 0 && char.IsAsciiLetter(text[^1]) && char.IsAsciiLetter(line[0])) text.Append(' ');
        text.Append(line);
    }

    /// <summary>Spaces between Chinese characters and around figures are layout.</summary>
    public static string Tidy(string text) => Spaces().Replace(text.Trim(), "");

    /// <summary>"三" of "三、…", "（一）" of "（一）…", "1" of "1．…"; empty where there is none.</summary>
    public static string NumberOf(string text) => Numbered().Match(text) is { Success: true } match ? match.Value.TrimEnd('、', '.', '．', ' ') : "";

    public static string WithoutNumber(string text) => Numbered().Replace(text, "");

    static bool IsHeading(string text, List<TextLine> lines, double body)
    {
        if (lines.Count > 3 || text.Length > 60 || text[^1] is '。' or '；' or '，' or '、' or '：' or ':' || text.Contains('。', StringComparison.Ordinal)) return false;
        if (Part().IsMatch(text)) return true;
        if (Numbered().IsMatch(text) && text.Length <= 40 && !Amount().IsMatch(text)) return true;
        var line = lines[0];
        var centred = Math.Abs(line.Box.MiddleX - line.Page.Width / 2) < line.Page.Width * 0.03 && line.Box.Left > line.Page.Width * 0.2;
        return text.Length <= 40 && (line.Size > body + 1.5 || centred) && !Amount().IsMatch(text);
    }

    [GeneratedRegex(@"(?<=[^\x00-\x7F]) +| +(?=[^\x00-\x7F])|(?<=\d) +(?=[%\d])")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^第[一二三四五六七八九十]+部分|^附件")]
    private static partial Regex Part();

    [GeneratedRegex(@"^([一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．](?!\d))")]
    public static partial Regex Numbered();

    [GeneratedRegex(@"\d+(\.\d+)?\s*(万元|元|%|％)")]
    private static partial Regex Amount();
}
