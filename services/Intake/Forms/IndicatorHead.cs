using Budget.Document.Text;
using Budget.Document;
using Budget.Intake.Tables;
using Budget.V1;
using Indicator = Budget.V1.Indicator;

namespace Budget.Intake.Forms;

/// <summary>The columns of a form's indicators, told by their heads; −1 where the form has none.</summary>
sealed record IndicatorHead(int Row, int Level1, int Level2, int Name, int Value, int Nature, int Unit, int Standard, int Project)
{
    /// <summary>Null where the row is no head of indicators.</summary>
    public static IndicatorHead? Of(IReadOnlyList<SheetRow> rows, int r)
    {
        int level1 = -1, level2 = -1, name = -1, value = -1, nature = -1, unit = -1, standard = -1, project = -1;
        foreach (var cell in rows[r].Cells)
        {
            var head = PrintedName.Normalise(cell.Text);
            if (head.Length is 0 or > 20) continue;
            if (head.StartsWith("一级指标", StringComparison.Ordinal)) level1 = cell.Column;
            else if (head.StartsWith("二级指标", StringComparison.Ordinal)) level2 = cell.Column;
            else if (head.StartsWith("三级指标", StringComparison.Ordinal) || head is "指标内容" or "指标名称" or "绩效指标名称" or "指标") name = name < 0 ? cell.Column : name;
            else if (head.Contains("项目", StringComparison.Ordinal) && head.Contains("名称", StringComparison.Ordinal)) project = cell.Column;
            else if (head.Contains("性质", StringComparison.Ordinal) || head.Contains("值类型", StringComparison.Ordinal) || head.Contains("符号", StringComparison.Ordinal) || head.Contains("方向", StringComparison.Ordinal)) nature = cell.Column;
            else if (head.EndsWith("单位", StringComparison.Ordinal) && (head.Contains("度量", StringComparison.Ordinal) || head.Contains("计量", StringComparison.Ordinal) || head.Contains("指标", StringComparison.Ordinal))) unit = cell.Column;
            else if (head.Contains("权重", StringComparison.Ordinal) || head.Contains("分值", StringComparison.Ordinal) || head.Contains("内容", StringComparison.Ordinal) || head.Contains("解释", StringComparison.Ordinal) || head.Contains('评', StringComparison.Ordinal)) continue;
            else if (head.Contains("标准", StringComparison.Ordinal)) standard = cell.Column;
            else if (head.Contains('值', StringComparison.Ordinal) && value < 0) value = cell.Column;
        }
        return name >= 0 && (level1 >= 0 || level2 >= 0) ? new(r, level1, level2, name, value, nature, unit, standard, project) : null;
    }

    /// <summary>The indicator on this row; levels that the print gives once for several rows are those above.</summary>
    public Indicator? Read(SheetRow row, ref string level1, ref string level2)
    {
        var name = At(row, Name, begins: true);
        if (At(row, Level1, begins: false) is { Length: > 0 } first && first != level1) (level1, level2) = (first, "");
        if (At(row, Level2, begins: false) is { Length: > 0 } second) level2 = second;
        var value = At(row, Value, begins: true);
        if (name.Length == 0 && value.Length == 0) return null;
        var nature = At(row, Nature, begins: true);
        if (nature.Contains("定性", StringComparison.Ordinal)) nature = "";
        return new Indicator { Level1 = level1, Level2 = level2, Name = name, Value = nature + value + At(row, Unit, begins: true), Standard = At(row, Standard, begins: true) };
    }

    public static string At(SheetRow row, int column, bool begins) =>
        column >= 0 && row.At(column) is { } cell && cell.Column == column && (cell.Begins || !begins) ? cell.Text : "";
}
