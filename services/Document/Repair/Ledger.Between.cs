using Budget.Document.Recognition;
using Budget.Document.Relations;

namespace Budget.Document.Repair;

// Between tables: what is copied from one into another.
sealed partial class Ledger
{
    static readonly (ColumnRole Column, TableRole Table, SubjectKind Year, SubjectKind CarriedOver, SubjectKind Source)[] Budgets =
    [
        (ColumnRole.GeneralPublicBudget, TableRole.GeneralPublic, SubjectKind.FiscalGeneralPublicBudget,
            SubjectKind.FiscalGeneralPublicBudgetCarriedOver, SubjectKind.RevenueGeneralPublicBudget),
        (ColumnRole.GovernmentFund, TableRole.GovernmentFund, SubjectKind.FiscalGovernmentFund,
            SubjectKind.FiscalGovernmentFundCarriedOver, SubjectKind.RevenueGovernmentFund),
        (ColumnRole.StateCapital, TableRole.StateCapital, SubjectKind.FiscalStateCapital, SubjectKind.FiscalStateCapitalCarriedOver,
            SubjectKind.RevenueStateCapital),
    ];

    Grid? General => this[TableRole.GeneralPublic] ?? this[TableRole.GeneralPublicItems];
    Grid? GeneralItems => this[TableRole.GeneralPublicItems] ?? this[TableRole.GeneralPublic];

    void Copies()
    {
        var both = this[TableRole.RevenueAndExpenditure];
        if (both is not null && this[TableRole.Revenue] is { } revenue)
        {
            var total = revenue.Id(revenue.Sheet.Summary, revenue.Sheet.Column(ColumnRole.Total));
            Nearest(total, Line(both, SubjectKind.Revenue, Side.Revenue), revenue.Sheet.Column(ColumnRole.CarriedOver) < 0
                ? Line(both, SubjectKind.RevenueThisYear, Side.Revenue) : -1);
            for (var kind = SubjectKind.RevenueFiscalAppropriation; kind <= SubjectKind.RevenueCarriedOver; kind++)
            {
                var source = SubjectSources.RevenueColumn(kind);
                Equal(IdentityKind.SourceCopy, Usual, revenue.Id(revenue.Sheet.Summary, revenue.Sheet.Column(source)),
                    Line(both, kind, Side.Revenue));
            }
        }
        if (both is not null && this[TableRole.Expenditure] is { } expenditure)
        {
            var total = expenditure.Id(expenditure.Sheet.Summary, expenditure.Sheet.Column(ColumnRole.Total));
            Nearest(total, Line(both, SubjectKind.Expenditure, Side.Expenditure),
                Line(both, SubjectKind.ExpenditureThisYear, Side.Expenditure));
            ClassLines(both, both.Sheet.AmountColumn(Side.Expenditure), expenditure);
        }
        if (this[TableRole.BasicExpenditure] is { } basic && General is { } general)
        {
            var total = basic.Id(basic.Sheet.Summary, basic.Sheet.Column(ColumnRole.Total));
            if (total < 0) total = basic.Id(basic.Sheet.Summary, basic.Sheet.Column(ColumnRole.Amount));
            Equal(IdentityKind.EconomicCopy, Held, total, general.Id(general.Sheet.Summary, general.Sheet.Column(ColumnRole.Basic)));
        }
        if (this[TableRole.FiscalAppropriation] is not { } fiscal) return;
        Row? last = null, ofYear = null;
        foreach (var row in fiscal.Sheet.Rows)
        {
            if (row is not { Side: Side.Expenditure, IsTotal: true }) continue;
            last = row;
            if (row.Name is not null && row.Name.Contains("本年", StringComparison.Ordinal)) ofYear = row;
        }
        Equal(IdentityKind.Balance, Held, fiscal.Id(last, fiscal.Sheet.AmountColumn(Side.Expenditure)),
            Line(fiscal, SubjectKind.Fiscal, Side.Revenue));
        foreach (var (column, role, year, carriedOver, source) in Budgets)
        {
            var of = fiscal.Sheet.Column(column, Side.Expenditure);
            if ((role == TableRole.GeneralPublic ? General : this[role]) is { } own)
            {
                Equal(IdentityKind.BudgetCopy, Held, fiscal.Id(ofYear ?? last, of),
                    own.Id(own.Sheet.Summary, own.Sheet.Column(ColumnRole.Total)));
                ClassLines(fiscal, of, own);
            }
            parts.Clear();
            if (Line(fiscal, year, Side.Revenue) is >= 0 and var thisYear) parts.Add(thisYear);
            if (Line(fiscal, carriedOver, Side.Revenue) is >= 0 and var before) parts.Add(before);
            Sum(IdentityKind.FundBalance, Usual, fiscal.Id(last, of), parts);
            if (both is not null) Equal(IdentityKind.SourceCopy, Usual, Line(both, source, Side.Revenue), Line(fiscal, year, Side.Revenue));
        }
        if (both is not null && evidence.OtherSources() == 0 && evidence.Amount(SubjectKind.RevenueCarriedOver).Fen == 0)
            Equal(IdentityKind.OneSource, Held, Line(fiscal, SubjectKind.Fiscal, Side.Revenue),
                Line(both, SubjectKind.Revenue, Side.Revenue));
    }

