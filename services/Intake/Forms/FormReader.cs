using Budget.Document.Text;
using Budget.Document;
using Budget.Intake.Tables;
using Budget.V1;
using FundingLine = Budget.V1.FundingLine;
using Goal = Budget.V1.Goal;
using OverallFunds = Budget.V1.OverallFunds;
using Indicator = Budget.V1.Indicator;
using PerformanceTargets = Budget.V1.PerformanceTargets;
using ProjectTarget = Budget.V1.ProjectTarget;
using DepartmentTarget = Budget.V1.DepartmentTarget;

namespace Budget.Intake.Forms;

/// <summary>
/// Performance forms to the intake message. Places print them in two ways: a card per project, labels beside their values over a block of
/// indicators; or one list of all projects, an indicator a row.
/// </summary>
static class FormReader
{
    public static void Read(IReadOnlyList<Sheet> forms, string usualUnit, PerformanceTargets targets)
    {
        foreach (var form in forms)
        {
            var unit = MoneyUnits.Parse(form.Unit.Length > 0 ? form.Unit : UnitInside(form) ?? usualUnit) ?? MoneyUnit.Wan;
            var heads = Enumerable.Range(0, form.Rows.Count).Select(r => IndicatorHead.Of(form.Rows, r)).OfType<IndicatorHead>().ToList();
            if (heads.Count > 0 && heads[^1].Project >= 0 && !TargetForms.IsOverall(form)) List(form, heads[^1], unit, targets);
            else if (TargetForms.IsOverall(form)) targets.Overall ??= Overall(form, heads, unit);
            else targets.Projects.Add(Card(form, heads, unit));
        }
    }

    /// <summary>"资金金额（万元）" says the unit of a card that has none over it.</summary>
    static string? UnitInside(Sheet form) =>
        form.Rows.SelectMany(row => row.Texts).Select(cell => SheetTitle.UnitOf(cell.Text)).FirstOrDefault(unit => unit.Length > 0);

    static void List(Sheet form, IndicatorHead head, MoneyUnit unit, PerformanceTargets targets)
    {
        ProjectTarget? target = null;
        SheetCell? project = null;
        var (level1, level2) = ("", "");
        var amount = Column(form, head, "资金总额", "项目总额", "预算金额", "预算数", "金额", "资金");
        var goal = Column(form, head, "绩效目标", "年度目标", "总体目标");
        foreach (var row in form.Rows.Skip(head.Row + 1))
        {
            if (row.At(head.Project) is { IsBlank: false, Begins: true } cell && (project is null || cell.Text != project.Text))
            {
                (project, level1, level2) = (cell, "", "");
                target = new ProjectTarget { Name = cell.Text, FormTitle = form.Title, PrintedUnit = unit.Chinese(), AnnualGoal = IndicatorHead.At(row, goal, begins: true) };
                if (Fen(IndicatorHead.At(row, amount, begins: true), unit) is { } fen) target.YearFen = fen;
                targets.Projects.Add(target);
            }
            if (head.Read(row, ref level1, ref level2) is { } indicator) target?.Indicators.Add(indicator);
        }
        // A row of a unit or a total is no project: it promises nothing.
        foreach (var empty in targets.Projects.Where(t => t.FormTitle == form.Title && t.Indicators.Count == 0 && t.AnnualGoal.Length == 0).ToList()) targets.Projects.Remove(empty);
    }

