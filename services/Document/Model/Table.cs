using Budget.Document.Text;

namespace Budget.Document;

/// <summary>
/// What a table is, whatever its number and title in an edition. Other: one that a form has beside the national ones; it is
/// printed and kept, and no rule speaks of its figures.
/// </summary>
public enum TableRole
{
    Unknown,
    RevenueAndExpenditure, Revenue, Expenditure, FiscalAppropriation, GeneralPublic, GeneralPublicItems,
    GovernmentFund, StateCapital, BasicExpenditure, ThreePublic, Other,
}

/// <summary>What a column means, whatever its id and head.</summary>
public enum ColumnRole
{
    Unknown,
    Amount, Total, FiscalAppropriation, GeneralPublicBudget, GovernmentFund, StateCapital, SpecialAccount, Institutional, Business,
    SuperiorSubsidy, AffiliateRemittance, Other, CarriedOver,
    Basic, Project, Special, Personnel, Operating,
    Prior, Change, ChangeRate,
    ThreePublic, Overseas, Vehicles, VehiclePurchase, VehicleOperation, Hospitality, AgencyOperating,
    PriorThreePublic, PriorOverseas, PriorVehicles, PriorVehiclePurchase, PriorVehicleOperation, PriorHospitality,
}

public enum Side { Single, Revenue, Expenditure }

/// <summary>Fixed lines of the edition, classification codes, or names that every department has its own of (projects, units).</summary>
public enum RowKind { Lines, FunctionCodes, EconomicCodes, Names }

/// <summary>A column, from the edition or (a document made elsewhere) as printed.</summary>
public sealed record Column(string Id, string Header, string Group, Side Side, ColumnRole Role)
{
    /// <summary>Other heads under which real documents of this edition print the same column.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public bool IsRate => Role == ColumnRole.ChangeRate;

    /// <summary>The system computes it; it need not be typed.</summary>
    public bool IsComputed => Role is ColumnRole.Change or ColumnRole.ChangeRate;
}

/// <summary>A fixed line of a table whose rows are no codes.</summary>
public sealed record Line(Side Side, string Name, int Level, bool IsTotal, Subject Subject)
{
    /// <summary>Other names under which real documents of this edition print the same line.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Left out where the department has nothing to put there (a function class it does not spend on).</summary>
    public bool Optional { get; init; }
}

/// <summary>A table as the edition defines it.</summary>
public sealed record TableDefinition(int Number, TableRole Role, string Title, MoneyUnit Unit, RowKind Rows, IReadOnlyList<Column> Columns,
    IReadOnlyList<Line> Lines)
{
    /// <summary>Head over the codes ("功能分类科目编码"); empty where rows have none.</summary>
    public string CodeHeader { get; init; } = "";

    /// <summary>Head over the names ("功能分类科目名称", "项目").</summary>
    public string NameHeader { get; init; } = "";

    /// <summary>Decimals the edition prints in this table: 2, or 0 where it prints whole 元.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>What the edition prints under the table when it is empty on purpose, with {year}.</summary>
    public string EmptyNote { get; init; } = "";

    public bool HasCodes => Rows is RowKind.FunctionCodes or RowKind.EconomicCodes;

    /// <summary>Other titles under which real documents of this edition print the same table, as <see cref="Title"/>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public bool TwoSided => Columns.Count > 0 && Columns[0].Side != Side.Single;

    public string TitleOf(string department, int year) => Fill(Title, department, year);

    public string EmptyNoteOf(string department, int year) => Fill(EmptyNote, department, year);

    static string Fill(string text, string department, int year) =>
        text.Replace("{department}", department, StringComparison.Ordinal)
            .Replace("{year}", year.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The column of this id on this side; null if the table has none.</summary>
    public Column? FindColumn(string id, Side side = Side.Single)
    {
        foreach (var column in Columns)
        {
            if (column.Id == id && (side == Side.Single || column.Side == side)) return column;
        }
        return null;
    }

    /// <summary>The column printed under this head, by its own head or an alias, whatever the spacing and the kind of brackets.</summary>
    public Column? FindColumnByHeader(string header, Side side = Side.Single)
    {
        var wanted = PrintedName.Normalise(header);
        foreach (var column in Columns)
        {
            if (side != Side.Single && column.Side != side) continue;
            if (PrintedName.Normalise(column.Header) == wanted || column.Aliases.Any(a => PrintedName.Normalise(a) == wanted))
                return column;
        }
        return null;
    }

    /// <summary>
    /// The fixed line of this name, by its own name or an alias, whatever its numbering ("一、", "1."), spacing and brackets.
    /// </summary>
    public Line? FindLine(Side side, string name)
    {
        var wanted = PrintedName.WithoutNumbering(name);
        foreach (var line in Lines)
        {
            if (line.Side != side && line.Side != Side.Single) continue;
            if (PrintedName.WithoutNumbering(line.Name) == wanted || line.Aliases.Any(a => PrintedName.WithoutNumbering(a) == wanted))
                return line;
        }
        return null;
    }
}

/// <summary>A table of one document: the edition's definition and the document's figures.</summary>
public sealed record Table(
    TableDefinition Definition, string Title, MoneyUnit Unit, IReadOnlyList<Column> Columns, IReadOnlyList<Row> Rows, string Note,
        bool NotInSource)
{
    public int Number => Definition.Number;
    public TableRole Role => Definition.Role;

    /// <summary>Printed in whole 元 throughout: sums then carry a rounding of 1 元 per added row.</summary>
    public bool WholeYuan { get; init; }

    public int IndexOf(ColumnRole role, Side side = Side.Single)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Role == role && (side == Side.Single || Columns[i].Side == side)) return i;
        }
        return -1;
    }
}

/// <summary>
/// A line with its figures, one per column of the table, in column order. Money cells are fen, rate cells
/// hundredths of a percent; null is a blank cell, which is not a zero.
/// </summary>
public sealed record Row(int Index, Side Side, int Code, string CodeText, string Name, int Level, bool IsTotal, Subject Subject,
    long?[] Cells)
{
    /// <summary>The figures as printed, for documents made elsewhere; null for documents made here.</summary>
    public string?[]? Printed { get; init; }

    public Amount? this[int column] => column >= 0 && Cells[column] is { } fen ? new Amount(fen) : null;
}
