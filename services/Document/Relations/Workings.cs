using System.Runtime.CompilerServices;
using Budget.Document.Rules.Chapters;

namespace Budget.Document.Relations;

/// <summary>
/// How each figure of a table comes about: which lines or columns it is made of, and whether they make it. Read with the
/// same eyes as the rules read it (levels, "其中", rounding), for the pages that explain a figure to the public and for the
/// formulas of the workbook.
/// </summary>
public sealed class Workings
{
    readonly Sheet sheet;
    readonly Dictionary<Row, int> lines = new(ReferenceEqualityComparer.Instance);
    readonly ILookup<int, int> under;
    readonly bool hasClasses;

    public Workings(Table table, bool madeElsewhere)
    {
        sheet = new Sheet(table, madeElsewhere);
        for (var i = 0; i < sheet.Rows.Count; i++) lines[sheet.Rows[i]] = i;
        under = Enumerable.Range(0, sheet.Rows.Count).Where(i => sheet.Parent(i) >= 0).ToLookup(sheet.Parent);
        hasClasses = sheet.Rows.Any(r => r is { IsTotal: false, Code: >= 100 and < 1000 });
    }

    /// <summary>Every way in which the table itself makes this figure; none for a figure that stands by itself.</summary>
    public IEnumerable<Working> Of(Row row, int column)
    {
        var head = sheet.Columns[column];
        if (head.Role is ColumnRole.Change or ColumnRole.ChangeRate)
        {
            if (Compared(row, head) is { } compared) yield return compared;
            yield break;
        }
        if (OfColumns(row, column, head) is { } columns) yield return columns;
        if (Sheet.Adds(head.Role) && OfLines(row, column) is { } parts) yield return parts;
    }

    /// <summary>
    /// The one way that holds to the fen; null for a figure that was typed and stays as it was. No figure depends on itself:
    /// lines are made of lines under them, columns of columns within them, a change and its rate of what nothing else is made of.
    /// </summary>
    public Derivation? Exact(int line, int column)
    {
        var row = sheet.Rows[line];
        if (sheet.Columns[column].Side != row.Side && sheet.Columns[column].Side != Side.Single) return null;
        var figure = row.Cells[column];
        foreach (var way in Of(row, column).OrderBy(way => way.Kind))
        {
            var parts = way.Parts.Select(part => new CellPlace(lines[part.Row], part.Column)).ToList();
            switch (way.Kind)
            {
                case WorkingKind.Lines or WorkingKind.Columns when way.Sum?.Fen == figure: return new(Operation.Sum, parts);
                case WorkingKind.Change when way.Sum?.Fen == (figure ?? way.Sum?.Fen): return new(Operation.Difference, parts);
                case WorkingKind.Rate when ExactRate(row, figure, parts[0], parts[1]) is { } rate: return rate;
            }
        }
        return null;
    }

    Derivation? ExactRate(Row row, long? figure, CellPlace total, CellPlace prior)
    {
        if (row.Cells[total.Column] is not { } now || row.Cells[prior.Column] is not ({ } before and not 0)) return null;
        var rate = Figures.Ratio(now - before, Math.Abs(before));
        var change = sheet.Column(ColumnRole.Change, row.Side);
        return (figure ?? rate) == rate && change >= 0 && (row.Cells[change] ?? now - before) == now - before ? new(Operation.Rate, [new(total.Row, change), prior]) : null;
    }

    Working? Compared(Row row, Column head)
    {
        var (total, prior) = (sheet.Column(ColumnRole.Total, row.Side), sheet.Column(ColumnRole.Prior, row.Side));
        if (total < 0 || prior < 0) return null;
        IReadOnlyList<CellOf> cells = [new(row, total), new(row, prior)];
        if (head.IsRate) return new(WorkingKind.Rate, cells, null, Answer.NotCheckable);
        var (now, before) = (sheet.At(row, total), sheet.At(row, prior));
        if (!now.IsNumber || !before.IsNumber) return null;
        Adder change = default;
        change.AddSigned(now.Fen, now.Grain);
        change.AddSigned(-(Int128)before.Fen, before.Grain);
        return Made(WorkingKind.Change, cells, sheet.At(row, sheet.Column(head.Role, row.Side)), change);
    }

    Working? OfColumns(Row row, int column, Column head)
    {
        var parts = PartsOf(head);
        if (parts.Count < 2) return null;
        Adder sum = default;
        foreach (var part in parts) sum.Add(sheet.At(row, part));
        return Made(WorkingKind.Columns, [.. parts.Select(p => new CellOf(row, p))], sheet.At(row, column), sum);
    }

