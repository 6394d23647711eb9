using Budget.Document.Text;
using System.Text.RegularExpressions;
using Budget.Document;
using Budget.Document.Recognition;
using Budget.Intake.Pages;
using Wire = Budget.V1;

namespace Budget.Intake.Tables;

/// <summary>A figure of the intake message and where it was read.</summary>
public sealed record ReadFigure(int Table, int Row, string Column, string Printed, Place Place, double Sure);

/// <summary>A table of the intake message and how it was read.</summary>
public sealed record ReadTable(Wire.Table Table, Sheet Sheet, IReadOnlyList<ReadFigure> Figures)
{
    /// <summary>The share of its figures that were read for sure.</summary>
    public double Sure => Figures.Count == 0 ? 1 : (double)Figures.Count(figure => figure.Sure >= 0.9) / Figures.Count;
}

/// <summary>From a printed table to the intake message's: codes and names of the lines, figures by column, nothing corrected.</summary>
static partial class SheetReader
{
    public static ReadTable Read(Sheet sheet, int number, MoneyUnit unit)
    {
        var columns = SheetColumns.Of(sheet);
        var table = new Wire.Table { Number = number, Title = sheet.Title, Note = sheet.Note, PrintedUnit = unit.Chinese() };
        var ids = Ids(columns, table);
        var figures = new List<ReadFigure>();
        var sides = columns.Exists(c => c.Right) ? (bool[])[false, true] : [false];
        var read = new List<(Wire.Row Row, List<(string Id, SheetCell Cell)> Cells)>();
        // Both sides stand beside each other in print, and one after the other in the message.
        foreach (var right in sides)
        {
            var mine = columns.FindAll(c => c.Right == right);
            var joined = mine.TrueForAll(c => c.Kind != ColumnKind.Code) && Joined(sheet, mine);
            var codes = new CodeParts();
            foreach (var printed in sheet.Rows.Skip(sheet.HeadRows))
            {
                if (Row(printed, mine, sides.Length == 2 ? right ? Wire.Side.Expenditure : Wire.Side.Revenue : Wire.Side.Unspecified, joined, ids, codes, unit, out var cells) is { } row) read.Add((row, cells));
            }
        }
        foreach (var (row, cells) in read)
        {
            foreach (var (id, cell) in cells)
            {
                figures.Add(new(number, table.Rows.Count, id, row.Cells.First(c => c.Column == id).Printed, cell.Place, FigureText.IsFigure(cell.Text) || !cell.Text.Any(char.IsAsciiDigit) ? 1 : 0.5));
            }
            table.Rows.Add(row);
        }
        LoneWord(table);
        return new(table, sheet, figures);
    }

    /// <summary>A lone 无 in the body is not a row; it stands with the note. So does a remark in the last row.</summary>
    static void LoneWord(Wire.Table table)
    {
        foreach (var row in table.Rows.Where(row => row.Code.Length == 0 && row.Cells.All(cell => !cell.HasFen)).ToList())
        {
            var words = string.Concat(row.Cells.Select(cell => cell.Printed).Prepend(row.Name));
            if (!(row.Cells.Count == 0 && Nothing().IsMatch(PrintedName.Normalise(words)) || row == table.Rows[^1] && Remark().IsMatch(words) && row.Cells.Count + Math.Sign(row.Name.Length) == 1)) continue;
            table.Note = table.Note.Length == 0 ? words : Remark().IsMatch(words) ? $"{table.Note}\n{words}" : $"{words}\n{table.Note}";
            table.Rows.Remove(row);
        }
    }

    [GeneratedRegex(@"^(无|空|空表|(此|本)表(为)?空(表)?|(此|本)表无(数据|内容)|无此项(内容|预算|支出)?|无数据|不涉及)[。]?$")]
    private static partial Regex Nothing();

    [GeneratedRegex(@"^(注|备注|说明)[：:0-9]|^注\s")]
    private static partial Regex Remark();

    static Dictionary<int, string> Ids(List<SheetColumn> columns, Wire.Table table)
    {
        var ids = new Dictionary<int, string>();
        foreach (var column in columns.Where(c => c.Kind is ColumnKind.Figure or ColumnKind.Text))
        {
            var id = $"c{column.Index + 1}";
            ids[column.Index] = id;
            table.PrintedColumns.Add(new Wire.PrintedColumn
            {
                Id = id,
                Header = column.Header,
                Group = column.Group,
                Side = columns.Exists(c => c.Right) ? column.Right ? Wire.Side.Expenditure : Wire.Side.Revenue : Wire.Side.Unspecified,
            });
        }
        return ids;
    }

