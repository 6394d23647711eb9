using Budget.Document.Codes;
using Budget.Document.Rules;

namespace Budget.Document;

public enum Operation
{
    /// <summary>All parts added.</summary>
    Sum,

    /// <summary>The first less the second.</summary>
    Difference,

    /// <summary>The first in hundredths of a percent of the second.</summary>
    Rate,
}

/// <summary>A cell of a table by its indexes.</summary>
public readonly record struct CellPlace(int Row, int Column);

/// <summary>How a figure follows from others of its table.</summary>
public sealed record Derivation(Operation Operation, IReadOnlyList<CellPlace> Of);

/// <summary>
/// Which figures of a table follow from which: items make sections, sections classes, classes the total; parts of a line make
/// its total. Said only where the form means it and where it holds to the fen, so that whoever writes it as a formula changes
/// no figure; a table that does not add up keeps its figures as they were typed. No figure depends on itself: a figure follows
/// from those below it in its own column, or from columns that follow from nothing in its row.
/// </summary>
public sealed class Derivations
{
    readonly Table table;
    readonly Dictionary<CellPlace, Derivation> derived = [];

    public Derivations(Table table)
    {
        this.table = table;
        for (var c = 0; c < table.Columns.Count; c++)
        {
            if (!Sheet.Adds(table.Columns[c].Role)) continue;
            if (table.Definition.Rows == RowKind.Lines) Lines(c);
            else Codes(c);
        }
        for (var r = 0; r < table.Rows.Count; r++) Across(r);
    }

    public Derivation? this[int row, int column] => derived.GetValueOrDefault(new(row, column));

