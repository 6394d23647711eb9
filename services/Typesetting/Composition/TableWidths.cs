
namespace Budget.Typesetting.Composition;

/// <summary>How wide the columns of a printed table are, at 9 pt: figures never break, heads and names may.</summary>
static class TableWidths
{
    const double Size = 9;

    /// <summary>In points.</summary>
    public static double Needed(ComposedTable table) => Enumerable.Range(0, table.Columns.Count).Sum(c => Need(table, c));

    /// <summary>In points; together they are what is available. What is left over goes to names and texts.</summary>
    public static double[] Of(ComposedTable table, double available)
    {
        var needs = Enumerable.Range(0, table.Columns.Count).Select(c => Need(table, c)).ToArray();
        var total = needs.Sum();
        if (total > available) return [.. needs.Select(n => n / total * available)];
        var loose = Enumerable.Range(0, needs.Length).Where(c => table.Columns[c].Kind is CellKind.Name or CellKind.Text).ToList();
        if (loose.Count == 0) loose = [.. Enumerable.Range(0, needs.Length)];
        foreach (var c in loose) needs[c] += (available - total) / loose.Count;
        return needs;
    }

    static double Need(ComposedTable table, int c)
    {
        var column = table.Columns[c];
        var own = table.Rows.Select(r => Width(r.Cells[c].Text)).DefaultIfEmpty(0).Max();
        return Size * column.Kind switch
        {
            CellKind.Number => Math.Max(own, Math.Min(5.2, Width(column.Path[^1]))) + 1.1,
            CellKind.Code => Math.Max(own, 4) + 1.2,
            CellKind.Name => Math.Min(Math.Max(own, 6), 11) + 1.6,
            _ => Math.Min(Math.Max(own, 4), 9) + 1.6,
        };
    }

    /// <summary>In full-width characters.</summary>
    static double Width(string text)
    {
        double width = 0;
        foreach (var c in text) width += c < 0x100 ? 0.58 : 1;
        return width;
    }
}
