using Budget.Document.Text;
using System.Text.RegularExpressions;
using Budget.Document;
using Budget.Document.Recognition;

namespace Budget.Intake.Tables;

/// <summary>Tells the head of a table from its body, in any form: what has figures, codes or numbered names is body.</summary>
static partial class SheetHead
{
    public static int Rows(IReadOnlyList<SheetRow> rows)
    {
        var end = 0;
        while (end < rows.Count && end < 12 && !IsBody(rows, end)) end++;
        return end;
    }

    static bool IsBody(IReadOnlyList<SheetRow> rows, int r)
    {
        var row = rows[r];
        var texts = row.Texts.Select(cell => PrintedName.Normalise(cell.Text)).ToList();
        if (IsIndex(row)) return false;
        if (texts.Any(FigureText.IsAmount) && !texts.TrueForAll(IsYear) || texts.Any(IsCoded)) return true;
        if (r == 0) return false;
        if (texts.Count > 0 && TableWords.IsTotal(texts[0]) && texts.Skip(1).All(text => FigureText.IsAmount(text) || text is "-" or "—" or "0")) return true;
        if (row.Cells.Any(cell => cell is { Begins: false, IsBlank: false })) return false;
        if (texts.Count == 0 || Numbered().IsMatch(texts[0]) || texts.Exists(text => Numbered().IsMatch(text) && text.Length > 3)) return true;
        if (texts.Count == 1 && row.Cells.Count > 2) return !Words.Any(word => texts[0].EndsWith(word, StringComparison.Ordinal)) || TableWords.IsTotal(texts[0]);
        return !texts.Exists(text => Words.Any(word => text.Contains(word, StringComparison.Ordinal))) || texts.Sum(text => text.Length) > 40 * texts.Count;
    }

    static readonly string[] Words =
    [
        "合计", "小计", "总计", "编码", "代码", "名称", "预算", "支出", "收入", "经费", "资金", "金额", "备注", "单位", "科目", "类", "款", "项", "目", "数", "年", "计划", "拨款", "性质", "来源",
        "增减", "比例", "说明", "栏次", "行次", "费", "指标",
    ];

    /// <summary>"栏次 1 2 3", "** ** 1 2": numbers the columns and is no line of figures.</summary>
    public static bool IsIndex(SheetRow row)
    {
        var texts = row.Texts.Select(cell => cell.Text).ToList();
        if (texts.Count < 2 || !texts.TrueForAll(text => Index().IsMatch(text))) return false;
        var numbers = texts.Where(text => int.TryParse(text, out _)).Select(int.Parse).ToList();
        return numbers.Count == 0 ? texts.Exists(text => text is "栏次" or "行次" or "**" or "*") : numbers.Zip(numbers.Skip(1)).All(pair => pair.Second == pair.First + 1) && numbers[0] <= 4
            && (numbers.Count > 1 || texts.Exists(text => text is "栏次" or "行次" || text[0] == '*'));
    }

    static bool IsYear(string text) => text.Length == 4 && int.TryParse(text, out var year) && year is > 1990 and < 2100;

    static bool IsCoded(string text) => Coded().IsMatch(text);

    [GeneratedRegex(@"^(\d{3}|\d{5}|\d{7})$|^[\[（]?(?!(19|20)\d\d年)\d{3,7}[\]）]?[-—_]?[\u4e00-\u9fff]{2}")]
    private static partial Regex Coded();

    [GeneratedRegex(@"^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|（\d+）|\d+、|\d+\.(?!\d)|其中：)")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(\d{1,2}|[\*＊×]+|栏次|行次|[-—]+|[A-Za-z]|[甲乙丙丁]|\d+[=＝][\d+＋\-－…\.]+)$")]
    private static partial Regex Index();
}