    void Codes(int column)
    {
        var rows = table.Rows;
        var byCode = new Dictionary<int, int>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] is { IsTotal: false, Code: > 0 }) byCode.TryAdd(rows[i].Code, i);
        }
        var parts = new List<CellPlace>?[rows.Count];
        var top = new List<CellPlace>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].IsTotal || rows[i].Code <= 0) continue;
            var parent = -1;
            for (var up = CodeTable.Parent(rows[i].Code); up > 0 && parent < 0; up = CodeTable.Parent(up)) parent = byCode.GetValueOrDefault(up, -1);
            if (parent < 0) top.Add(new(i, column));
            else (parts[parent] ??= []).Add(new(i, column));
        }
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].IsTotal) Sum(i, column, top);
            else if (parts[i] is { } its) Sum(i, column, its);
        }
    }

    void Lines(int column)
    {
        var side = table.Columns[column].Side;
        var all = new List<CellPlace>();
        List<CellPlace>? sinceTotal = null;
        for (var i = 0; i < table.Rows.Count; i++)
        {
            var row = table.Rows[i];
            if (row.Side != side) continue;
            if (row.IsTotal)
            {
                // 收入总计 is 本年收入合计 and what stands between, or everything above.
                if (sinceTotal is null || !Sum(i, column, sinceTotal)) Sum(i, column, all);
                sinceTotal = [new(i, column)];
                continue;
            }
            if (Rules.Lines.Level(row) != 1) continue;
            var under = Under(i, column, side);
            if (row.Cells[column] is null && under.Count > 0)
            {
                // A head without a figure of its own ("一、本年收入") stands for the lines under it.
                all.AddRange(under);
                sinceTotal?.AddRange(under);
                continue;
            }
            Sum(i, column, under);
            all.Add(new(i, column));
            sinceTotal?.Add(new(i, column));
        }
    }

    List<CellPlace> Under(int line, int column, Side side)
    {
        var parts = new List<CellPlace>();
        for (var i = line + 1; i < table.Rows.Count; i++)
        {
            var row = table.Rows[i];
            if (row.Side != side) continue;
            if (row.IsTotal || Rules.Lines.Level(row) == 1) break;
            // "其中" names some parts, not all.
            if (Rules.Lines.IsOfWhich(row.Name)) return [];
            if (Rules.Lines.Level(row) == 2) parts.Add(new(i, column));
        }
        return parts;
    }

    void Across(int r)
    {
        var row = table.Rows[r];
        for (var c = 0; c < table.Columns.Count; c++)
        {
            var column = table.Columns[c];
            if (column.Side != row.Side && column.Side != Side.Single) continue;
            switch (column.Role)
            {
                case ColumnRole.Change when Operands(column.Side) is var (total, prior) && row.Cells[total] - row.Cells[prior] is { } change && (row.Cells[c] ?? change) == change:
                    derived[new(r, c)] = new(Operation.Difference, [new(r, total), new(r, prior)]);
                    break;
                case ColumnRole.ChangeRate when Operands(column.Side) is var (total, prior) && row.Cells[prior] is { } before and not 0 && row.Cells[total] - before is { } change
                    && Figures.Ratio(change, Math.Abs(before)) is var rate && (row.Cells[c] ?? rate) == rate:
                    var changed = table.IndexOf(ColumnRole.Change, column.Side);
                    if (changed >= 0 && (row.Cells[changed] ?? change) == change) derived[new(r, c)] = new(Operation.Rate, [new(r, changed), new(r, prior)]);
                    break;
                default:
                    if (!derived.ContainsKey(new(r, c))) Sum(r, c, [.. Parts(column.Role, column.Side).Select(part => new CellPlace(r, part))]);
                    break;
            }
        }
    }

    (int Total, int Prior)? Operands(Side side) =>
        table.IndexOf(ColumnRole.Total, side) is >= 0 and var total && table.IndexOf(ColumnRole.Prior, side) is >= 0 and var prior ? (total, prior) : null;

    /// <summary>The columns that make up one; where a part has parts of its own, only the part.</summary>
    List<int> Parts(ColumnRole whole, Side side) => whole switch
    {
        ColumnRole.Total when table.Role == TableRole.Revenue => Columns(side,
            Has(ColumnRole.FiscalAppropriation)
                ? [ColumnRole.FiscalAppropriation, ColumnRole.SpecialAccount, ColumnRole.Institutional, ColumnRole.Business, ColumnRole.SuperiorSubsidy, ColumnRole.AffiliateRemittance, ColumnRole.Other, ColumnRole.CarriedOver]
                : [ColumnRole.GeneralPublicBudget, ColumnRole.GovernmentFund, ColumnRole.StateCapital, ColumnRole.SpecialAccount, ColumnRole.Institutional, ColumnRole.Business, ColumnRole.SuperiorSubsidy, ColumnRole.AffiliateRemittance, ColumnRole.Other, ColumnRole.CarriedOver]),
        ColumnRole.Total when table.Role == TableRole.FiscalAppropriation => Columns(side, [ColumnRole.GeneralPublicBudget, ColumnRole.GovernmentFund, ColumnRole.StateCapital]),
        ColumnRole.Total when Has(ColumnRole.Basic) => Columns(side, [ColumnRole.Basic, ColumnRole.Project, ColumnRole.Special]),
        ColumnRole.Total or ColumnRole.Basic => Columns(side, [ColumnRole.Personnel, ColumnRole.Operating]),
        ColumnRole.FiscalAppropriation => Columns(side, [ColumnRole.GeneralPublicBudget, ColumnRole.GovernmentFund, ColumnRole.StateCapital]),
        ColumnRole.ThreePublic => Columns(side, [ColumnRole.Overseas, ColumnRole.Vehicles, ColumnRole.Hospitality]),
        ColumnRole.Vehicles => Columns(side, [ColumnRole.VehiclePurchase, ColumnRole.VehicleOperation]),
        ColumnRole.PriorThreePublic => Columns(side, [ColumnRole.PriorOverseas, ColumnRole.PriorVehicles, ColumnRole.PriorHospitality]),
        ColumnRole.PriorVehicles => Columns(side, [ColumnRole.PriorVehiclePurchase, ColumnRole.PriorVehicleOperation]),
        _ => [],
    };

    bool Has(ColumnRole role) => table.IndexOf(role) >= 0;

    List<int> Columns(Side side, ReadOnlySpan<ColumnRole> roles)
    {
        var found = new List<int>();
        foreach (var role in roles)
        {
            if (table.IndexOf(role, side) is >= 0 and var column) found.Add(column);
        }
        return found;
    }

    /// <summary>True if the parts make the figure, to the fen; a blank part adds nothing, and nothing is made of blanks alone.</summary>
    bool Sum(int row, int column, List<CellPlace> parts)
    {
        if (table.Rows[row].Cells[column] is not { } whole) return false;
        Int128 sum = 0;
        var any = false;
        foreach (var part in parts)
        {
            if (table.Rows[part.Row].Cells[part.Column] is not { } fen) continue;
            any = true;
            sum += fen;
        }
        if (!any || sum != whole) return false;
        derived[new(row, column)] = new(Operation.Sum, [.. parts]);
        return true;
    }
}
