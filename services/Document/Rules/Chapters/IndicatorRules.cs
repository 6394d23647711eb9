using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using Budget.Document.Text;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>IND: each indicator by itself, in the forms of projects and under the department's goals.</summary>
static class IndicatorRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Error("IND-001", "绩效指标的名称、指标值和绩效标准不应空白", "Every indicator has a name, a target value and a standard", Basis.Practice, Ind001),
        Error("IND-002", "绩效标准应为计划标准、历史标准、行业标准等规定的一种", "The standard is one of the prescribed kinds", Basis.Practice, Ind002),
        Warning("IND-003", "一级指标名称应规范、全文一致", "First-level indicators carry their prescribed name, spelt consistently", Basis.Practice, Ind003),
        Error("IND-004", "二级指标应属于其一级指标", "Second-level indicators belong to their first-level indicator", Basis.Practice, Ind004),
        Error("IND-005", "每个项目应有产出、效益和满意度指标", "Every project has output, benefit and satisfaction indicators", Basis.Practice, Ind005),
        Warning("IND-006", "产出指标应覆盖数量、质量、时效和成本；有两类以上的为提示", "Outputs cover quantity, quality, time and cost; information where at least two are there", Basis.Practice, Ind006),
        Error("IND-007", "同一二级指标下不应有同名指标", "No two indicators under one second-level indicator have the same name", Basis.Practice, Ind007),
        Warning("IND-008", "同一名称不应用于几个二级指标", "An indicator name is not used at several levels", Basis.Practice, Ind008),
        Error("IND-009", "指标值不应与指标名称相同，也不应只是“率”“度”一类名称", "A target value is neither the indicator's name nor merely the name of a measure", Basis.Practice, Ind009),
        Warning("IND-010", "指标名称不应是指标级别的名称", "An indicator's name is not the name of its level", Basis.Practice, Ind010),
        Error("IND-011", "比率应在0至100%之间", "Rates lie between 0 and 100%", Basis.Practice, Ind011),
        Warning("IND-012", "比率的指标值应有≥、≤等比较符号", "Target rates state a comparison such as ≥ or ≤", Basis.Practice, Ind012),
        Warning("IND-013", "数量指标的指标值应为数字和单位", "Quantity indicators have a number and a unit as target value", Basis.Practice, Ind013),
        Warning("IND-014", "时效指标的指标值应为日期、期限或及时率", "Timeliness indicators have a date, a period or an on-time rate as target value", Basis.Practice, Ind014),
        Warning("IND-015", "成本指标的指标值应为金额或成本比率", "Cost indicators have an amount or a cost rate as target value", Basis.Practice, Ind015),
        Warning("IND-016", "指标的名称和指标值应与其二级指标相符", "Name and target value of an indicator fit its second-level indicator", Basis.Practice, Ind016),
        Warning("IND-017", "一个指标只应有一个指标值", "Every indicator has exactly one target value", Basis.Practice, Ind017),
        Info("IND-018", "定性指标值宜采用分级表述", "Qualitative target values are stated as grades", Basis.Practice, Ind018),
        Info("IND-019", "有数字的指标值宜占一半以上", "At least half of the target values are quantified", Basis.Practice, Ind019),
        Info("IND-020", "“增减率”的方向宜用正负号表示", "The direction of a rate of change is stated by its sign", Basis.Practice, Ind020),
        Error("IND-021", "指标名称中的年度应与预算年度及其他表一致；只是不含预算年度的为警告", "Years in a name agree everywhere; a warning where they only miss the budget year", Basis.Practice, Ind021),
        Error("IND-022", "指标值不应是同一项目其他指标的值", "A target value is not that of another indicator of the same project", Basis.Practice, Ind022),
        Warning("IND-023", "满意度指标值应为不低于80%的比率", "Satisfaction targets are rates of at least 80%", Basis.Practice, Ind023),
        Info("IND-024", "每个项目的绩效指标宜为3至20个", "Every project has 3 to 20 indicators", Basis.Practice, Ind024),
    ];

    /// <summary>All rows; false, with the reason given, where there are none.</summary>
    static bool Rows(Check check, out TargetEvidence targets)
    {
        targets = check.Targets;
        if (targets.Rows.Count > 0) return true;
        check.Missing("没有绩效指标", "there are no indicators");
        return false;
    }

    static void Fail(Check check, IndicatorRow row, string text, string textEn, string expected, Severity? severity = null) =>
        check.Fail(check.Targets.PlaceOf(row), $"“{Short(row.Name)}”{text}", $"\"{Short(row.Name)}\": {textEn}", Short(row.Printed.Value), expected, severity: severity);

    public static string Short(string? text) => text is null ? "" : text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 39), "…");

    static void Ind001(Check check)
    {
        if (!Rows(check, out var targets)) return;
        // Some forms have no column for the standard: then no indicator has one.
        var standards = HasStandards(targets);
        foreach (var row in targets.Rows)
        {
            var missing = string.IsNullOrWhiteSpace(row.Printed.Name) ? "指标名称" : row.Value.Kind == ValueKind.Blank ? "指标值" : standards && string.IsNullOrWhiteSpace(row.Printed.Standard) ? "绩效标准" : "";
            if (missing.Length == 0) check.Compared();
            else Fail(check, row, $"没有填写{missing}。请补充。", "name, value or standard is blank. Fill it in.", missing);
        }
    }

    static bool HasStandards(TargetEvidence targets)
    {
        foreach (var row in targets.Rows)
        {
            if (!string.IsNullOrWhiteSpace(row.Printed.Standard)) return true;
        }
        return false;
    }

    static readonly string[] Standards = ["计划", "历史", "行业", "国家", "地方", "预算支出", "其他"];

    static void Ind002(Check check)
    {
        if (!Rows(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (string.IsNullOrWhiteSpace(row.Printed.Standard)) continue;
            var name = row.Printed.Standard.AsSpan().Trim();
            if (name.EndsWith("标准")) name = name[..^2];
            var known = false;
            foreach (var standard in Standards) known |= name.SequenceEqual(standard);
            // A form may have standards of its own: in a document made elsewhere one that is not known is a hint.
            if (known) check.Compared();
            else Fail(check, row, $"的绩效标准“{Short(row.Printed.Standard)}”不在规定范围内。请选用计划标准、历史标准、行业标准等。", "the standard is not one of the list. Choose planned, historical or industry.", "计划标准、历史标准、行业标准", check.Evidence.MadeHere ? null : Severity.Info);
        }
        check.Missing("表中没有绩效标准一栏", "the forms have no standards");
    }

    static readonly string[] Groups = ["", "产出指标", "成本指标", "效益指标", "满意度指标"];

    static void Ind003(Check check)
    {
        if (!Rows(check, out var targets)) return;
        // One spelling throughout is the form's own; two are a slip in one of them.
        Span<bool> right = stackalloc bool[5];
        foreach (var row in targets.Rows)
        {
            if (row.Group == IndicatorGroup.Unknown) continue;
            right[(int)row.Group] |= Names.Same(row.Printed.Level1, Groups[(int)row.Group]);
        }
        for (var f = 0; f < targets.Forms.Length; f++) Spelling(check, targets.FormRows[f], f, -1, right);
        for (var g = 0; g < targets.Goals.Length; g++) Spelling(check, targets.GoalRows[g], -1, g, right);
        check.Missing("没有填写一级指标，或一级指标不是产出、效益、满意度", "no level 1 is given, or it is none that is known");
    }

    static void Spelling(Check check, List<IndicatorRow> rows, int form, int goal, ReadOnlySpan<bool> right)
    {
        foreach (var row in rows)
        {
            if (string.IsNullOrWhiteSpace(row.Printed.Level1) || row.Group == IndicatorGroup.Unknown && !check.Evidence.MadeHere) continue;
            if (row.Group != IndicatorGroup.Unknown && (Names.Same(row.Printed.Level1, Groups[(int)row.Group]) || !right[(int)row.Group] && !check.Evidence.MadeHere))
            {
                check.Compared();
                continue;
            }
            var expected = row.Group == IndicatorGroup.Unknown ? "产出指标、成本指标、效益指标、满意度指标" : Groups[(int)row.Group];
            check.Fail(form >= 0 ? TargetEvidence.PlaceOf(check.Targets.Forms[form], "一级指标") : check.Targets.PlaceOf(goal), $"一级指标写作“{Short(row.Printed.Level1)}”，规范名称为“{expected}”。请统一。", "level 1 is not spelt by its own name. Use one spelling.", Short(row.Printed.Level1), expected);
            return;
        }
    }

    static void Ind004(Check check)
    {
        if (!Rows(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (row.Group == IndicatorGroup.Unknown || row.Level == IndicatorLevel.Unknown) continue;
            if (TargetEvidence.Fits(row.Group, row.Level)) check.Compared();
            else Fail(check, row, $"的二级指标“{row.Printed.Level2}”不属于“{row.Printed.Level1}”。请改正。", "level 2 does not belong to level 1. Correct one of them.", Groups[(int)TargetEvidence.GroupOf(row.Level)],
                // Older forms have satisfaction among the benefits.
                row is { Group: IndicatorGroup.Benefit, Level: IndicatorLevel.Satisfaction } && !check.Evidence.MadeHere ? Severity.Info : null);
        }
        check.Missing("没有可识别的一级、二级指标", "no level is recognised");
    }

    /// <summary>What of output, benefit and satisfaction is not there; null where that cannot be told.</summary>
    public static string? MissingGroups(List<IndicatorRow> rows)
    {
        var (output, benefit, satisfaction, unknown) = (false, false, false, false);
        foreach (var row in rows)
        {
            output |= row.Group == IndicatorGroup.Output;
            benefit |= row.Group == IndicatorGroup.Benefit && row.Level != IndicatorLevel.Satisfaction;
            satisfaction |= row.Group == IndicatorGroup.Satisfaction || row.Level == IndicatorLevel.Satisfaction;
            unknown |= row.Group == IndicatorGroup.Unknown;
        }
        var missing = string.Join('、', new[] { output ? "" : "产出", benefit ? "" : "效益", satisfaction ? "" : "满意度" }.Where(s => s.Length > 0));
        // A group under a name nobody knows may be the missing one.
        return unknown && missing.Length > 0 ? null : missing;
    }

    static void Ind005(Check check)
    {
        if (!Rows(check, out var targets)) return;
        for (var f = 0; f < targets.Forms.Length; f++)
        {
            if (MissingGroups(targets.FormRows[f]) is not { } missing) check.Missing("一级指标的名称未识别", "level 1 is none that is known");
            else if (missing.Length == 0) check.Compared();
            else check.Fail(TargetEvidence.PlaceOf(targets.Forms[f], "绩效指标"), $"项目“{Short(targets.Forms[f].Name)}”没有{missing}指标。请补充。", "the project lacks output, benefit or satisfaction indicators. Add them.", "", missing);
        }
        check.Missing("没有项目绩效目标表", "there are no project forms");
    }

    static void Ind006(Check check)
    {
        if (!Rows(check, out var targets)) return;
        Span<bool> has = stackalloc bool[4];
        for (var f = 0; f < targets.Forms.Length; f++)
        {
            has.Clear();
            var outputs = false;
            foreach (var row in targets.FormRows[f])
            {
                outputs |= row.Group == IndicatorGroup.Output;
                if (row.Level is IndicatorLevel.Quantity or IndicatorLevel.Quality or IndicatorLevel.Time) has[row.Level - IndicatorLevel.Quantity] = true;
                else if (TargetEvidence.GroupOf(row.Level) == IndicatorGroup.Cost) has[3] = true;
            }
            if (!outputs) continue;
            var count = has.Count(true);
            if (count == 4)
            {
                check.Compared();
                continue;
            }
            var missing = string.Join('、', new[] { has[0] ? "" : "数量", has[1] ? "" : "质量", has[2] ? "" : "时效", has[3] ? "" : "成本" }.Where(n => n.Length > 0));
            check.Fail(TargetEvidence.PlaceOf(targets.Forms[f], "产出指标"), $"项目“{Short(targets.Forms[f].Name)}”的产出指标没有{missing}指标。请补充。", "the outputs do not cover quantity, quality, time and cost. Add what is missing.", "", missing, severity: count >= 2 ? Severity.Info : null);
        }
        check.Missing("没有项目的产出指标", "no project has outputs");
    }

    static void Ind007(Check check)
    {
        if (!Rows(check, out var targets)) return;
        var seen = new HashSet<(string, IndicatorLevel, string)>();
        foreach (var rows in (ReadOnlySpan<List<IndicatorRow>[]>)[targets.FormRows, targets.GoalRows])
        {
            foreach (var list in rows)
            {
                seen.Clear();
                foreach (var row in list)
                {
                    if (row.Key.Length == 0) continue;
                    if (seen.Add((row.Key, row.Level, row.Level == IndicatorLevel.Unknown ? row.Printed.Level2 ?? "" : ""))) check.Compared();
                    else Fail(check, row, $"在{row.Printed.Level2}中出现两次。请合并，或改用不同名称。", "stands twice at one level. Merge the two or name them apart.", "一次");
                }
            }
        }
    }

    static void Ind008(Check check)
    {
        if (!Rows(check, out var targets)) return;
        var levels = new Dictionary<string, (IndicatorRow First, int Levels)>(StringComparer.Ordinal);
        foreach (var rows in targets.FormRows)
        {
            levels.Clear();
            foreach (var row in rows)
            {
                if (row.Key.Length == 0 || row.Level == IndicatorLevel.Unknown) continue;
                if (levels.TryGetValue(row.Key, out var before)) levels[row.Key] = (before.First, before.Levels | 1 << (int)row.Level);
                else levels[row.Key] = (row, 1 << (int)row.Level);
            }
            foreach (var (first, used) in levels.Values)
            {
                if (int.PopCount(used) <= 1) check.Compared();
                else Fail(check, first, $"用于 {int.PopCount(used)} 个二级指标。请按各级指标分别命名。", "names indicators at several levels. Name each for what it measures.", "一个二级指标");
            }
        }
        check.Missing("没有项目绩效指标", "there are no project indicators");
    }

    static void Ind009(Check check)
    {
        if (!Rows(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (row.Key.Length == 0 || row.Value.Kind == ValueKind.Blank) continue;
            if (row.ValueKey == row.Key || Names.Same(row.Name, row.Printed.Value))
                Fail(check, row, "的指标值与名称相同。请在名称中写明考核内容，在指标值中写明目标。", "the value is the name again. Name what is measured and give its target.", "目标值");
            else if (row.Value.Kind == ValueKind.Words && row.ValueKey.Length is > 1 and <= 4 && row.ValueKey[^1] is '率' or '度' && row.Value.Kind == ValueKind.Words && row.ValueKey is not ("年度" or "季度" or "高度" or "适度"))
                Fail(check, row, $"的指标值“{row.Printed.Value}”只是名称，没有目标值。请填写数值。", "the value only names a measure. Give the target.", "目标值");
            else check.Compared();
        }
    }

    static void Ind010(Check check)
    {
        if (!Rows(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (row.Key.Length == 0 || row.Inherited) continue;
            if (Names.Same(row.Name, row.Printed.Level2) || Names.Same(row.Name, row.Printed.Level1)) Fail(check, row, "是指标级别的名称，没有说明考核什么。请改写。", "is the name of the level and says not what is measured. Rename it.", "具体指标名称");
            else check.Compared();
        }
    }

    static readonly string[] BeyondHundred = ["增", "升", "降", "减", "超", "变", "倍", "比上年", "同比", "拨备", "杠杆", "负债", "收益", "回报", "投资", "容积", "周转", "进度", "流动比", "产销"];

    static void Ind011(Check check)
    {
        if (!Rows(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (row.Value is not { Kind: ValueKind.Percent, Number: { } number } || row.Value.Trend != Trend.None || HasOne(row.Name, BeyondHundred) || row.Value.HasOtherWords && HasOne(row.Printed.Value, BeyondHundred)) continue;
            if (number.Unscaled >= 0 && !IsMore(number, 100)) check.Compared();
            else Fail(check, row, $"为 {Short(row.Printed.Value)}，超过100%。请核对。", "the rate is above 100 %. Check it.", "0–100%");
        }
        check.Missing("没有百分比指标", "no indicator is a rate");
    }

    /// <summary>Whether the number is more than a whole one, whatever its decimals.</summary>
    static bool IsMore(PrintedNumber number, long whole)
    {
        var (unscaled, decimals) = (number.Unscaled, number.Decimals);
        var rest = 0L;
        for (; decimals > 0 && unscaled != 0; decimals--)
        {
            rest |= unscaled % 10;
            unscaled /= 10;
        }
        return unscaled > whole || unscaled == whole && rest != 0;
    }

    static void Ind012(Check check)
    {
        if (!Rows(check, out var targets)) return;
        PerPlace(check, targets, "比率没有比较符号",
            row => row.Value.Kind != ValueKind.Percent ? null : row.Value.Comparator == Comparator.None && row.Value.Trend == Trend.None,
            "的比率没有≥、≤等符号，例如“{0}”。请注明。", "a rate has no operator (≥, ≤). Say whether it is the least or the most.", "≥ 或 ≤");
        check.Missing("没有百分比指标", "no indicator is a rate");
    }

    static void Ind013(Check check)
    {
        if (!Rows(check, out var targets)) return;
        Each(check, targets, IndicatorLevel.Quantity, row => row.Value.HasNumber, "是数量指标，指标值“{0}”不是数字。请填写数量和单位。", "a quantity is no number. Give number and unit.", "数字和单位");
        check.Missing("没有数量指标", "there are no quantities");
    }

    static void Ind014(Check check)
    {
        if (!Rows(check, out var targets)) return;
        Each(check, targets, IndicatorLevel.Time,
            row => row.Value.Kind is ValueKind.Date or ValueKind.Period || row.Value.Kind == ValueKind.Percent && !row.Value.IsComposite || row.Value is { HasNumber: false } && row.ValueKey.Contains("全年", StringComparison.Ordinal),
            "是时效指标，指标值“{0}”不是日期、期限或及时率。请改填。", "a time is neither date, period nor on-time rate. Give one.", "日期、期限或及时率");
        check.Missing("没有时效指标", "there are no times");
    }

    static void Ind015(Check check)
    {
        if (!Rows(check, out var targets)) return;
        Each(check, targets, IndicatorLevel.Cost, row => row.Value.Kind is ValueKind.Money or ValueKind.Percent || row.Value.Kind == ValueKind.Number && (row.Value.IsPerEach || row.Value.Unit.Length == 0 || row.Value.Unit.StartsWith("万")),
            "是成本指标，指标值“{0}”不是金额或成本比率。请改填。", "a cost is neither an amount nor a rate. Give one.", "金额或比率");
        check.Missing("没有成本指标", "there are no costs");
    }

    static void Each(Check check, TargetEvidence targets, IndicatorLevel level, Func<IndicatorRow, bool> fits, string text, string textEn, string expected)
    {
        foreach (var row in targets.Rows)
        {
            if (row.Level != level || row.Value.Kind == ValueKind.Blank || row.Inherited || row.MovedFrom is not null) continue;
            if (fits(row)) check.Compared();
            else Fail(check, row, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, Short(row.Printed.Value)), textEn, expected);
        }
    }

    static readonly string[] ChangeRates = ["增减率", "增长率", "下降率", "降低率", "减少率"], OnTime = ["及时率", "按时", "按期", "准时"];

    static void Ind016(Check check)
    {
        if (!Rows(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (row.Level == IndicatorLevel.Unknown || row.Inherited || row.MovedFrom is not null) continue;
            var better = BetterLevel(row);
            if (better.Length == 0) check.Compared();
            else Fail(check, row, $"（指标值“{Short(row.Printed.Value)}”）列在{row.Printed.Level2}，更像是{better}。请核对二级指标。", "name or value speak of another level. Check it.", better);
        }
        check.Missing("没有可识别的二级指标", "no level is recognised");
    }

    /// <summary>The level that name or value plainly speak of, where it is not the one they stand at.</summary>
    static string BetterLevel(IndicatorRow row)
    {
        var (level, value) = (row.Level, row.Value);
        var output = level is IndicatorLevel.Quantity or IndicatorLevel.Quality;
        if (level != IndicatorLevel.Time && value.Kind == ValueKind.Date) return "时效指标";
        if (output && (HasOne(row.Name, OnTime) || HasOne(row.Printed.Value, OnTime) && row.ValueKey.Length <= 6)) return "时效指标";
        if (level != IndicatorLevel.Satisfaction && (row.Name.Contains("满意度", StringComparison.Ordinal) || row.Name.Contains("满意率", StringComparison.Ordinal))) return "满意度指标";
        if (level is IndicatorLevel.Economic or IndicatorLevel.Quantity or IndicatorLevel.Quality && row.ValueKey is "不超预算" or "不超标") return level == IndicatorLevel.Cost ? "" : "成本指标";
        if (output && value.Kind == ValueKind.Money) return "成本指标";
        if (level == IndicatorLevel.Quality && value.IsCount && !value.HasOtherWords && !IsScore(value.Unit)) return "数量指标";
        if (level == IndicatorLevel.Quantity && HasOne(row.Name, ChangeRates)) return "效益指标";
        return "";
    }

    /// <summary>Marks and degrees measure quality.</summary>
    static bool IsScore(ReadOnlySpan<char> unit) => unit.StartsWith("分") || unit.StartsWith("度") || unit.StartsWith("级") || unit.StartsWith("星") || unit.StartsWith("倍") || unit.StartsWith("‰");

    static void Ind017(Check check)
    {
        if (!Rows(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (row.Value.Kind == ValueKind.Blank || row.Inherited) continue;
            if (!row.Value.IsComposite) check.Compared();
            else Fail(check, row, $"的指标值“{Short(row.Printed.Value)}”含有几项内容。请拆成几个指标。", "the value promises several things. Split the indicator.", "一个指标值");
        }
    }

    static void Ind018(Check check)
    {
        if (!Rows(check, out var targets)) return;
        PerPlace(check, targets, "定性指标值", row => row.Value.Kind is ValueKind.Words or ValueKind.Grade ? row.Value.Kind == ValueKind.Words : null,
            "的定性指标值没有采用分级表述，例如“{0}”。宜用达标、良好、满意等。", "a value in words is no grade. Use a graded list.", "达标、良好、满意等");
        check.Missing("没有定性指标", "no value is in words");
    }

    static void Ind019(Check check)
    {
        if (!Rows(check, out var targets)) return;
        for (var f = 0; f < targets.Forms.Length; f++)
        {
            var rows = targets.FormRows[f];
            if (rows.Count == 0) continue;
            var numbers = 0;
            foreach (var row in rows) numbers += row.Value.HasNumber ? 1 : 0;
            if (numbers * 2 >= rows.Count) check.Compared();
            else check.Fail(TargetEvidence.PlaceOf(targets.Forms[f], "定量指标"), $"项目“{Short(targets.Forms[f].Name)}”的 {rows.Count} 个指标中有数字的只有 {numbers} 个。宜多用定量指标。", "fewer than half of the values have a number. Quantify more.", $"{numbers}/{rows.Count}", "≥ 1/2");
        }
        check.Missing("没有项目绩效指标", "there are no project indicators");
    }

    static void Ind020(Check check)
    {
        if (!Rows(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (row.Inherited || !row.Name.Contains("增减率", StringComparison.Ordinal) || !row.Value.HasNumber) continue;
            if (row.Value.Trend == Trend.None) check.Compared();
            else Fail(check, row, $"的指标值为“{Short(row.Printed.Value)}”。“增减率”宜用正负号表示方向。", "the direction is a word. Use the sign.", "正负号");
        }
        check.Missing("没有“增减率”指标", "no indicator is a rate of change either way");
    }

    static void Ind021(Check check)
    {
        if (!Rows(check, out var targets)) return;
        var named = new Dictionary<string, IndicatorRow>(StringComparer.Ordinal);
        HashSet<IndicatorRow>? differ = null;
        foreach (var row in targets.Rows)
        {
            if (!Years(row.Name, out var first, out var last, out var without)) continue;
            var key = $"{without}|{row.ValueKey}";
            if (named.TryAdd(key, row)) continue;
            var other = named[key];
            if (!Years(other.Name, out var otherFirst, out var otherLast, out _) || (otherFirst, otherLast) == (first, last)) continue;
            // The one that leaves out the budget year is the one to mend.
            var wrong = first <= check.Year && check.Year <= last && !(otherFirst <= check.Year && check.Year <= otherLast) ? other : row;
            var right = wrong == row ? other : row;
            if ((differ ??= []).Add(wrong)) Fail(check, wrong, $"与{targets.PlaceOf(right).Text}的年度不一致（{YearsOf(wrong)}、{YearsOf(right)}）。请核对年度。", "the same indicator has other years elsewhere. Check the years.", YearsOf(right));
        }
        foreach (var row in targets.Rows)
        {
            if (differ?.Contains(row) == true || !Years(row.Name, out var first, out var last, out _)) continue;
            if (first <= check.Year && check.Year <= last) check.Compared();
            else Fail(check, row, $"的年度 {YearsOf(row)} 不含预算年度 {check.Year} 年。请核对。", "the years in the name do not include the budget year. Check them.", check.Year + "年", Severity.Warning);
        }
        check.Missing("指标名称中没有年度", "no name has a year");
    }

    static string YearsOf(IndicatorRow row) => Years(row.Name, out var first, out var last, out _) ? first == last ? $"{first}" : $"{first}-{last}" : "";

    /// <summary>"申报创建2020-2021年市…" → 2020, 2021 and the name without them.</summary>
    public static bool Years(string name, out int first, out int last, out string without)
    {
        (first, last, without) = (0, 0, "");
        int from = -1, to = -1;
        for (var i = 0; i + 4 <= name.Length; i++)
        {
            if (name[i] is not ('1' or '2') || !int.TryParse(name.AsSpan(i, 4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year) || year is < 1990 or > 2100) continue;
            if (i > 0 && char.IsAsciiDigit(name[i - 1])) continue;
            var next = i + 4 < name.Length ? name[i + 4] : '\0';
            if (next is not ('年' or '-' or '－' or '—' or '至' or '～' or '~') && from < 0) continue;
            if (from < 0) (from, first) = (i, year);
            (last, to) = (year, i + 4);
            i += 3;
        }
        if (from < 0) return false;
        if (last < first) (first, last) = (last, first);
        without = TargetEvidence.Folded(string.Concat(name.AsSpan(0, from), name.AsSpan(to)));
        return true;
    }

    static void Ind022(Check check)
    {
        if (!Rows(check, out var targets)) return;
        foreach (var row in targets.Rows)
        {
            if (row.InForm || row.Source is null) continue;
            if (row.MovedFrom is not { } owner) check.Compared();
            else Fail(check, row, $"的指标值“{Short(row.Printed.Value)}”是项目绩效目标表中“{Short(owner.Name)}”的值；该指标在项目表中为“{Short(row.Source.Printed.Value)}”。请改正。", $"the value is that of \"{Short(owner.Name)}\" in the project's form. Correct it.", Short(row.Source.Printed.Value));
        }
        check.Missing("整体绩效目标中没有项目绩效目标表的指标", "no goal takes up an indicator of a form");
    }

    static void Ind023(Check check)
    {
        if (!Rows(check, out var targets)) return;
        var floor = check.Band(Band.SatisfactionFloor);
        PerPlace(check, targets, "满意度指标值",
            row => row.Level != IndicatorLevel.Satisfaction && row.Group != IndicatorGroup.Satisfaction || row.Value.Kind == ValueKind.Blank ? null
                : row.Value is not { Kind: ValueKind.Percent, Number: { } number } || !IsMore(number, floor) && number.Value != floor,
            $"的满意度指标值不是不低于{floor}%的比率，例如“{{0}}”。请填写比率。", $"satisfaction is not a rate of at least {floor} %. Give the rate.", $"≥{floor}%");
        check.Missing("没有满意度指标", "there is no satisfaction indicator");
    }

    static void Ind024(Check check)
    {
        if (!Rows(check, out var targets)) return;
        var (fewest, most) = (check.Band(Band.FewestIndicators), check.Band(Band.MostIndicators));
        for (var f = 0; f < targets.Forms.Length; f++)
        {
            var count = targets.FormRows[f].Count;
            if (count >= fewest && count <= most) check.Compared();
            else check.Fail(TargetEvidence.PlaceOf(targets.Forms[f], "指标数量"), $"项目“{Short(targets.Forms[f].Name)}”有 {count} 个绩效指标，宜为 {fewest} 至 {most} 个。", $"the project has {count} indicators; {fewest} to {most} are usual.", $"{count}", $"{fewest}–{most}");
        }
        check.Missing("没有项目绩效目标表", "there are no project forms");
    }

    /// <summary>One finding for a form or goal, with the first row that fails and how many do: each row alone would hide the rest of the report.</summary>
    static void PerPlace(Check check, TargetEvidence targets, string field, Func<IndicatorRow, bool?> fails, string text, string textEn, string expected)
    {
        for (var f = 0; f < targets.Forms.Length; f++) One(targets.FormRows[f]);
        for (var g = 0; g < targets.Goals.Length; g++) One(targets.GoalRows[g]);

        void One(List<IndicatorRow> rows)
        {
            IndicatorRow? first = null;
            var count = 0;
            foreach (var row in rows)
            {
                if (row.Inherited || row.MovedFrom is not null || fails(row) is not { } failed) continue;
                if (!failed)
                {
                    check.Compared();
                    continue;
                }
                first ??= row;
                count++;
            }
            if (first is null) return;
            var place = first.InForm ? TargetEvidence.PlaceOf(targets.Forms[first.Form]) : targets.PlaceOf(first.Goal);
            check.Fail(new($"{place.Key}/{field}", $"{place.Text} / {field}"), $"“{Short(first.Name)}”{(count > 1 ? $"等 {count} 个指标" : "")}{string.Format(System.Globalization.CultureInfo.InvariantCulture, text, Short(first.Printed.Value))}", $"{count} indicators, first \"{Short(first.Name)}\": {textEn}", Short(first.Printed.Value), expected);
        }
    }

    static bool HasOne(string? text, string[] words)
    {
        if (text is null) return false;
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