    static bool Joined(Sheet sheet, List<SheetColumn> columns)
    {
        if (columns.Find(c => c.Kind == ColumnKind.Name) is not { } name) return false;
        var texts = sheet.Rows.Skip(sheet.HeadRows).Select(row => row.Cells.FirstOrDefault(cell => cell.Column == name.Index)).OfType<SheetCell>().Where(cell => !cell.IsBlank).ToList();
        return texts.Count(cell => CodeAndName().IsMatch(cell.Text)) * 3 >= texts.Count && texts.Count > 0;
    }

    static Wire.Row? Row(SheetRow printed, List<SheetColumn> columns, Wire.Side side, bool joined, Dictionary<int, string> ids, CodeParts codes, MoneyUnit unit, out List<(string, SheetCell)> cells)
    {
        cells = [];
        var row = new Wire.Row { Side = side };
        var parts = new List<string>();
        foreach (var column in columns)
        {
            // A cell over several columns is the first one's, or the name's where the name is among them.
            if (printed.Cells.FirstOrDefault(cell => cell.Column <= column.Index && column.Index < cell.Column + cell.Columns) is not { Begins: true, IsBlank: false } cell) continue;
            var own = Owner(cell, columns);
            if (own != column.Index) continue;
            while (column.Kind == ColumnKind.Code && parts.Count < columns.FindAll(c => c.Kind == ColumnKind.Code && c.Index < column.Index).Count) parts.Add("");
            var text = cell.Text.Trim();
            switch (column.Kind)
            {
                case ColumnKind.Code when !text.Any(char.IsAsciiDigit):
                case ColumnKind.Name:
                    row.Name += text;
                    break;
                case ColumnKind.Code:
                    parts.Add(FigureText.Half(text).Replace(" ", "", StringComparison.Ordinal));
                    break;
                default:
                    var wire = new Wire.Cell { Column = ids[column.Index], Printed = Printed(text) };
                    if (column.Kind == ColumnKind.Figure && FigureText.Plain(text) is { } plain && PrintedNumber.Parse(plain)?.AsMoney(unit) is { } amount) wire.Fen = amount.Fen;
                    else if (column.Kind == ColumnKind.Figure && FigureText.IsPercent(text) && PrintedNumber.Parse(wire.Printed.TrimEnd('%'))?.AsMoney(MoneyUnit.Yuan) is { } rate) wire.Fen = rate.Fen;
                    row.Cells.Add(wire);
                    cells.Add((wire.Column, cell));
                    break;
            }
        }
        row.Code = codes.Whole(parts);
        // "合计" may stand in any of the columns of words.
        if (row.Name.Length == 0 && row.Code.Length == 0 && row.Cells.FirstOrDefault(cell => TableWords.IsTotal(PrintedName.Normalise(cell.Printed))) is { } total)
        {
            row.Name = total.Printed;
            row.Cells.Remove(total);
            cells.RemoveAll(cell => cell.Item1 == total.Column);
        }
        if (joined && CodeAndName().Match(row.Name) is { Success: true } match)
        {
            row.Code = match.Groups["code"].Value;
            row.Name = match.Groups["name"].Value;
        }
        if (row.Code.Length == 0 && row.Name.Length == 0 && row.Cells.Count == 0) return null;
        row.IsTotal = TableWords.IsTotal(PrintedName.Normalise(row.Name));
        row.Level = row.Code.Length switch { 3 => 1, 5 => 2, 7 => 3, _ => 0 };
        return row;
    }

    static int Owner(SheetCell cell, List<SheetColumn> columns)
    {
        if (cell.Columns == 1) return cell.Column;
        var covered = columns.FindAll(c => c.Index >= cell.Column && c.Index < cell.Column + cell.Columns);
        if (FigureText.IsFigure(cell.Text) && covered.Find(c => c.Kind == ColumnKind.Figure) is { } figure) return figure.Index;
        return (covered.Find(c => c.Kind == ColumnKind.Name) ?? covered[0]).Index;
    }

    /// <summary>Thousands marks are left out of figures; all else stays as it is printed.</summary>
    static string Printed(string text)
    {
        if (FigureText.IsPercent(text)) return FigureText.Plain(text[..^1]) + "%";
        return FigureText.Plain(text) ?? text;
    }

    [GeneratedRegex(@"^[\[（(【]?(?<code>\d{3}(\d{2}){0,2})[\]）)】]?\s*[-—_－]?\s*(?<name>[\u4e00-\u9fff（“].*)$")]
    private static partial Regex CodeAndName();
}
