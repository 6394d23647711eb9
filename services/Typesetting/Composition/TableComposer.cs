using System.Text;
using Budget.Document;
using Budget.Document.Relations;
using Budget.Document.Rules;

namespace Budget.Typesetting.Composition;

/// <summary>A table with its figures → rows of printed cells. Two-sided tables stand side by side, totals level with each other, as the forms have them.</summary>
static class TableComposer
{
    public static ComposedTable Compose(DisclosureDocument document, int number, Anchors anchors)
    {
        var table = document.Tables.FirstOrDefault(t => t.Number == number);
        var definition = table?.Definition ?? document.Edition.Find(number)!;
        var title = table is { Title.Length: > 0 } ? table.Title : definition.TitleOf(document.Department.Name, document.Year);
        var unit = (table?.Unit ?? definition.Unit).Chinese();
        anchors.Point($"table:{definition.Role}", $"table-{number}");
        if (table is null || table.NotInSource)
        {
            var why = table is null ? $"本文件没有第{number}表。" : $"源文件中第{number}表为图片，数据无法取得。";
            return new ComposedTable($"table-{number}", number, title, unit, [], -1, [], [why, .. Note(table)], NotInSource: true);
        }
        var figures = new TableFigures(table);
        var composed = Derived(new(table, document.MadeElsewhere), table.Columns.Any(c => c.Side != Side.Single) ? TwoSided(table, figures, anchors) : OneSided(table, figures, anchors));
        var notes = Note(table).ToList();
        if (composed.Rows.Count == 0 && notes.Count == 0 && definition.EmptyNoteOf(document.Department.Name, document.Year) is { Length: > 0 } empty) notes.Add(empty);
        return composed with { Id = $"table-{number}", Number = number, Title = title, Unit = unit, Notes = notes };
    }

    /// <summary>What follows from what, said of the cells as they stand side by side in the composed table.</summary>
    static ComposedTable Derived(Workings workings, (ComposedTable Composed, Dictionary<CellPlace, CellPlace> Places) made)
    {
        foreach (var (from, to) in made.Places)
        {
            if (workings.Exact(from.Row, from.Column) is not { } derivation) continue;
            var cells = (ComposedCell[])made.Composed.Rows[to.Row].Cells;
            cells[to.Column] = cells[to.Column] with { From = new(derivation.Operation, [.. derivation.Of.Select(part => made.Places[part])]) };
        }
        return made.Composed;
    }

    static IEnumerable<string> Note(Table? table) => table is { Note.Length: > 0 } ? [table.Note] : [];

    static (ComposedTable, Dictionary<CellPlace, CellPlace>) OneSided(Table table, TableFigures figures, Anchors anchors)
    {
        var hasCodes = table.Definition.HasCodes;
        var hasNames = hasCodes || table.Rows.Any(r => r.Name.Length > 0);
        var columns = new List<ComposedColumn>();
        if (hasCodes) columns.Add(new(["项目", OrElse(table.Definition.CodeHeader, "科目编码")], CellKind.Code));
        if (hasNames) columns.Add(new(hasCodes ? ["项目", OrElse(table.Definition.NameHeader, "科目名称")] : [OrElse(table.Definition.NameHeader, "项目")], CellKind.Name));
        columns.AddRange(table.Columns.Select(Money));
        var rows = new List<ComposedRow>();
        var places = new Dictionary<CellPlace, CellPlace>();
        for (var r = 0; r < table.Rows.Count; r++)
        {
            var row = table.Rows[r];
            var cells = new List<ComposedCell>();
            if (hasCodes) cells.Add(new(row.CodeText));
            if (hasNames) cells.Add(new(row.Name, row.IsTotal ? 0 : row.Level));
            for (var i = 0; i < table.Columns.Count; i++)
            {
                places[new(r, i)] = new(r, cells.Count);
                cells.Add(Figure(table, row, i, figures, anchors));
            }
            rows.Add(new(row.IsTotal, cells.ToArray()));
        }
        return (new("", 0, "", "", columns, hasCodes ? 1 : hasNames ? 0 : -1, rows, []), places);
    }

