using Budget.Desk.Calls;
using Budget.Document;

namespace Budget.Desk.Preparing;

/// <summary>A cell that two people changed: as it was opened, the other's, and one's own.</summary>
public sealed record Conflict(string Name, string Line, string Column, long? Opened, long? Theirs, long? Mine);

/// <summary>
/// Two people saved the same table. Cells that only one of them touched are laid together; one that both touched is asked, with nothing chosen beforehand.
/// </summary>
public sealed record Merge(IReadOnlyList<Conflict> Conflicts, int Joined)
{
    /// <summary>Null where the lines of the table are others by now: then cells cannot be told apart by their place.</summary>
    public static Merge? Of(TableForm mine, Content opened, Content newest)
    {
        var (old, now) = (opened.Document.Tables.First(t => t.Number == mine.Number), newest.Document.Tables.FirstOrDefault(t => t.Number == mine.Number));
        if (now is null || now.Rows.Count != old.Rows.Count || now.Columns.Count != old.Columns.Count || !now.Rows.Zip(old.Rows).All(pair => pair.First.Name == pair.Second.Name && pair.First.Code == pair.Second.Code)) return null;
        var (conflicts, joined) = (new List<Conflict>(), 0);
        for (var r = 0; r < old.Rows.Count; r++)
        {
            for (var c = 0; c < old.Columns.Count; c++)
            {
                if (mine[r, old.Columns[c].Id] is not { IsChanged: true, Follows: false } cell) continue;
                var theirs = now.Rows[r].Cells[c];
                if (theirs == old.Rows[r].Cells[c] || theirs == cell.Typed) joined++;
                else conflicts.Add(new(cell.Name, LineOf(old.Rows[r]), old.Columns[c].Header, old.Rows[r].Cells[c], theirs, cell.Typed));
            }
        }
        return new(conflicts, joined);
    }

    static string LineOf(Row row) => row.Code > 0 ? $"{row.CodeText} {row.Name}" : row.Name;
}
