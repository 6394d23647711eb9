using Budget.Intake.Pages;

namespace Budget.Intake.Layout;

/// <summary>From the rules of a page to the grids of its tables: rules that touch make a grid, cells without a rule between them are one.</summary>
static class GridBuilder
{
    const double Touch = 2.6, Near = 2.6, SameLine = 1.0;

    public static List<Grid> Of(Page page)
    {
        var across = Joined(page.Rules.Where(rule => rule.Across));
        var down = Joined(page.Rules.Where(rule => !rule.Across));
        var grids = new List<Grid>();
        foreach (var (h, v) in Components(across, down))
        {
            if (h.Count < 2 || v.Count < 1 || h.Count > 4000 || v.Count > 2000) continue;
            var xs = Coordinates(v.Select(r => r.At), h.Min(r => r.From), h.Max(r => r.To));
            var ys = Coordinates(h.Select(r => r.At), v.Min(r => r.From), v.Max(r => r.To));
            if (xs.Length < 2 || ys.Length < 2 || (xs.Length - 1) * (ys.Length - 1) < 2) continue;
            grids.Add(Build(page, xs, ys, h, v));
        }
        return Outer(grids);
    }

    /// <summary>A box around a table is not another table.</summary>
    static List<Grid> Outer(List<Grid> grids)
    {
        grids.RemoveAll(grid => grids.Exists(other => other != grid && other.Rows * other.Columns > grid.Rows * grid.Columns
            && grid.Rows * grid.Columns <= 2 && other.Box.Left >= grid.Box.Left - Near && other.Box.Right <= grid.Box.Right + Near && other.Box.Top >= grid.Box.Top - Near && other.Box.Bottom <= grid.Box.Bottom + Near));
        grids.Sort((a, b) => a.Box.Top.CompareTo(b.Box.Top));
        return grids;
    }

    /// <summary>Pieces of one line, drawn cell by cell, become one.</summary>
    static List<Rule> Joined(IEnumerable<Rule> rules)
    {
        var sorted = rules.OrderBy(r => r.At).ToList();
        var joined = new List<Rule>();
        for (var i = 0; i < sorted.Count;)
        {
            var (first, end) = (sorted[i].At, i);
            while (end < sorted.Count && sorted[end].At - first <= SameLine) end++;
            var line = sorted.GetRange(i, end - i);
            line.Sort((a, b) => a.From.CompareTo(b.From));
            var (at, from, to) = (line[0].At, line[0].From, line[0].To);
            foreach (var rule in line)
            {
                if (rule.From <= to + 2.2) to = Math.Max(to, rule.To);
                else
                {
                    joined.Add(new(line[0].Across, at, from, to));
                    (at, from, to) = (rule.At, rule.From, rule.To);
                }
            }
            joined.Add(new(line[0].Across, at, from, to));
            i = end;
        }
        joined.RemoveAll(rule => rule.Length < 3);
        return joined;
    }

    static List<(List<Rule> Across, List<Rule> Down)> Components(List<Rule> across, List<Rule> down)
    {
        var parent = Enumerable.Range(0, across.Count + down.Count).ToArray();
        int Root(int i)
        {
            while (parent[i] != i) i = parent[i] = parent[parent[i]];
            return i;
        }
        for (var v = 0; v < down.Count; v++)
        {
            var line = down[v];
            for (var h = First(across, line.From - Touch); h < across.Count && across[h].At <= line.To + Touch; h++)
            {
                if (across[h].From <= line.At + Touch && across[h].To >= line.At - Touch) parent[Root(h)] = Root(across.Count + v);
            }
        }
        var groups = new Dictionary<int, (List<Rule> Across, List<Rule> Down)>();
        for (var i = 0; i < parent.Length; i++)
        {
            if (!groups.TryGetValue(Root(i), out var group)) groups[Root(i)] = group = ([], []);
            if (i < across.Count) group.Across.Add(across[i]);
            else group.Down.Add(down[i - across.Count]);
        }
        Attach([.. groups.Values]);
        return [.. groups.Values.Where(group => group.Across.Count > 0)];
    }

