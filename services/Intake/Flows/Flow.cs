using Budget.Intake.Layout;
using Budget.Intake.Pages;
using Budget.Intake.Tables;

namespace Budget.Intake.Flows;

/// <summary>
/// A document that knows its own paragraphs and tables (Word, a workbook, a web page): both in the order in which they come, with titles
/// told from the lines before a table as on a printed page.
/// </summary>
sealed class Flow(Page page)
{
    readonly List<TextLine> pending = [];

    public List<Sheet> Sheets { get; } = [];
    public List<TextLine> Prose { get; } = [];
    double y;

    public void Line(string text, double size = 10)
    {
        text = text.Trim();
        if (text.Length == 0) return;
        y += 20;
        var width = Math.Min(text.Length * size, page.Width * 0.5);
        pending.Add(new(page, text, new(50, y - 10, 50 + width, y), size, []));
    }

    /// <param name="cells">Of each row: text, first column, columns, whether it begins here (or is a tall cell reaching down), rows, and address.</param>
    public void Table(IReadOnlyList<IReadOnlyList<(string Text, int Column, int Columns, bool Begins, int Rows, string Address)>> cells, string name = "")
    {
        const double wide = 20, high = 14;
        var rows = new List<SheetRow>(cells.Count);
        foreach (var row in cells)
        {
            y += high;
            rows.Add(new(page.Number, [.. row.Select(cell => new SheetCell(cell.Column * wide, (cell.Column + cell.Columns) * wide, cell.Text,
                new(page.Number, new(cell.Column * wide, y - high, (cell.Column + cell.Columns) * wide, y), cell.Address), cell.Begins, cell.Rows))]));
        }
        var told = SheetTitle.Of(pending);
        var inner = SheetFinder.Inner(rows, ref told);
        var body = rows.Skip(inner).SkipWhile(row => !row.Texts.Any()).ToList();
        if (body.Count == 0) body = rows;
        if (told.Title.Length == 0 && SheetTitle.EndsAsTable(name)) told = told with { Title = name };
        var sheet = new Sheet
        {
            Title = told.Title, Label = told.Label, Unit = told.Unit, Department = told.Department,
            Under = pending.Count > 0 ? pending[^1].Text : "", Above = string.Join('\n', pending.TakeLast(told.Lines).Select(line => line.Text).Prepend(name)),
        };
        Prose.AddRange(pending.SkipLast(told.Lines));
        pending.Clear();
        sheet.Rows.AddRange(body);
        sheet.HeadRows = SheetHead.Rows(sheet.Rows);
        sheet.Settle();
        Sheets.Add(sheet);
    }

    public void End()
    {
        Prose.AddRange(pending);
        pending.Clear();
    }
}
