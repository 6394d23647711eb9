using System.Globalization;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using Budget.Document.Text;

namespace Budget.Document.Rules.Chapters;

/// <summary>Amounts and periods on the pages about projects: everything there belongs to something.</summary>
static class ProjectFigureRules
{
    public static void Prj035(Check check)
    {
        foreach (var page in ProjectPageRules.Pages(check))
        {
            if (page.Heading.Contains("周期", StringComparison.Ordinal) || page.Heading.Contains("实施时间", StringComparison.Ordinal)) Period(check, page.Place, Years(page.Text), page.Text);
        }
        foreach (var form in check.Document.Targets?.Projects ?? [])
        {
            if (form is not { Name: not null, StartDate.Length: >= 4, EndDate.Length: >= 4 } || !Year(form.StartDate, out var start) || !Year(form.EndDate, out var end)) continue;
            Period(check, Spot.Form(form, "项目起止时间").Place, [start, end], $"{form.StartDate} - {form.EndDate}");
        }
        check.Missing("没有写明项目实施周期的年度", "no project's period is told by its years");
    }

    static bool Year(string date, out int year) => int.TryParse(date.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out year) && year is > 1990 and < 2100;

    static List<int> Years(string text)
    {
        var years = new List<int>();
        for (var i = 0; i + 4 <= text.Length && years.Count < 20; i++)
        {
            if (text[i] == '2' && text[i + 1] == '0' && (i == 0 || !char.IsAsciiDigit(text[i - 1])) && (i + 4 == text.Length || !char.IsAsciiDigit(text[i + 4])) && int.TryParse(text.AsSpan(i, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)) years.Add(year);
        }
        return years;
    }

    static void Period(Check check, Place place, List<int> years, string printed)
    {
        if (years.Count == 0) return;
        var (first, last) = (years[0], years[^1]);
        if (years.Min() <= check.Year && last >= check.Year && first <= last)
        {
            check.Compared();
            return;
        }
        printed = IndicatorRules.Short(printed);
        check.Fail(place with { Key = place.Key + "/period" }, $"{place.Text} 为“{printed}”，{(first > last ? "起止颠倒" : $"不包括预算年度 {check.Year} 年")}。请核对；如为上年文本，请更新。",
            $"{place.English}: the period \"{printed}\" {(first > last ? "ends before it begins" : $"does not take in {check.Year}, the budget year")}. Check it, and bring the text up to date if it is last year's.", printed, $"{check.Year}年");
    }

    static readonly string[] Wholes = ["总预算", "总额", "合计", "总计", "总投资", "预算资金", "年度预算", "资金总", "共计", "安排资金"];

    public static void Prj036(Check check)
    {
        foreach (var page in ProjectPageRules.Pages(check))
        {
            if (!page.Text.Contains('万', StringComparison.Ordinal)) continue;
            Adder parts = default, quarters = default;
            var totals = new List<Figure>();
            foreach (var figure in FiguresInText.Read(page.Text))
            {
                // "支持商销稳增长30.00万" is a project's name, no growth.
                if (figure is not { Measure: Measure.Amount or Measure.Change, Basis: "", Unit: "万元", Value: { } value } || value.AsMoney(MoneyUnit.Wan) is not { } money) continue;
                if (figure.Label.Contains("季度", StringComparison.Ordinal)) quarters.AddSigned(money.Fen, value.LastDigitInFen(MoneyUnit.Wan));
                else if (IsWhole(figure.Label)) totals.Add(figure);
                else parts.AddSigned(money.Fen, value.LastDigitInFen(MoneyUnit.Wan));
            }
            if (quarters.Numbers == 4) Quarters(check, page, quarters, totals);
            else if (totals.Count > 0 && parts.Numbers > 0 && page.Text.Contains("其中", StringComparison.Ordinal)) AddUp(check, page, parts, totals);
        }
        check.Missing("项目说明中没有分项金额", "no page tells the parts of its money");
    }

    static bool IsWhole(string label)
    {
        foreach (var word in Wholes)
        {
            if (label.Contains(word, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    static void AddUp(Check check, in ProjectPageRules.Part page, in Adder parts, List<Figure> totals)
    {
        // "…合计1170.00万" closes a list that is whole; "其中" alone may name some parts.
        var whole = totals.Exists(t => t.Label.Contains("合计", StringComparison.Ordinal) || t.Label.Contains("共计", StringComparison.Ordinal));
        foreach (var total in totals)
        {
            var fen = (Int128)total.Value!.Value.AsMoney(MoneyUnit.Wan)!.Value.Fen;
            if (Int128.Abs(fen - parts.Fen) <= 100 || parts.Fen < fen && !whole && parts.Numbers < 2) check.Compared();
            else if (parts.Fen > fen || whole || parts.Numbers >= 2) Told(check, page, total, fen, parts.Fen, "各分项", "its parts", whole || parts.Fen > fen ? null : Severity.Warning);
        }
    }

    static void Quarters(Check check, in ProjectPageRules.Part page, in Adder quarters, List<Figure> totals)
    {
        var (sum, fits) = (quarters.Fen, false);
        foreach (var total in totals) fits |= total.Value!.Value.AsMoney(MoneyUnit.Wan)!.Value.Fen == sum;
        foreach (var form in check.Document.Targets?.Projects ?? []) fits |= form?.Year?.Fen == sum || form?.Total?.Fen == sum;
        foreach (var project in check.Document.Projects ?? []) fits |= project?.Amount?.Fen == sum;
        if (fits) check.Compared();
        else if (totals.Count > 0) Told(check, page, totals[0], totals[0].Value!.Value.AsMoney(MoneyUnit.Wan)!.Value.Fen, sum, "四个季度", "its four quarters", null);
        else if (check.Document.Targets?.Projects is { Count: > 0 })
        {
            var place = page.Place;
            var shown = Money.Rounded(sum, MoneyUnit.Wan);
            check.Fail(place with { Key = place.Key + "/quarters" }, $"{place.Text}：四个季度用款计划之和为 {shown}，没有一张项目绩效目标表的预算是这个数。请核对各季度金额。",
                $"{place.English}: the four quarters add up to {shown}, which no project form has as its budget. Check the quarters.", shown, severity: Severity.Warning);
        }
    }

    static void Told(Check check, in ProjectPageRules.Part page, Figure total, Int128 told, Int128 sum, string what, string whatEn, Severity? severity)
    {
        var place = page.Place;
        var (found, expected, by) = (total.Value + "万元", Money.Rounded(sum, MoneyUnit.Wan), (told > sum ? "+" : "") + Money.Rounded(told - sum, MoneyUnit.Wan));
        check.Fail(place with { Key = $"{place.Key}/{total.Label}" }, $"{place.Text}：“{total.Label}”为 {found}，{what}之和为 {expected}，相差 {by}。请核对。",
            $"{place.English}: \"{total.Label}\" is {found}; {whatEn} add up to {expected}, difference {by}. Check them.", found, expected, by, severity: severity);
    }

    /// <summary>The projects' money in the paragraph on targets, on their pages and in their forms, by name.</summary>
    public static void Prj037(Check check)
    {
        var first = new Dictionary<int, (Int128 Fen, Place Place, string Shown)>();
        foreach (var form in check.Document.Targets?.Projects ?? [])
        {
            if (form is { Name.Length: > 3 } && (form.Year ?? form.Total) is { } year) first.TryAdd(Names.Hash(Names.WithoutNumbering(form.Name)), (year.Fen, Spot.Form(form).Place, Money.Write(year.Fen, form.Unit)));
        }
        foreach (var statement in check.Evidence.Statements)
        {
            var chapter = ProseChapter.Of(statement.Section, statement.Heading);
            var arranged = chapter == Chapter.ProjectPage && (statement.Heading.Contains("预算安排", StringComparison.Ordinal) || statement.Heading.Contains("资金", StringComparison.Ordinal));
            if (chapter != Chapter.Performance && !arranged) continue;
            foreach (var figure in arranged ? FiguresInText.Read(statement.Text) : statement.Figures)
            {
                if (figure is not { Measure: Measure.Amount, Unit: "万元", Label.Length: > 3, Value: { } value } || IsWhole(figure.Label) || value.AsMoney(MoneyUnit.Wan) is not { } money) continue;
                if (figure.Label.Contains("涉及", StringComparison.Ordinal) || figure.Label.Contains("季度", StringComparison.Ordinal)) continue;
                Look(figure.Label, money.Fen, Spot.Figure(statement, figure).Place, value + "万元");
            }
        }
        check.Missing("没有一个项目的金额写了两处", "no project's money is told twice");

        void Look(string name, Int128 fen, Place place, string shown)
        {
            if (first.TryAdd(Names.Hash(Names.WithoutNumbering(name)), (fen, place, shown))) return;
            var other = first[Names.Hash(Names.WithoutNumbering(name))];
            var by = fen - other.Fen;
            if (by == 0)
            {
                check.Compared();
                return;
            }
            var difference = (by > 0 ? "+" : "") + Money.Rounded(by, MoneyUnit.Wan);
            check.Fail(place with { Key = place.Key + "/told" }, $"“{name}”的金额为 {shown}（{place.Text}），{other.Place.Text} 为 {other.Shown}，相差 {difference}。请核对后改为一致。",
                $"\"{name}\" has {shown} at {place.English} and {other.Shown} at {other.Place.English}, difference {difference}. Check both and make them agree.", shown, other.Shown, difference);
        }
    }
}
