using Budget.Document;
using Budget.Document.Recognition;
using Google.Protobuf.Collections;
using Wire = Budget.V1;

namespace Budget.Contracts.Reading;

/// <summary>The tables of a document made elsewhere as they are printed, for the recogniser.</summary>
public static class PrintedTables
{
    internal static IReadOnlyList<PrintedTable> Of(RepeatedField<Wire.Table> wires) => [.. wires.Select(wire => new PrintedTable(
        wire.Number, wire.Title, [.. wire.PrintedColumns.Select(Column)], wire.Rows.Select(row => new PrintedRow(Sides.Of(row.Side) ?? Side.Single, row.Code, row.Name))))];

    /// <summary>A printed column with the role that its heads give it in this table.</summary>
    public static Column Column(Wire.PrintedColumn wire, TableDefinition? definition, int year)
    {
        var column = Column(wire);
        return column with { Role = TableWords.Role(column, definition, year) };
    }

    static Column Column(Wire.PrintedColumn wire) => new(wire.Id, wire.Header, wire.Group, Sides.Of(wire.Side) ?? Side.Single, ColumnRole.Unknown);
}
