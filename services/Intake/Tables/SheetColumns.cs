using Budget.Document.Text;
using System.Text.RegularExpressions;
using Budget.Document;

namespace Budget.Intake.Tables;

enum ColumnKind { Figure, Code, Name, Text }

/// <summary>One column of a table: its head and the heads over it, the side it is on, and what its cells are.</summary>
sealed record SheetColumn(int Index, string Header, string Group, ColumnKind Kind, bool Right);

/// <summary>Tells what each column of a table is, from its heads and from what stands in it.</summary>
static partial class SheetColumns
{
    public static List<SheetColumn> Of(Sheet sheet)
    {
        var heads = sheet.Rows.Take(sheet.HeadRows).Where(row => !SheetHead.IsIndex(row)).ToList();
        var body = sheet.Rows.Skip(sheet.HeadRows).ToList();
        var paths = Enumerable.Range(0, sheet.Columns).Select(c => Path(heads, c)).ToList();
        var kinds = Enumerable.Range(0, sheet.Columns).Select(c => KindOf(paths[c], body, c)).ToArray();
        var split = SplitAt(heads, paths, kinds);
        var columns = new List<SheetColumn>();
        for (var c = 0; c < sheet.Columns; c++)
        {
            var path = paths[c];
            columns.Add(new(c, path.Count > 0 ? path[^1] : "", string.Join('/', path.SkipLast(1)), kinds[c], split > 0 && c >= split));
        }
        ChooseNames(columns, body);
        return split > 0 && columns.Take(split).All(c => c.Kind != ColumnKind.Figure) ? [.. columns.Select(c => c with { Right = false })] : columns;
    }

    static List<string> Path(List<SheetRow> heads, int column)
    {
        var path = new List<string>();
        Place? before = null;
        foreach (var row in heads)
        {
            if (row.At(column) is not { IsBlank: false } cell || cell.Place == before) continue;
            before = cell.Place;
            path.Add(cell.Text.Replace(" ", "", StringComparison.Ordinal));
        }
        return path;
    }

    static ColumnKind KindOf(List<string> path, List<SheetRow> body, int column)
    {
        var head = PrintedName.Normalise(path.Count > 0 ? path[^1] : "");
        var all = PrintedName.Normalise(string.Join('/', path));
        int figures = 0, codes = 0, texts = 0, amounts = 0;
        foreach (var row in body)
        {
            if (row.Cells.FirstOrDefault(cell => cell.Column == column && cell.Begins) is not { IsBlank: false } cell) continue;
            var text = cell.Text.Trim();
            if (CodeText().IsMatch(text)) codes++;
            if (FigureText.IsAmount(text)) amounts++;
            if (FigureText.IsFigure(text) || text is "-" or "—" or "－" || FigureText.IsPercent(text)) figures++;
            else texts++;
        }
        var coded = CodeHead().IsMatch(head) || head is "类" or "款" or "项" or "目" && (all.Contains("编码", StringComparison.Ordinal) || all.Contains("代码", StringComparison.Ordinal) || all.Contains("科目", StringComparison.Ordinal));
        if (coded && texts <= codes + 2)
            return OwnerCode().IsMatch(all) ? ColumnKind.Text : ColumnKind.Code;
        if (texts > figures) return ColumnKind.Text;
        if (figures > 0) return codes == figures && amounts * 2 < codes && !AmountHead().IsMatch(all) ? ColumnKind.Code : ColumnKind.Figure;
        return texts > 0 || TextHead().IsMatch(head) || head.Length == 0 ? ColumnKind.Text : ColumnKind.Figure;
    }

