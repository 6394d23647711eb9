using Budget.Document.Relations;
using Budget.Document.Rules.Chapters;

namespace Budget.Document.Repair;

// Within one table: rows across columns, codes down the tree, lines of a side.
sealed partial class Ledger
{
    void RowSums(Grid grid)
    {
        var sheet = grid.Sheet;
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            if (sheet.Rows[r] is not { Side: Side.Single or Side.Revenue or Side.Expenditure } row) continue;
            switch (sheet.Role)
            {
                case TableRole.Revenue:
                    RowSum(grid, r, row.Side, ColumnRole.Total, role => role is >= ColumnRole.FiscalAppropriation and <= ColumnRole.CarriedOver
                        && !(role is ColumnRole.GeneralPublicBudget or ColumnRole.GovernmentFund or ColumnRole.StateCapital && sheet.Column(ColumnRole.FiscalAppropriation) >= 0));
                    break;
                case TableRole.FiscalAppropriation when row.Side == Side.Expenditure:
                    RowSum(grid, r, row.Side, ColumnRole.Total, role => role is ColumnRole.GeneralPublicBudget or ColumnRole.GovernmentFund or ColumnRole.StateCapital);
                    break;
                case TableRole.RevenueAndExpenditure when row.Side == Side.Expenditure:
                    RowSum(grid, r, row.Side, ColumnRole.Total, role => role is ColumnRole.Personnel or ColumnRole.Operating or ColumnRole.Project);
                    break;
                case TableRole.BasicExpenditure:
                    RowSum(grid, r, row.Side, ColumnRole.Total, role => role is ColumnRole.Personnel or ColumnRole.Operating);
                    break;
                case TableRole.ThreePublic:
                    RowSum(grid, r, row.Side, ColumnRole.ThreePublic, role => role is ColumnRole.Overseas or ColumnRole.Vehicles or ColumnRole.Hospitality);
                    RowSum(grid, r, row.Side, ColumnRole.Vehicles, role => role is ColumnRole.VehiclePurchase or ColumnRole.VehicleOperation);
                    RowSum(grid, r, row.Side, ColumnRole.PriorThreePublic, role => role is ColumnRole.PriorOverseas or ColumnRole.PriorVehicles or ColumnRole.PriorHospitality);
                    RowSum(grid, r, row.Side, ColumnRole.PriorVehicles, role => role is ColumnRole.PriorVehiclePurchase or ColumnRole.PriorVehicleOperation);
                    break;
                default:
                    RowSum(grid, r, row.Side, ColumnRole.Total, role => role is ColumnRole.Basic or ColumnRole.Project or ColumnRole.Special);
                    Change(grid, r, row.Side);
                    break;
            }
        }
    }

    void RowSum(Grid grid, int row, Side side, ColumnRole total, Func<ColumnRole, bool> adds)
    {
        var sheet = grid.Sheet;
        parts.Clear();
        for (var c = 0; c < sheet.Columns.Count; c++)
        {
            var role = sheet.Columns[c]?.Role ?? ColumnRole.Unknown;
            var id = grid[row, c];
            if (id < 0) continue;
            // A column of unknown meaning with money in it may be one more part.
            if (role == ColumnRole.Unknown && Entries[id].Value is not null) return;
            if (adds(role)) parts.Add(id);
        }
        if (parts.Count > 1) Sum(Relation.RowSum, Held, grid[row, sheet.Column(total, side)], parts);
    }

    /// <summary>The change is this year less last year, where somebody typed it.</summary>
    void Change(Grid grid, int row, Side side)
    {
        var change = grid[row, grid.Sheet.Column(ColumnRole.Change, side)];
        var (now, before) = (grid[row, grid.Sheet.Column(ColumnRole.Total, side)], grid[row, grid.Sheet.Column(ColumnRole.Prior, side)]);
        if (change < 0 || now < 0 || before < 0 || Entries[change].Value is null) return;
        Add(Relation.RowSum, Held, [change, now, before], [-1, 1, -1], 2 * Entries[change].Grain);
    }

    void Tree(Grid grid)
    {
        var sheet = grid.Sheet;
        if (!sheet.HasCodes) return;
        var under = new List<int>?[sheet.Rows.Count];
        var top = new List<int>();
        var hasClasses = false;
        for (var r = 0; r < sheet.Rows.Count; r++) hasClasses |= sheet.Rows[r] is { IsTotal: false, Code: >= 100 and < 1000 };
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            if (sheet.Rows[r] is not { IsTotal: false, Code: > 0 } row) continue;
            if (sheet.Parent(r) is >= 0 and var parent) (under[parent] ??= []).Add(r);
            if (hasClasses ? row.Code < 1000 : sheet.Parent(r) < 0) top.Add(r);
        }
        for (var c = 0; c < sheet.Columns.Count; c++)
        {
            if (sheet.Columns[c] is not { IsRate: false } head || head.Role == ColumnRole.Unknown) continue;
            // Last year's items need not be this year's, so no rule adds them up; where they do add up, that tells.
            var (relation, weight) = Sheet.Adds(head.Role) ? (Relation.Tree, Held) : (Relation.PriorTree, Usual);
            for (var r = 0; r < under.Length; r++)
            {
                if (under[r] is not { } rows) continue;
                Take(grid, rows, c);
                Sum(relation, weight, grid[r, c], parts);
            }
            Take(grid, top, c);
            Sum(relation, weight, grid.Id(sheet.Total, c), parts);
        }
    }

    void Take(Grid grid, List<int> rows, int column)
    {
        parts.Clear();
        foreach (var row in rows)
        {
            if (grid[row, column] is >= 0 and var id) parts.Add(id);
        }
    }

    void TwoSided()
    {
        foreach (var grid in (ReadOnlySpan<Grid?>)[this[TableRole.RevenueAndExpenditure], this[TableRole.FiscalAppropriation]])
        {
            if (grid is null) continue;
            var revenue = grid.Sheet.AmountColumn(Side.Revenue);
            LineTotals(grid, Side.Revenue, revenue);
            if (grid.Sheet.Role == TableRole.FiscalAppropriation) UnderLines(grid, Side.Revenue, revenue);
            for (var c = 0; c < grid.Sheet.Columns.Count; c++)
            {
                if (grid.Sheet.Columns[c] is { Side: Side.Expenditure } head && Sheet.Adds(head.Role)) LineTotals(grid, Side.Expenditure, c);
            }
        }
        if (this[TableRole.RevenueAndExpenditure] is not { } both) return;
        var column = both.Sheet.AmountColumn(Side.Revenue);
        Equal(Relation.Balance, Held, Line(both, SubjectKind.Revenue, Side.Revenue), Line(both, SubjectKind.Expenditure, Side.Expenditure));
        parts.Clear();
        foreach (var kind in (ReadOnlySpan<SubjectKind>)[SubjectKind.RevenueGeneralPublicBudget, SubjectKind.RevenueGovernmentFund, SubjectKind.RevenueStateCapital])
        {
            if (both.Id(both.Sheet.Find(kind, Side.Revenue), column) is >= 0 and var id) parts.Add(id);
        }
        Sum(Relation.Lines, Held, Line(both, SubjectKind.RevenueFiscalAppropriation, Side.Revenue), parts);
    }

    int Line(Grid grid, SubjectKind kind, Side side) => grid.Id(grid.Sheet.Find(kind, side), grid.Sheet.AmountColumn(side));

    /// <summary>As <see cref="Lines.Add"/> reads a side: each total is the sum of the heads before it, or of what stands under them.</summary>
    void LineTotals(Grid grid, Side side, int column)
    {
        if (column < 0) return;
        var sheet = grid.Sheet;
        List<int> all = [], year = [], heads = [];
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            if (sheet.Rows[r] is not { } row || row.Side != side) continue;
            var id = grid[r, column];
            if (id < 0) continue;
            if (row.IsTotal)
            {
                var total = LineNames.IsThisYear(row) ? year : all;
                Sum(Relation.Lines, Held, id, heads.Count > 0 && Off(id, heads) < Off(id, total) ? heads : total);
                continue;
            }
            if (LineNames.Level(row) != 1) continue;
            var carried = LineNames.IsCarriedOver(row) || LineNames.IsCarriedForward(row);
            List<int> of = [id];
            if (Entries[id].Value is null && UnderLine(grid, r, side, column) is { Count: > 0 } under && under.Exists(i => Entries[i].Value is not null)) of = under;
            else if (!LineNames.IsNumberedUnder(row.Name)) heads.Add(id);
            all.AddRange(of);
            if (!carried) year.AddRange(of);
        }

        Int128 Off(int total, List<int> of)
        {
            Int128 sum = -(Entries[total].Value ?? 0);
            foreach (var id in of) sum += Entries[id].Value ?? 0;
            return Int128.Abs(sum);
        }
    }

    static List<int> UnderLine(Grid grid, int r, Side side, int column)
    {
        var under = new List<int>();
        for (var j = r + 1; j < grid.Sheet.Rows.Count; j++)
        {
            if (grid.Sheet.Rows[j] is not { } row || row.Side != side) continue;
            var level = LineNames.Level(row);
            if (row.IsTotal || level == 1) break;
            if (level == 2 && grid[j, column] is >= 0 and var id) under.Add(id);
        }
        return under;
    }

    void UnderLines(Grid grid, Side side, int column)
    {
        if (column < 0) return;
        for (var r = 0; r < grid.Sheet.Rows.Count; r++)
        {
            if (grid.Sheet.Rows[r] is not { IsTotal: false } row || row.Side != side || LineNames.Level(row) != 1) continue;
            if (grid[r, column] is >= 0 and var id && Entries[id].Value is not null && Lines.Under(grid.Sheet, r, side, column, out _)) Sum(Relation.Lines, Held, id, UnderLine(grid, r, side, column));
        }
    }
}
