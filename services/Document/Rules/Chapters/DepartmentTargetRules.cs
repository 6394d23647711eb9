using System.Globalization;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using Budget.Document.Text;
using static Budget.Document.Rules.Chapters.IndicatorRules;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>OVL: the department's overall target form, against the budget and against the forms of its projects.</summary>
static class DepartmentTargetRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Error("OVL-001", "整体绩效目标表的财政拨款和收入合计应与部门预算一致", "Fiscal appropriation and total revenue on the form agree with the department's budget", Basis.Arithmetic, Ovl001),
        Error("OVL-002", "整体绩效目标表的基本支出、项目支出和占比应与部门预算一致", "Basic and project expenditure and their shares on the form agree with the department's budget", Basis.Arithmetic, Ovl002),
        Error("OVL-003", "上年的基本支出与项目支出之和应等于收入，且与说明的上年数一致", "Last year's basic and project expenditure equal last year's revenue and the prior-year figures in the text", Basis.Arithmetic, Ovl003),
        Error("OVL-004", "前年的基本支出与项目支出之和应等于收入", "Basic and project expenditure of the year before last equal its revenue", Basis.Arithmetic, Ovl004),
        Warning("OVL-005", "近两年收支应填写合计", "Totals are stated for both previous years", Basis.Practice, Ovl005),
        Info("OVL-006", "近两年收支变动超过50%的应说明原因", "Changes of more than 50% between previous years are explained", Basis.Practice, Ovl006),
        Error("OVL-007", "部门职能概述应填写", "The department's functions are summarised", Basis.Practice, Ovl007),
        Warning("OVL-008", "每个目标应有内容，且与其他目标不同", "Every goal has a text of its own", Basis.Practice, Ovl008),
        Error("OVL-009", "每个项目应列入整体绩效目标", "Every project is covered by a goal", Basis.Practice, Ovl009),
        Error("OVL-010", "整体绩效目标的指标值不应错行", "Target values stand in the same row as on the project's form", Basis.Practice, Ovl010),
        Warning("OVL-011", "同一指标在项目表和整体表中的指标值应一致", "An indicator has the same target value on both forms", Basis.Practice, Ovl011),
        Info("OVL-012", "同一指标在项目表和整体表中的绩效标准应一致", "An indicator has the same standard on both forms", Basis.Practice, Ovl012),
        Warning("OVL-013", "同一指标在项目表和整体表中的二级指标应一致", "An indicator has the same second-level indicator on both forms", Basis.Practice, Ovl013),
        Info("OVL-014", "同一指标在项目表和整体表中的名称应一致", "An indicator has the same name on both forms", Basis.Practice, Ovl014),
        Warning("OVL-015", "每个目标应有产出、效益和满意度指标", "Every goal has output, benefit and satisfaction indicators", Basis.Practice, Ovl015),
        Info("OVL-016", "长期目标应超出一个预算年度", "Long-term goals extend beyond one budget year", Basis.Practice, Ovl016),
        Info("OVL-017", "整体绩效目标表应有填报人和联系电话", "The form states who completed it and a telephone number", Basis.Practice, Ovl017),
    ];

    static DepartmentTarget? Form(Check check)
    {
        if (check.Targets.Overall is { } form) return form;
        check.Missing("没有部门整体绩效目标表", "there is no overall target form");
        return null;
    }

    enum When { Current, Prior, BeforePrior }

    static string YearOf(Check check, When when) => (check.Year - (int)when).ToString(CultureInfo.InvariantCulture) + "年";

    static OverallFunds? Line(IReadOnlyList<OverallFunds>? lines, string name)
    {
        foreach (var line in lines ?? [])
        {
            if (line?.Name is not null && line.Name.Contains(name, StringComparison.Ordinal)) return line;
        }
        return null;
    }

    static Reading Read(Check check, OverallFunds? line, When when)
    {
        if (line is null || check.Targets.Overall is not { } form) return Reading.Missing;
        var amount = when switch { When.Current => line.Current, When.Prior => line.Prior, _ => line.BeforePrior };
        var spot = Spot.Overall(form, $"{line.Name}/{YearOf(check, when)}");
        var grain = check.Evidence.MadeHere || form.Unit != MoneyUnit.Wan ? 0 : Told.WanGrain;
        return amount is { } a ? new(ReadingState.Number, a.Fen, grain, 0, spot) : new(ReadingState.Blank, 0, grain, 0, spot);
    }

    static bool IsTotal(OverallFunds line) => line.Name is not null && (line.Name.Contains("合计", StringComparison.Ordinal) || line.Name.Contains("总计", StringComparison.Ordinal));

    /// <summary>All lines of a year besides the total.</summary>
    static Adder Parts(Check check, IReadOnlyList<OverallFunds>? lines, When when)
    {
        Adder parts = default;
        foreach (var line in lines ?? [])
        {
            if (line is not null && !IsTotal(line)) parts.Add(Read(check, line, when));
        }
        return parts;
    }

    static OverallFunds? Total(IReadOnlyList<OverallFunds>? lines)
    {
        foreach (var line in lines ?? [])
        {
            if (line is not null && IsTotal(line)) return line;
        }
        return null;
    }

    static void Ovl001(Check check)
    {
        if (Form(check) is not { } form) return;
        var appropriated = Read(check, Line(form.Revenue, "财政拨款"), When.Current);
        var total = Read(check, Total(form.Revenue), When.Current);
        if (appropriated.IsNumber) check.Equal(appropriated, check.Evidence.Amount(SubjectKind.Fiscal), "整体绩效目标表的财政拨款与部门预算不符", "the form's appropriation differs from the budget");
        if (total.IsNumber)
        {
            check.Equal(total, check.Evidence.Amount(SubjectKind.Revenue), "整体绩效目标表的收入合计与部门预算不符", "the form's revenue differs from the budget");
            check.Sum(total, Parts(check, form.Revenue, When.Current), "整体绩效目标表的收入合计与各项之和不符", "the form's revenue does not add up");
        }
        check.Missing("整体绩效目标表没有当年收入，或没有部门收入", "the form or the budget has no revenue");
    }

    static void Ovl002(Check check)
    {
        if (Form(check) is not { } form) return;
        var total = Read(check, Total(form.Expenditure), When.Current);
        foreach (var (name, kind) in (ReadOnlySpan<(string, SubjectKind)>)[("基本支出", SubjectKind.ExpenditureBasic), ("项目支出", SubjectKind.ExpenditureProject)])
        {
            var line = Line(form.Expenditure, name);
            var amount = Read(check, line, When.Current);
            if (!amount.IsNumber) continue;
            check.Equal(amount, check.Evidence.Amount(kind), $"整体绩效目标表的{name}与部门预算不符", "the form's expenditure differs from the budget");
            if (total.IsPositive && Percent(line!.Share) is { } share) Share(check, amount, total, share, line);
        }
        if (total.IsNumber) check.Sum(total, Parts(check, form.Expenditure, When.Current), "整体绩效目标表的支出合计与各项之和不符", "the form's expenditure does not add up");
        check.Missing("整体绩效目标表没有当年支出，或没有部门支出", "the form or the budget has no expenditure");
    }

    /// <summary>"67.21%" in hundredths of a percent.</summary>
    static long? Percent(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || PrintedNumber.Parse(text.AsSpan().Trim().TrimEnd("%％".AsSpan())) is not { } number || number.Unscaled is < 0 or > 1_000_000_000 || number.Decimals > 6) return null;
        return (long)decimal.Round(number.Value * 100, MidpointRounding.AwayFromZero);
    }

    static void Share(Check check, in Reading amount, in Reading total, long share, OverallFunds line)
    {
        var exact = (long)((((Int128)amount.Fen * 20_000 / total.Fen) + 1) / 2);
        if (Math.Abs(exact - share) <= 1)
        {
            check.Compared();
            return;
        }
        var expected = (exact / 100m).ToString("0.00", CultureInfo.InvariantCulture) + "%";
        check.Fail(Spot.Overall(check.Targets.Overall!, $"{line.Name}/占比").Place, $"{line.Name}的占比为 {line.Share}，按金额应为 {expected}。请重新计算。", $"the share is {line.Share}, expected {expected}. Compute it again.", line.Share, expected, tolerance: "±0.01%");
    }

    static void Ovl003(Check check)
    {
        if (Form(check) is not { } form) return;
        Balance(check, form, When.Prior);
        // What the text compares with is this year less the change it tells.
        var revenue = Read(check, Total(form.Revenue), When.Prior);
        var whole = revenue.IsNumber ? revenue : Read(check, Line(form.Revenue, "财政拨款"), When.Prior);
        foreach (var told in check.Evidence.TellsOf(SubjectKind.Revenue))
        {
            if (told.Measure != Measure.Change || told.Prior || told.SignedChange is not { } change || !told.Figure.Basis.Contains("预算", StringComparison.Ordinal) || check.Evidence.AmountBeside(told, SubjectKind.Revenue) is not { IsNumber: true } now) continue;
            var other = revenue.IsNumber ? 0 : Read(check, Line(form.Revenue, "其他资金"), When.Prior).Fen;
            if (!whole.IsNumber || Int128.Abs(change) > long.MaxValue / 4 || Int128.Abs(now.Value) > long.MaxValue / 4) break;
            check.Equal(whole, new Reading(ReadingState.Number, now.Value - change - other, 2 * Math.Max(told.Grain, now.Grain), 0, told.Spot), "整体绩效目标表的上年收入与说明的上年数不符", "the form's last year differs from the one the text compares with");
            break;
        }
        check.Missing("整体绩效目标表没有上年收支", "the form has no last year");
    }

    static void Ovl004(Check check)
    {
        if (Form(check) is not { } form) return;
        Balance(check, form, When.BeforePrior);
        check.Missing("整体绩效目标表没有前年收支", "the form has no year before last");
    }

    /// <summary>What was spent is what came in; the totals, where they are filled in, are their parts.</summary>
    static void Balance(Check check, DepartmentTarget form, When when)
    {
        var spent = Parts(check, form.Expenditure, when);
        if (spent.Numbers < 2) return;
        var (revenue, expenditure) = (Read(check, Total(form.Revenue), when), Read(check, Total(form.Expenditure), when));
        var came = Parts(check, form.Revenue, when);
        if (revenue.IsNumber && came.Numbers > 0) check.Sum(revenue, came, $"{YearOf(check, when)}收入合计与各项之和不符", "the year's revenue does not add up");
        if (expenditure.IsNumber) check.Sum(expenditure, spent, $"{YearOf(check, when)}支出合计与各项之和不符", "the year's expenditure does not add up");
        var income = revenue.IsNumber ? revenue : came.Numbers == 1 ? Read(check, Line(form.Revenue, "财政拨款"), when) : Reading.Missing;
        if (income.IsNumber) check.Sum(income, spent, $"{YearOf(check, when)}收入与基本支出、项目支出之和不符", "the year's revenue is not its expenditure");
    }

    static void Ovl005(Check check)
    {
        if (Form(check) is not { } form) return;
        foreach (var (lines, side) in (ReadOnlySpan<(IReadOnlyList<OverallFunds>?, string)>)[(form.Revenue, "收入"), (form.Expenditure, "支出")])
        {
            foreach (var when in (ReadOnlySpan<When>)[When.Prior, When.BeforePrior])
            {
                if (Parts(check, lines, when).Numbers == 0) continue;
                if (Read(check, Total(lines), when).IsNumber) check.Compared();
                else check.Fail(Spot.Overall(form, $"{side}合计/{YearOf(check, when)}").Place, $"{YearOf(check, when)}{side}没有填写合计。请补充。", "the total of the year is blank. Fill it in.", "（空白）", "合计数");
            }
        }
        check.Missing("整体绩效目标表没有近两年收支", "the form has no past years");
    }

    static void Ovl006(Check check)
    {
        if (Form(check) is not { } form) return;
        foreach (var lines in (ReadOnlySpan<IReadOnlyList<OverallFunds>?>)[form.Revenue, form.Expenditure])
        {
            foreach (var line in lines ?? [])
            {
                if (line is null) continue;
                var (now, before, earlier) = (Read(check, line, When.Current), Read(check, line, When.Prior), Read(check, line, When.BeforePrior));
                Jump(check, before, earlier);
                Jump(check, now, before);
            }
        }
        check.Missing("整体绩效目标表没有近两年收支", "the form has no past years");
    }

    static void Jump(Check check, in Reading now, in Reading before)
    {
        if (!now.IsNumber || !before.IsPositive) return;
        var change = (Int128)now.Fen - before.Fen;
        if (Int128.Abs(change) * 2 <= before.Fen)
        {
            check.Compared();
            return;
        }
        var percent = (long)Int128.Clamp(change * 100 / before.Fen, -100_000, 100_000);
        check.Fail(now.Spot.Place, $"{now.Spot.Place.Text} 为 {now.Shown}，比前一年 {before.Shown} 变动 {percent}%，超过50%。请说明原因。", $"{now.Shown} after {before.Shown} is a change of {percent} %. Explain it.", now.Shown, before.Shown, percent + "%");
    }

    static void Ovl007(Check check)
    {
        if (Form(check) is not { } form) return;
        var text = TargetEvidence.Folded(form.FunctionsSummary).Trim('(', ')', '。', '、', '-', '/');
        if (text.Length > 1 && text is not ("略" or "详见" or "同上" or "见附件" or "待填")) check.Compared();
        else check.Fail(Spot.Overall(form, "部门职能概述").Place, text.Length == 0 ? "部门职能概述没有填写。请补充。" : $"部门职能概述为“{Short(form.FunctionsSummary)}”，没有写明职能。请补充。", "the functions are not summed up. Write them.", Short(form.FunctionsSummary), "职能概述");
    }

    static void Ovl008(Check check)
    {
        if (Goals(check) is not { } targets) return;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var g = 0; g < targets.Goals.Length; g++)
        {
            var text = TargetEvidence.Folded(targets.Goals[g].Text);
            if (text.Length == 0) check.Fail(targets.PlaceOf(g), $"{TargetEvidence.NameOf(targets.Goals[g])}没有内容。请补充。", "the goal has no text. Write it.", "（空白）");
            else if (seen.TryAdd(text, g)) check.Compared();
            else check.Fail(targets.PlaceOf(g), $"{TargetEvidence.NameOf(targets.Goals[g])}与{TargetEvidence.NameOf(targets.Goals[seen[text]])}内容相同。请改写。", "two goals have one text. Rewrite one.", Short(targets.Goals[g].Text));
        }
    }

    static TargetEvidence? Goals(Check check)
    {
        if (Form(check) is null) return null;
        if (check.Targets.Goals.Length > 0) return check.Targets;
        check.Missing("整体绩效目标表没有长期目标和年度目标", "the form has no goals");
        return null;
    }

    static void Ovl009(Check check)
    {
        if (Goals(check) is not { } targets) return;
        // Goals that take up no project at all are written for another level; they cannot leave one out.
        if (targets.Forms.Length == 0 || !targets.IsCovered.Contains(true))
        {
            check.Missing("没有项目绩效目标表，或整体目标不是按项目编写", "there are no project forms, or the goals are not written by project");
            return;
        }
        for (var f = 0; f < targets.Forms.Length; f++)
        {
            if (targets.IsCovered[f]) check.Compared();
            else check.Fail(TargetEvidence.PlaceOf(targets.Forms[f], "整体目标"), $"项目“{Short(targets.Forms[f].Name)}”没有列入任何长期目标或年度目标。请补充目标及其指标。", "no goal takes up this project. Add one with its indicators.", "", "一个目标");
        }
    }

    /// <summary>The rows of goals that a project's form has too.</summary>
    static bool Inherited(Check check, out TargetEvidence targets)
    {
        targets = check.Targets;
        if (Goals(check) is null) return false;
        foreach (var row in targets.Rows)
        {
            if (row.Source is not null) return true;
        }
        check.Missing("整体绩效目标没有项目绩效目标表的指标", "no goal takes up an indicator of a form");
        return false;
    }

    static void Ovl010(Check check)
    {
        if (!Inherited(check, out var targets)) return;
        for (var g = 0; g < targets.Goals.Length; g++)
        {
            var moved = targets.GoalRows[g].Where(r => r.MovedFrom is not null).ToArray();
            if (moved.Length < 2)
            {
                check.Compared();
                continue;
            }
            var rows = string.Join("；", moved.Take(10).Select(r => $"“{Short(r.Name)}”应为“{Short(r.Source!.Printed.Value)}”，误为“{Short(r.Printed.Value)}”"));
            check.Fail(targets.PlaceOf(g), $"{TargetEvidence.NameOf(targets.Goals[g])}有 {moved.Length} 个指标值错行：{rows}。请按项目绩效目标表改正。", $"{moved.Length} values of the goal stand on each other's rows. Put them back as in the project's form.", $"{moved.Length}", "0");
        }
    }

    static void Ovl011(Check check)
    {
        if (!Inherited(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (row.Source is not { } source || row.MovedFrom is not null) continue;
            if (source.Value.Same(row.Value)) check.Compared();
            else Fail(check, targets, row, source, $"的指标值为“{Short(row.Printed.Value)}”，项目表为“{Short(source.Printed.Value)}”。请统一。", "the value differs from the project's form. Use one.", row.Printed.Value, source.Printed.Value);
        }
    }

    static void Ovl012(Check check)
    {
        if (!Inherited(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (row.Source is not { } source || string.IsNullOrWhiteSpace(row.Printed.Standard) || string.IsNullOrWhiteSpace(source.Printed.Standard)) continue;
            if (Names.Same(source.Printed.Standard, row.Printed.Standard)) check.Compared();
            else Fail(check, targets, row, source, $"的绩效标准为“{Short(row.Printed.Standard)}”，项目表为“{Short(source.Printed.Standard)}”。请统一。", "the standard differs from the project's form. Use one.", row.Printed.Standard, source.Printed.Standard);
        }
        check.Missing("表中没有绩效标准一栏", "the forms have no standards");
    }

    static void Ovl013(Check check)
    {
        if (!Inherited(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (row.InForm || (row.Source ?? Renamed(targets, row)) is not { } source || source.Level == IndicatorLevel.Unknown || row.Level == IndicatorLevel.Unknown) continue;
            if (source.Level == row.Level) check.Compared();
            else Fail(check, targets, row, source, $"列在{row.Printed.Level2}，项目表列在{source.Printed.Level2}。请统一。", "the level differs from the project's form. Use one.", row.Printed.Level2, source.Printed.Level2);
        }
        check.Missing("没有可识别的二级指标", "no level is recognised");
    }

    static void Ovl014(Check check)
    {
        if (!Inherited(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (row.InForm) continue;
            if (row.Source is not null) check.Compared();
            else if (Renamed(targets, row) is { } source) Fail(check, targets, row, source, $"在项目表中名为“{Short(source.Name)}”，指标值相同。请统一名称。", "the project's form names it otherwise. Use one name.", row.Name, source.Name);
        }
    }

    /// <summary>How many rows of the project's form are looked at for one that was renamed.</summary>
    const int Reach = 100;

    /// <summary>The row of the goal's project that has the same promise under a similar name; a name with other years is IND-021's.</summary>
    static IndicatorRow? Renamed(TargetEvidence targets, IndicatorRow row)
    {
        var project = targets.ProjectOf[row.Goal];
        if (project < 0 || row.ValueKey.Length == 0) return null;
        var rows = targets.FormRows[project];
        IndicatorRow? best = null;
        var most = 0;
        for (var i = 0; i < rows.Count && i < Reach; i++)
        {
            var other = rows[i];
            if (other.ValueKey != row.ValueKey || Years(row.Name, out _, out _, out var name) && Years(other.Name, out _, out _, out var otherName) && name == otherName) continue;
            var alike = Alike(row.Key, other.Key);
            // A value nobody else would promise by chance needs less likeness of names than "100%".
            var least = row.Value.Kind == ValueKind.Date ? 30 : 60;
            if (alike >= least && alike > most && alike < 100) (best, most) = (other, alike);
        }
        return best;
    }

    /// <summary>Percent of the shorter name's pairs of characters that the longer one has.</summary>
    static int Alike(string a, string b)
    {
        if (a.Length > b.Length) (a, b) = (b, a);
        if (a.Length < 2 || b.Length > 100) return 0;
        var shared = 0;
        for (var i = 0; i + 2 <= a.Length; i++) shared += b.AsSpan().IndexOf(a.AsSpan(i, 2)) >= 0 ? 1 : 0;
        var percent = shared * 100 / (a.Length - 1);
        return percent == 100 && a.Length == b.Length ? 100 : Math.Min(percent, 99);
    }

    static void Fail(Check check, TargetEvidence targets, IndicatorRow row, IndicatorRow source, string text, string textEn, string? found, string? expected) =>
        check.Fail(targets.PlaceOf(row), $"“{Short(row.Name)}”{text}（{targets.PlaceOf(source).Text}）", $"\"{Short(row.Name)}\": {textEn}", Short(found), Short(expected));

    static void Ovl015(Check check)
    {
        if (Goals(check) is not { } targets) return;
        for (var g = 0; g < targets.Goals.Length; g++)
        {
            if (MissingGroups(targets.GoalRows[g]) is not { } missing) check.Missing("一级指标的名称未识别", "level 1 is none that is known");
            else if (missing.Length == 0) check.Compared();
            else check.Fail(targets.PlaceOf(g), $"{TargetEvidence.NameOf(targets.Goals[g])}没有{missing}指标。请补充。", "the goal lacks output, benefit or satisfaction indicators. Add them.", "", missing);
        }
    }

    static readonly string[] Reaching = ["长期", "持续", "中期", "规划", "逐年", "逐步", "常态化", "“十", "建成", "长效"];

    static void Ovl016(Check check)
    {
        if (Goals(check) is not { } targets) return;
        for (var g = 0; g < targets.Goals.Length; g++)
        {
            if (!targets.Goals[g].LongTerm) continue;
            var text = targets.Goals[g].Text ?? "";
            var reaches = text.Contains((check.Year + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            foreach (var word in Reaching) reaches |= text.Contains(word, StringComparison.Ordinal);
            if (reaches) check.Compared();
            else check.Fail(targets.PlaceOf(g), $"{TargetEvidence.NameOf(targets.Goals[g])}没有超出{check.Year}年的内容。请写明长期要达到的目标，或改列年度目标。", "the long-term goal says nothing beyond the year. Say what is to be reached, or make it a goal of the year.", Short(text));
        }
        check.Missing("没有长期目标", "there is no long-term goal");
    }

    static void Ovl017(Check check)
    {
        if (Form(check) is not { } form) return;
        var missing = string.IsNullOrWhiteSpace(form.FilledBy) ? "填报人" : string.IsNullOrWhiteSpace(form.Phone) ? "联系电话" : "";
        if (missing.Length == 0) check.Compared();
        else check.Fail(Spot.Overall(form, missing).Place, $"没有填写{missing}。请补充。", "the form does not say who filled it in, or their number. Fill it in.", "（空白）", missing);
    }
}
