using System.Globalization;
using System.Text;
using System.Xml;
using Budget.Document;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Xlsx;

/// <summary>
/// One sheet as it grows from the top: cells with their looks, what is joined, how wide columns must be. Figures are numbers in
/// the printed unit, taken from the fen exactly, with as many decimals as are printed; a figure that follows from others is their
/// formula with its value beside it, so that programs that do not calculate read the same figure.
/// </summary>
sealed class Sheet
{
    /// <summary>From how many columns a table lies across the paper.</summary>
    const int WideFrom = 6;

    /// <summary>In points, by the format.</summary>
    const double HighestRow = 409;

    /// <summary>Columns of a form: label, value, label, value.</summary>
    const int FormWidth = 4;

    readonly record struct Cell(Look Look, bool IsTotal, string Text = "", string Number = "", int Decimals = 0, string Formula = "", string Link = "");

    readonly List<Cell[]> rows = [];
    readonly List<double> heights = [];
    readonly List<string> merged = [];
    readonly List<string> codes = [];
    readonly List<double> widths = [];
    (int Rows, int Columns) frozen;
    int headFrom, headRows, depth;
    bool wide;

    int Width => widths.Count;

    public string PrintArea => rows.Count == 0 ? "" : $"$A$1:${Letters(Width - 1)}${rows.Count}";

    public string RepeatedRows => frozen.Rows == 0 ? "" : $"${headFrom + 1}:${frozen.Rows}";

    public void Cover(ComposedDocument document, IReadOnlyList<(string Name, string Title, string Remark)> sheets)
    {
        widths.AddRange([58, 24]);
        Row(Joined(2, new(Look.Cover, false, document.Title)), 48);
        foreach (var line in document.Cover)
        {
            if (!document.Title.Contains(line, StringComparison.Ordinal)) Row(Joined(2, new(Look.CoverLine, false, line)), 24);
        }
        foreach (var notice in document.Notices) Wrapped(2, Look.Note, notice.Text);
        Row([]);
        Row([new(Look.Head, false, "表"), new(Look.Head, false, "说明")]);
        foreach (var (name, title, remark) in sheets)
        {
            Row([new(Look.Link, false, title, Link: $"{SheetNames.Quoted(name)}!A1"), new(Look.Text, false, remark)]);
        }
        Row([]);
        foreach (var line in document.Provenance)
        {
            if (line.Label.Contains("SHA", StringComparison.Ordinal)) Wrapped(2, Look.Note, $"{line.Label}：{line.Value}");
            else Row([new(Look.Plain, false, $"{line.Label}：{line.Value}")]);
        }
    }

    public void Table(ComposedTable table)
    {
        var width = Math.Max(table.Columns.Count, 1);
        wide = width >= WideFrom;
        for (var c = 0; c < width; c++) widths.Add(c < table.Columns.Count ? WidthOf(table, c) : 80);
        Row(Joined(width, new(Look.Title, false, table.Number > 0 ? $"{table.Number}. {table.Title}" : table.Title)), 32);
        if (table.NotInSource)
        {
            foreach (var note in table.Notes) Wrapped(width, Look.Note, note);
            return;
        }
        Body(table, width);
        (frozen, headFrom) = ((headRows, table.RowHeader + 1), headRows - depth);
    }

    public void Form(ComposedForm form)
    {
        var tables = form.Parts.OfType<FormTable>().Select(t => t.Table).ToList();
        var width = Math.Max(FormWidth, tables.Select(t => t.Columns.Count).DefaultIfEmpty(0).Max());
        for (var c = 0; c < width; c++)
        {
            var needed = tables.Where(t => c < t.Columns.Count).Select(t => WidthOf(t, c)).DefaultIfEmpty(0).Max();
            widths.Add(Math.Clamp(needed, c % 2 == 0 && c < FormWidth ? 18 : 24, 40));
        }
        wide = width >= WideFrom;
        Row(Joined(width, new(Look.Title, false, form.Title)), 32);
        if (form.Subtitle.Length > 0) Row(Joined(width, new(Look.Subtitle, false, form.Subtitle)));
        foreach (var part in form.Parts)
        {
            if (part is FormFields fields)
            {
                foreach (var line in fields.Paired) Fields(line, width);
                continue;
            }
            var table = ((FormTable)part).Table;
            Row(Joined(width, new(Look.Label, false, table.Title + (table.Unit.Length > 0 ? $"（单位：{table.Unit}）" : ""))));
            Body(table, width);
        }
    }

