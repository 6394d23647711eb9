using Budget.Document.Text;
using Budget.Document;
using Budget.Intake.Layout;
using Budget.Intake.Pages;

namespace Budget.Intake.Tables;

/// <summary>Puts the grids of all pages together to tables, with title, unit and note; a table may go on over any number of pages.</summary>
sealed class SheetFinder
{
    readonly List<Sheet> sheets = [];
    readonly List<TextLine> prose = [];
    Grid? last, form;
    double formShift;

    /// <summary>The tables in printed order, and the lines that belong to none.</summary>
    public static (List<Sheet> Sheets, List<TextLine> Prose) Find(IEnumerable<PageLayout> pages)
    {
        var finder = new SheetFinder();
        foreach (var page in pages) finder.Page(page);
        foreach (var sheet in finder.sheets) sheet.Settle();
        return (finder.sheets, finder.prose);
    }

    void Page(PageLayout page)
    {
        var lines = new Queue<TextLine>(page.Lines.OrderBy(line => line.Box.Top));
        foreach (var grid in page.Grids)
        {
            var above = new List<TextLine>();
            while (lines.Count > 0 && lines.Peek().Box.MiddleY < grid.Box.Top + 1) above.Add(lines.Dequeue());
            if (IsFrame(grid))
            {
                prose.AddRange(above);
                prose.AddRange(AsLines(grid));
                continue;
            }
            Take(grid, above);
        }
        var rest = lines.ToList();
        if (rest.Count > 0 && last is not null && last.Page == page.Page) Note(rest);
        prose.AddRange(rest);
    }

    /// <summary>A border around prose, or a box with a word in it.</summary>
    static bool IsFrame(Grid grid) => grid.Cells().Count(cell => !cell.IsBlank) < 2 && grid.Cells().Count() < 4;

    static IEnumerable<TextLine> AsLines(Grid grid) => CellText.Lines(grid.Cells().SelectMany(cell => cell.Runs)).Select(runs => PageLayout.Line(grid.Page, runs));

    void Take(Grid grid, List<TextLine> above)
    {
        if (above.Count > 0 && last is not null && last.Page == grid.Page) Note(above);
        var told = SheetTitle.Of(above);
        var rows = RowsOf(grid, 0, 0);
        var inner = Inner(rows, ref told);
        var sheet = sheets.Count > 0 ? sheets[^1] : null;
        var fits = sheet is not null && last is not null && Fits(grid);
        var sameTitle = sheet is not null && told.Title.Length > 0 && PrintedName.Normalise(told.Title) == PrintedName.Normalise(sheet.Title);
        var follows = last is not null && (grid.Page.Number == last.Page.Number + 1 && !above.Exists(IsText) || grid.Page == last.Page && above.Count == 0 && grid.Box.Top - last.Box.Bottom < 30);
        if (fits && (sameTitle || told.Title.Length == 0 && follows))
        {
            GoOn(sheet!, grid, rows.Skip(inner).ToList());
            last = grid;
            return;
        }
        if (told.Title.Length == 0 && IsOtherHalf(grid, above))
        {
            Widen(sheet!, grid);
            last = grid;
            return;
        }
        prose.AddRange(above.SkipLast(told.Lines));
        sheet = new Sheet { Title = told.Title, Label = told.Label, Unit = told.Unit, Department = told.Department, Unruled = grid.Unruled, Under = Heading(above), Above = string.Join('\n', above.TakeLast(told.Lines).Select(line => line.Text)) };
        sheet.Rows.AddRange(rows.Skip(inner));
        if (sheet.Rows.Count == 0) sheet.Rows.AddRange(rows);
        sheet.HeadRows = SheetHead.Rows(sheet.Rows);
        sheets.Add(sheet);
        (last, form, formShift) = (grid, grid, 0);
    }