    /// <summary>Where the right side of a two-sided table begins: 收入 over the columns before it and 支出 over those from it, or a second 项目.</summary>
    static int SplitAt(List<SheetRow> heads, List<List<string>> paths, ColumnKind[] kinds)
    {
        if (heads.Count == 0) return 0;
        foreach (var row in heads.Take(2))
        {
            var tops = row.Texts.ToList();
            var left = tops.FindIndex(cell => Core(cell.Text) is "收入" or "本年收入" or "财政拨款收入" or "收入项目" || Core(cell.Text).EndsWith("收入", StringComparison.Ordinal) && Core(cell.Text).Length < 9);
            var right = tops.FindIndex(cell => Core(cell.Text).EndsWith("支出", StringComparison.Ordinal) && Core(cell.Text).Length < 9);
            if (left < 0 || right <= left) continue;
            var at = tops[right].Column;
            if (tops[left].Column == 0 && kinds[at] is ColumnKind.Text or ColumnKind.Name && kinds.Take(at).Contains(ColumnKind.Figure) && kinds[0] == ColumnKind.Text) return at;
        }
        var items = Enumerable.Range(0, paths.Count).Where(c => paths[c].Count > 0 && Core(paths[c][^1]) is { } head && (head is "项目" or "收入" or "支出" || head.StartsWith("项目", StringComparison.Ordinal) && head.Contains('按', StringComparison.Ordinal))
            && kinds[c] == ColumnKind.Text).ToList();
        return items.Count >= 2 && items[0] == 0 && kinds.Take(items[1]).Contains(ColumnKind.Figure) ? items[1] : 0;
    }

    static string Core(string head) => PrintedName.Normalise(head);

    static void ChooseNames(List<SheetColumn> columns, List<SheetRow> body)
    {
        foreach (var right in (bool[])[false, true])
        {
            var side = columns.FindAll(column => column.Right == right);
            var texts = side.FindAll(column => column.Kind == ColumnKind.Text);
            if (texts.Count == 0) continue;
            var firstFigure = side.Find(column => column.Kind == ColumnKind.Figure)?.Index ?? int.MaxValue;
            var code = side.FindLast(column => column.Kind == ColumnKind.Code && column.Index < firstFigure);
            var firstCode = side.Find(column => column.Kind == ColumnKind.Code);
            // Codes that follow each other are one code in parts; a second code further on is of another classification.
            var lastPart = firstCode;
            while (lastPart is not null && side.Find(c => c.Index == lastPart.Index + 1 && c.Kind == ColumnKind.Code) is { } next) lastPart = next;
            var name = lastPart is null ? null : texts.Find(column => column.Index == lastPart.Index + 1);
            name ??= texts.Find(column => column.Index < firstFigure && NameHead().IsMatch(PrintedName.Normalise(column.Header)) && !Owner().IsMatch(PrintedName.Normalise(column.Header)));
            name ??= texts.Find(column => column.Index < firstFigure && NameHead().IsMatch(PrintedName.Normalise(column.Header)) && !NumberHead().IsMatch(PrintedName.Normalise(column.Header)));
            name ??= texts.Find(column => column.Index < firstFigure && !NumberHead().IsMatch(PrintedName.Normalise(column.Header))) ?? texts.Find(column => column.Index < firstFigure) ?? texts[0];
            columns[name.Index] = name with { Kind = ColumnKind.Name };
            foreach (var other in side.Where(c => c.Kind == ColumnKind.Code && lastPart is not null && (c.Index > lastPart.Index || c.Index < firstCode!.Index)))
            {
                columns[other.Index] = other with { Kind = ColumnKind.Text };
            }
        }
    }

    [GeneratedRegex(@"^\d{2,9}$|^\d{3} \d{2}( \d{2})?$")]
    private static partial Regex CodeText();

    [GeneratedRegex(@"编码|代码|^科目$|科目号|编号")]
    private static partial Regex CodeHead();

    [GeneratedRegex(@"单位(编码|代码)|部门(编码|代码)|项目(编码|代码)|预算(编码|代码)|资产|采购")]
    private static partial Regex OwnerCode();

    [GeneratedRegex(@"预算|金额|合计|小计|总计|支出|收入|经费|资金|拨款|数")]
    private static partial Regex AmountHead();

    [GeneratedRegex(@"备注|说明|名称|单位$|编码|代码|项目$|性质|方式|类型|依据|目录|品目|内容|摘要|目标|指标|时间|年月|类别|地址|来源$|科目$|^项\s*目|部门$|情况$|序号")]
    private static partial Regex TextHead();

    [GeneratedRegex(@"科目名称|名称|项目|科目|摘要|类别|收入|支出|内容")]
    private static partial Regex NameHead();

    [GeneratedRegex(@"编码|代码|序号|编号|备注|说明")]
    private static partial Regex NumberHead();

    [GeneratedRegex(@"单位|部门")]
    private static partial Regex Owner();
}
