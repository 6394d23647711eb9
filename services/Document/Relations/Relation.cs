namespace Budget.Document.Relations;

/// <summary>What makes a figure of a table.</summary>
enum RelationKind
{
    /// <summary>Columns of its own line: basic and project expenditure make the total.</summary>
    Columns,

    /// <summary>This year's figure less last year's.</summary>
    Change,

    /// <summary>The lines under it in the classification: items make a section, sections a class.</summary>
    Codes,

    /// <summary>The classes make the total of a table by code.</summary>
    CodesTotal,

    /// <summary>The lines under it, in a table whose lines have no codes.</summary>
    Lines,

    /// <summary>The lines before it make the total of a side.</summary>
    SideTotal,
}

/// <summary>
/// A total and its parts within one table, the same in every line or column of <see cref="Across"/>: of columns the parts are columns
/// and it holds in those lines; of lines the parts are lines and it holds in those columns.
/// </summary>
/// <param name="Rule">The rule that holds a document to it; empty where it is merely usual, which accuses nobody.</param>
sealed record Relation(RelationKind Kind, string Rule, int Total, int[] Parts, int[] Across)
{
    /// <summary>The rule remarks on it and no more: last year's lines need not all be this year's.</summary>
    public bool IsRemark { get; init; }

    /// <summary>Lines that nobody recognised may or may not be part of the total, and it does not hold with them.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>A document that breaks it is wrong.</summary>
    public bool IsHeld => Rule.Length > 0 && !IsRemark && !IsUncertain;

    public bool IsOfColumns => Kind is RelationKind.Columns or RelationKind.Change;

    public CellPlace TotalAt(int across) => IsOfColumns ? new(across, Total) : new(Total, across);

    public CellPlace PartAt(int part, int across) => IsOfColumns ? new(across, Parts[part]) : new(Parts[part], across);

    /// <summary>What is compared with is taken off; everything else is added.</summary>
    public int SignOf(int part) => Kind == RelationKind.Change && part > 0 ? -1 : 1;

    public Adder Sum(Sheet sheet, int across)
    {
        Adder sum = default;
        for (var i = 0; i < Parts.Length; i++)
        {
            var part = sheet.At(PartAt(i, across));
            if (Kind == RelationKind.Change) sum.AddSigned((Int128)part.Fen * SignOf(i), part.Grain);
            else sum.Add(part);
        }
        return sum;
    }
}

/// <summary>Columns that make another, wherever a table has them.</summary>
/// <param name="Needed">Where one of these is missing the form adds up otherwise.</param>
/// <param name="Without">Where the table has this column, another entry holds.</param>
/// <param name="OfWhole">The rule speaks of the table's total (or only) line and of no other.</param>
sealed record ColumnSum(
    TableRole[] Tables, Side Side, ColumnRole Total, ColumnRole[] Parts, ColumnRole[] Needed, string Rule,
        ColumnRole Without = ColumnRole.Unknown, bool OfWhole = false)
{
    static readonly ColumnRole[] Budgets = [ColumnRole.GeneralPublicBudget, ColumnRole.GovernmentFund, ColumnRole.StateCapital];

    static readonly ColumnRole[] OtherSources =
    [
        ColumnRole.SpecialAccount, ColumnRole.Institutional, ColumnRole.Business, ColumnRole.SuperiorSubsidy,
        ColumnRole.AffiliateRemittance,
        ColumnRole.Other, ColumnRole.CarriedOver,
    ];

    /// <summary>All there are: a new column's arithmetic is a line here.</summary>
    public static readonly ColumnSum[] All =
    [
        new([TableRole.Revenue], Side.Single, ColumnRole.Total, [ColumnRole.FiscalAppropriation, .. OtherSources],
            [ColumnRole.FiscalAppropriation], "REV-007"),
        new([TableRole.Revenue], Side.Single, ColumnRole.Total, [.. Budgets, .. OtherSources], [], "REV-007",
            Without: ColumnRole.FiscalAppropriation),
        // "Of which" the budgets: a form may print only some of them.
        new([TableRole.Revenue], Side.Single, ColumnRole.FiscalAppropriation, Budgets, [], ""),
        new([TableRole.Expenditure, TableRole.GeneralPublic, TableRole.GeneralPublicItems, TableRole.GovernmentFund,
            TableRole.StateCapital], Side.Single,
            ColumnRole.Total, [ColumnRole.Basic, ColumnRole.Project, ColumnRole.Special], [ColumnRole.Basic, ColumnRole.Project],
            "EXP-011"),
        new([TableRole.RevenueAndExpenditure], Side.Expenditure,
            ColumnRole.Total, [ColumnRole.Personnel, ColumnRole.Operating, ColumnRole.Project], [ColumnRole.Personnel, ColumnRole.Project],
            "EXP-011"),
        new([TableRole.FiscalAppropriation], Side.Expenditure, ColumnRole.Total, Budgets, [ColumnRole.GeneralPublicBudget], "EXP-014"),
        new([TableRole.BasicExpenditure], Side.Single,
            ColumnRole.Total, [ColumnRole.Personnel, ColumnRole.Operating], [ColumnRole.Personnel, ColumnRole.Operating], "EXP-005"),
        OfThreePublic(ColumnRole.ThreePublic, [ColumnRole.Overseas, ColumnRole.Vehicles, ColumnRole.Hospitality], "TPE-001"),
        OfThreePublic(ColumnRole.Vehicles, [ColumnRole.VehiclePurchase, ColumnRole.VehicleOperation], "TPE-002"),
        OfThreePublic(ColumnRole.PriorThreePublic, [ColumnRole.PriorOverseas, ColumnRole.PriorVehicles, ColumnRole.PriorHospitality],
            "TPE-004"),
        OfThreePublic(ColumnRole.PriorVehicles, [ColumnRole.PriorVehiclePurchase, ColumnRole.PriorVehicleOperation], "TPE-004"),
    ];

    static ColumnSum OfThreePublic(ColumnRole total, ColumnRole[] parts, string rule) =>
        new([TableRole.ThreePublic], Side.Single, total, parts, parts, rule, OfWhole: true);
}
