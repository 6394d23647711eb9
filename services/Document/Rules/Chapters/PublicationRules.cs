using System.Globalization;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>PUB: whether the document may be published as it is, and in time. What the way to publication guards is not asked again here.</summary>
static class PublicationRules
{
    static readonly Basis PrivateMatters = new("政府信息公开条例 第十五条");

    public static readonly IReadOnlyList<Rule> All =
    [
        Error("PUB-001", "部门预算应在财政批复后二十日内公开", "The department's budget is published within 20 days of the finance department's reply", Basis.BudgetLaw14, c => InTime(c, s => s.FinanceReplied, s => s.Published, 20, "财政批复", "公开", "the finance reply", "publication", unit: false)),
        Error("PUB-002", "财政部门应在人大批准后二十日内批复部门预算", "The finance department replies within 20 days of approval by the people's congress", Basis.BudgetLaw52, c => InTime(c, s => s.CongressApproved, s => s.FinanceReplied, 20, "人大批准", "财政批复", "the congress's approval", "the finance reply", unit: null)),
        Error("PUB-003", "部门应在接到财政批复后十五日内批复所属单位", "The department replies to its units within 15 days of the finance department's reply", Basis.BudgetLaw52, c => InTime(c, s => s.FinanceReplied, s => s.DepartmentReplied, 15, "财政批复", "批复单位", "the finance reply", "the reply to the unit", unit: true)),
        Error("PUB-004", "单位预算应在部门批复后二十日内公开", "A unit's budget is published within 20 days of the department's reply", Basis.BudgetRegulation6, c => InTime(c, s => s.DepartmentReplied, s => s.Published, 20, "部门批复", "公开", "the department's reply", "publication", unit: true)),
        Warning("PUB-006", "表中的个人姓名和电话应经确认或遮蔽", "Personal names and telephone numbers in the forms are confirmed or masked", PrivateMatters, Pub006),
        Error("PUB-007", "预算表应为文字，不应是图片", "Budget tables are published as text, not as images", Basis.Practice, Pub007),
    ];

    /// <summary>Calendar days, the day of the reply not counted.</summary>
    static void InTime(Check check, Func<Surroundings, DateOnly?> start, Func<Surroundings, DateOnly?> end, int days, string from, string to, string fromEn, string toEn, bool? unit)
    {
        if (unit is { } only && check.Document.Department is not null && check.Document.Department.IsUnit != only)
        {
            check.Missing(only ? "本文件不是单位预算" : "本文件是单位预算，期限自部门批复起算", only ? "this is not a unit's document" : "this is a unit's document; its term runs from the department's reply");
            return;
        }
        var around = check.Document.Surroundings ?? Surroundings.None;
        if (start(around) is not { } first || end(around) is not { } last)
        {
            check.Missing($"没有{from}或{to}的日期", $"the day of {fromEn} or of {toEn} is not given");
            return;
        }
        var taken = last.DayNumber - first.DayNumber;
        if (taken <= days)
        {
            check.Compared();
            return;
        }
        var due = first.DayNumber + days <= DateOnly.MaxValue.DayNumber ? first.AddDays(days) : DateOnly.MaxValue;
        check.Fail(new Place($"dates/{to}", to + "日期"), $"{Day(first)}{from}，应在{days}日内（{Day(due)}前）{to}，实际为 {Day(last)}，迟 {taken - days} 日。请说明原因，并尽快办理。",
            $"{fromEn} was on {Iso(first)}; {toEn} was due by {Iso(due)} and was on {Iso(last)}, {taken - days} days late. Say why, and see to it.", Iso(last), "≤ " + Iso(due), $"+{taken - days}日");
    }

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    static void Pub006(Check check)
    {
        // On the way of a document made here the secrecy review confirms what of persons is published.
        if (check.Evidence.MadeHere)
        {
            check.Missing("由公开前的保密审查确认", "confirmed by the secrecy review before publication");
            return;
        }
        var (names, phones) = (0, 0);
        Place first = default;
        var targets = check.Document.Targets;
        foreach (var form in targets?.Projects ?? [])
        {
            if (form is null) continue;
            Look(form.Leader, form.Phone, TargetEvidence.PlaceOf(form, "项目负责人"));
        }
        if (targets?.Overall is { } overall) Look(overall.FilledBy, overall.Phone, Spot.Overall(overall, "填报人").Place);
        if (names + phones > 0)
        {
            var what = string.Join('、', new[] { names > 0 ? $"{names}处姓名" : "", phones > 0 ? $"{phones}处电话" : "" }.Where(s => s.Length > 0));
            check.Fail(new Place(first.Key, "绩效目标表"), $"绩效目标表载有个人信息（{what}，首处见 {first.Text}）。请确认可以公开，或遮蔽后公开。",
                $"the forms print {names} names and {phones} telephone numbers of persons. Confirm that they may be published, or mask them.", what);
        }
        check.Missing("没有绩效目标表，或表中没有姓名和电话", "there are no forms, or no names and numbers in them");

        void Look(string? name, string? phone, Place place)
        {
            if (!string.IsNullOrWhiteSpace(name) || !string.IsNullOrWhiteSpace(phone)) check.Compared();
            var (person, number) = (IsPerson(name), IsNumber(phone));
            if (person) names++;
            if (number) phones++;
            if ((person || number) && names + phones <= 2 && first.Key is null) first = place;
        }
    }

    /// <summary>Two to four characters of a name, unmasked; "各科室负责人" names an office.</summary>
    static bool IsPerson(string? text)
    {
        var name = TargetEvidence.Folded(text);
        if (name.Length is < 2 or > 4 || name.AsSpan().ContainsAny("*×某○〇＊".AsSpan())) return false;
        foreach (var office in (ReadOnlySpan<string>)["科", "室", "局", "处", "办", "委", "部", "书记", "主任", "负责", "中心", "单位", "校", "院", "站", "所", "队", "无", "略"])
        {
            if (name.Contains(office, StringComparison.Ordinal)) return false;
        }
        foreach (var c in name)
        {
            if (c is not (>= '一' and <= '鿿' or '·')) return false;
        }
        return true;
    }

    static bool IsNumber(string? phone)
    {
        var digits = 0;
        foreach (var c in phone ?? "")
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (c is '*' or '×' or '＊') return false;
        }
        return digits >= 7;
    }

    static void Pub007(Check check)
    {
        List<int>? lost = null;
        foreach (var table in check.Document.Tables ?? [])
        {
            if (table is null) continue;
            if (table.NotInSource) (lost ??= []).Add(table.Definition?.Number ?? 0);
            else check.Compared();
        }
        if (lost is not null)
        {
            var numbers = string.Join('、', lost);
            check.Fail(new Place("tables", "预算表"), $"表{numbers}以图片公布，文字无法取得。请以文字（可复制、可检索）公布。", $"tables {numbers} are published as pictures. Publish them as text that can be copied and searched.", numbers);
        }
        check.Missing("没有预算表", "there are no tables");
    }
}
