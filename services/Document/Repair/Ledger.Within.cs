using Budget.Document.Relations;

namespace Budget.Document.Repair;

// Within one table: what the rules and the pages add up as well.
sealed partial class Ledger
{
    void Within(Grid grid)
    {
        foreach (var relation in grid.Sheet.Relations.All)
        {
            foreach (var across in relation.Across) Take(grid, relation, across);
        }
    }

    void Take(Grid grid, Relation relation, int across)
    {
        var total = grid.Id(relation.TotalAt(across));
        if (total < 0) return;
        // A change that nobody typed is computed.
        if (relation.Kind == RelationKind.Change && Entries[total].Value is null) return;
        parts.Clear();
        signs.Clear();
        for (var i = 0; i < relation.Parts.Length; i++)
        {
            if (grid.Id(relation.PartAt(i, across)) is not (>= 0 and var id)) continue;
            parts.Add(id);
            signs.Add((sbyte)relation.SignOf(i));
        }
        Sum((IdentityKind)relation.Kind, relation.IsHeld ? Held : Usual, total, parts, signs);
    }

    void TwoSided()
    {
        if (this[TableRole.RevenueAndExpenditure] is { } both)
            Equal(IdentityKind.Balance, Held, Line(both, SubjectKind.Revenue, Side.Revenue),
                Line(both, SubjectKind.Expenditure, Side.Expenditure));
    }

    int Line(Grid grid, SubjectKind kind, Side side) => grid.Id(grid.Sheet.Find(kind, side), grid.Sheet.AmountColumn(side));
}
