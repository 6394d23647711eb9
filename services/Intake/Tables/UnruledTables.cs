using Budget.Intake.Pages;
using Budget.Intake.Layout;

namespace Budget.Intake.Tables;

/// <summary>
/// Tables without rules, told by how their text stands: lines of several parts, with money under money. Where no text stands in most
/// of the lines, one column ends and the next begins.
/// </summary>
static class UnruledTables
{
    /// <summary>The page with such tables taken out of its lines.</summary>
    public static PageLayout Taken(PageLayout layout)
    {
        var lines = layout.Lines.Select(line => line.Runs.ToList()).ToList();
        var grids = Take(layout.Page, lines);
        return grids.Count == 0 ? layout : new(layout.Page, [.. layout.Grids.Concat(grids).OrderBy(grid => grid.Box.Top)], [.. lines.Select(line => PageLayout.Line(layout.Page, line))]);
    }

    static List<Grid> Take(Page page, List<List<Run>> lines)
    {
        var grids = new List<Grid>();
        for (var i = 0; i < lines.Count;)
        {
            var (from, to) = Block(lines, i);
            if (to <= from)
            {
                i = Math.Max(to, i + 1);
                continue;
            }
            if (Build(page, lines.GetRange(from, to - from)) is { } grid)
            {
                grids.Add(grid);
                lines.RemoveRange(from, to - from);
                i = from;
            }
            else i = to;
        }
        return grids;
    }

    static bool IsMoney(Run run) => FigureText.IsFigure(run.Text) && (run.Text.Contains('.', StringComparison.Ordinal) || run.Text.Contains(',', StringComparison.Ordinal) || run.Text == "0");

    /// <summary>Three lines of money and more, near each other, with their head above them.</summary>
    static (int From, int To) Block(List<List<Run>> lines, int start)
    {
        var first = lines.FindIndex(start, line => line.Count >= 2 && line.Exists(IsMoney));
        if (first < 0) return (lines.Count, lines.Count);
        var (last, money) = (first, 0);
        for (var i = first; i < lines.Count && i - last <= 3; i++)
        {
            if (i > first && lines[i][0].Baseline - lines[i - 1][0].Baseline > 5 * lines[i][0].Size) break;
            // Prose fills its line in one run.
            if (lines[i].Count == 1 && lines[i][0].Box.Width > 0.6 * (lines.Max(line => line[^1].Box.Right) - lines.Min(line => line[0].Box.Left))) break;
            if (!(lines[i].Count >= 2 && lines[i].Exists(IsMoney))) continue;
            (last, money) = (i, money + 1);
        }
        if (money < 3) return (last + 1, last + 1);
        var from = first;
        while (from > 0 && first - from < 4 && lines[from - 1].Count >= 2 && lines[from][0].Baseline - lines[from - 1][0].Baseline < 4 * lines[from][0].Size
            && !lines[from - 1].Exists(run => SheetTitle.UnitOf(run.Text).Length > 0)) from--;
        return (from, last + 1);
    }

    static Grid? Build(Page page, List<List<Run>> lines)
    {
        var rows = lines.Where(line => line.Count >= 2 && line.Exists(IsMoney)).ToList();
        var size = rows[0][0].Size;
        var (left, right) = (lines.Min(line => line[0].Box.Left), lines.Max(line => line[^1].Box.Right));
        // How many lines cover each half point; gaps are what next to none of them covers.
        var covered = new int[(int)((right - left) * 2) + 2];
        foreach (var run in rows.SelectMany(line => line))
        {
            for (var x = (int)((run.Box.Left - left) * 2); x <= (int)((run.Box.Right - left) * 2) && x < covered.Length; x++) covered[x]++;
        }
        var xs = new List<double> { left - 1 };
        for (var x = 1; x < covered.Length; x++)
        {
            if (covered[x] > 0 || covered[x - 1] == 0) continue;
            var end = x;
            while (end < covered.Length && covered[end] == 0) end++;
            if (end < covered.Length && end - x >= size * 0.6) xs.Add(left + (x + end) / 4.0);
            x = end;
        }
        xs.Add(right + 1);
        if (xs.Count < 3) return null;
        var ys = new double[lines.Count + 1];
        for (var i = 0; i < lines.Count; i++) ys[i] = i == 0 ? lines[0].Min(run => run.Box.Top) : (lines[i - 1][0].Baseline + lines[i][0].Baseline) / 2 - size * 0.3;
        ys[^1] = lines[^1].Max(run => run.Box.Bottom);
        var at = new GridCell[lines.Count, xs.Count - 1];
        for (var r = 0; r < lines.Count; r++)
        {
            for (var c = 0; c < xs.Count - 1; c++) at[r, c] = new(r, c, 1, 1, new(xs[c], ys[r], xs[c + 1], ys[r + 1]));
            foreach (var run in lines[r])
            {
                var (a, b) = (Index(xs, run.Box.Left + 0.5), Index(xs, run.Box.Right - 0.5));
                // A head over several columns takes them all.
                if (b > a && !at[r, a].Runs.Concat(at[r, b].Runs).Any())
                {
                    var wide = new GridCell(r, a, 1, b - a + 1, new(xs[a], ys[r], xs[b + 1], ys[r + 1]));
                    for (var c = a; c <= b; c++) at[r, c] = wide;
                }
                at[r, Index(xs, run.Box.MiddleX)].Runs.Add(run);
            }
        }
        return new Grid(page, [.. xs], ys, at) { Unruled = true };
    }

    static int Index(List<double> xs, double x)
    {
        var i = 0;
        while (i < xs.Count - 2 && xs[i + 1] < x) i++;
        return i;
    }
}