    /// <summary>
    /// The copy is of the one or, where that is nearer, of the other: forms differ in whether a total contains what is carried over.
    /// </summary>
    void Nearest(int copy, int one, int other)
    {
        if (copy < 0) return;
        var of = other < 0 || Entries[other].Value is null || Off(one) <= Off(other) ? one : other;
        Equal(IdentityKind.TableCopy, Held, copy, of);

        Int128 Off(int id) => id < 0 ? Int128.MaxValue : Int128.Abs((Int128)(Entries[copy].Value ?? 0) - (Entries[id].Value ?? 0));
    }

    void ClassLines(Grid lines, int column, Grid coded)
    {
        if (!coded.Sheet.HasCodes || column < 0) return;
        for (var r = 0; r < lines.Sheet.Rows.Count; r++)
        {
            if (lines.Sheet.Rows[r] is { Side: Side.Expenditure, IsTotal: false } line && coded.Sheet.ClassNamed(line.Name) is { } row)
                Equal(IdentityKind.LineCopy, Held, lines[r, column], coded.Id(row, coded.Sheet.Column(ColumnRole.Total)));
        }
    }

    /// <summary>One item in every table that has it.</summary>
    void Items()
    {
        var funds = new[] { GeneralItems, this[TableRole.GovernmentFund], this[TableRole.StateCapital] };
        if (this[TableRole.GeneralPublic] is { Sheet.HasCodes: true } general
            && this[TableRole.GeneralPublicItems] is { Sheet.HasCodes: true } items)
        {
            foreach (var column in (ReadOnlySpan<ColumnRole>)[ColumnRole.Total, ColumnRole.Basic, ColumnRole.Project])
            {
                var (one, other) = (general.Sheet.Column(column), items.Sheet.Column(column));
                Equal(IdentityKind.ItemCopy, Usual, general.Id(general.Sheet.Summary, one), items.Id(items.Sheet.Summary, other));
                foreach (var row in general.Sheet.Rows)
                {
                    if (row is { IsTotal: false, Code: > 0 })
                        Equal(IdentityKind.ItemCopy, Usual, general.Id(row, one), items.Id(items.Sheet.Find(row.Code), other));
                }
            }
        }
        if (this[TableRole.Revenue] is { Sheet.HasCodes: true } revenue)
        {
            if (this[TableRole.Expenditure] is { Sheet.HasCodes: true } spent)
                ByCode(revenue, ColumnRole.Total, [spent], IdentityKind.RevenueByCode, Usual);
            ByCode(revenue, ColumnRole.FiscalAppropriation, funds, IdentityKind.RevenueByCode, Usual);
            foreach (var (column, role, _, _, _) in Budgets)
                ByCode(revenue, column, [role == TableRole.GeneralPublic ? GeneralItems : this[role]], IdentityKind.RevenueByCode, Usual);
        }
        if (this[TableRole.Expenditure] is not { Sheet.HasCodes: true } all || GeneralItems is null || evidence.OtherSources() != 0
            || evidence.Amount(SubjectKind.RevenueCarriedOver).Fen != 0)
            return;
        ByCode(all, ColumnRole.Total, funds, IdentityKind.ItemCopy, Held);
        ByCode(all, ColumnRole.Basic, funds, IdentityKind.ItemKindCopy, Usual, ColumnRole.Basic);
        ByCode(all, ColumnRole.Project, funds, IdentityKind.ItemKindCopy, Usual, ColumnRole.Project);
    }

    /// <summary>Per item, the column is what the other tables hold of the item together.</summary>
    void ByCode(Grid grid, ColumnRole column, Grid?[] others, IdentityKind kind, int weight, ColumnRole of = ColumnRole.Total)
    {
        if (grid.Sheet.Column(column) is < 0) return;
        foreach (var row in grid.Sheet.Rows)
        {
            if (row is not { IsTotal: false, Code: >= 1_000_000 } || !ReferenceEquals(grid.Sheet.Find(row.Code), row)) continue;
            parts.Clear();
            foreach (var other in others)
            {
                if (other is { Sheet.HasCodes: true } && other.Id(other.Sheet.Find(row.Code), other.Sheet.Column(of)) is >= 0 and var id)
                    parts.Add(id);
            }
            Sum(kind, weight, grid.Id(row, grid.Sheet.Column(column)), parts);
        }
    }
}
