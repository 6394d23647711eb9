using Budget.Document.Relations;

namespace Budget.Document.Repair;

/// <summary>What hangs together, for counting how well a document keeps to its kind.</summary>
enum IdentityKind
{
    Columns, Change, Codes, CodesTotal, Lines, SideTotal, Balance, TableCopy, LineCopy, BudgetCopy, ItemCopy, ItemKindCopy, RevenueByCode,
    SourceCopy, FundBalance, OneSource,
    Typed, PriorCopy, Projects, Form, Prose, ProseSum, OperatingCopy, EconomicCopy,
}

/// <summary>Figures of which a signed sum is zero, to within what rounding allows: a total and its parts, a figure and its copy.</summary>
sealed class Identity(IdentityKind kind, int weight, int[] members, sbyte[] signs, long tolerance)
{
    public IdentityKind Kind => kind;
    public int Weight => weight;
    public ReadOnlySpan<int> Members => members;
    public ReadOnlySpan<sbyte> Signs => signs;
    public long Tolerance => tolerance;

    public bool Holds(Int128 residual) => Int128.Abs(residual) <= tolerance;
}

/// <summary>A figure that somebody typed and may have mistyped.</summary>
sealed class Entry(FigureAddress address, Spot spot, long? value, long grain)
{
    public FigureAddress Address => address;
    public Spot Spot => spot;
    public long? Value => value;
    public long Grain => grain;

    /// <summary>A change may go down; a budget may not.</summary>
    public bool MayBeNegative { get; } = spot is { Owner: Table { Columns: { } columns }, Column: >= 0 and var at } && at < columns.Count
        && columns[at] is { Role: ColumnRole.Change };

    /// <summary>The identities it takes part in, with its sign in each.</summary>
    public List<(int Identity, sbyte Sign)> In { get; } = [];
}
