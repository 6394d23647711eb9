using System.Globalization;

namespace Budget.Document;

/// <summary>
/// Where in a document. The key is stable across revisions (it names tables, codes, sections) and is also the figure's
/// address on the published page; the text is for people. Two figures that a document prints under one name share a key.
/// </summary>
public readonly record struct Place(string Key, string Text)
{
    public override string ToString() => Text;

    public static Place OfCell(Table table, Row? row, int column)
    {
        var head = table.Columns is { } columns && column >= 0 && column < columns.Count ? columns[column] : null;
        var rowText = row is null ? "" : row.Code > 0 ? $"{row.CodeText} {row.Name}" : row.Name;
        var headText = head is null ? ""
            : string.IsNullOrEmpty(head.Group) || head.Side != Side.Single ? head.Header : $"{head.Group}/{head.Header}";
        var text = $"表{table.Number} {(string.IsNullOrEmpty(table.Title) ? table.Definition.Title : table.Title)}";
        if (!string.IsNullOrEmpty(rowText)) text += " / " + rowText;
        if (!string.IsNullOrEmpty(headText)) text += " / " + headText;
        return new(KeyOfCell(table, row, head), text);
    }

    public static string KeyOfCell(Table table, Row? row, Column? column)
    {
        var line = row switch
        {
            null => "",
            { Code: > 0, CodeText.Length: > 0 } => row.CodeText,
            { Code: > 0 } => row.Code.ToString(CultureInfo.InvariantCulture),
            { IsTotal: true } => "total:" + row.Name,
            _ => row.Name,
        };
        return $"table:{table.Role}/{line}/{column?.Id}";
    }

    public static Place OfFigure(Statement statement, Figure? figure)
    {
        var heading = string.IsNullOrEmpty(statement.Heading) ? statement.Section : $"{statement.Section} {statement.Heading}";
        var key = KeyOfStatement(statement);
        return figure is null ? new(key, heading) : new($"{key}/{figure.Label}/{figure.Measure}", $"{heading} / {figure.Label}");
    }

    public static string KeyOfStatement(Statement statement) => $"text:{statement.Section}";
}
