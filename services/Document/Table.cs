namespace Budget.Document;

/// <summary>What a table is, whatever its number and title in an edition.</summary>
public enum TableRole
{
    Unknown,
    RevenueAndExpenditure, Revenue, Expenditure, FiscalAppropriation, GeneralPublic, GeneralPublicItems,
    GovernmentFund, StateCapital, BasicExpenditure, ThreePublic,
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

public enum RowKind { Lines, FunctionCodes, EconomicCodes }

/// <summary>A column, from the edition or (a document made elsewhere) as printed.</summary>
public sealed record Column(string Id, string Header, string Group, Side Side, ColumnRole Role)
{
    public bool IsRate => Role == ColumnRole.ChangeRate;

    /// <summary>The system computes it; it need not be typed.</summary>
    public bool IsComputed => Role is ColumnRole.Change or ColumnRole.ChangeRate;
}

/// <summary>A fixed line of a table whose rows are no codes.</summary>
public sealed record Line(Side Side, string Name, int Level, bool IsTotal, Subject Subject);

/// <summary>A table as the edition defines it.</summary>
public sealed record TableDefinition(int Number, TableRole Role, string Title, MoneyUnit Unit, RowKind Rows, IReadOnlyList<Column> Columns, IReadOnlyList<Line> Lines);

/// <summary>A table of one document: the edition's definition and the document's figures.</summary>
public sealed record Table(
    TableDefinition Definition, string Title, MoneyUnit Unit, IReadOnlyList<Column> Columns, IReadOnlyList<Row> Rows, string Note, bool NotInSource)
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
public sealed record Row(int Index, Side Side, int Code, string CodeText, string Name, int Level, bool IsTotal, Subject Subject, long?[] Cells)
{
    /// <summary>The figures as printed, for documents made elsewhere; null for documents made here.</summary>
    public string?[]? Printed { get; init; }

    public Amount? this[int column] => column >= 0 && Cells[column] is { } fen ? new Amount(fen) : null;
}
