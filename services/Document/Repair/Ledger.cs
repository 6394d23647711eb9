using System.Runtime.InteropServices;
using Budget.Document.Codes;
using Budget.Document.Recognition;
using Budget.Document.Rules;

namespace Budget.Document.Repair;

/// <summary>
/// Every figure of a document, and every relation that must or usually does hold between them, as data: what adds up to what within
/// a table, what is copied from one table into another, into a fact or into the text. The rules say what is wrong; this says
/// which figures hang together, so that the wrong one can be told from those that only suffer from it.
/// </summary>
sealed class Ledger
{
    /// <summary>Relations that some rule holds a document to count more than those that are merely usual.</summary>
    const int Held = 3, Usual = 1;

    readonly Evidence evidence;
    readonly DisclosureDocument document;
    readonly Grid?[] grids = new Grid?[Enum.GetValues<TableRole>().Length];
    readonly Dictionary<(SubjectKind, FigureKind), int> typed = [];
    readonly Dictionary<Figure, int> printed = new(ReferenceEqualityComparer.Instance);
    readonly List<int> parts = [];

    public Ledger(Evidence evidence)
    {
        this.evidence = evidence;
        document = evidence.Document;
        for (var role = (TableRole)1; (int)role < grids.Length; role++)
        {
            if (evidence[role] is { } sheet) grids[(int)role] = new Grid(sheet, Entries);
        }
        foreach (var grid in grids)
        {
            if (grid is null) continue;
            RowSums(grid);
            Tree(grid);
        }
        TwoSided();
        Copies();
        Items();
        TypedFigures();
        ProjectsAndForms();
        Prose();
        DropWhatTheDocumentDoesNotKeep();
    }

    public List<Entry> Entries { get; } = [];
    public List<Identity> Identities { get; } = [];

    public Int128 Residual(Identity identity)
    {
        Int128 sum = 0;
        for (var i = 0; i < identity.Members.Length; i++) sum += (Int128)(Entries[identity.Members[i]].Value ?? 0) * identity.Signs[i];
        return sum;
    }

    /// <summary>Figures near this one that a hand may have slipped to.</summary>
    public IEnumerable<(Slip Slip, long Value)> Near(int entry)
    {
        var address = Entries[entry].Address;
        if (address.Kind != FigureKind.Cell || Entries[entry].Spot.Owner is not Table table || grids[(int)table.Role] is not { } grid) yield break;
        foreach (var near in grid.Near(address.Row, address.Column)) yield return near;
    }

    Grid? this[TableRole role] => grids[(int)role];

    // ---- relations -------------------------------------------------------------------------------------------------

    /// <summary>Tolerances are those of <see cref="Check"/>, so that what a rule lets pass is no reason to suspect anything.</summary>
    void Sum(Relation relation, int weight, int total, List<int> of)
    {
        if (total < 0 || of.Count == 0 || of.Contains(total)) return;
        Adder adder = default;
        var numbers = Entries[total].Value is null ? 0 : 1;
        foreach (var part in of)
        {
            var (value, grain) = (Entries[part].Value, Entries[part].Grain);
            if (value is { } fen) adder.AddSigned(fen, grain);
            if (value is not null) numbers++;
        }
        // Nothing but blanks adds up to anything.
        if (numbers == 0) return;
        var tolerance = of.Count == 1 ? Math.Max(Entries[total].Grain, Entries[of[0]].Grain) : adder.Tolerance(Entries[total].Grain);
        Add(relation, weight, [total, .. of], [-1, .. Enumerable.Repeat((sbyte)1, of.Count)], tolerance);
    }

    void Equal(Relation relation, int weight, int one, int other)
    {
        if (one < 0 || other < 0 || one == other) return;
        parts.Clear();
        parts.Add(other);
        Sum(relation, weight, one, parts);
    }

    void Add(Relation relation, int weight, int[] members, sbyte[] signs, long tolerance)
    {
        for (var i = 0; i < members.Length; i++) Entries[members[i]].In.Add((Identities.Count, signs[i]));
        Identities.Add(new(relation, weight, members, signs, tolerance));
    }

