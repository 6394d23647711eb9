using Budget.Document.Text;
using Budget.Document;
using Budget.Intake.Tables;

namespace Budget.Intake.Forms;

/// <summary>Tells performance forms from tables of figures: by title, or by the heads of their indicators.</summary>
static class TargetForms
{
    public static bool IsForm(Sheet sheet)
    {
        var title = PrintedName.Normalise(sheet.Title);
        if (title.Contains("绩效", StringComparison.Ordinal) && (title.Contains("目标", StringComparison.Ordinal) || title.Contains("申报", StringComparison.Ordinal) || title.Contains("指标", StringComparison.Ordinal))) return true;
        var words = sheet.Rows.Take(80).SelectMany(row => row.Texts).Select(cell => PrintedName.Normalise(cell.Text)).ToHashSet();
        return words.Contains("三级指标") && (words.Contains("一级指标") || words.Contains("二级指标")) || words.Contains("一级指标") && words.Contains("指标值") || words.Contains("产出指标") && words.Contains("满意度指标");
    }

    /// <summary>The department's own form, not a project's.</summary>
    public static bool IsOverall(Sheet sheet)
    {
        var title = PrintedName.Normalise(sheet.Title);
        return title.Contains("整体", StringComparison.Ordinal) || title.Length == 0 && sheet.Rows.Take(40).SelectMany(row => row.Texts).Any(cell => cell.Text.Contains("整体绩效", StringComparison.Ordinal));
    }
}
