using Budget.Document;
using Budget.Document.Codes;
using Budget.Document.Recognition;
using Budget.Document.Text;
using Google.Protobuf.Collections;
using Wire = Budget.V1;

namespace Budget.Contracts.Reading;

/// <summary>
/// Reads the tables of one message against the edition's definitions; those of a document made elsewhere against what the mapping
/// takes them for.
/// </summary>
sealed class TableReader(Violations violations, Edition edition, string department, int year, FormMapping? mapping)
{
    readonly bool madeElsewhere = mapping is not null;

    public IReadOnlyList<Table> Read(RepeatedField<Wire.Table> wires)
    {
        if (violations.TooMany(wires.Count, Limits.Columns, "budget.tables")) return [];
        var tables = new List<Table>(wires.Count);
        for (var t = 0; t < wires.Count; t++)
        {
            if ((madeElsewhere ? Printed(wires, t, tables) : edition.Find(wires[t].Number)) is not { } definition)
            {
                violations.Add($"budget.tables[{t}].number", $"版式 {edition.Id} 没有表{wires[t].Number}；可用的表号：{string.Join("、", edition.Tables.Select(d => d.Number))}。",
                    $"edition {edition.Id} has no table {wires[t].Number}; its tables: {string.Join(", ", edition.Tables.Select(d => d.Number))}");
                continue;
            }
            if (tables.Exists(other => other.Number == definition.Number))
            {
                violations.Add($"budget.tables[{t}].number", $"表{definition.Number} 出现两次；请合并为一张。", $"table {definition.Number} is given twice; merge the two");
                continue;
            }
            tables.Add(Read(wires[t], t, definition));
        }
        tables.Sort((a, b) => a.Number.CompareTo(b.Number));
        return tables;
    }

    /// <summary>
    /// What the mapping takes it for, under the number and unit that the document prints. A table that it takes for nothing is kept
    /// as it is printed, and no rule speaks of it.
    /// </summary>
    TableDefinition Printed(RepeatedField<Wire.Table> wires, int t, List<Table> before)
    {
        var wire = wires[t];
        var number = wire.Number > 0 && !before.Exists(other => other.Number == wire.Number && other.Title != wire.Title) ? wire.Number
            : Enumerable.Range(1, 2 * Limits.Columns + 1).Except(wires.Select(other => other.Number)).Except(before.Select(other => other.Number)).First();
        var unit = MoneyUnits.Parse(wire.PrintedUnit);
        if (mapping!.Tables[t].Definition is { } definition)
            return definition.Number == number && !mapping.OtherForm ? definition : definition with { Number = number, Unit = mapping.OtherForm && unit is { } printed ? printed : definition.Unit };
        var rows = wire.Rows.Any(row => row.Code.StartsWith('2')) ? RowKind.FunctionCodes : wire.Rows.Any(row => row.Code.StartsWith('3')) ? RowKind.EconomicCodes : RowKind.Names;
        var columns = wire.Rows.SelectMany(row => row.Cells, (row, cell) => (cell.Column, row.Side)).Distinct().Take(Limits.Columns);
        return new(number, TableRole.Unknown, wire.Title, unit ?? edition.Tables[0].Unit, rows,
            [.. columns.Select(column => new Column(column.Column, column.Column, "", Sides.Of(column.Side) ?? Side.Single, ColumnRole.Unknown))], []);
    }

    Table Read(Wire.Table wire, int t, TableDefinition definition)
    {
        violations.Text(wire.Title, Limits.Name, $"budget.tables[{t}].title");
        violations.Text(wire.Note, Limits.Paragraph, $"budget.tables[{t}].note");
        if (!madeElsewhere) RefuseWhatOnlyPrintHas(wire, t);
        if (wire.NotInSource && wire.Rows.Count > 0)
            violations.Add($"budget.tables[{t}].not_in_source", $"表{definition.Number} 注明原件缺失，却有 {wire.Rows.Count} 行；请去掉其一。", $"table {definition.Number} is said to be missing in the source, yet has {wire.Rows.Count} rows; drop one of the two");

        var unit = definition.Unit;
        if (wire.PrintedUnit.Length > 0)
        {
            if (MoneyUnits.Parse(wire.PrintedUnit) is { } printed) unit = printed;
            else violations.Add($"budget.tables[{t}].printed_unit", $"“{Shown(wire.PrintedUnit)}”不是金额单位；请写“元”或“万元”。", $"\"{Shown(wire.PrintedUnit)}\" is no unit of money; write 元 or 万元");
        }
        var columns = wire.PrintedColumns.Count == 0 ? definition.Columns : PrintedColumns(wire.PrintedColumns, t, definition);

        var rows = new List<Row>(Math.Min(wire.Rows.Count, Limits.Rows));
        var state = new RowState(definition, columns, unit);
        if (!violations.TooMany(wire.Rows.Count, Limits.Rows, $"budget.tables[{t}].rows"))
        {
            for (var r = 0; r < wire.Rows.Count; r++) rows.Add(ReadRow(wire.Rows[r], t, r, state, rows));
        }
        return new(definition, wire.Title.Length > 0 ? wire.Title : definition.TitleOf(department, year), unit, columns, rows, wire.Note, wire.NotInSource)
        {
            WholeYuan = unit == MoneyUnit.Yuan && state.WholeFigures > 0 && state.BrokenFigures == 0,
        };
    }