    /// <summary>The columns beside it that a column is the sum of. A table with a column nobody knows may add up otherwise.</summary>
    List<int> PartsOf(Column head)
    {
        if (sheet.Columns.Any(c => c.Role == ColumnRole.Unknown)) return [];
        ReadOnlySpan<ColumnRole> roles = (sheet.Role, head.Role) switch
        {
            (TableRole.Revenue, ColumnRole.Total) when Has(ColumnRole.FiscalAppropriation) => [ColumnRole.FiscalAppropriation, .. OtherSources],
            (TableRole.Revenue, ColumnRole.Total) => [.. Budgets, .. OtherSources],
            (TableRole.Revenue, ColumnRole.FiscalAppropriation) => Budgets,
            (TableRole.FiscalAppropriation, ColumnRole.Total) => Budgets,
            (TableRole.BasicExpenditure, ColumnRole.Total) => [ColumnRole.Personnel, ColumnRole.Operating],
            (TableRole.ThreePublic, ColumnRole.ThreePublic) => [ColumnRole.Overseas, ColumnRole.Vehicles, ColumnRole.Hospitality],
            (TableRole.ThreePublic, ColumnRole.Vehicles) => [ColumnRole.VehiclePurchase, ColumnRole.VehicleOperation],
            (TableRole.ThreePublic, ColumnRole.PriorThreePublic) => [ColumnRole.PriorOverseas, ColumnRole.PriorVehicles, ColumnRole.PriorHospitality],
            (TableRole.ThreePublic, ColumnRole.PriorVehicles) => [ColumnRole.PriorVehiclePurchase, ColumnRole.PriorVehicleOperation],
            (not (TableRole.RevenueAndExpenditure or TableRole.ThreePublic or TableRole.Revenue), ColumnRole.Total) => [ColumnRole.Basic, ColumnRole.Project, ColumnRole.Special],
            _ => [],
        };
        var parts = new List<int>();
        foreach (var role in roles)
        {
            if (sheet.Column(role, head.Side) is >= 0 and var part) parts.Add(part);
        }
        return parts;

        bool Has(ColumnRole role) => sheet.Column(role) >= 0;
    }

    static readonly ColumnRole[] Budgets = [ColumnRole.GeneralPublicBudget, ColumnRole.GovernmentFund, ColumnRole.StateCapital];

    static readonly ColumnRole[] OtherSources =
    [
        ColumnRole.SpecialAccount, ColumnRole.Institutional, ColumnRole.Business, ColumnRole.SuperiorSubsidy, ColumnRole.AffiliateRemittance, ColumnRole.Other, ColumnRole.CarriedOver,
    ];

    Working? OfLines(Row row, int column)
    {
        if (!lines.TryGetValue(row, out var line)) return null;
        if (!sheet.HasCodes) return row.IsTotal ? OfSide(row, line, column) : OfUnder(row, line, column);
        var parts = row.IsTotal
            ? sheet.Rows.Where((r, i) => r is { IsTotal: false, Code: > 0 } && (hasClasses ? r.Code < 1000 : sheet.Parent(i) < 0))
            : under[line].Select(i => sheet.Rows[i]);
        return Sum(row, column, [.. parts]);
    }

    /// <summary>A total at the foot of a side: its heads, each by itself or, where it is blank, by what stands under it.</summary>
    Working? OfSide(Row total, int line, int column)
    {
        var above = sheet.Rows.Take(line).Select((r, i) => (Row: r, Line: i)).Where(x => x.Row.Side == total.Side && !x.Row.IsTotal && LineNames.Level(x.Row) == 1)
            .Where(x => !LineNames.IsThisYear(total) || (!LineNames.IsCarriedOver(x.Row) && !LineNames.IsCarriedForward(x.Row)))
            .SelectMany(x => !sheet.At(x.Row, column).IsNumber && Under(x.Line, total.Side) is { Count: > 0 } inner ? inner : [x.Row]).ToList();
        var all = Sum(total, column, above);
        // Where a print does not say its levels, "（一）…" under "一、…" must not be counted twice.
        return all is { Answer: Answer.Failed } && Sum(total, column, [.. above.Where(r => !LineNames.IsNumberedUnder(r.Name))]) is { Answer: Answer.Passed } heads ? heads : all;
    }

    Working? OfUnder(Row row, int line, int column) =>
        LineNames.Level(row) == 1 && Under(line, row.Side) is { Count: > 0 } inner && !inner.Any(r => LineNames.IsOfWhich(r.Name)) ? Sum(row, column, inner) : null;

    List<Row> Under(int line, Side side)
    {
        var inner = new List<Row>();
        for (var i = line + 1; i < sheet.Rows.Count; i++)
        {
            var row = sheet.Rows[i];
            if (row.Side != side) continue;
            if (row.IsTotal || LineNames.Level(row) == 1) break;
            if (LineNames.Level(row) == 2) inner.Add(row);
        }
        return inner;
    }

    Working? Sum(Row row, int column, List<Row> parts)
    {
        if (parts.Count == 0) return null;
        Adder sum = default;
        foreach (var part in parts) sum.Add(sheet.At(part, column));
        return Made(WorkingKind.Lines, [.. parts.Select(p => new CellOf(p, column))], sheet.At(row, column), sum);
    }

    static Working? Made(WorkingKind kind, IReadOnlyList<CellOf> parts, Reading figure, Adder sum)
    {
        if (sum.Numbers == 0 || sum.Fen > long.MaxValue || sum.Fen < long.MinValue) return null;
        var answer = !figure.IsNumber ? Answer.NotCheckable
            : Int128.Abs(sum.Fen - figure.Fen) <= sum.Tolerance(figure.Grain) ? Answer.Passed : Answer.Failed;
        return new(kind, parts, new Amount((long)sum.Fen), answer);
    }
}

public enum WorkingKind { Lines, Columns, Change, Rate }

/// <summary>A figure of a table by its line and column. A line is itself: another with the same figures is another.</summary>
public readonly record struct CellOf(Row Row, int Column)
{
    public bool Equals(CellOf other) => ReferenceEquals(Row, other.Row) && Column == other.Column;

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Row), Column);
}

/// <summary>One way in which a table makes a figure.</summary>
/// <param name="Parts">What it is made of; of a change this year's figure and the one it is compared with.</param>
/// <param name="Sum">What the parts make, in fen; null for a rate.</param>
/// <param name="Answer">Whether they make the figure, within what rounding may do; not checkable where the figure is blank.</param>
public sealed record Working(WorkingKind Kind, IReadOnlyList<CellOf> Parts, Amount? Sum, Answer Answer);
