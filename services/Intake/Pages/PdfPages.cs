using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics.Colors;
using Pdf = UglyToad.PdfPig.Content;

namespace Budget.Intake.Pages;

/// <summary>The pages of a PDF with a text layer, as they are seen: what is clipped, hidden, off the page or printed twice is left out.</summary>
static class PdfPages
{
    public static IEnumerable<Page> Read(ReadOnlyMemory<byte> file, ReadingLimits limits)
    {
        using var document = PdfDocument.Open(file, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, ClipPaths = false });
        if (document.NumberOfPages > limits.Pages) throw ReadingException.TooManyPages(document.NumberOfPages, limits.Pages);
        PdfDocument? clipped = null;
        try
        {
            for (var number = 1; number <= document.NumberOfPages; number++)
            {
                limits.ThrowIfSpent();
                var page = document.GetPage(number);
                var shows = ClipWalk.Of(page, out var count);
                if (page.Letters.Count > 0 && page.Letters[^1].TextSequence > count)
                {
                    // Text inside of form objects is not seen by the walk; PdfPig's own clipping sees it.
                    clipped ??= PdfDocument.Open(file, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, ClipPaths = true });
                    yield return Turned(Read(clipped.GetPage(number), [], limits), page);
                }
                else yield return Turned(Read(page, shows, limits), page);
            }
        }
        finally
        {
            clipped?.Dispose();
        }
    }

    static Page Read(Pdf.Page page, List<PdfRectangle> shows, ReadingLimits limits)
    {
        var (width, height) = ((double)page.Width, (double)page.Height);
        limits.Count(page.Letters.Count + page.Paths.Count);
        var pictures = page.NumberOfImages == 0 ? [] : page.GetImages().Take(2000).Select(image => Flip(image.BoundingBox, height)).ToList();
        var scan = pictures.Any(p => p.Width * p.Height > width * height / 2);
        var letters = new List<Letter>(page.Letters.Count);
        var seen = new HashSet<(char, int, int)>();
        List<PdfRectangle>? dark = null;
        var unreadable = 0;
        foreach (var letter in page.Letters)
        {
            if (letter.Value.Length == 0 || string.IsNullOrWhiteSpace(letter.Value)) continue;
            if (letter.Value[0] is '\uFFFD' or '\0')
            {
                unreadable++;
                continue;
            }
            var size = SizeOf(letter);
            var (x0, x1) = (letter.StartBaseLine.X, letter.EndBaseLine.X);
            var y = letter.StartBaseLine.Y;
            var upright = letter.TextOrientation is TextOrientation.Horizontal or TextOrientation.Rotate180 or TextOrientation.Other;
            var middle = letter.BoundingBox is { Width: > 0, Height: > 0 } ink ? ink.Centroid : new PdfPoint((x0 + x1) / 2, y + size / 3);
            if (upright) middle = new PdfPoint((x0 + x1) / 2, y + size / 3);
            if (middle.X < 0 || middle.Y < 0 || middle.X > width || middle.Y > height) continue;
            if (letter.TextSequence > 0 && letter.TextSequence <= shows.Count && !Seen(shows[letter.TextSequence - 1], middle, upright ? size : 0)) continue;
            if (letter.RenderingMode is TextRenderingMode.Neither or TextRenderingMode.NeitherClip && !scan) continue;
            if (IsWhite(letter.FillColor) && letter.RenderingMode is TextRenderingMode.Fill)
            {
                dark ??= [.. page.Paths.Where(p => p.IsFilled && !IsWhite(p.FillColor)).Select(p => p.GetBoundingRectangle()).OfType<PdfRectangle>()];
                if (!dark.Exists(fill => Inside(fill, middle))) continue;
            }
            // "Bold" by printing twice, a hair apart.
            var cell = Math.Max(size * 0.3, 0.8);
            var (cx, cy) = ((int)Math.Round(middle.X / cell), (int)Math.Round(middle.Y / cell));
            if (Twice(letter.Value[0], cx, cy)) continue;
            seen.Add((letter.Value[0], cx, cy));
            Add(letters, letter, upright, x0, x1, y, size, height);
        }
        return new(page.Number, width, height, letters, PdfRules.Of(page, height), pictures) { Unreadable = unreadable };

        bool Twice(char c, int x, int y) => seen.Contains((c, x, y));
    }

    static void Add(List<Letter> letters, Pdf.Letter letter, bool upright, double x0, double x1, double y, double size, double height)
    {
        if (!upright)
        {
            // Told by its ink; the whole page is turned afterwards where most of it lies so.
            var at = letter.BoundingBox;
            var (start, end) = (letter.StartBaseLine, letter.EndBaseLine);
            var box = new Box(Math.Min(at.Left, Math.Min(start.X, end.X)), height - Math.Max(at.Top, Math.Max(start.Y, end.Y)), Math.Max(at.Right, Math.Max(start.X, end.X)),
                height - Math.Min(at.Bottom, Math.Min(start.Y, end.Y)));
            letters.Add(new(Plain(letter.Value[0]), box, letter.TextOrientation == TextOrientation.Rotate90 ? start.X : start.X, size, -letter.TextSequence));
            return;
        }
        if (x1 < x0) (x0, x1) = (x1, x0);
        var advance = (x1 - x0) / letter.Value.Length;
        for (var i = 0; i < letter.Value.Length; i++)
        {
            // Ligatures come as several characters of one glyph.
            var text = Plain(letter.Value[i]);
            if (char.IsWhiteSpace(text)) continue;
            letters.Add(new(text, new(x0 + advance * i, height - y - size * 0.85, x0 + advance * (i + 1), height - y + size * 0.15), height - y, size, letter.TextSequence));
        }
    }

    /// <summary>Radicals and presentation forms that some fonts map to stand for the ordinary character.</summary>
    static char Plain(char c) => c is >= '\u2E80' and <= '\u2FDF' or >= '\uF900' and <= '\uFAFF' ? c.ToString().Normalize(System.Text.NormalizationForm.FormKC)[0] : c;

    static double SizeOf(Pdf.Letter letter)
    {
        var size = letter.PointSize;
        if (size is > 1 and < 200) return size;
        return letter.BoundingBox.Height is > 1 and < 200 and var ink ? ink * 1.1 : 10;
    }

    /// <summary>Of a row that is too low for its text the last line is cut; from a third of its height on it is read by whoever looks.</summary>
    static bool Seen(PdfRectangle clip, PdfPoint middle, double size)
    {
        if (size == 0) return Inside(clip, middle);
        var (bottom, top) = (middle.Y - size * 0.43, middle.Y + size * 0.43);
        return middle.X >= clip.Left - 0.5 && middle.X <= clip.Right + 0.5 && Math.Min(top, clip.Top) - Math.Max(bottom, clip.Bottom) >= size * 0.29;
    }

    static bool Inside(PdfRectangle clip, PdfPoint point) => point.X >= clip.Left - 0.5 && point.X <= clip.Right + 0.5 && point.Y >= clip.Bottom && point.Y <= clip.Top;

    internal static bool IsWhite(IColor? color)
    {
        if (color is null) return false;
        try
        {
            var (r, g, b) = color.ToRGBValues();
            return r > 0.97 && g > 0.97 && b > 0.97;
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            return false;
        }
    }

    internal static Box Flip(PdfRectangle at, double height) => new(Math.Min(at.Left, at.Right), height - Math.Max(at.Top, at.Bottom), Math.Max(at.Left, at.Right), height - Math.Min(at.Top, at.Bottom));

    /// <summary>A page whose text mostly runs up or down is turned until it runs across.</summary>
    static Page Turned(Page page, Pdf.Page source)
    {
        var (up, down, over) = (0, 0, 0);
        foreach (var letter in source.Letters)
        {
            if (letter.TextOrientation == TextOrientation.Rotate90) down++;
            else if (letter.TextOrientation == TextOrientation.Rotate270) up++;
            else if (letter.TextOrientation == TextOrientation.Rotate180) over++;
        }
        var half = source.Letters.Count / 2;
        if (down > half) return Turn(page, (x, y) => (y, page.Width - x), page.Height, page.Width, swap: true);
        if (up > half) return Turn(page, (x, y) => (page.Height - y, x), page.Height, page.Width, swap: true);
        if (over > half) return Turn(page, (x, y) => (page.Width - x, page.Height - y), page.Width, page.Height, swap: false);
        return page;
    }

    static Page Turn(Page page, Func<double, double, (double X, double Y)> turn, double width, double height, bool swap)
    {
        Box Of(Box box)
        {
            var (a, b) = (turn(box.Left, box.Top), turn(box.Right, box.Bottom));
            return new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Max(a.X, b.X), Math.Max(a.Y, b.Y));
        }
        var letters = page.Letters.Where(letter => !swap || letter.Show < 0).Select(letter =>
        {
            var box = Of(letter.Box);
            var baseline = swap ? turn(letter.Baseline, letter.Baseline).Y : box.Bottom - letter.Size * 0.15;
            return letter with { Box = new(box.Left, baseline - letter.Size * 0.85, box.Right, baseline + letter.Size * 0.15), Baseline = baseline, Show = Math.Abs(letter.Show) };
        }).ToList();
        var rules = page.Rules.Select(rule =>
        {
            var box = Of(rule.Across ? new(rule.From, rule.At, rule.To, rule.At) : new(rule.At, rule.From, rule.At, rule.To));
            return rule.Across != swap ? new Rule(true, box.Top, box.Left, box.Right) : new Rule(false, box.Left, box.Top, box.Bottom);
        }).ToList();
        return page with { Width = width, Height = height, Letters = letters, Rules = rules, Pictures = [.. page.Pictures.Select(Of)] };
    }
}
