using Budget.Intake.Pages;

namespace Budget.Intake.Layout;

/// <summary>A line of text outside of tables.</summary>
public sealed record TextLine(Page Page, string Text, Box Box, double Size, IReadOnlyList<Run> Runs);

/// <summary>One page taken apart: its tables, with what stands in their cells, and the lines around them.</summary>
public sealed record PageLayout(Page Page, IReadOnlyList<Grid> Grids, IReadOnlyList<TextLine> Lines)
{
    public static PageLayout Of(Page page)
    {
        var grids = GridBuilder.Of(page);
        var runs = Runs.Of(page.Letters, [.. page.Rules.Where(rule => !rule.Across)]);
        var rest = new List<Run>();
        foreach (var run in runs)
        {
            if (CellOf(grids, run) is { } cell) cell.Runs.Add(run);
            else rest.Add(run);
        }
        // A frame without text in at least two of its cells is no table.
        var lines = CellText.Lines(rest).Select(line => Line(page, line)).ToList();
        return new(page, grids, lines);
    }

    internal static TextLine Line(Page page, List<Run> runs)
    {
        var text = new System.Text.StringBuilder();
        foreach (var run in runs)
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(run.Text);
        }
        return new(page, text.ToString(), Box.Around(runs.Select(run => run.Box)), runs.Max(run => run.Size), runs);
    }

    /// <summary>The cell that holds most of the run; a whole run, because text often reaches over its cell's edge.</summary>
    static GridCell? CellOf(List<Grid> grids, Run run)
    {
        var y = run.Baseline - run.Size * 0.3;
        foreach (var grid in grids)
        {
            if (y < grid.Box.Top - 1 || y > grid.Box.Bottom + 1 || run.Box.MiddleX < grid.Box.Left - 2 || run.Box.MiddleX > grid.Box.Right + 2) continue;
            var row = Math.Clamp(Index(grid.Ys, y), 0, grid.Rows - 1);
            GridCell? best = null;
            var most = 0.0;
            foreach (var cell in grid.Row(row))
            {
                var overlap = Math.Min(cell.Box.Right, run.Box.Right) - Math.Max(cell.Box.Left, run.Box.Left);
                if (overlap > most) (best, most) = (cell, overlap);
            }
            return best ?? grid[row, Math.Clamp(Index(grid.Xs, run.Box.MiddleX), 0, grid.Columns - 1)];
        }
        return null;
    }

    static int Index(IReadOnlyList<double> edges, double at)
    {
        var i = 0;
        while (i < edges.Count - 1 && edges[i + 1] < at) i++;
        return i;
    }
}

public static class Probe { public static List<Run> Runs(Page p) => Layout.Runs.Of(p.Letters, [.. p.Rules.Where(r => !r.Across)]); }