    /// <summary>Unit, heads, lines, notes. A table narrower than its sheet has its names as wide as what is left.</summary>
    void Body(ComposedTable table, int width)
    {
        var grid = new Grid(rows.Count, table.RowHeader < 0 ? table.Columns.Count - 1 : table.RowHeader, width - table.Columns.Count);
        if (table.Number > 0 && table.Unit.Length > 0) Row(Joined(width, new(Look.Unit, false, $"单位：{table.Unit}")));
        Heads(table, grid, width);
        headRows = rows.Count;
        grid = grid with { Top = rows.Count };
        var unit = MoneyUnits.Parse(table.Unit) ?? MoneyUnit.Yuan;
        foreach (var row in table.Rows)
        {
            var cells = new Cell[width];
            var lines = 1;
            for (var c = 0; c < table.Columns.Count; c++)
            {
                var (from, to) = grid.Span(c);
                var cell = row.Cells[c];
                Array.Fill(cells, CellOf(table.Columns[c], row, cell, unit, grid) with { Text = "", Number = "" }, from, to - from + 1);
                cells[from] = CellOf(table.Columns[c], row, cell, unit, grid);
                if (cell.RowSpan > 1 || to > from) merged.Add(Range(rows.Count, from, rows.Count + Math.Max(1, cell.RowSpan) - 1, to));
                if (table.Columns[c].Kind is CellKind.Text or CellKind.Name && cell.RowSpan == 1) lines = Math.Max(lines, LinesIn(cell.Text, Between(from, to)));
            }
            Row(cells, lines * 18);
        }
        for (var c = 0; c < table.Columns.Count; c++)
        {
            if (table.Columns[c].Kind == CellKind.Code && table.Rows.Count > 0) codes.Add(Range(grid.Top, grid.Span(c).From, rows.Count - 1, grid.Span(c).From));
        }
        if (table.Rows.Count == 0) Row(Joined(width, new(Look.Text, false, "（空表）")));
        foreach (var note in table.Notes) Wrapped(width, Look.Note, note);
    }

    /// <summary>Where a table's cells lie on the sheet: from which row, and which column takes the room that is left.</summary>
    readonly record struct Grid(int Top, int Stretched, int Extra)
    {
        public (int From, int To) Span(int column) =>
            column < Stretched ? (column, column) : column == Stretched ? (column, column + Extra) : (column + Extra, column + Extra);
    }

    double Between(int from, int to) => widths.Skip(from).Take(to - from + 1).Sum();

    void Heads(ComposedTable table, Grid grid, int width)
    {
        var heads = TableHeads.Of(table);
        depth = heads.Depth;
        var top = rows.Count;
        for (var level = 0; level < depth; level++)
        {
            var cells = new Cell[width];
            Array.Fill(cells, new Cell(Look.Head, false));
            var lines = 1;
            foreach (var head in heads.Cells.Where(h => h.Level == level))
            {
                var (from, to) = (grid.Span(head.Column).From, grid.Span(head.Column + head.Columns - 1).To);
                cells[from] = new(Look.Head, false, head.Text);
                if (to > from || head.Levels > 1) merged.Add(Range(top + level, from, top + level + head.Levels - 1, to));
                lines = Math.Max(lines, (LinesIn(head.Text, Between(from, to)) + head.Levels - 1) / head.Levels);
            }
            Row(cells, lines * 18);
        }
    }