    static int Column(Sheet form, IndicatorHead head, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            foreach (var cell in form.Rows.Take(head.Row + 1).SelectMany(row => row.Texts))
            {
                if (cell.Column < head.Name && PrintedName.Normalise(cell.Text).Contains(word, StringComparison.Ordinal) && cell.Columns == 1) return cell.Column;
            }
        }
        return -1;
    }

    static ProjectTarget Card(Sheet form, List<IndicatorHead> heads, MoneyUnit unit)
    {
        var target = new ProjectTarget { FormTitle = form.Title, PrintedUnit = unit.Chinese() };
        var first = heads.Count > 0 ? heads[0].Row : form.Rows.Count;
        var scope = "";
        foreach (var (label, value) in Labelled(form, 0, first))
        {
            switch (label)
            {
                case "项目名称" or "专项名称" or "专项（项目）名称" or "项目（政策）名称" or "政策或项目名称":
                    if (target.Name.Length == 0) target.Name = value;
                    break;
                case "主管部门" or "项目主管部门" or "主管部门及代码" or "预算部门" or "市级主管部门":
                    target.ManagingDepartment = value;
                    break;
                case "实施单位" or "项目实施单位" or "项目单位" or "项目执行单位" or "预算单位" or "具体实施处室（单位）" or "申报单位":
                    target.ExecutingUnit = value;
                    break;
                case "项目负责人" or "负责人":
                    target.Leader = value;
                    break;
                case "联系电话" or "联系人电话":
                    target.Phone = value;
                    break;
                case "项目类型" or "项目属性" or "项目性质":
                    target.Kind = value;
                    break;
                case "项目类别":
                    target.Category = value;
                    break;
                case "开始时间" or "起始时间" or "项目开始时间" or "计划开始日期":
                    target.StartDate = value;
                    break;
                case "结束时间" or "终止时间" or "项目结束时间" or "计划完成日期":
                    target.EndDate = value;
                    break;
                case "立项依据" or "项目立项依据" or "政策依据":
                    target.Basis = value;
                    break;
                case "项目概况" or "项目概述" or "主要内容" or "项目内容" or "项目实施内容":
                    target.Content = value;
                    break;
                case var goal when goal.EndsWith("目标", StringComparison.Ordinal):
                    if (goal.Contains("年度", StringComparison.Ordinal) || goal.Contains("当年", StringComparison.Ordinal)) target.AnnualGoal = Joined(target.AnnualGoal, value);
                    else target.OverallGoal = Joined(target.OverallGoal, value);
                    break;
                case var money when Fen(value, unit) is { } fen && (money.Contains('资', StringComparison.Ordinal) || money.Contains("拨款", StringComparison.Ordinal) || money.Contains("预算", StringComparison.Ordinal)):
                    scope = money.Contains("实施期", StringComparison.Ordinal) || money.Contains("项目总", StringComparison.Ordinal) ? "project" : money.Contains("年度", StringComparison.Ordinal) || money.Contains("当年", StringComparison.Ordinal) ? "year" : scope;
                    target.Funding.Add(new FundingLine { Source = money, Scope = scope, Fen = fen });
                    if (money.Contains("总额", StringComparison.Ordinal) || money.Contains("总预算", StringComparison.Ordinal) || money is "年度预算" or "当年预算")
                    {
                        if (scope == "project") target.TotalFen = fen;
                        else target.YearFen = fen;
                    }
                    break;
            }
        }
        target.Indicators.Add(Indicators(form, heads));
        return target;
    }

    static DepartmentTarget Overall(Sheet form, List<IndicatorHead> heads, MoneyUnit unit)
    {
        var target = new DepartmentTarget { PrintedUnit = unit.Chinese() };
        var first = heads.Count > 0 ? heads[0].Row : form.Rows.Count;
        var goal = new Goal { Term = GoalTerm.Annual, Number = 1 };
        foreach (var (label, value) in Labelled(form, 0, first))
        {
            if (label.EndsWith("名称", StringComparison.Ordinal) && (label.Contains("部门", StringComparison.Ordinal) || label.Contains("单位", StringComparison.Ordinal))) target.DepartmentName = value;
            else if (label is "填报人" or "填表人") target.FilledBy = value;
            else if (label == "联系电话") target.Phone = value;
            else if (label.Contains("职能", StringComparison.Ordinal) || label.Contains("职责", StringComparison.Ordinal)) target.FunctionsSummary = Joined(target.FunctionsSummary, value);
            else if (label.Contains("任务", StringComparison.Ordinal)) target.AnnualTasks = Joined(target.AnnualTasks, value);
            else if (label.EndsWith("目标", StringComparison.Ordinal)) goal.Text = Joined(goal.Text, value);
            else if (Fen(value, unit) is { } fen)
            {
                if (label.Contains("支出", StringComparison.Ordinal)) target.Expenditure.Add(new OverallFunds { Name = label, CurrentFen = fen });
                else if (label.Contains("资金", StringComparison.Ordinal) || label.Contains("拨款", StringComparison.Ordinal)) target.Revenue.Add(new OverallFunds { Name = label, CurrentFen = fen });
            }
        }
        goal.Indicators.Add(Indicators(form, heads));
        if (goal.Text.Length > 0 || goal.Indicators.Count > 0) target.Goals.Add(goal);
        return target;
    }

    static List<Indicator> Indicators(Sheet form, List<IndicatorHead> heads)
    {
        var indicators = new List<Indicator>();
        for (var h = 0; h < heads.Count; h++)
        {
            var end = h + 1 < heads.Count ? heads[h + 1].Row : form.Rows.Count;
            var (level1, level2) = ("", "");
            for (var r = heads[h].Row + 1; r < end; r++)
            {
                if (heads[h].Read(form.Rows[r], ref level1, ref level2) is { } indicator) indicators.Add(indicator);
            }
        }
        return indicators;
    }

    /// <summary>Each label with the value on its right; a label over several rows has several.</summary>
    static IEnumerable<(string Label, string Value)> Labelled(Sheet form, int from, int to)
    {
        for (var r = from; r < to; r++)
        {
            var cells = form.Rows[r].Cells.Where(cell => !cell.IsBlank).ToList();
            for (var i = 0; i + 1 < cells.Count; i++)
            {
                if (cells[i + 1].Begins && IsLabel(cells[i].Text) && (!IsLabel(cells[i + 1].Text) || i + 2 == cells.Count || !cells[i].Begins && i + 2 == cells.Count))
                {
                    yield return (Label(cells[i].Text), cells[i + 1].Text);
                    i++;
                }
            }
        }
    }

    static bool IsLabel(string text) => text.Length <= 16 && FormWords.Exists(word => text.Contains(word, StringComparison.Ordinal)) && !FigureText.IsFigure(text);

    static readonly List<string> FormWords =
    [
        "名称", "部门", "单位", "负责人", "电话", "类型", "类别", "属性", "性质", "时间", "日期", "依据", "概况", "概述", "内容", "目标", "资金", "拨款", "预算", "总额", "支出", "职能", "职责", "任务", "填报人", "填表人",
    ];

    static string Label(string text)
    {
        var label = PrintedName.Normalise(text).TrimEnd('：');
        if (label.StartsWith("其中：", StringComparison.Ordinal)) label = label[3..];
        return label.Replace("（万元）", "", StringComparison.Ordinal).Replace("（元）", "", StringComparison.Ordinal);
    }

    static string Joined(string before, string more) => before.Length == 0 ? more : before + "\n" + more;

    static long? Fen(string text, MoneyUnit unit)
    {
        var bare = text.Replace("万元", "", StringComparison.Ordinal).Replace("元", "", StringComparison.Ordinal);
        return FigureText.Plain(bare) is { } plain ? PrintedNumber.Parse(plain)?.AsMoney(text.Contains("万元", StringComparison.Ordinal) ? MoneyUnit.Wan : unit)?.Fen : null;
    }
}
