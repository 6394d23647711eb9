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

/// <summary>How a figure follows from others of its table, to the fen: whoever writes it as a formula changes no figure.</summary>
public sealed record Derivation(Operation Operation, IReadOnlyList<CellPlace> Of);