    /// <summary>A table that is too wide for its page goes on beside itself on the next: the same rows, other columns.</summary>
    bool IsOtherHalf(Grid grid, List<TextLine> above) =>
        last is not null && grid.Page.Number == last.Page.Number + 1 && grid.Rows == last.Rows && grid.Rows > 1 && !above.Exists(IsText)
        && Enumerable.Range(0, grid.Rows).All(r => Math.Abs(grid.Ys[r + 1] - grid.Ys[r] - last.Ys[r + 1] + last.Ys[r]) < 1.5) && Math.Abs(grid.Ys[0] - last.Ys[0]) < 40;

    static void Widen(Sheet sheet, Grid grid)
    {
        var rows = RowsOf(grid, sheet.Rows.SelectMany(row => row.Cells).Max(cell => cell.Right) - grid.Box.Left, 0);
        for (var r = 1; r <= rows.Count && r <= sheet.Rows.Count; r++) sheet.Rows[^r] = sheet.Rows[^r] with { Cells = [.. sheet.Rows[^r].Cells, .. rows[^r].Cells] };
    }

    static string Heading(List<TextLine> above) => above.Count > 0 ? above[^1].Text : "";

    /// <summary>More than the number of a page or a running head.</summary>
    static bool IsText(TextLine line) => line.Text.Length > 12 && line.Box.Top > line.Page.Height * 0.09 && line.Box.Bottom < line.Page.Height * 0.93;

    static List<SheetRow> RowsOf(Grid grid, double shift, int from)
    {
        var rows = new List<SheetRow>(grid.Rows);
        for (var r = from; r < grid.Rows; r++)
        {
            var cells = new List<SheetCell>();
            foreach (var cell in grid.Row(r))
            {
                cells.Add(new(cell.Box.Left + shift, cell.Box.Right + shift, cell.Text, new(grid.Page.Number, cell.Box), cell.Row == r, cell.Rows));
            }
            rows.Add(new(grid.Page.Number, cells));
        }
        return rows;
    }

    /// <summary>Many forms print title, label and unit inside of the frame, above the head.</summary>
    static int Inner(List<SheetRow> rows, ref SheetTitle told)
    {
        var inner = 0;
        for (; inner < rows.Count - 1; inner++)
        {
            var texts = rows[inner].Texts.Select(cell => cell.Text).ToList();
            var widest = rows.Max(row => row.Cells.Count);
            if (texts.Count > 3 || rows[inner].Cells.Any(cell => cell is { Begins: false, IsBlank: false }) || texts.Count > 0 && rows[inner].Cells.Count == widest && widest <= 3 && texts.Count == widest) break;
            var (title, label, unit, department) = (told.Title, told.Label, told.Unit, told.Department);
            var takes = true;
            foreach (var text in texts)
            {
                var rest = SheetTitle.Told(text, ref label, ref unit, ref department).Replace(" ", "", StringComparison.Ordinal);
                if (rest.Length == 0) continue;
                if (title.Length == 0 && rest.Length <= 70 && SheetTitle.EndsAsTable(rest)) title = rest;
                else takes &= rest == title;
            }
            if (!takes) break;
            told = told with { Title = title, Label = label, Unit = unit, Department = department };
        }
        // Blank rows on top alone are no title.
        return rows.Take(inner).All(row => !row.Texts.Any()) ? 0 : inner;
    }

    bool Fits(Grid grid)
    {
        if (form!.Unruled != grid.Unruled) return false;
        if (Math.Abs(form.Box.Width - grid.Box.Width) > 5)
            return grid.Columns == form.Columns && Math.Abs(form.Box.Width - grid.Box.Width) < 0.25 * form.Box.Width && form.Columns > 3;
        var shift = form.Box.Left - grid.Box.Left;
        if (Math.Abs(shift) > 60) return false;
        IReadOnlyList<double> here = [.. grid.Xs.Select(x => x + shift)];
        var (few, many) = grid.Columns <= form.Columns ? (here, form.Xs) : (form.Xs, here);
        return few.Count(x => many.Any(other => Math.Abs(other - x) <= 4)) * 10 >= few.Count * 7;
    }

