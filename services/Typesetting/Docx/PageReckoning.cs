using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Docx;

/// <summary>
/// On which page things will stand, reckoned from how much fits on one: exact line heights and full-width characters make it
/// nearly right, and the page numbers of the contents are fields that a word processor brings up to date.
/// </summary>
sealed class PageReckoning
{
    const double Line = 28.95, PageHeight = 22 * Line, AcrossHeight = 595 - 147, ContentsEntry = 22.5;

    double used;
    double height = PageHeight;

    /// <summary>From 1, after cover and contents.</summary>
    public int Page { get; private set; } = 1;

    public static int PagesOfContents(int entries) => Math.Max(1, (int)Math.Ceiling(((entries * ContentsEntry) + 60) / PageHeight));

    public void NewPage(bool across)
    {
        Page++;
        (used, height) = (0, across ? AcrossHeight : PageHeight);
    }

    /// <summary>A heading stays with what follows it.</summary>
    public void Heading()
    {
        if (used + (3 * Line) > height) NewPage(height < PageHeight);
    }

    /// <param name="perLine">Full-width characters that fit on a line.</param>
    /// <param name="lines">Height of a line in lines of the text.</param>
    public void Text(string text, int perLine, double lines)
    {
        for (var n = LinesOf(text, perLine, indent: 2); n > 0; n--) Points(lines * Line);
    }

    public void Row(ComposedRow row, int[] widths)
    {
        var lines = 1;
        for (var c = 0; c < row.Cells.Count; c++) lines = Math.Max(lines, LinesOf(row.Cells[c].Text, Math.Max(1, (widths[c] - 120) / 180), indent: 0));
        Points((lines * 12) + 5.5);
    }

    public void Points(double points)
    {
        if (used + points > height && used > 0) NewPage(height < PageHeight);
        used += points;
    }

    static int LinesOf(string text, int perLine, int indent)
    {
        double cells = indent;
        foreach (var c in text) cells += c < 0x100 ? 0.5 : 1;
        return Math.Max(1, (int)Math.Ceiling(cells / perLine));
    }
}