    static Cell CellOf(ComposedColumn column, ComposedRow row, ComposedCell cell, MoneyUnit unit, Grid grid)
    {
        if (column.Kind == CellKind.Number && cell.Value is { } value && cell.Text.Length > 0)
        {
            var number = column.IsRate ? value / 100m : value / (decimal)unit.Fen();
            return new(column.IsRate ? Look.Rate : Look.Number, row.IsTotal, Number: number.ToString("0.######", CultureInfo.InvariantCulture), Decimals: DecimalsOf(cell.Text),
                Formula: cell.From is { } from ? FormulaOf(from, grid) : "");
        }
        var look = (column.Kind, cell.Level) switch
        {
            (CellKind.Number, _) => Look.Number,
            (CellKind.Code, _) => Look.Code,
            (CellKind.Name, 2) => Look.Name2,
            (CellKind.Name, >= 3) => Look.Name3,
            (CellKind.Name, _) => Look.Name1,
            _ => Look.Text,
        };
        return new(look, row.IsTotal, cell.RowSpan == 0 ? "" : cell.Text);
    }

    static int DecimalsOf(string printed) => printed.LastIndexOf('.') is >= 0 and var point ? printed.Length - point - 1 : 0;

    static string FormulaOf(Derivation from, Grid grid) => from.Operation switch
    {
        Operation.Sum => $"SUM({string.Join(',', Ranges(from.Of, grid))})",
        Operation.Difference => $"{At(from.Of[0], grid)}-{At(from.Of[1], grid)}",
        Operation.Rate => $"ROUND({At(from.Of[0], grid)}/ABS({At(from.Of[1], grid)})*100,2)",
        _ => "",
    };

    /// <summary>Neighbours as one range, as a person would write it.</summary>
    static IEnumerable<string> Ranges(IReadOnlyList<CellPlace> places, Grid grid)
    {
        for (var i = 0; i < places.Count;)
        {
            var end = i;
            if (i + 1 < places.Count && places[i + 1].Column == places[i].Column)
            {
                while (end + 1 < places.Count && places[end + 1] == new CellPlace(places[end].Row + 1, places[i].Column)) end++;
            }
            else
            {
                while (end + 1 < places.Count && places[end + 1] == new CellPlace(places[i].Row, places[end].Column + 1)) end++;
            }
            yield return Range(grid.Top + places[i].Row, grid.Span(places[i].Column).From, grid.Top + places[end].Row, grid.Span(places[end].Column).From);
            i = end + 1;
        }
    }

    void Fields(IReadOnlyList<FormField> line, int width)
    {
        var cells = new Cell[width];
        Array.Fill(cells, new Cell(Look.Value, false));
        if (line.Count == 2)
        {
            (cells[0], cells[1]) = Field(line[0]);
            (cells[2], cells[3]) = Field(line[1]);
            if (width > FormWidth) merged.Add(Range(rows.Count, 3, rows.Count, width - 1));
            Row(cells, Math.Max(LinesIn(line[0].Lines[0], widths[1]), LinesIn(line[1].Lines[0], widths[3])) * 18);
            return;
        }
        (cells[0], cells[1]) = Field(line[0]);
        var parts = line[0].Fen is null ? InRows(line[0].Lines, widths.Skip(1).Sum()) : [(cells[1].Text, 1)];
        if (parts.Count > 1) merged.Add(Range(rows.Count, 0, rows.Count + parts.Count - 1, 0));
        foreach (var (text, lines) in parts)
        {
            merged.Add(Range(rows.Count, 1, rows.Count, width - 1));
            cells[1] = cells[1] with { Text = text };
            Row([.. cells], lines * 18);
            cells[0] = cells[0] with { Text = "" };
        }

        static (Cell, Cell) Field(FormField field)
        {
            var label = new Cell(Look.Label, false, field.Label);
            if (field.Fen is not { } fen) return (label, new(Look.Value, false, string.Join('\n', field.Lines)));
            var unit = field.Label.Contains("万元", StringComparison.Ordinal) ? MoneyUnit.Wan : MoneyUnit.Yuan;
            return (label, new(Look.Number, false, Number: (fen / (decimal)unit.Fen()).ToString("0.######", CultureInfo.InvariantCulture), Decimals: DecimalsOf(field.Lines[0])));
        }
    }

