using Budget.Document;
using Budget.Document.Rules.Engine;
using Budget.Intake.Layout;
using Budget.Intake.Pages;
using Budget.Intake.Tables;
using Where = Budget.Document.Place;

namespace Budget.Intake;

/// <summary>Where on the printed pages the places stand that findings name.</summary>
public sealed class PrintedPlaces
{
    readonly Dictionary<string, (int Page, Box Box)> byKey = [];
    readonly Reading reading;

    public PrintedPlaces(Reading reading, DisclosureDocument document)
    {
        this.reading = reading;
        foreach (var table in document.Tables)
        {
            var read = reading.Tables.FirstOrDefault(t => t.Table.Title == table.Title && t.Table.Rows.Count == table.Rows.Count) ?? reading.Tables.FirstOrDefault(t => t.Table.Number == table.Number);
            if (read is null) continue;
            var first = read.Sheet.Rows[0];
            Add(Where.KeyOfCell(table, null, null), first.Page, Box.Around(first.Cells.Select(cell => cell.Place.Box)));
            foreach (var figure in read.Figures.Where(figure => figure.Row < table.Rows.Count))
            {
                var row = table.Rows[figure.Row];
                var column = table.Columns.FirstOrDefault(c => c.Id == figure.Column && c.Side == row.Side) ?? table.Columns.FirstOrDefault(c => c.Id == figure.Column);
                Add(Where.KeyOfCell(table, row, column), figure.Place.Page, figure.Place.Box);
                Add(Where.KeyOfCell(table, row, null), figure.Place.Page, figure.Place.Box);
            }
        }
    }

    void Add(string key, int page, Box box) => byKey.TryAdd(key, (page, box));

    /// <summary>Null where the finding is about no one place, or about one that is not printed.</summary>
    public (int Page, Box Box)? Of(Finding finding)
    {
        var key = finding.Place.Key;
        if (byKey.TryGetValue(key, out var at)) return at;
        if (key.StartsWith("table:", StringComparison.Ordinal))
        {
            // A line or column that is missing: its table.
            var table = key[..(key.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? end : key.Length)];
            return byKey.TryGetValue(table + "//", out at) ? at : null;
        }
        return key.StartsWith("text:", StringComparison.Ordinal) ? InText(key[5..]) : null;
    }

    (int Page, Box Box)? InText(string key)
    {
        var statements = reading.Disclosure.Budget.Printed.Statements;
        (int Page, Box Box)? section = null;
        for (var s = 0; s < statements.Count && s < reading.Lines.Count; s++)
        {
            if (!key.StartsWith(statements[s].Section, StringComparison.Ordinal) || reading.Lines[s].Count == 0) continue;
            var rest = key[statements[s].Section.Length..];
            if (rest.Length > 0 && rest[0] != '/') continue;
            section ??= Around(reading.Lines[s]);
            var label = rest.TrimStart('/').Split('/')[0];
            if (label.Length > 0 && statements[s].Text.Contains(label, StringComparison.Ordinal)) return Line(reading.Lines[s], label);
        }
        return section;
    }

    /// <summary>The line where the words begin, or the whole paragraph where they are broken over lines.</summary>
    static (int Page, Box Box) Line(IReadOnlyList<TextLine> lines, string label)
    {
        foreach (var line in lines)
        {
            if (line.Text.Replace(" ", "", StringComparison.Ordinal).Contains(label, StringComparison.Ordinal)) return (line.Page.Number, line.Box);
        }
        return Around(lines);
    }

    static (int Page, Box Box) Around(IReadOnlyList<TextLine> lines) =>
        (lines[0].Page.Number, Box.Around(lines.Where(line => line.Page.Number == lines[0].Page.Number).Select(line => line.Box)));
}
