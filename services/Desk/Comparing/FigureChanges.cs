using Budget.Contracts.Reading;
using Budget.Desk.Calls;
using Budget.Document;
using Budget.Document.Relations;
using Budget.Document.Text;
using Budget.V1;
using Row = Budget.Document.Row;
using Side = Budget.Document.Side;
using Table = Budget.Document.Table;

namespace Budget.Desk.Comparing;

/// <summary>One figure that differs between two drafts.</summary>
/// <param name="Key">The place's key, as findings and threads name it.</param>
/// <param name="Prior">Last year's figure, where the document states one.</param>
public sealed record FigureChange(string Key, int Table, string Line, string Column, long? Prior, long? Before, long? Now, bool IsRate)
{
    public long Difference => (Now ?? 0) - (Before ?? 0);
}

/// <summary>What differs otherwise: a fact, a project, an indicator, in the words of the comparison.</summary>
public sealed record OtherChange(string Place, string Before, string Now, long? Difference);

/// <summary>
/// The figures that somebody changed. A cell that follows from others, and the same change written in a further table, is counted and not listed:
/// whoever reads a list of changes wants the acts and not their echoes.
/// </summary>
public sealed record FigureChanges(IReadOnlyList<FigureChange> Figures, int Following, IReadOnlyList<OtherChange> Others)
{
    public static readonly FigureChanges None = new([], 0, []);

    public int Count => Figures.Count + Others.Count;

    public static FigureChanges Between(Content before, Content now)
    {
        if (before.BudgetRevision.ContentHash == now.BudgetRevision.ContentHash && before.TargetsRevision?.ContentHash == now.TargetsRevision?.ContentHash) return None;
        var (typed, following) = (new List<FigureChange>(), 0);
        var echoes = new HashSet<(string, long?, long?)>();
        // The table that compares with last year first: it says most of a change.
        foreach (var table in now.Document.Tables.OrderByDescending(Weight))
        {
            if (table.NotInSource) continue;
            var old = before.Document.Tables.FirstOrDefault(t => t.Number == table.Number);
            var workings = new Workings(table, now.Document.MadeElsewhere);
            foreach (var (row, was) in Pairs(old, table))
            {
                for (var c = 0; c < table.Columns.Count; c++)
                {
                    var (b, n) = (was is not null && old is not null ? Cell(old, was, table.Columns[c]) : null, row.Cells[c]);
                    if (b == n) continue;
                    var line = table.Rows.ToList().IndexOf(row);
                    if (table.Columns[c].IsComputed || row.IsTotal || workings.Exact(line, c) is not null || !echoes.Add((row.Code > 0 ? row.CodeText : row.Name, b, n)))
                    {
                        following++;
                        continue;
                    }
                    typed.Add(new FigureChange(Place.KeyOfCell(table, row, table.Columns[c]), table.Number, row.Code > 0 ? $"{row.CodeText} {row.Name}" : row.Name,
                        table.Columns[c].Header, PriorOf(now, table, row, c), b, n, table.Columns[c].IsRate));
                }
            }
        }
        return new([.. typed.OrderBy(f => f.Table)], following, Rest(before, now));
    }

    static long? PriorOf(Content now, Table table, Row row, int column)
    {
        var prior = table.IndexOf(ColumnRole.Prior);
        if (prior >= 0 && table.Columns[column].Role == ColumnRole.Total) return row.Cells[prior];
        return row.Subject.IsNone || table.Columns[column].Role is not (ColumnRole.Total or ColumnRole.Amount) ? null : now.Figures.Prior(row.Subject)?.Fen;
    }

    static int Weight(Table table) => table.Role switch
    {
        TableRole.GeneralPublic => 9,
        TableRole.BasicExpenditure => 8,
        TableRole.GovernmentFund or TableRole.StateCapital => 7,
        TableRole.ThreePublic => 6,
        TableRole.Expenditure => 5,
        _ => 1,
    };

    static IEnumerable<(Row Row, Row? Was)> Pairs(Table? old, Table now)
    {
        var was = (old?.Rows ?? []).ToLookup(KeyOf);
        return now.Rows.GroupBy(KeyOf).SelectMany(same => same.Select((row, i) => (row, was[same.Key].ElementAtOrDefault(i))));
    }

    static (Side, string, bool) KeyOf(Row row) => (row.Side, row.Code > 0 ? row.CodeText : PrintedName.WithoutNumbering(row.Name), row.IsTotal);

    static long? Cell(Table table, Row row, Column column)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Id == column.Id && table.Columns[i].Side == column.Side) return row.Cells[i];
        }
        return null;
    }

    /// <summary>Facts, projects, targets: what is in no table. Tables are taken out before the comparison, so nothing is told twice.</summary>
    static IReadOnlyList<OtherChange> Rest(Content before, Content now)
    {
        var changes = DisclosureComparison.Of(WithoutTables(before), WithoutTables(now), now.Document.Edition);
        return [.. changes.Where(c => !IsOnlyOrder(c)).Select(c => new OtherChange(c.Place, c.Before, c.After, c.HasDifferenceFen ? c.DifferenceFen : null))];
    }

    static bool IsOnlyOrder(Change change) => change.Place == "全文" && change.Before.Length == 0;

    static DisclosureFile WithoutTables(Content content)
    {
        var budget = content.Budget.Clone();
        budget.Tables.Clear();
        return new() { Year = budget.Year, Edition = budget.Edition, Budget = budget, Targets = content.Targets };
    }
}