    /// <summary>What a table's rows share while it is read.</summary>
    sealed class RowState(TableDefinition definition, IReadOnlyList<Column> columns, MoneyUnit unit)
    {
        public readonly TableDefinition Definition = definition;
        public readonly IReadOnlyList<Column> Columns = columns;
        public readonly MoneyUnit Unit = unit;
        public readonly LineMatcher? Lines = definition.Rows == RowKind.Lines ? new(definition) : null;
        public readonly bool TwoSided = columns.Any(c => c.Side != Side.Single);
        public int HighestCode = -1;
        public int WholeFigures, BrokenFigures;
    }

    Row ReadRow(Wire.Row wire, int t, int r, RowState state, List<Row> before)
    {
        violations.Text(wire.Name, Limits.Name, $"budget.tables[{t}].rows[{r}].name");
        var side = ReadSide(wire.Side, state.TwoSided, t, r);
        var code = ReadCode(wire.Code, t, r);
        // A print may leave out zeros or stand in several cells ("301 2"); its name says which code is meant.
        if (madeElsewhere && wire.Code.Length is > 3 and < 20 && state.Definition.Rows != RowKind.Lines && (state.Definition.Rows == RowKind.EconomicCodes ? EconomicCodes.All : FunctionCodes.All).Meant(wire.Code, wire.Name) is > 0 and var meant) code = meant;
        var level = wire.Level;
        if (level is < 0 or > 9)
        {
            violations.Add($"budget.tables[{t}].rows[{r}].level", $"层级 {level} 不存在；类为 1，款为 2，项为 3。", $"there is no level {level}; 类 is 1, 款 2, 项 3");
            level = 0;
        }
        var total = wire.IsTotal;
        var subject = Subject.None;
        var repeated = false;
        if (code > 0)
        {
            subject = state.Definition.Rows == RowKind.EconomicCodes ? Subject.Economic(code) : Subject.Function(code);
            if (level == 0) level = LevelOf(wire.Code.Length);
            if (code > state.HighestCode) state.HighestCode = code;
            else repeated = Stands(before, code, side, wire.Name);
        }
        else if (state.Lines is { } lines)
        {
            (var line, subject, repeated) = lines.Match(side, wire.Name, level);
            if (line is not null)
            {
                total |= line.IsTotal;
                if (level == 0) level = line.Level;
            }
        }
        if (code == 0 && !total) total = TableWords.IsTotal(PrintedName.Normalise(wire.Name));
        if (!madeElsewhere)
        {
            if (repeated)
                violations.Add($"budget.tables[{t}].rows[{r}]", $"表{state.Definition.Number} 的“{Shown(wire.Code)}{Shown(wire.Name)}”出现两次；请合并为一行。", $"table {state.Definition.Number} has the row \"{Shown((wire.Code + " " + wire.Name).Trim())}\" twice; merge the two");
            if (code == 0 && !total && state.Definition.HasCodes && wire.Code.Length == 0)
                violations.Add($"budget.tables[{t}].rows[{r}].code", $"表{state.Definition.Number} 按科目编码列示，“{Shown(wire.Name)}”没有编码；请填写编码，合计行请注明 is_total。", $"table {state.Definition.Number} lists classification codes and \"{Shown(wire.Name)}\" has none; give its code, or is_total for a total row");
        }
        var (cells, printed) = ReadCells(wire.Cells, t, r, side, state);
        return new(r, side, code, wire.Code, wire.Name, level, total, subject, cells) { Printed = printed };
    }

    static bool Stands(List<Row> rows, int code, Side side, string name)
    {
        foreach (var row in rows)
        {
            if (row.Code == code && row.Side == side && row.Name == name) return true;
        }
        return false;
    }

