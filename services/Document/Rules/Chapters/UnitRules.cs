using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>XDC, second half: a unit is a part of its department, and tells its own figures. Told in the department's report, where both are at hand.</summary>
static class UnitRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Error("XDC-006", "单位的数字不应大于所属部门的数字", "No figure of a unit is greater than its department's", Basis.BudgetRegulation5, Xdc006),
        Warning("XDC-007", "单位不应照抄部门的上年数", "A unit does not print its department's figures of last year", Basis.Practice, Xdc007),
    ];

    static IReadOnlyList<DisclosureDocument>? UnitsOf(Check check)
    {
        if (check.Document.Department is { IsUnit: true }) check.Missing("本文件是单位预算，随部门文件一并检查", "this is a unit's document; it is checked with its department's");
        else if (check.Document.Surroundings?.Units is { Count: > 0 } units) return units;
        else check.Missing("所属单位的预算文件未提供", "the units' documents are not at hand");
        return null;
    }

    /// <summary>What the department compares, by the account's code; of several the first.</summary>
    static Dictionary<int, Comparison> Owns(Check check)
    {
        var owns = new Dictionary<int, Comparison>();
        foreach (var own in check.Evidence.Comparisons)
        {
            if (own.Kind == SubjectKind.FunctionCode) owns.TryAdd(own.Code, own);
        }
        return owns;
    }

    static readonly TableRole[] ByCode = [TableRole.Expenditure, TableRole.GeneralPublic, TableRole.GovernmentFund, TableRole.StateCapital, TableRole.BasicExpenditure];

    static readonly SubjectKind[] Expenses =
        [SubjectKind.ThreePublic, SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation, SubjectKind.Hospitality, SubjectKind.AgencyOperating];

    static void Xdc006(Check check)
    {
        var owns = Owns(check);
        foreach (var unit in UnitsOf(check) ?? [])
        {
            if (unit?.Department is null || unit.Year != check.Year) continue;
            var evidence = new Evidence(unit);
            foreach (var role in ByCode)
            {
                if (check.Evidence[role] is not { HasCodes: true, IsSplit: false } own || evidence[role] is not { HasCodes: true, IsSplit: false } its) continue;
                foreach (var row in its.Rows)
                {
                    if (row is not { IsTotal: false, Code: > 0 }) continue;
                    var (whole, part) = (own.At(own.Find(row.Code), ColumnRole.Total), its.At(row, ColumnRole.Total));
                    if (whole.Exists && part.IsNumber) AtMost(check, unit, row.Name, part, whole, "");
                }
            }
            foreach (var kind in Expenses)
            {
                if (check.Evidence.Amount(kind) is { IsNumber: true } whole && evidence.Amount(kind) is { IsNumber: true } part) AtMost(check, unit, SubjectKinds.Of(kind)?.Chinese ?? "", part, whole, "");
            }
            foreach (var its in evidence.Comparisons)
            {
                if (its is not { Kind: SubjectKind.FunctionCode, AgainstExecution: true, Prior: { IsNumber: true } part }) continue;
                if (owns.TryGetValue(its.Code, out var own) && own is { AgainstExecution: true, Prior: { IsNumber: true } whole }) AtMost(check, unit, $"{its.Code} 上年执行数", part.Reading, whole.Reading, "/prior");
            }
        }
        check.Missing("所属单位文件没有可以比较的数字", "the units' documents have no figure to compare");
    }

    static void AtMost(Check check, DisclosureDocument unit, string what, in Reading part, in Reading whole, string of)
    {
        var over = (Int128)part.Fen - whole.Fen;
        if (over <= Math.Max(part.Grain, whole.Grain))
        {
            check.Compared();
            return;
        }
        var (place, at) = (whole.Spot.Place, part.Spot.Place);
        var (found, most, by) = (part.Shown, whole.Spot.Write(whole.Fen), part.Spot.Write(over));
        check.Fail(place with { Key = $"{place.Key}{of}/unit/{unit.Department.Name}" },
            $"所属单位 {unit.Department.Name} 的“{what}”为 {found}（{at.Text}），大于本部门的 {most}（{place.Text}），多 {by}。单位是部门的一部分，请核对两份文件。",
            $"unit {unit.Department.Name} has {found} at {at.English}, more than the department's {most} at {place.English}, by {by}. A unit is part of its department; check both documents.", found, "≤ " + most, by);
    }

    static void Xdc007(Check check)
    {
        var owns = Owns(check);
        foreach (var unit in UnitsOf(check) ?? [])
        {
            if (unit?.Department is null || unit.Year != check.Year) continue;
            foreach (var its in new Evidence(unit).Comparisons)
            {
                if (its is not { Kind: SubjectKind.FunctionCode, Prior: { IsNumber: true, Value: > 0 } part } || its.Amount is not { IsNumber: true } now) continue;
                if (owns.TryGetValue(its.Code, out var own) && own is { Prior: { IsNumber: true } whole, Amount: { IsNumber: true } all })
                {
                    // Where the unit is all of it, last year's figure is the same as well.
                    if (part.Value != whole.Value || Int128.Abs((Int128)all.Value - now.Value) <= Math.Max(now.Grain, all.Grain) * 100 || Fits(its))
                    {
                        check.Compared();
                        continue;
                    }
                    var place = part.Spot.Place;
                    check.Fail(new($"unit:{unit.Department.Name}/{its.Code}/prior", $"所属单位 {unit.Department.Name} / {place.Text}"),
                        $"所属单位 {unit.Department.Name} 的科目 {its.Code} 上年数 {part.Reading.Shown} 与本部门相同，本年数为 {now.Reading.Shown}，本部门为 {all.Reading.Shown}。疑为照抄部门的上年数，请核对。",
                        $"unit {unit.Department.Name} prints the department's own figure of last year, {part.Reading.Shown}, under {its.Code}; this year it has {now.Reading.Shown} of the department's {all.Reading.Shown}. Check whether it was copied.", part.Reading.Shown);
                }
            }
        }
        check.Missing("所属单位文件没有列上年数", "the units' documents tell no figure of last year");
    }

    /// <summary>The unit's percentage follows from the figure: then it is the unit's own.</summary>
    static bool Fits(Comparison c)
    {
        if (c.Rate is not { IsNumber: true } rate || c.Amount is not { IsNumber: true } now || c.Prior is not { IsNumber: true, Value: > 0 } before) return false;
        var exact = Int128.Abs((Int128)now.Value - before.Value) * 100 * Recognition.Told.PerPercent / before.Value;
        return Int128.Abs(exact - Int128.Abs(rate.Value)) <= Recognition.Told.PerPercent / 10;
    }
}