    static (ComposedTable, Dictionary<CellPlace, CellPlace>) TwoSided(Table table, TableFigures figures, Anchors anchors)
    {
        var columns = new List<ComposedColumn>();
        foreach (var side in (ReadOnlySpan<Side>)[Side.Revenue, Side.Expenditure])
        {
            var own = table.Columns.Where(c => c.Side == side).ToList();
            var name = OrElse(table.Definition.NameHeader, "项目");
            columns.Add(new(own is [{ Group.Length: > 0 } first, ..] ? [.. first.Group.Split('/'), name] : [name], CellKind.Name));
            columns.AddRange(own.Select(Money));
        }
        var (revenue, revenueTail) = Halves(table, Side.Revenue);
        var (expenditure, expenditureTail) = Halves(table, Side.Expenditure);
        var places = new Dictionary<CellPlace, CellPlace>();
        var body = Math.Max(revenue.Count, expenditure.Count);
        var tail = Math.Max(revenueTail.Count, expenditureTail.Count);
        var rows = new List<ComposedRow>();
        for (var i = 0; i < body; i++) Pair(At(revenue, i), At(expenditure, i));
        for (var i = 0; i < tail; i++) Pair(At(revenueTail, i - tail + revenueTail.Count), At(expenditureTail, i - tail + expenditureTail.Count));
        return (new("", 0, "", "", columns, 0, rows, []), places);

        static int At(List<int> half, int index) => index >= 0 && index < half.Count ? half[index] : -1;

        void Pair(int left, int right)
        {
            var cells = new List<ComposedCell>();
            Half(left, Side.Revenue);
            Half(right, Side.Expenditure);
            rows.Add(new(table.Rows[left >= 0 ? left : right].IsTotal, cells.ToArray()));

            void Half(int index, Side side)
            {
                var row = index < 0 ? null : table.Rows[index];
                cells.Add(row is null ? new("") : new(row.Name, row.IsTotal ? 0 : row.Level));
                for (var i = 0; i < table.Columns.Count; i++)
                {
                    if (table.Columns[i].Side != side) continue;
                    if (row is not null) places[new(index, i)] = new(rows.Count, cells.Count);
                    cells.Add(row is null ? new("") : Figure(table, row, i, figures, anchors));
                }
            }
        }
    }

    static ComposedCell Figure(Table table, Row row, int column, TableFigures figures, Anchors anchors) =>
        new(figures.Text(row, column), Id: anchors.Take(Place.KeyOfCell(table, row, table.Columns[column])), Value: figures.Value(row, column), Of: new CellOf(row, column));

    /// <summary>The lines of one side, and apart from them the totals at its foot with what stands between them.</summary>
    static (List<int> Body, List<int> Tail) Halves(Table table, Side side)
    {
        var rows = Enumerable.Range(0, table.Rows.Count).Where(r => table.Rows[r].Side == side).ToList();
        var first = rows.FindIndex(r => table.Rows[r].IsTotal);
        return first < 0 ? (rows, []) : (rows[..first], rows[first..]);
    }

    static ComposedColumn Money(Column column) =>
        new(column.Group.Length == 0 ? [column.Header] : [.. column.Group.Split('/'), column.Header], CellKind.Number, column.IsRate);

    static string OrElse(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}

/// <summary>The figures of one table as printed: its own unit and decimals; what a document made elsewhere printed stays as it was.</summary>
public readonly struct TableFigures(Table table)
{
    public string Text(Row row, int column)
    {
        if (row.Printed?[column] is { } printed) return Grouped(printed);
        if (Value(row, column) is not { } value) return "";
        if (table.Columns[column].IsRate) return Composer.Percent(value);
        var amount = new Amount(value);
        return table.Unit == MoneyUnit.Yuan && (table.WholeYuan || table.Definition.Decimals == 0) && value % Amount.FenPerYuan == 0
            ? amount.InYuan()[..^3] : amount.In(table.Unit);
    }

    /// <summary>The cell, or what the system computes where nobody typed it (a change, its rate).</summary>
    public long? Value(Row row, int column)
    {
        if (row.Cells[column] is { } typed) return typed;
        if (!table.Columns[column].IsComputed) return null;
        if (row[table.IndexOf(ColumnRole.Prior)] is not { } prior || row[table.IndexOf(ColumnRole.Total)] is not { } total) return null;
        var change = total - prior;
        return table.Columns[column].IsRate ? prior.Fen == 0 ? null : Figures.Ratio(change.Fen, Math.Abs(prior.Fen)) : change.Fen;
    }

    /// <summary>Digits as printed, with thousands separators, which transcriptions leave out.</summary>
    static string Grouped(string printed)
    {
        var point = printed.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? printed : printed[..point];
        var start = whole.StartsWith('-') ? 1 : 0;
        if (whole.Length - start <= 3 || !whole.AsSpan(start).ContainsOnlyDigits()) return printed;
        var text = new StringBuilder(printed);
        for (var i = whole.Length - 3; i > start; i -= 3) text.Insert(i, ',');
        return text.ToString();
    }
}

static class Digits
{
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