    /// <summary>Paragraphs in as many rows as they need: spreadsheets cut off what is higher than a row may be.</summary>
    static List<(string Text, int Lines)> InRows(IReadOnlyList<string> paragraphs, double width)
    {
        const int most = (int)(HighestRow / 18);
        var parts = new List<(string Text, int Lines)>();
        foreach (var paragraph in paragraphs)
        {
            var longest = Math.Max(1, (int)(width - 2) / 2 * most);
            for (var start = 0; start == 0 || start < paragraph.Length;)
            {
                var length = Math.Min(longest, paragraph.Length - start);
                if (start + length < paragraph.Length && char.IsHighSurrogate(paragraph[start + length - 1])) length--;
                var (text, lines) = (paragraph.Substring(start, length), LinesIn(paragraph.Substring(start, length), width));
                if (parts.Count > 0 && parts[^1].Lines + lines <= most) parts[^1] = (parts[^1].Text + "\n" + text, parts[^1].Lines + lines);
                else parts.Add((text, lines));
                start += Math.Max(1, length);
            }
        }
        return parts;
    }

    /// <summary>A paragraph over the sheet's width, as high as it needs.</summary>
    void Wrapped(int width, Look look, string text) => Row(Joined(width, new(look, false, text)), LinesIn(text, widths.Sum()) * 15);

    Cell[] Joined(int width, Cell cell)
    {
        if (width > 1) merged.Add(Range(rows.Count, 0, rows.Count, width - 1));
        var cells = new Cell[width];
        Array.Fill(cells, cell with { Text = "" });
        cells[0] = cell;
        return cells;
    }

    void Row(Cell[] cells, double height = 20)
    {
        heights.Add(Math.Min(HighestRow, Math.Max(20, height)));
        rows.Add(cells);
    }

    static double WidthOf(ComposedTable table, int c)
    {
        var column = table.Columns[c];
        var longest = table.Rows.Select(r => Measure(r.Cells[c].Text) + Math.Max(0, r.Cells[c].Level - 1) * 2).DefaultIfEmpty(0).Max();
        return column.Kind switch
        {
            CellKind.Number => Math.Clamp(Math.Max(longest, Math.Min(12, Measure(column.Path[^1]))) + 3, 14, 26),
            CellKind.Code => Math.Clamp(longest + 4, 14, 20),
            CellKind.Name => Math.Clamp(longest + 3, 20, 44),
            _ => Math.Clamp(longest + 3, 14, 40),
        };
    }

    /// <summary>In widths of a digit: a Chinese character takes two.</summary>
    static int Measure(string text)
    {
        var width = 0;
        foreach (var c in text) width += c < 0x100 ? 1 : 2;
        return width;
    }

    static int LinesIn(string text, double width) => text.Split('\n').Sum(line => Math.Max(1, (int)Math.Ceiling(Measure(line) / Math.Max(1, width - 2))));

    static string At(CellPlace place, Grid grid) => Range(grid.Top + place.Row, grid.Span(place.Column).From, grid.Top + place.Row, grid.Span(place.Column).From);

    static string Range(int row, int column, int lastRow, int lastColumn) =>
        row == lastRow && column == lastColumn ? $"{Letters(column)}{row + 1}" : $"{Letters(column)}{row + 1}:{Letters(lastColumn)}{lastRow + 1}";

