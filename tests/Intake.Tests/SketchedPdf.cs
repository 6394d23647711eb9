using System.Globalization;
using System.Text;

namespace Budget.Intake.Tests;

/// <summary>An invented PDF, written by hand: text, rules and whatever else a test wants in it. Points from the upper left corner.</summary>
sealed class SketchedPdf(double width = 595, double height = 842)
{
    readonly List<(StringBuilder Content, string Extra)> pages = [];

    public SketchedPdf Page(string extra = "")
    {
        pages.Add((new(), extra));
        return this;
    }

    public SketchedPdf Text(double x, double y, string text, double size = 10)
    {
        var hex = string.Concat(text.Select(c => ((int)c).ToString("X4", CultureInfo.InvariantCulture)));
        return Raw(FormattableString.Invariant($"BT /F1 {size} Tf 1 0 0 1 {x} {height - y} Tm <{hex}> Tj ET"));
    }

    public SketchedPdf Line(double x0, double y0, double x1, double y1) =>
        Raw(FormattableString.Invariant($"0.5 w {x0} {height - y0} m {x1} {height - y1} l S"));

    /// <summary>A ruled table; null cells are joined to the cell on their left, "^" to the cell above.</summary>
    public SketchedPdf Table(double x, double y, double[] widths, double rowHeight, params string?[][] rows)
    {
        var xs = widths.Aggregate(new List<double> { x }, (list, w) => [.. list, list[^1] + w]);
        for (var r = 0; r < rows.Length; r++)
        {
            var (top, bottom) = (y + r * rowHeight, y + (r + 1) * rowHeight);
            for (var c = 0; c < widths.Length; c++)
            {
                var text = rows[r][c];
                if (text is not null) Line(xs[c], top, xs[c], bottom);
                if (text != "^" && !(text is null && rows[r].Take(c).LastOrDefault(cell => cell is not null) == "^")) Line(xs[c], top, xs[c + 1], top);
                if (text is not (null or "^" or "")) Text(xs[c] + 2, top + rowHeight * 0.7, text, 8);
            }
            Line(xs[^1], top, xs[^1], bottom);
        }
        return Line(x, y + rows.Length * rowHeight, xs[^1], y + rows.Length * rowHeight);
    }

    public SketchedPdf Raw(string operators)
    {
        if (pages.Count == 0) Page();
        pages[^1].Content.Append(operators).Append('\n');
        return this;
    }

    public byte[] ToArray()
    {
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', Enumerable.Range(0, pages.Count).Select(i => $"{6 + i * 2} 0 R"))}] >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500 814 939 500] >>",
            "<< /Type /FontDescriptor /FontName /SimSun /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 859 /Descent -141 /CapHeight 683 /StemV 80 >>",
        };
        foreach (var (content, extra) in pages)
        {
            objects.Add(FormattableString.Invariant($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Resources << /Font << /F1 3 0 R >> >> /Contents {objects.Count + 2} 0 R {extra} >>"));
            objects.Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        foreach (var (body, i) in objects.Select((body, i) => (body, i)))
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{body}\nendobj\n");
        }
        var start = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer << /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF");
        return Encoding.ASCII.GetBytes(file.ToString());
    }
}