    /// <summary>A relation that is only usual and that this document breaks again and again is none of its relations.</summary>
    void DropWhatTheDocumentDoesNotKeep()
    {
        Span<int> all = stackalloc int[Enum.GetValues<Relation>().Length], broken = stackalloc int[all.Length];
        all.Clear();
        broken.Clear();
        foreach (var identity in Identities)
        {
            if (identity.Weight == Held) continue;
            all[(int)identity.Relation]++;
            if (!identity.Holds(Residual(identity))) broken[(int)identity.Relation]++;
        }
        var dropped = new bool[Identities.Count];
        var any = false;
        for (var i = 0; i < dropped.Length; i++)
        {
            var relation = (int)Identities[i].Relation;
            any |= dropped[i] = Identities[i].Weight == Usual && broken[relation] > 2 && broken[relation] * 4 > all[relation];
        }
        if (!any) return;
        foreach (var entry in Entries) entry.In.RemoveAll(i => dropped[i.Identity]);
    }

    // ---- within a table --------------------------------------------------------------------------------------------

    void RowSums(Grid grid)
    {
        var sheet = grid.Sheet;
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            if (sheet.Rows[r] is not { } row) continue;
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
                var total = Lines.IsThisYear(row) ? year : all;
                Sum(Relation.Lines, Held, id, heads.Count > 0 && Off(id, heads) < Off(id, total) ? heads : total);
                continue;
            }
            if (Lines.Level(row) != 1) continue;
            var carried = Lines.IsCarriedOver(row) || Lines.IsCarriedForward(row);
            List<int> of = [id];
            if (Entries[id].Value is null && UnderLine(grid, r, side, column) is { Count: > 0 } under && under.Exists(i => Entries[i].Value is not null)) of = under;
            else if (!Lines.IsNumberedUnder(row.Name)) heads.Add(id);
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
            var level = Lines.Level(row);
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
            if (grid.Sheet.Rows[r] is not { IsTotal: false } row || row.Side != side || Lines.Level(row) != 1) continue;
            if (grid[r, column] is >= 0 and var id && Entries[id].Value is not null && Lines.Under(grid.Sheet, r, side, column, out _)) Sum(Relation.Lines, Held, id, UnderLine(grid, r, side, column));
        }
    }

    // ---- between tables --------------------------------------------------------------------------------------------

    static readonly (ColumnRole Column, TableRole Table, SubjectKind Year, SubjectKind CarriedOver, SubjectKind Source)[] Budgets =
    [
        (ColumnRole.GeneralPublicBudget, TableRole.GeneralPublic, SubjectKind.FiscalGeneralPublicBudget, SubjectKind.FiscalGeneralPublicBudgetCarriedOver, SubjectKind.RevenueGeneralPublicBudget),
        (ColumnRole.GovernmentFund, TableRole.GovernmentFund, SubjectKind.FiscalGovernmentFund, SubjectKind.FiscalGovernmentFundCarriedOver, SubjectKind.RevenueGovernmentFund),
        (ColumnRole.StateCapital, TableRole.StateCapital, SubjectKind.FiscalStateCapital, SubjectKind.FiscalStateCapitalCarriedOver, SubjectKind.RevenueStateCapital),
    ];

    Grid? General => this[TableRole.GeneralPublic] ?? this[TableRole.GeneralPublicItems];
    Grid? GeneralItems => this[TableRole.GeneralPublicItems] ?? this[TableRole.GeneralPublic];

    void Copies()
    {
        var both = this[TableRole.RevenueAndExpenditure];
        if (both is not null && this[TableRole.Revenue] is { } revenue)
        {
            var total = revenue.Id(revenue.Sheet.Summary, revenue.Sheet.Column(ColumnRole.Total));
            Nearest(total, Line(both, SubjectKind.Revenue, Side.Revenue), revenue.Sheet.Column(ColumnRole.CarriedOver) < 0 ? Line(both, SubjectKind.RevenueThisYear, Side.Revenue) : -1);
            for (var kind = SubjectKind.RevenueFiscalAppropriation; kind <= SubjectKind.RevenueCarriedOver; kind++)
            {
                var source = kind == SubjectKind.RevenueCarriedOver ? ColumnRole.CarriedOver : Evidence.RevenueColumn(kind);
                Equal(Relation.SourceCopy, Usual, revenue.Id(revenue.Sheet.Summary, revenue.Sheet.Column(source)), Line(both, kind, Side.Revenue));
            }
        }
        if (both is not null && this[TableRole.Expenditure] is { } expenditure)
        {
            var total = expenditure.Id(expenditure.Sheet.Summary, expenditure.Sheet.Column(ColumnRole.Total));
            Nearest(total, Line(both, SubjectKind.Expenditure, Side.Expenditure), Line(both, SubjectKind.ExpenditureThisYear, Side.Expenditure));
            ClassLines(both, both.Sheet.AmountColumn(Side.Expenditure), expenditure);
        }
        if (this[TableRole.BasicExpenditure] is { } basic && General is { } general)
        {
            var total = basic.Id(basic.Sheet.Summary, basic.Sheet.Column(ColumnRole.Total));
            if (total < 0) total = basic.Id(basic.Sheet.Summary, basic.Sheet.Column(ColumnRole.Amount));
            Equal(Relation.EconomicCopy, Held, total, general.Id(general.Sheet.Summary, general.Sheet.Column(ColumnRole.Basic)));
        }
        if (this[TableRole.FiscalAppropriation] is not { } fiscal) return;
        Row? last = null, ofYear = null;
        foreach (var row in fiscal.Sheet.Rows)
        {
            if (row is not { Side: Side.Expenditure, IsTotal: true }) continue;
            last = row;
            if (row.Name is not null && row.Name.Contains("本年", StringComparison.Ordinal)) ofYear = row;
        }
        Equal(Relation.Balance, Held, fiscal.Id(last, fiscal.Sheet.AmountColumn(Side.Expenditure)), Line(fiscal, SubjectKind.Fiscal, Side.Revenue));
        foreach (var (column, role, year, carriedOver, source) in Budgets)
        {
            var of = fiscal.Sheet.Column(column, Side.Expenditure);
            if ((role == TableRole.GeneralPublic ? General : this[role]) is { } own)
            {
                Equal(Relation.BudgetCopy, Held, fiscal.Id(ofYear ?? last, of), own.Id(own.Sheet.Summary, own.Sheet.Column(ColumnRole.Total)));
                ClassLines(fiscal, of, own);
            }
            parts.Clear();
            if (Line(fiscal, year, Side.Revenue) is >= 0 and var thisYear) parts.Add(thisYear);
            if (Line(fiscal, carriedOver, Side.Revenue) is >= 0 and var before) parts.Add(before);
            Sum(Relation.FundBalance, Usual, fiscal.Id(last, of), parts);
            if (both is not null) Equal(Relation.SourceCopy, Usual, Line(both, source, Side.Revenue), Line(fiscal, year, Side.Revenue));
        }
        if (both is not null && evidence.OtherSources() == 0 && evidence.Amount(SubjectKind.RevenueCarriedOver).Fen == 0)
            Equal(Relation.OneSource, Held, Line(fiscal, SubjectKind.Fiscal, Side.Revenue), Line(both, SubjectKind.Revenue, Side.Revenue));
    }

    /// <summary>The copy is of the one or, where that is nearer, of the other: forms differ in whether a total contains what is carried over.</summary>
    void Nearest(int copy, int one, int other)
    {
        if (copy < 0) return;
        var of = other < 0 || Entries[other].Value is null || Off(one) <= Off(other) ? one : other;
        Equal(Relation.TableCopy, Held, copy, of);

        Int128 Off(int id) => id < 0 ? Int128.MaxValue : Int128.Abs((Int128)(Entries[copy].Value ?? 0) - (Entries[id].Value ?? 0));
    }

    void ClassLines(Grid lines, int column, Grid coded)
    {
        if (!coded.Sheet.HasCodes || column < 0) return;
        for (var r = 0; r < lines.Sheet.Rows.Count; r++)
        {
            if (lines.Sheet.Rows[r] is { Side: Side.Expenditure, IsTotal: false } line && Lines.ClassNamed(coded.Sheet, line.Name) is { } row)
                Equal(Relation.LineCopy, Held, lines[r, column], coded.Id(row, coded.Sheet.Column(ColumnRole.Total)));
        }
    }

    /// <summary>One item in every table that has it.</summary>
    void Items()
    {
        var funds = new[] { GeneralItems, this[TableRole.GovernmentFund], this[TableRole.StateCapital] };
        if (this[TableRole.GeneralPublic] is { Sheet.HasCodes: true } general && this[TableRole.GeneralPublicItems] is { Sheet.HasCodes: true } items)
        {
            foreach (var column in (ReadOnlySpan<ColumnRole>)[ColumnRole.Total, ColumnRole.Basic, ColumnRole.Project])
            {
                var (one, other) = (general.Sheet.Column(column), items.Sheet.Column(column));
                Equal(Relation.ItemCopy, Usual, general.Id(general.Sheet.Summary, one), items.Id(items.Sheet.Summary, other));
                foreach (var row in general.Sheet.Rows)
                {
                    if (row is { IsTotal: false, Code: > 0 }) Equal(Relation.ItemCopy, Usual, general.Id(row, one), items.Id(items.Sheet.Find(row.Code), other));
                }
            }
        }
        if (this[TableRole.Revenue] is { Sheet.HasCodes: true } revenue)
        {
            if (this[TableRole.Expenditure] is { Sheet.HasCodes: true } spent) ByCode(revenue, ColumnRole.Total, [spent], Relation.RevenueByCode, Usual);
            ByCode(revenue, ColumnRole.FiscalAppropriation, funds, Relation.RevenueByCode, Usual);
            foreach (var (column, role, _, _, _) in Budgets) ByCode(revenue, column, [role == TableRole.GeneralPublic ? GeneralItems : this[role]], Relation.RevenueByCode, Usual);
        }
        if (this[TableRole.Expenditure] is not { Sheet.HasCodes: true } all || GeneralItems is null || evidence.OtherSources() != 0 || evidence.Amount(SubjectKind.RevenueCarriedOver).Fen != 0) return;
        ByCode(all, ColumnRole.Total, funds, Relation.ItemCopy, Held);
        ByCode(all, ColumnRole.Basic, funds, Relation.ItemKindCopy, Usual, ColumnRole.Basic);
        ByCode(all, ColumnRole.Project, funds, Relation.ItemKindCopy, Usual, ColumnRole.Project);
    }

    /// <summary>Per item, the column is what the other tables hold of the item together.</summary>
    void ByCode(Grid grid, ColumnRole column, Grid?[] others, Relation relation, int weight, ColumnRole of = ColumnRole.Total)
    {
        if (grid.Sheet.Column(column) is < 0) return;
        foreach (var row in grid.Sheet.Rows)
        {
            if (row is not { IsTotal: false, Code: >= 1_000_000 } || !ReferenceEquals(grid.Sheet.Find(row.Code), row)) continue;
            parts.Clear();
            foreach (var other in others)
            {
                if (other is { Sheet.HasCodes: true } && other.Id(other.Sheet.Find(row.Code), other.Sheet.Column(of)) is >= 0 and var id) parts.Add(id);
            }
            Sum(relation, weight, grid.Id(row, grid.Sheet.Column(column)), parts);
        }
    }

    // ---- facts, projects, forms ------------------------------------------------------------------------------------

    void TypedFigures()
    {
        Amounts(Relation.Typed, SubjectKind.Procurement, SubjectKind.ProcurementGoods, SubjectKind.ProcurementWorks, SubjectKind.ProcurementServices);
        Counts(SubjectKind.Establishment, SubjectKind.EstablishmentAdministrative, SubjectKind.EstablishmentQuota);
        Counts(SubjectKind.InPost, SubjectKind.InPostAdministrative, SubjectKind.InPostPurchased, SubjectKind.InPostCivilServiceLaw);
        Counts(SubjectKind.Retired, SubjectKind.RetiredVeteran, SubjectKind.RetiredOrdinary);
        Counts(SubjectKind.VehicleCount, SubjectKind.VehicleCount + 1, SubjectKind.VehicleCount + 9);
        Counts(SubjectKind.VehiclesToBuy, SubjectKind.VehiclesToBuy + 1, SubjectKind.VehiclesToBuy + 9);
        for (var kind = SubjectKind.ThreePublic; kind <= SubjectKind.Hospitality; kind++)
        {
            if (evidence.Prior(kind) is { IsNumber: true, Spot.Owner: Table } cell && evidence.Fact(kind)?.Prior is not null) Equal(Relation.PriorCopy, Usual, Id(cell), TypedId(kind, FigureKind.Prior));
        }
        parts.Clear();
        foreach (var kind in (ReadOnlySpan<SubjectKind>)[SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.Hospitality]) parts.Add(TypedId(kind, FigureKind.Prior));
        if (!parts.Contains(-1)) Sum(Relation.Typed, Held, TypedId(SubjectKind.ThreePublic, FigureKind.Prior), parts);
        parts.Clear();
        foreach (var kind in (ReadOnlySpan<SubjectKind>)[SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation]) parts.Add(TypedId(kind, FigureKind.Prior));
        if (!parts.Contains(-1)) Sum(Relation.Typed, Usual, TypedId(SubjectKind.Vehicles, FigureKind.Prior), parts);
        Equal(Relation.OperatingCopy, Usual, Id(evidence.Stored(SubjectKind.AgencyOperating)), Id(evidence.Stored(SubjectKind.GeneralOperating)));
    }

    void Amounts(Relation relation, SubjectKind whole, params ReadOnlySpan<SubjectKind> kinds)
    {
        parts.Clear();
        foreach (var kind in kinds)
        {
            if (Id(evidence.Stored(kind)) is >= 0 and var id) parts.Add(id);
        }
        if (parts.Count > 1) Sum(relation, Held, Id(evidence.Stored(whole)), parts);
    }

    void Counts(SubjectKind whole, SubjectKind from, SubjectKind to, SubjectKind without = SubjectKind.None)
    {
        if (evidence.Count(whole, out var spot) is not { } total) return;
        parts.Clear();
        for (var kind = from; kind <= to; kind++)
        {
            if (kind != without && evidence.Count(kind, out var at) is { } count) parts.Add(CountId(kind, at, count));
        }
        if (parts.Count > 1) Sum(Relation.Typed, Held, CountId(whole, spot, total), parts);
    }

    int CountId(SubjectKind kind, Spot spot, long count) => spot.Owner is Statement ? PrintedId((Statement)spot.Owner, (Figure)spot.Part!, count, 0) : TypedId(kind, FigureKind.Count);

    void ProjectsAndForms()
    {
        var projects = document.Projects ?? [];
        var ids = new int[projects.Count];
        parts.Clear();
        var whole = evidence.MadeHere;
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = -1;
            if (projects[i] is not { } project) continue;
            if (project.Amount is null || project.Sections is { Count: > 0 }) whole = false;
            if (project.Amount is { } amount) ids[i] = New(new(FigureKind.Project) { Index = i, Subject = project.Name is { Length: > 0 } name ? Subject.Project(name) : Subject.None }, default, amount.Fen, 0);
            if (ids[i] >= 0) parts.Add(ids[i]);
        }
        if (whole && parts.Count > 0)
        {
            var (general, all) = (Id(evidence.Stored(SubjectKind.GeneralProject)), Id(evidence.Stored(SubjectKind.ExpenditureProject)));
            Int128 sum = 0;
            foreach (var id in parts) sum += Entries[id].Value!.Value;
            var listed = all >= 0 && (general < 0 || Int128.Abs(sum - (Entries[all].Value ?? 0)) < Int128.Abs(sum - (Entries[general].Value ?? 0))) ? all : general;
            Sum(Relation.Projects, Held, listed, parts);
        }
        var forms = document.Targets?.Projects ?? [];
        var years = new List<int>();
        for (var f = 0; f < forms.Count; f++)
        {
            if (forms[f] is not { } form) continue;
            var year = form.Year is { } y ? New(new(FigureKind.FormYear) { Index = f }, Spot.Form(form, "当年预算"), y.Fen, 0) : -1;
            var total = form.ExpenditureTotal is { } t ? New(new(FigureKind.FormTotal) { Index = f }, Spot.Form(form, "支出明细合计"), t.Fen, 0) : -1;
            var lines = new List<int>();
            for (var l = 0; l < (form.Expenditure?.Count ?? 0); l++)
            {
                if (form.Expenditure![l]?.Amount is { } amount) lines.Add(New(new(FigureKind.FormLine) { Index = f, Part = l }, Spot.Form(form, $"支出明细/{form.Expenditure[l].Item}"), amount.Fen, 0));
            }
            if (year >= 0) years.Add(year);
            Equal(Relation.Form, Held, total, year);
            Sum(Relation.Form, Held, total >= 0 ? total : year, lines);
            for (var i = 0; i < ids.Length && i < 200; i++)
            {
                if (ids[i] >= 0 && projects[i].Name == form.Name) Equal(Relation.Form, Held, ids[i], year);
            }
        }
        if (years.Count > 0 && years.Count == forms.Count) Sum(Relation.Projects, Usual, Id(evidence.Stored(SubjectKind.ExpenditureProject)), years);
    }

    // ---- prose of documents made elsewhere -------------------------------------------------------------------------

    void Prose()
    {
        foreach (var told in evidence.Told)
        {
            if (told.Measure != Measure.Amount || told.Prior || !told.IsNumber) continue;
            var id = PrintedId(told.Statement, told.Figure, told.Value, told.Grain);
            switch (told.Kind)
            {
                // Some speak of all expenditure on the item and not of the appropriation alone.
                case SubjectKind.FunctionCode when this[TableRole.Expenditure]?.Sheet is { } all && all.At(all.Find(told.Code), ColumnRole.Total) is { IsNumber: true } spent && spent.Fen == told.Value: break;
                case SubjectKind.FunctionCode when told.Fit == PathFit.Whole:
                    parts.Clear();
                    foreach (var grid in (ReadOnlySpan<Grid?>)[GeneralItems, this[TableRole.GovernmentFund], this[TableRole.StateCapital]])
                    {
                        if (grid?.Id(grid.Sheet.Find(told.Code), grid.Sheet.Column(ColumnRole.Total)) is >= 0 and var cell) parts.Add(cell);
                    }
                    Sum(Relation.Prose, Held, id, parts);
                    break;
                case SubjectKind.EconomicCode: Equal(Relation.Prose, Held, id, Id(evidence.Economic(told.Code))); break;
                case SubjectKind.FunctionCode or SubjectKind.Project or SubjectKind.None: break;
                default:
                    var stored = evidence.Stored(told.Kind);
                    Equal(Relation.Prose, Held, id, Id(stored.Exists ? stored : evidence.FirstAmount(told.Kind)?.Reading ?? default));
                    break;
            }
        }
        foreach (var list in new RevenueLists(evidence))
        {
            if (list.Total is not { IsNumber: true } total || !list.IsWhole) continue;
            var fiscal = list.Amount(SubjectKind.RevenueFiscalAppropriation).Exists;
            parts.Clear();
            foreach (var told in list)
            {
                if (told.Measure != Measure.Amount || told.Prior || !told.IsNumber || !RevenueRules.IsSource(told.Kind)) continue;
                if (fiscal && told.Kind is SubjectKind.RevenueGeneralPublicBudget or SubjectKind.RevenueGovernmentFund or SubjectKind.RevenueStateCapital) continue;
                parts.Add(Id(told.Reading));
            }
            Sum(Relation.ProseSum, Held, Id(total.Reading), parts);
        }
        for (byte block = 1; block <= 2; block++)
        {
            ToldSum(block, SubjectKind.ThreePublic, SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.Hospitality);
            ToldSum(block, SubjectKind.Vehicles, SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation);
        }
        ToldSum(0, SubjectKind.Expenditure, SubjectKind.ExpenditureBasic, SubjectKind.ExpenditureProject, SubjectKind.ExpenditureSpecial);
        ToldSum(0, SubjectKind.GeneralBasic, SubjectKind.GeneralPersonnel, SubjectKind.GeneralOperating);
    }

    void ToldSum(byte block, SubjectKind whole, params ReadOnlySpan<SubjectKind> kinds)
    {
        if (evidence.FirstAmount(whole, block) is not { IsNumber: true } total) return;
        parts.Clear();
        foreach (var kind in kinds)
        {
            if (evidence.FirstAmount(kind, block) is { IsNumber: true } told) parts.Add(Id(told.Reading));
        }
        if (parts.Count >= 2) Sum(Relation.ProseSum, Held, Id(total.Reading), parts);
    }

    // ---- figures ---------------------------------------------------------------------------------------------------

    int Id(in Reading reading) => !reading.Exists ? -1 : reading.Spot.Owner switch
    {
        Table table => grids[(int)table.Role]?.Id(reading.Spot.Part as Row, reading.Spot.Column) ?? -1,
        Statement statement when reading.Spot.Part is Figure figure && reading.IsNumber => PrintedId(statement, figure, reading.Fen, reading.Grain),
        null when reading.Spot.Subject != SubjectKind.None => TypedId(reading.Spot.Subject, reading.Spot.Column == 1 ? FigureKind.Prior : FigureKind.Fact),
        _ => -1,
    };

    /// <summary>A figure that is typed as a fact; −1 where nobody typed it.</summary>
    int TypedId(SubjectKind kind, FigureKind what)
    {
        if (typed.TryGetValue((kind, what), out var id)) return id;
        var fact = evidence.Fact(kind);
        var value = what switch { FigureKind.Count => fact?.Count, FigureKind.Prior => fact?.Prior?.Fen, _ => fact?.Amount?.Fen };
        return typed[(kind, what)] = value is { } number ? New(new(what) { Subject = kind }, Spot.Fact(kind, what == FigureKind.Prior), number, 0) : -1;
    }

    int PrintedId(Statement statement, Figure figure, long value, long grain)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(printed, figure, out var known);
        if (!known) id = New(new(FigureKind.Printed) { Index = statement.Index, Part = figure.Index }, Spot.Figure(statement, figure), value, grain);
        return id;
    }

    int New(FigureAddress address, Spot spot, long? value, long grain)
    {
        Entries.Add(new(address, spot, value, grain));
        return Entries.Count - 1;
    }

    /// <summary>The figures of one table by row and column.</summary>
    sealed class Grid
    {
        readonly int[] ids;
        readonly Dictionary<Row, int> rows = new(ReferenceEqualityComparer.Instance);
        readonly int width;

        public Grid(Sheet sheet, List<Entry> entries)
        {
            Sheet = sheet;
            width = sheet.Columns.Count;
            ids = new int[sheet.Rows.Count * width];
            Array.Fill(ids, -1);
            for (var r = 0; r < sheet.Rows.Count; r++)
            {
                if (sheet.Rows[r] is not { } row) continue;
                rows.TryAdd(row, r);
                for (var c = 0; c < width; c++)
                {
                    if (sheet.Columns[c] is not { IsRate: false } head || head.Side != row.Side || row.Cells is not { } cells || c >= cells.Length) continue;
                    ids[r * width + c] = entries.Count;
                    entries.Add(new(new(FigureKind.Cell) { Table = sheet.Table.Number, Row = r, Column = c }, Spot.Cell(sheet.Table, row, c), cells[c], sheet.Grain));
                }
            }
        }

        public Sheet Sheet { get; }

        public int this[int row, int column] => column < 0 ? -1 : ids[row * width + column];

        public int Id(Row? row, int column) => row is null || column < 0 || column >= width || !rows.TryGetValue(row, out var r) ? -1 : ids[r * width + column];

        public IEnumerable<(Slip Slip, long Value)> Near(int row, int column)
        {
            var (own, head) = (Sheet.Rows[row], Sheet.Columns[column]);
            if (Sheet.Column(ColumnRole.Prior, own.Side) is var prior && head.Role == ColumnRole.Total && Value(row, prior) is { } before) yield return (Slip.LastYear, before);
            foreach (var near in (int[])[row - 1, row + 1])
            {
                // A head and its only part have one figure; that is no slip.
                if (near < 0 || near >= Sheet.Rows.Count || Sheet.Rows[near] is not { } other || other.Side != own.Side || Sheet.Parent(near) == row || Sheet.Parent(row) == near) continue;
                if (Value(near, column) is { } value) yield return (other.IsTotal ? Slip.TotalOnWrongRow : Slip.OtherRow, value);
            }
            for (var c = Math.Max(0, column - 2); c <= column + 2 && c < width; c++)
            {
                if (c != column && Value(row, c) is { } value) yield return (Slip.OtherColumn, value);
            }
            if (Sheet.Rows.Count > 2 && !own.IsTotal && Sheet.Total is { } total && Id(total, column) >= 0 && total.Cells[column] is { } sum) yield return (Slip.TotalOnWrongRow, sum);
            for (var up = Sheet.Parent(row); up >= 0 && Sheet.Parent(up) is >= 0 and var above; up = above)
            {
                if (Value(above, column) is { } value) yield return (Slip.TotalOnWrongRow, value);
            }
        }

        long? Value(int row, int column) => this[row, column] >= 0 ? Sheet.Rows[row].Cells[column] : null;
    }
}