    /// <summary>Where a page's end cuts through tall cells, their sides hang free beside the table they belong to.</summary>
    static void Attach(List<(List<Rule> Across, List<Rule> Down)> groups)
    {
        var whole = groups.FindAll(group => group.Across.Count >= 2 && group.Down.Count > 0)
            .ConvertAll(group => (group.Across, group.Down, Top: group.Across.Min(r => r.At), Bottom: group.Across.Max(r => r.At), Left: group.Across.Min(r => r.From), Right: group.Across.Max(r => r.To)));
        foreach (var line in groups.Where(group => group.Across.Count == 0).SelectMany(group => group.Down))
        {
            if (line.Length < 30) continue;
            foreach (var group in whole)
            {
                var overlap = Math.Min(line.To, group.Bottom) - Math.Max(line.From, group.Top);
                if (overlap < 0.7 * line.Length || overlap < 0.6 * (group.Bottom - group.Top) || line.At > group.Left - Touch && line.At < group.Right + Touch) continue;
                group.Down.Add(line);
                break;
            }
        }
    }

    static int First(List<Rule> sorted, double at)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle].At < at) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    static double[] Coordinates(IEnumerable<double> values, double low, double high)
    {
        var sorted = values.Order().ToList();
        if (sorted[0] - low > 2 * Near) sorted.Insert(0, low);
        if (high - sorted[^1] > 2 * Near) sorted.Add(high);
        var clusters = new List<double>();
        double sum = 0, count = 0, last = double.MinValue;
        foreach (var value in sorted)
        {
            if (count > 0 && value - last > Near)
            {
                clusters.Add(sum / count);
                (sum, count) = (0, 0);
            }
            (sum, count, last) = (sum + value, count + 1, value);
        }
        clusters.Add(sum / count);
        return [.. clusters];
    }

    static Grid Build(Page page, double[] xs, double[] ys, List<Rule> across, List<Rule> down)
    {
        var (rows, columns) = (ys.Length - 1, xs.Length - 1);
        var parent = Enumerable.Range(0, rows * columns).ToArray();
        int Root(int i)
        {
            while (parent[i] != i) i = parent[i] = parent[parent[i]];
            return i;
        }
        for (var c = 1; c < columns; c++)
        {
            var line = down.Where(rule => Math.Abs(rule.At - xs[c]) <= Near + 1).ToList();
            for (var r = 0; r < rows; r++)
            {
                if (!Drawn(line, ys[r], ys[r + 1])) parent[Root(r * columns + c)] = Root(r * columns + c - 1);
            }
        }
        for (var r = 1; r < rows; r++)
        {
            var line = across.Where(rule => Math.Abs(rule.At - ys[r]) <= Near + 1).ToList();
            for (var c = 0; c < columns; c++)
            {
                if (!Drawn(line, xs[c], xs[c + 1])) parent[Root(r * columns + c)] = Root((r - 1) * columns + c);
            }
        }
        var at = new GridCell[rows, columns];
        foreach (var group in Enumerable.Range(0, parent.Length).GroupBy(Root))
        {
            int top = group.Min(i => i / columns), bottom = group.Max(i => i / columns), left = group.Min(i => i % columns), right = group.Max(i => i % columns);
            var cell = new GridCell(top, left, bottom - top + 1, right - left + 1, new(xs[left], ys[top], xs[right + 1], ys[bottom + 1]));
            foreach (var i in group) at[i / columns, i % columns] = cell;
        }
        return new(page, xs, ys, at);
    }

    static bool Drawn(List<Rule> line, double from, double to)
    {
        double drawn = 0, reached = from;
        foreach (var rule in line.OrderBy(rule => rule.From))
        {
            var (a, b) = (Math.Max(rule.From, reached), Math.Min(rule.To, to));
            if (b <= a) continue;
            drawn += b - a;
            reached = b;
        }
        return drawn >= (to - from) / 2;
    }
}
