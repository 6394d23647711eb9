using System.Globalization;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Google.Protobuf.Collections;
using Wire = Budget.V1;

namespace Budget.Transcriptions;

/// <summary>The tables of a transcription, each cell both as printed and in fen.</summary>
sealed class Tables(int year, Remarks remarks)
{
    /// <summary>
    /// Twice: what the tables are can be told only when all of them are read, and what a cell means only when its table is known.
    /// </summary>
    public static IReadOnlyList<Wire.Table> Convert(IReadOnlyList<Node> sources, string edition, int year, Remarks remarks)
    {
        var blind = new Tables(year, new Remarks());
        var printed = new RepeatedField<Wire.Table> { sources.Select((source, i) => blind.Convert(source, i, null)) };
        var (_, mapping) = new DocumentReader(EditionBook.BuiltIn).Mapped(edition, year, printed);
        if (mapping.NoteEn.Length > 0) remarks.Say("edition", mapping.NoteEn);
        for (var i = 0; i < sources.Count; i++)
        {
            if (mapping.Question(i) is { } question) remarks.Say($"tables[{i}].title", question.English);
        }
        var tables = new Tables(year, remarks);
        return [.. sources.Select((source, i) => tables.Convert(source, i, mapping.Tables[i].Definition))];
    }

    Wire.Table Convert(Node source, int index, TableDefinition? definition)
    {
        var number = int.TryParse(source.Text("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var printed) ? printed : index + 1;
        var table = new Wire.Table { Number = number, Title = source.Text("title"), Note = source.Text("note") };
        var unit = Numbers.Unit(source.Text("unit"));
        if (unit is { } stated) table.PrintedUnit = stated.Chinese();
        else if (source.Has("unit")) remarks.Say($"{source.Path}.unit", $"“{source.Text("unit")}” is neither 元 nor 万元; the edition's unit is taken");
        var reading = new Reading(source, table, definition, unit ?? definition?.Unit ?? MoneyUnit.Yuan, year, remarks);

        var groupHeader = source.Text("group_header");
        if (IsTwoSided(source))
        {
            reading.Columns("revenue_columns", Wire.Side.Revenue, source.Text("revenue_group_header"), groupHeader);
            reading.Columns("expenditure_columns", Wire.Side.Expenditure, source.Text("expenditure_group_header"), groupHeader);
            reading.Rows(source.List("revenue_rows"), Wire.Side.Revenue, total: false);
            reading.Total(source["total"]?["revenue"], Wire.Side.Revenue);
            reading.Rows(source.List("expenditure_rows"), Wire.Side.Expenditure, total: false);
            reading.Total(source["total"]?["expenditure"], Wire.Side.Expenditure);
        }
        else
        {
            reading.Columns("columns", Wire.Side.Unspecified, groupHeader, "");
            reading.Rows(source.List("rows"), Wire.Side.Unspecified, total: false);
            reading.Total(source["total"], Wire.Side.Unspecified);
        }

        // A lone word in the body ("无") is not a row; it stands with the note.
        if (source.Text("rows_text") is { Length: > 0 } word) table.Note = table.Note.Length == 0 ? word : $"{word}\n{table.Note}";
        var lost = source["lost"] is { IsTrue: true };
        table.NotInSource = table.Rows.Count == 0 && (lost || !source.Has("rows") && !source.Has("revenue_rows") && !source.Has("rows_text"));
        if (lost && !table.NotInSource) remarks.Say(source.Path, "is marked lost, yet has rows; the rows are kept");
        return table;
    }

    static bool IsTwoSided(Node source) => source.Has("revenue_rows") || source.Has("expenditure_rows") || source.Has("revenue_columns") || source.Has("expenditure_columns");

    sealed class Reading(Node source, Wire.Table table, TableDefinition? definition, MoneyUnit unit, int year, Remarks remarks)
    {
        public void Columns(string name, Wire.Side side, string groupHeader, string outerHeader)
        {
            foreach (var column in source.List(name))
            {
                var id = column.Text("id");
                if (id.Length == 0) id = $"column{table.PrintedColumns.Count + 1}";
                if (Find(id, side) is not null)
                {
                    remarks.Say(column.Path, $"two columns have the id {id}; the second gets another");
                    id = $"{id}_{table.PrintedColumns.Count + 1}";
                }
                var group = string.Join('/', new[] { outerHeader, groupHeader, column.Text("group") }.Where(head => head.Length > 0).Distinct());
                table.PrintedColumns.Add(new Wire.PrintedColumn { Id = id, Header = column.Text("header"), Group = group, Side = side });
            }
        }

        public void Rows(IReadOnlyList<Node> rows, Wire.Side side, bool total)
        {
            foreach (var source in rows)
            {
                var row = new Wire.Row { Side = side, Code = source.Text("code"), Name = source.Text("name"), IsTotal = total };
                if (int.TryParse(source.Text("level"), NumberStyles.None, CultureInfo.InvariantCulture, out var level)) row.Level = level;
                if (source["code_parts"] is { } parts)
                    remarks.Keep(parts.Path, string.Join('|', parts.Items.Select(part => part.AsText())), "the code's cells as printed");
                if (source["cells"] is { } cells) Cells(cells, row, side);
                table.Rows.Add(row);
            }
        }

        public void Total(Node? total, Wire.Side side)
        {
            if (total is null) return;
            if (total.IsList || total.Has("cells") || total.Has("name")) Rows(total.Items, side, total: true);
            else if (total.Members.Any())
            {
                var row = new Wire.Row { Side = side, IsTotal = true };
                Cells(total, row, side);
                table.Rows.Add(row);
            }
        }

        void Cells(Node cells, Wire.Row row, Wire.Side side)
        {
            if (cells.IsList)
            {
                var columns = table.PrintedColumns.Where(column => column.Side == side).ToArray();
                foreach (var (item, i) in cells.Items.Select((item, i) => (item, i)))
                    Cell(item, i < columns.Length ? columns[i] : Extra($"column{i + 1}", side, item), row);
                return;
            }
            foreach (var (id, value) in cells.Members) Cell(value, Find(id, side) ?? Extra(id, side, value), row);
        }

        void Cell(Node value, Wire.PrintedColumn column, Wire.Row row)
        {
            var printed = value.AsText();
            if (printed.Length == 0) return;
            var rate = PrintedTables.Column(column, definition, year).IsRate;
            var number = PrintedNumber.Parse(rate ? printed.AsSpan().Trim().TrimEnd("%％") : printed);
            var cell = new Wire.Cell { Column = column.Id, Printed = printed };
            if (number?.AsMoney(rate ? MoneyUnit.Yuan : unit) is { } amount) cell.Fen = amount.Fen;
            else remarks.Say(value.Path, $"“{printed}” is no amount of {unit.Chinese()}; kept as printed");
            row.Cells.Add(cell);
        }

        Wire.PrintedColumn? Find(string id, Wire.Side side) => table.PrintedColumns.FirstOrDefault(column => column.Id == id && column.Side == side);

        /// <summary>A cell of a column that the transcription does not list.</summary>
        Wire.PrintedColumn Extra(string id, Wire.Side side, Node at)
        {
            remarks.Say(at.Path, $"the table lists no column {id}; it is added");
            var column = new Wire.PrintedColumn { Id = id, Header = id, Side = side };
            table.PrintedColumns.Add(column);
            return column;
        }
    }
}
