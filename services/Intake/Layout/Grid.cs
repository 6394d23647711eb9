using Budget.Intake.Pages;

namespace Budget.Intake.Layout;

/// <summary>A cell of a printed table: where it stands, how many rows and columns it takes, and its lines.</summary>
public sealed record GridCell(int Row, int Column, int Rows, int Columns, Box Box)
{
    public List<Run> Runs { get; } = [];

    /// <summary>The lines from above to below, each from left to right.</summary>
    public string Text => text ??= CellText.Of(Runs);

    string? text;

    public bool IsBlank => Runs.Count == 0;
}

/// <summary>A table as it is drawn on one page.</summary>
public sealed class Grid(Page page, double[] xs, double[] ys, GridCell[,] at)
{
    public Page Page => page;
    public IReadOnlyList<double> Xs => xs;
    public IReadOnlyList<double> Ys => ys;
    public int Rows => ys.Length - 1;
    public int Columns => xs.Length - 1;
    public Box Box { get; } = new(xs[0], ys[0], xs[^1], ys[^1]);

    /// <summary>It was told by how its text stands, not by rules.</summary>
    public bool Unruled { get; init; }

    public GridCell this[int row, int column] => at[row, column];

    public IEnumerable<GridCell> Row(int row)
    {
        GridCell? last = null;
        for (var c = 0; c < Columns; c++)
        {
            if (at[row, c] == last) continue;
            yield return last = at[row, c];
        }
    }

    public IEnumerable<GridCell> Cells()
    {
        var seen = new HashSet<GridCell>(ReferenceEqualityComparer.Instance);
        foreach (var cell in at)
        {
            if (seen.Add(cell)) yield return cell;
        }
    }
}

static class CellText
{
    /// <summary>Lines of a cell joined: Chinese and broken figures without a space, words of other alphabets with one.</summary>
    public static string Of(List<Run> runs)
    {
        if (runs.Count == 1) return runs[0].Text;
        var text = new System.Text.StringBuilder();
        foreach (var (line, index) in Lines(runs).Select((line, i) => (line, i)))
        {
            foreach (var (run, i) in line.Select((run, i) => (run, i)))
            {
                if (text.Length > 0 && Spaced(text[^1], run.Text[0], i > 0)) text.Append(' ');
                text.Append(run.Text);
            }
        }
        return text.ToString();
    }

    public static List<List<Run>> Lines(IEnumerable<Run> runs)
    {
        var lines = new List<List<Run>>();
        foreach (var run in runs.OrderBy(run => run.Baseline))
        {
            if (lines.Count > 0 && run.Baseline - lines[^1][0].Baseline < 0.4 * run.Size) lines[^1].Add(run);
            else lines.Add([run]);
        }
        foreach (var line in lines) line.Sort((a, b) => a.Box.Left.CompareTo(b.Box.Left));
        return lines;
    }

    /// <summary>Two figures beside each other are two; a figure broken over lines is one.</summary>
    static bool Spaced(char before, char after, bool sameLine) =>
        char.IsAscii(before) && char.IsAscii(after) && (sameLine || char.IsAsciiLetter(before) && char.IsAsciiLetter(after));
}