    void GoOn(Sheet sheet, Grid grid, List<SheetRow> rows)
    {
        // Columns are those of the page that shows most of them; a page that is printed smaller has the same ones in the same order.
        Func<double, double> moved = Math.Abs(form!.Box.Width - grid.Box.Width) > 5 ? x => form.Xs[Index(grid.Xs, x)] + formShift : x => x + form.Box.Left - grid.Box.Left + formShift;
        rows = [.. rows.Select(row => row with { Cells = [.. row.Cells.Select(cell => cell with { Left = moved(cell.Left), Right = moved(cell.Right) })] })];
        var head = 0;
        while (head < sheet.HeadRows && head < rows.Count && Same(sheet.Rows[head], rows[head])) head++;
        // A head that is repeated in part is data that looks alike.
        if (head > 0 && head < sheet.HeadRows && head < rows.Count && SheetHead.Rows(rows) != head) head = 0;
        var more = rows.Skip(head).ToList();
        if (more.Count > 0 && Broken(sheet, more[0]) is { } whole)
        {
            sheet.Rows[^1] = whole;
            more.RemoveAt(0);
        }
        sheet.Rows.AddRange(more);
        if (grid.Columns > form.Columns) (form, formShift) = (grid, formShift + form.Box.Left - grid.Box.Left);
    }

    /// <summary>A row that a page's end broke: what stands on the next page has text alone, under text that went on.</summary>
    static SheetRow? Broken(Sheet sheet, SheetRow more)
    {
        var row = sheet.Rows[^1];
        if (row.Cells.Count != more.Cells.Count || row.Page == more.Page || more.Cells[0].Text.Length > 0 && more.Cells.Count > 2 && more.Texts.Count() > 1) return null;
        if (!more.Texts.Any() || more.Texts.Any(cell => FigureText.IsFigure(cell.Text) || cell.Text.Length < 2)) return null;
        var pairs = row.Cells.Zip(more.Cells).ToList();
        if (!pairs.TrueForAll(pair => Math.Abs(pair.First.Left - pair.Second.Left) < 4 && (pair.Second.IsBlank || pair.First.Text.Length >= 6 && pair.First.Text[^1] is not ('。' or '；')))) return null;
        if (pairs.Count(pair => !pair.Second.IsBlank) * 2 > pairs.Count(pair => !pair.First.IsBlank)) return null;
        return row with { Cells = [.. pairs.Select(pair => pair.Second.IsBlank ? pair.First : pair.First with { Text = pair.First.Text + pair.Second.Text })] };
    }

    static int Index(IReadOnlyList<double> xs, double x)
    {
        var i = 0;
        while (i < xs.Count - 1 && xs[i] < x - 1) i++;
        return i;
    }

    static bool Same(SheetRow a, SheetRow b) => a.Texts.Select(cell => PrintedName.Normalise(cell.Text)).SequenceEqual(b.Texts.Select(cell => PrintedName.Normalise(cell.Text)));

    /// <summary>A remark under a table belongs to it.</summary>
    void Note(List<TextLine> below)
    {
        var sheet = sheets[^1];
        if (sheet.Note.Length > 0) return;
        var text = new System.Text.StringBuilder();
        while (below.Count > 0 && below[0].Box.Top - last!.Box.Bottom < 200)
        {
            var line = below[0].Text;
            var begins = line.StartsWith('注') || line.StartsWith("备注", StringComparison.Ordinal) || line.StartsWith("说明", StringComparison.Ordinal) || line.StartsWith("本表", StringComparison.Ordinal);
            if (text.Length == 0 ? !begins : line.Length < 3 || SheetTitle.EndsAsTable(line) || text[^1] == '。') break;
            text.Append(line);
            below.RemoveAt(0);
        }
        sheet.Note = text.ToString();
    }
}
