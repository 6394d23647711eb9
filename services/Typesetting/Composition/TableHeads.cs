namespace Budget.Typesetting.Composition;

/// <param name="Level">Row of heads it begins in, from 0.</param>
/// <param name="Levels">Rows it reaches down.</param>
public readonly record struct TableHead(string Text, int Level, int Levels, int Column, int Columns);

/// <summary>The heads of a table in as many rows as its deepest column has; equal neighbours under one head are joined, a short head reaches down.</summary>
public sealed record TableHeads(int Depth, IReadOnlyList<TableHead> Cells)
{
    public static TableHeads Of(ComposedTable table)
    {
        var columns = table.Columns;
        var depth = columns.Count == 0 ? 0 : columns.Max(c => c.Path.Count);
        var cells = new List<TableHead>();
        for (var level = 0; level < depth; level++)
        {
            for (var i = 0; i < columns.Count;)
            {
                var path = columns[i].Path;
                if (level >= path.Count)
                {
                    i++;
                    continue;
                }
                var last = level == path.Count - 1;
                var end = i + 1;
                while (!last && end < columns.Count && columns[end].Path.Count > level + 1 && columns[end].Path.Take(level + 1).SequenceEqual(path.Take(level + 1))) end++;
                cells.Add(new(path[level], level, last ? depth - level : 1, i, end - i));
                i = end;
            }
        }
        return new(depth, cells);
    }
}
