namespace Budget.Document.Relations;

/// <summary>
/// Where a subject stands in the tables, in the order of trust: prose, rules, repair and the district's sums read this one list,
/// so that what is printed is what was checked. A new column or line of an edition is a line here.
/// </summary>
public static class SubjectSources
{
    /// <summary>Where this year's amount stands; empty for what is in no table.</summary>
    public static IReadOnlyList<SubjectSource> Of(SubjectKind kind) => ThisYear[(int)kind];

    /// <summary>Where the amount it is compared with stands; empty for what only a typed fact says.</summary>
    public static IReadOnlyList<SubjectSource> PriorOf(SubjectKind kind) => Prior[(int)kind];

    /// <summary>The revenue table's column of a source of revenue.</summary>
    public static ColumnRole RevenueColumn(SubjectKind kind) => kind switch
    {
        SubjectKind.Revenue => ColumnRole.Total,
        SubjectKind.RevenueFiscalAppropriation => ColumnRole.FiscalAppropriation,
        SubjectKind.RevenueGeneralPublicBudget => ColumnRole.GeneralPublicBudget,
        SubjectKind.RevenueGovernmentFund => ColumnRole.GovernmentFund,
        SubjectKind.RevenueStateCapital => ColumnRole.StateCapital,
        SubjectKind.RevenueSpecialAccount => ColumnRole.SpecialAccount,
        SubjectKind.RevenueInstitutional => ColumnRole.Institutional,
        SubjectKind.RevenueBusiness => ColumnRole.Business,
        SubjectKind.RevenueSuperiorSubsidy => ColumnRole.SuperiorSubsidy,
        SubjectKind.RevenueAffiliateRemittance => ColumnRole.AffiliateRemittance,
        SubjectKind.RevenueOther => ColumnRole.Other,
        SubjectKind.RevenueCarriedOver => ColumnRole.CarriedOver,
        _ => ColumnRole.Unknown,
    };

    static readonly SubjectSource[][] ThisYear = [.. Enum.GetValues<SubjectKind>().Select(Sources)];

    static readonly SubjectSource[][] Prior = [.. Enum.GetValues<SubjectKind>().Select(PriorSources)];

    static SubjectSource[] Sources(SubjectKind kind) => kind switch
    {
        SubjectKind.RevenueThisYear => [Line(TableRole.RevenueAndExpenditure, Side.Revenue)],
        >= SubjectKind.Revenue and <= SubjectKind.RevenueCarriedOver =>
            [Line(TableRole.RevenueAndExpenditure, Side.Revenue), Total(TableRole.Revenue, RevenueColumn(kind))],
        SubjectKind.Expenditure =>
            [Line(TableRole.RevenueAndExpenditure, Side.Expenditure), Total(TableRole.Expenditure, ColumnRole.Total)],
        SubjectKind.ExpenditureThisYear or SubjectKind.ExpenditureCarriedForward =>
            [Line(TableRole.RevenueAndExpenditure, Side.Expenditure)],
        SubjectKind.ExpenditureBasic => [Total(TableRole.Expenditure, ColumnRole.Basic)],
        SubjectKind.ExpenditureProject => [Total(TableRole.Expenditure, ColumnRole.Project)],
        SubjectKind.ExpenditureSpecial => [Total(TableRole.Expenditure, ColumnRole.Special)],
        SubjectKind.Fiscal => [Line(TableRole.FiscalAppropriation, Side.Revenue), Line(TableRole.FiscalAppropriation, Side.Expenditure)],
        >= SubjectKind.FiscalGeneralPublicBudget and <= SubjectKind.FiscalStateCapitalCarriedOver =>
            [Line(TableRole.FiscalAppropriation, Side.Revenue)],
        SubjectKind.General => OfGeneralBudget(ColumnRole.Total),
        SubjectKind.GeneralBasic => [.. OfGeneralBudget(ColumnRole.Basic), Total(TableRole.BasicExpenditure, ColumnRole.Total)],
        SubjectKind.GeneralProject => OfGeneralBudget(ColumnRole.Project),
        SubjectKind.GeneralPersonnel => [Total(TableRole.BasicExpenditure, ColumnRole.Personnel)],
        SubjectKind.GeneralOperating => [Total(TableRole.BasicExpenditure, ColumnRole.Operating)],
        SubjectKind.GovernmentFund => [Total(TableRole.GovernmentFund, ColumnRole.Total)],
        SubjectKind.StateCapital => [Total(TableRole.StateCapital, ColumnRole.Total)],
        SubjectKind.ThreePublic => OfThreePublic(ColumnRole.ThreePublic),
        SubjectKind.Overseas => OfThreePublic(ColumnRole.Overseas),
        SubjectKind.Vehicles => OfThreePublic(ColumnRole.Vehicles),
        SubjectKind.VehiclePurchase => OfThreePublic(ColumnRole.VehiclePurchase),
        SubjectKind.VehicleOperation => OfThreePublic(ColumnRole.VehicleOperation),
        SubjectKind.Hospitality => OfThreePublic(ColumnRole.Hospitality),
        SubjectKind.AgencyOperating => OfThreePublic(ColumnRole.AgencyOperating),
        _ => [],
    };

    static SubjectSource[] PriorSources(SubjectKind kind) => kind switch
    {
        SubjectKind.General => [Total(TableRole.GeneralPublic, ColumnRole.Prior)],
        SubjectKind.ThreePublic => [Total(TableRole.ThreePublic, ColumnRole.PriorThreePublic)],
        SubjectKind.Overseas => [Total(TableRole.ThreePublic, ColumnRole.PriorOverseas)],
        SubjectKind.Vehicles => [Total(TableRole.ThreePublic, ColumnRole.PriorVehicles)],
        SubjectKind.VehiclePurchase => [Total(TableRole.ThreePublic, ColumnRole.PriorVehiclePurchase)],
        SubjectKind.VehicleOperation => [Total(TableRole.ThreePublic, ColumnRole.PriorVehicleOperation)],
        SubjectKind.Hospitality => [Total(TableRole.ThreePublic, ColumnRole.PriorHospitality)],
        _ => [],
    };

    static SubjectSource[] OfGeneralBudget(ColumnRole column) =>
        [Total(TableRole.GeneralPublic, column), Total(TableRole.GeneralPublicItems, column)];

    /// <summary>Some forms give each expense a column, some a line.</summary>
    static SubjectSource[] OfThreePublic(ColumnRole column) =>
        [Total(TableRole.ThreePublic, column), Line(TableRole.ThreePublic, Side.Single)];

    static SubjectSource Line(TableRole table, Side side) => new(table, ColumnRole.Unknown, side);

    static SubjectSource Total(TableRole table, ColumnRole column) => new(table, column, Side.Single);
}

/// <summary>
/// A cell of a table that states a subject: of the table's total (or only) row in this column or, where no column is named, of the
/// line of the subject's own name on this side.
/// </summary>
public readonly record struct SubjectSource(TableRole Table, ColumnRole Column, Side Side)
{
    public bool IsLine => Column == ColumnRole.Unknown;

    internal Row? RowIn(Sheet sheet, SubjectKind kind) => IsLine ? sheet.Find(kind, Side) : sheet.Summary;

    internal int ColumnIn(Sheet sheet) => IsLine ? sheet.AmountColumn(Side) : sheet.Column(Column);

    /// <summary>What the table states; blank where it is there and states nothing, missing where it could not state it.</summary>
    internal Reading In(Sheet sheet, SubjectKind kind) => IsLine ? sheet.At(RowIn(sheet, kind), ColumnIn(sheet)) : sheet.Whole(Column);
}