    static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));

    public void Write(XmlWriter xml, string title, bool isFirst)
    {
        Start("worksheet");
        Start("sheetPr");
        Start("pageSetUpPr");
        xml.WriteAttributeString("fitToPage", "1");
        End();
        End();
        View();
        Start("sheetFormatPr");
        xml.WriteAttributeString("defaultRowHeight", "20");
        End();
        Start("cols");
        for (var c = 0; c < Width; c++)
        {
            Start("col");
            Attribute("min", c + 1);
            Attribute("max", c + 1);
            xml.WriteAttributeString("width", widths[c].ToString("0.##", CultureInfo.InvariantCulture));
            xml.WriteAttributeString("customWidth", "1");
            End();
        }
        End();
        Start("sheetData");
        for (var r = 0; r < rows.Count; r++) Row(r);
        End();
        if (merged.Count > 0)
        {
            Start("mergeCells");
            foreach (var range in merged)
            {
                Start("mergeCell");
                xml.WriteAttributeString("ref", range);
                End();
            }
            End();
        }
        Links();
        Start("printOptions");
        xml.WriteAttributeString("horizontalCentered", "1");
        End();
        Start("pageMargins");
        foreach (var (side, inches) in ((string, string)[])[("left", "0.6"), ("right", "0.6"), ("top", "0.75"), ("bottom", "0.75"), ("header", "0.3"), ("footer", "0.3")]) xml.WriteAttributeString(side, inches);
        End();
        Start("pageSetup");
        Attribute("paperSize", 9);
        xml.WriteAttributeString("orientation", wide ? "landscape" : "portrait");
        Attribute("fitToWidth", 1);
        Attribute("fitToHeight", 0);
        End();
        Start("headerFooter");
        // An ampersand begins a code there, so a title's own is doubled.
        if (!isFirst) xml.WriteElementString("oddHeader", XlsxDocument.Namespace, "&R&9" + PlainText.Of(title).Replace("&", "&&", StringComparison.Ordinal));
        xml.WriteElementString("oddFooter", XlsxDocument.Namespace, "&C&9第 &P 页，共 &N 页");
        End();
        if (codes.Count > 0)
        {
            Start("ignoredErrors");
            Start("ignoredError");
            xml.WriteAttributeString("sqref", string.Join(' ', codes));
            xml.WriteAttributeString("numberStoredAsText", "1");
            End();
            End();
        }
        End();

        void View()
        {
            Start("sheetViews");
            Start("sheetView");
            xml.WriteAttributeString("showGridLines", "0");
            if (isFirst) xml.WriteAttributeString("tabSelected", "1");
            Attribute("workbookViewId", 0);
            if (frozen.Rows > 0)
            {
                Start("pane");
                if (frozen.Columns > 0) Attribute("xSplit", frozen.Columns);
                Attribute("ySplit", frozen.Rows);
                xml.WriteAttributeString("topLeftCell", $"{Letters(frozen.Columns)}{frozen.Rows + 1}");
                xml.WriteAttributeString("activePane", frozen.Columns > 0 ? "bottomRight" : "bottomLeft");
                xml.WriteAttributeString("state", "frozen");
                End();
            }
            End();
            End();
        }

        void Row(int r)
        {
            Start("row");
            Attribute("r", r + 1);
            xml.WriteAttributeString("ht", heights[r].ToString("0.##", CultureInfo.InvariantCulture));
            xml.WriteAttributeString("customHeight", "1");
            for (var c = 0; c < rows[r].Length; c++)
            {
                var cell = rows[r][c];
                Start("c");
                xml.WriteAttributeString("r", $"{Letters(c)}{r + 1}");
                Attribute("s", Looks.Of(cell.Look, cell.IsTotal, cell.Decimals));
                if (cell.Number.Length > 0)
                {
                    if (cell.Formula.Length > 0) xml.WriteElementString("f", XlsxDocument.Namespace, cell.Formula);
                    xml.WriteElementString("v", XlsxDocument.Namespace, cell.Number);
                }
                else if (cell.Text.Length > 0)
                {
                    xml.WriteAttributeString("t", "inlineStr");
                    Start("is");
                    xml.WriteStartElement("t", XlsxDocument.Namespace);
                    xml.WriteAttributeString("xml", "space", null, "preserve");
                    xml.WriteString(PlainText.Of(cell.Text));
                    End();
                    End();
                }
                End();
            }
            End();
        }

        void Links()
        {
            var links = rows.SelectMany((row, r) => row.Select((cell, c) => (Place: $"{Letters(c)}{r + 1}", Cell: cell))).Where(l => l.Cell.Link?.Length > 0).ToList();
            if (links.Count == 0) return;
            Start("hyperlinks");
            foreach (var (place, cell) in links)
            {
                Start("hyperlink");
                xml.WriteAttributeString("ref", place);
                xml.WriteAttributeString("location", cell.Link);
                xml.WriteAttributeString("display", PlainText.Of(cell.Text));
                End();
            }
            End();
        }

        void Start(string name) => xml.WriteStartElement(name, XlsxDocument.Namespace);
        void End() => xml.WriteEndElement();
        void Attribute(string name, int value) => xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));
    }
}