    (long?[] Cells, string?[]? Printed) ReadCells(RepeatedField<Wire.Cell> wires, int t, int r, Side side, RowState state)
    {
        var columns = state.Columns;
        var cells = new long?[columns.Count];
        var printed = madeElsewhere ? new string?[columns.Count] : null;
        var next = 0;
        ulong given = 0; // at most Limits.Columns (60) columns
        for (var c = 0; c < wires.Count; c++)
        {
            var wire = wires[c];
            var k = Find(columns, wire.Column, side, next);
            if (k < 0)
            {
                RefuseColumn(wire.Column, side, t, r, c, state);
                continue;
            }
            if ((given & (1UL << k)) != 0)
            {
                violations.Add($"budget.tables[{t}].rows[{r}].cells[{c}].column", $"“{columns[k].Header}”（{columns[k].Id}）在一行内出现两次；请只保留一个。", $"column \"{columns[k].Id}\" is given twice in one row; keep one");
                continue;
            }
            given |= 1UL << k;
            next = k + 1;
            if (wire.HasFen)
            {
                cells[k] = wire.Fen;
                violations.Money(wire.Fen, $"budget.tables[{t}].rows[{r}].cells[{c}].fen");
            }
            if (wire.Printed.Length > 0) ReadPrinted(wire, t, r, c, columns[k], state, printed, k);
        }
        return (cells, printed);
    }

    /// <summary>One cell, for a row of a table that is read already. Violations speak of the only cell of the only row of the only table.</summary>
    public (int Column, long? Fen, string? Printed) ReadCell(Table table, int row, Wire.Cell wire)
    {
        var side = table.Rows[row].Side;
        var (cells, printed) = ReadCells([wire], 0, 0, side, new RowState(table.Definition, table.Columns, table.Unit));
        var column = Find(table.Columns, wire.Column, side, 0);
        return column < 0 ? default : (column, cells[column], printed?[column]);
    }

    void ReadPrinted(Wire.Cell wire, int t, int r, int c, Column column, RowState state, string?[]? printed, int k)
    {
        if (printed is null)
        {
            violations.Add($"budget.tables[{t}].rows[{r}].cells[{c}].printed", "只有在别处编制的文件才有印刷数字（printed）；请只填 fen。", "only a document made elsewhere (budget.printed) has printed figures; give fen alone");
            return;
        }
        violations.Text(wire.Printed, Limits.Name, $"budget.tables[{t}].rows[{r}].cells[{c}].printed");
        printed[k] = wire.Printed;
        var text = wire.Printed.AsSpan().Trim();
        if (column.IsRate && text.EndsWith("%")) text = text[..^1];
        if (PrintedNumber.Parse(text) is not { } number)
        {
            // Not a number ("—", "见附件"): kept as printed; but then there is no amount either.
            if (wire.HasFen)
                violations.Add($"budget.tables[{t}].rows[{r}].cells[{c}].printed", $"“{Shown(wire.Printed)}”不是数字，却给出了 {wire.Fen} 分；请核对。", $"\"{Shown(wire.Printed)}\" is no number, yet {wire.Fen} fen are given; check it");
            return;
        }
        if (!column.IsRate)
        {
            if (number.Decimals == 0) state.WholeFigures++;
            else state.BrokenFigures++;
        }
        var unit = column.IsRate ? MoneyUnit.Yuan : state.Unit;
        if (number.AsMoney(unit) is { } amount && (!wire.HasFen || wire.Fen != amount.Fen))
        {
            var given = wire.HasFen ? $"{wire.Fen} 分" : "空白";
            var givenEn = wire.HasFen ? $"{wire.Fen}" : "blank";
            violations.Add($"budget.tables[{t}].rows[{r}].cells[{c}].fen", $"印刷数字 {Shown(wire.Printed)} 应为 {amount.Fen} 分，给出的是 {given}；请核对单位（{unit.Chinese()}）。",
                $"the printed figure {Shown(wire.Printed)} is {amount.Fen} fen, given is {givenEn}; check the unit ({unit.Chinese()})");
        }
    }

    static int Find(IReadOnlyList<Column> columns, string id, Side side, int next)
    {
        // Cells mostly come in column order.
        if (next < columns.Count && columns[next].Side == side && columns[next].Id == id) return next;
        for (var k = 0; k < columns.Count; k++)
        {
            if (columns[k].Side == side && columns[k].Id == id) return k;
        }
        return -1;
    }

