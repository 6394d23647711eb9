using UglyToad.PdfPig.Core;
using Pdf = UglyToad.PdfPig.Content;

namespace Budget.Intake.Pages;

/// <summary>The rules of a PDF page: programs draw them as thin filled boxes (WPS), as strokes, or as both (Excel).</summary>
static class PdfRules
{
    const double Thin = 2.6, Shortest = 2;

    public static List<Rule> Of(Pdf.Page page, double height)
    {
        var rules = new List<Rule>();
        foreach (var path in page.Paths)
        {
            var fills = path.IsFilled && !PdfPages.IsWhite(path.FillColor);
            var strokes = path.IsStroked && !PdfPages.IsWhite(path.StrokeColor) && path.LineWidth <= 6;
            if (!fills && !strokes) continue;
            foreach (var part in path)
            {
                if (fills && !strokes) Filled(part, height, rules);
                else if (strokes) Stroked(part, height, rules);
            }
        }
        return rules;
    }

    static void Filled(PdfSubpath part, double height, List<Rule> rules)
    {
        if (part.GetBoundingRectangle() is not { } box) return;
        var at = PdfPages.Flip(box, height);
        if (at.Height <= Thin && at.Width >= Math.Max(Shortest, at.Height)) rules.Add(new(true, at.MiddleY, at.Left, at.Right));
        else if (at.Width <= Thin && at.Height >= Shortest) rules.Add(new(false, at.MiddleX, at.Top, at.Bottom));
    }

    static void Stroked(PdfSubpath part, double height, List<Rule> rules)
    {
        PdfPoint? start = null, last = null;
        foreach (var command in part.Commands)
        {
            switch (command)
            {
                case PdfSubpath.Move move:
                    start = last = move.Location;
                    break;
                case PdfSubpath.Line line:
                    Add(line.From, line.To);
                    last = line.To;
                    break;
                case PdfSubpath.Close when start is { } from && last is { } to:
                    Add(to, from);
                    break;
                case PdfSubpath.CubicBezierCurve curve:
                    last = curve.EndPoint;
                    break;
            }
        }

        void Add(PdfPoint a, PdfPoint b)
        {
            var (dx, dy) = (Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y));
            if (dy <= 0.7 && dx >= Shortest) rules.Add(new(true, height - (a.Y + b.Y) / 2, Math.Min(a.X, b.X), Math.Max(a.X, b.X)));
            else if (dx <= 0.7 && dy >= Shortest) rules.Add(new(false, (a.X + b.X) / 2, height - Math.Max(a.Y, b.Y), height - Math.Min(a.Y, b.Y)));
        }
    }
}
