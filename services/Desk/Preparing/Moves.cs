using Budget.Desk.Calls;
using Budget.Desk.Comparing;
using Budget.V1;

namespace Budget.Desk.Preparing;

/// <summary>What a change moves, told before it is saved: figures, sentences, findings.</summary>
/// <param name="Checked">False: the check did not answer, so nothing is said of findings.</param>
public sealed record Moves(FigureChanges Figures, IReadOnlyList<FigureMove> Cells, IReadOnlyList<TextChange> Texts, IReadOnlyList<Finding> Still, IReadOnlyList<Finding> Gone, IReadOnlyList<Finding> New, bool Checked)
{
    public static Moves Of(Content saved, Content typed, CheckReport? before, CheckReport? after)
    {
        var (was, now) = ((before?.Findings ?? []).Where(IsOpen).ToList(), (after?.Findings ?? []).Where(IsOpen).ToList());
        var (old, fresh) = (was.Select(f => f.Fingerprint).ToHashSet(), now.Select(f => f.Fingerprint).ToHashSet());
        return new(FigureChanges.Between(saved, typed), FigureMove.All(saved, typed), TextChanges.Between(saved, typed), [.. now.Where(f => old.Contains(f.Fingerprint))],
            [.. was.Where(f => !fresh.Contains(f.Fingerprint))], [.. now.Where(f => !old.Contains(f.Fingerprint))], before is not null && after is not null);
    }

    static bool IsOpen(Finding finding) => finding.Severity is Severity.Error or Severity.Warning;
}

/// <summary>A cell that moves, typed or following.</summary>
public sealed record FigureMove(int Table, string Line, string Column, long? Before, long? Now)
{
    public static IReadOnlyList<FigureMove> All(Content saved, Content typed)
    {
        var moves = new List<FigureMove>();
        foreach (var table in typed.Document.Tables)
        {
            if (saved.Document.Tables.FirstOrDefault(t => t.Number == table.Number) is not { } old || old.Rows.Count != table.Rows.Count) continue;
            for (var r = 0; r < table.Rows.Count; r++)
            {
                for (var c = 0; c < table.Columns.Count; c++)
                {
                    if (old.Rows[r].Cells[c] != table.Rows[r].Cells[c] && !table.Columns[c].IsRate)
                        moves.Add(new(table.Number, table.Rows[r].Code > 0 ? table.Rows[r].CodeText + " " + table.Rows[r].Name : table.Rows[r].Name, table.Columns[c].Header, old.Rows[r].Cells[c], table.Rows[r].Cells[c]));
                }
            }
        }
        return moves;
    }
}