    void RefuseColumn(string id, Side side, int t, int r, int c, RowState state)
    {
        var place = $"budget.tables[{t}].rows[{r}].cells[{c}].column";
        var number = state.Definition.Number;
        var own = state.Columns.Where(column => column.Side == side).Select(column => column.Id);
        var (list, listEn) = (string.Join("、", own), string.Join(", ", own));
        if (state.Columns.Any(column => column.Id == id))
            violations.Add(place, $"“{Shown(id)}”是表{number} 另一侧的栏目；{Chinese(side)}的栏目：{list}。", $"\"{Shown(id)}\" is a column of the other side of table {number}; columns of this side: {listEn}");
        else
            violations.Add(place, $"表{number} 没有栏目“{Shown(id)}”；可用的栏目：{list}。", $"table {number} has no column \"{Shown(id)}\"; its columns: {listEn}");
    }

    Side ReadSide(Wire.Side wire, bool twoSided, int t, int r)
    {
        var side = Sides.Of(wire);
        if (side is null)
            violations.Add($"budget.tables[{t}].rows[{r}].side", $"没有取值为 {(int)wire} 的收支方向。", $"there is no side {(int)wire}");
        else if (twoSided && side == Side.Single)
            violations.Add($"budget.tables[{t}].rows[{r}].side", "本表分收入、支出两侧；请注明本行在哪一侧。", "the table has two sides; say which one the row is on");
        else if (!twoSided && side != Side.Single)
            violations.Add($"budget.tables[{t}].rows[{r}].side", "本表不分收支两侧；请去掉方向。", "the table has one side only; leave the side out");
        return side ?? Side.Single;
    }

    int ReadCode(string code, int t, int r)
    {
        if (code.Length == 0) return 0;
        if (code.Length <= Limits.CodeDigits && !code.AsSpan().ContainsAnyExceptInRange('0', '9')) return int.Parse(code, System.Globalization.CultureInfo.InvariantCulture);
        if (madeElsewhere)
        {
            // A misprinted code is what the document says; the rules find it.
            violations.Text(code, Limits.Name, $"budget.tables[{t}].rows[{r}].code");
            return 0;
        }
        violations.Add($"budget.tables[{t}].rows[{r}].code", $"科目编码“{Shown(code)}”须为最多 {Limits.CodeDigits} 位数字，不含分隔符；请改正。", $"the code \"{Shown(code)}\" must be at most {Limits.CodeDigits} digits without separators");
        return 0;
    }

    Column[] PrintedColumns(RepeatedField<Wire.PrintedColumn> wires, int t, TableDefinition definition)
    {
        if (violations.TooMany(wires.Count, Limits.Columns, $"budget.tables[{t}].printed_columns")) return [];
        var columns = new Column[wires.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var wire = wires[i];
            violations.Text(wire.Id, Limits.Name, $"budget.tables[{t}].printed_columns[{i}].id");
            violations.Text(wire.Header, Limits.Name, $"budget.tables[{t}].printed_columns[{i}].header");
            violations.Text(wire.Group, Limits.Name, $"budget.tables[{t}].printed_columns[{i}].group");
            var side = Sides.Of(wire.Side);
            if (side is null) violations.Add($"budget.tables[{t}].printed_columns[{i}].side", $"没有取值为 {(int)wire.Side} 的收支方向。", $"there is no side {(int)wire.Side}");
            if (wire.Id.Length == 0) violations.Add($"budget.tables[{t}].printed_columns[{i}].id", "栏目没有标识（id）；请填写。", "the column has no id; give one");
            columns[i] = PrintedTables.Column(wire, definition, year);
            for (var j = 0; j < i; j++)
            {
                if (columns[j].Id != wire.Id || columns[j].Side != columns[i].Side) continue;
                violations.Add($"budget.tables[{t}].printed_columns[{i}].id", $"栏目“{Shown(wire.Id)}”列出两次；请改用不同的标识。", $"column \"{Shown(wire.Id)}\" is listed twice; give each its own id");
                break;
            }
        }
        return columns;
    }

    void RefuseWhatOnlyPrintHas(Wire.Table wire, int t)
    {
        if (wire.PrintedColumns.Count > 0) Refuse("printed_columns");
        if (wire.PrintedUnit.Length > 0) Refuse("printed_unit");
        if (wire.NotInSource) Refuse("not_in_source");

        void Refuse(string field) => violations.Add($"budget.tables[{t}].{field}", $"只有在别处编制的文件（budget.printed）才有 {field}；请去掉，按版式填写。", $"only a document made elsewhere (budget.printed) has {field}; leave it out and follow the edition");
    }

    static string Chinese(Side side) => side switch { Side.Revenue => "收入一侧", Side.Expenditure => "支出一侧", _ => "本表" };

    /// <summary>类, 款, 项 by the digits of a classification code; 0 for a length no classification has.</summary>
    static int LevelOf(int digits) => digits switch { 3 => 1, 5 => 2, 7 => 3, _ => 0 };

    /// <summary>As much of a stranger's text as an error message should repeat.</summary>
    internal static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
