using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using Budget.Document.Text;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>
/// XDC: this document against last year's, its units', the final accounts' and its district's, as far as they are at hand.
/// Each of those is read once for the document it is held against, so that a district's check stays linear.
/// </summary>
static class AcrossDocumentsRules
{
    static readonly SubjectKind[] Kinds =
    [
        SubjectKind.Revenue, SubjectKind.Expenditure, SubjectKind.RevenueFiscalAppropriation, SubjectKind.Fiscal, SubjectKind.General, SubjectKind.GeneralCurrentYear, SubjectKind.GeneralBasic, SubjectKind.GeneralProject,
        SubjectKind.GeneralPersonnel, SubjectKind.GeneralOperating, SubjectKind.GovernmentFund, SubjectKind.StateCapital,
        SubjectKind.ThreePublic, SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation, SubjectKind.Hospitality,
    ];

    public static readonly IReadOnlyList<Rule> All =
    [
        Error("XDC-001", "上年数应与上年公开的预算一致", "Last year's figures agree with last year's published budget", Basis.Practice, Xdc001),
        Error("XDC-002", "部门支出应等于所属各单位支出之和", "The department's expenditure equals the sum of its units' expenditure", Basis.BudgetRegulation5, Xdc002),
        Warning("XDC-003", "决算中的年初预算数应与公开的预算一致", "The initial budget in the final accounts agrees with the published budget", Basis.Practice, Xdc003),
        Warning("XDC-004", "上年使用、本年改列的科目应说明对应关系", "Account codes that were replaced since last year are mapped to their new codes", Basis.Practice, Xdc004),
        Info("XDC-005", "全区“三公”经费应等于各部门之和", "The district's “three public” expenses equal the sum of its departments'", Basis.Practice, Xdc005),
    ];

    static DisclosureDocument? Last(Check check)
    {
        if (check.Document.LastYear is { } last && last.Year == check.Year - 1) return last;
        check.Missing("上年公开文件未提供", "last year's published document is not at hand");
        return null;
    }

    static void Xdc001(Check check)
    {
        if (Last(check) is not { } document) return;
        var last = new Evidence(document);
        if (check.Evidence.MadeHere)
        {
            foreach (var kind in Kinds)
            {
                if (check.Evidence.Fact(kind)?.Basis != PriorBasis.PriorExecution && check.Evidence.Prior(kind) is { IsNumber: true } prior) Same(kind, prior.Fen, prior.Grain, prior.Spot);
            }
        }
        foreach (var c in check.Evidence.Comparisons)
        {
            if (!c.AgainstExecution && c.Before is { } before && Array.IndexOf(Kinds, c.Kind) >= 0) Same(c.Kind, before, c.Grain, c.Said.Spot);
        }
        if (check.Evidence[TableRole.GeneralPublic] is { } general && general.Column(ColumnRole.Prior) >= 0 && last.GeneralItems is { IsSplit: false } published)
        {
            foreach (var row in general.Rows)
            {
                if (row is { IsTotal: false, Code: >= 1_000_000 } && general.At(row, ColumnRole.Prior) is { IsNumber: true } cell && published.At(published.Find(row.Code), ColumnRole.Total) is { IsNumber: true } was) Differ(cell.Fen, was, Math.Max(cell.Grain, was.Grain), cell.Spot);
            }
        }
        check.Missing("没有与上年预算比较的数字", "nothing is compared with last year's budget");

        void Same(SubjectKind kind, Int128 prior, long grain, Spot spot)
        {
            var published = last.Amount(kind);
            if (published.IsNumber) Differ(prior, published, Math.Max(grain, published.Grain) * 3 / 2, spot);
        }

        void Differ(Int128 prior, in Reading published, long tolerance, Spot spot)
        {
            var off = prior - published.Fen;
            if (Int128.Abs(off) <= tolerance)
            {
                check.Compared();
                return;
            }
            var place = spot.Place;
            var (found, expected, by) = (spot.Write(prior), spot.Write(published.Fen), (off > 0 ? "+" : "") + spot.Write(off));
            check.Fail(place with { Key = place.Key + "/last-year" }, $"{place.Text} 的上年数为 {found}，上年公开的预算为 {expected}，相差 {by}。请核对；上年预算有调整的请说明口径。",
                $"last year's figure at {place.Text} is {found}; last year's published budget has {expected}, difference {by}. Check it, or say what was adjusted.", found, expected, by, tolerance > 0 ? "±" + spot.Write(tolerance) : "");
        }
    }

    static void Xdc002(Check check)
    {
        const string rule = "部门支出与所属单位支出之和不符", ruleEn = "the department's expenditure is not the sum of its units'";
        if (check.Document.Department is { IsUnit: true })
        {
            check.Missing("本文件是单位预算", "this is a unit's document");
            return;
        }
        if (check.Document.Surroundings?.Units is not { Count: > 0 } units)
        {
            check.Missing("所属单位的预算文件未提供", "the units' documents are not at hand");
            return;
        }
        if (check.Need(TableRole.Expenditure) is not { HasCodes: true, IsSplit: false } own) return;
        var columns = (ReadOnlySpan<ColumnRole>)[ColumnRole.Total, ColumnRole.Basic, ColumnRole.Project];
        var sums = new Dictionary<(int Code, ColumnRole), Adder>();
        var read = 0;
        foreach (var unit in units)
        {
            if (unit is null || unit.Year != check.Year || new Evidence(unit)[TableRole.Expenditure] is not { HasCodes: true } sheet) continue;
            read++;
            foreach (var row in sheet.Rows)
            {
                if (row is null || row.IsTotal && !ReferenceEquals(row, sheet.Total) || !row.IsTotal && row.Code <= 0) continue;
                foreach (var column in columns)
                {
                    if (sheet.At(row, column) is not { IsNumber: true } amount) continue;
                    ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(sums, (row.IsTotal ? 0 : row.Code, column), out _);
                    sum.Add(amount);
                }
            }
        }
        if (read == 0)
        {
            check.Missing("所属单位文件没有同年度的支出总表", "the units' documents have no expenditure table of the year");
            return;
        }
        var all = check.Document.Surroundings.UnitsAreAll && read == units.Count;
        foreach (var row in own.Rows)
        {
            if (row is null || row.IsTotal && !ReferenceEquals(row, own.Total) || !row.IsTotal && row.Code <= 0) continue;
            foreach (var column in columns)
            {
                var found = own.At(row, column);
                var parts = sums.GetValueOrDefault((row.IsTotal ? 0 : row.Code, column));
                if (!found.Exists || parts.IsEmpty && !(all && found.IsNumber)) continue;
                if (parts.IsEmpty) parts.Add(new Reading(ReadingState.Blank, 0, 0, 0, default));
                var off = (Int128)found.Fen - parts.Fen;
                // Units that are not at hand may spend what is missing.
                if (Int128.Abs(off) > parts.Tolerance(found.Grain) && !all) check.Missing("所属单位的预算文件不全", "not all units' documents are at hand");
                else check.Sum(found, parts, rule, ruleEn);
            }
        }
        if (!all) return;
        foreach (var ((code, column), parts) in sums)
        {
            if (column != ColumnRole.Total || code < 1_000_000 || parts.Fen == 0 || own.Find(code) is not null) continue;
            var place = new Place($"table:{TableRole.Expenditure}/{code}/units", $"表{own.Table.Number} {own.Table.Title} / {code}");
            var shown = Money.Write(parts.Fen, own.Table.Unit);
            check.Fail(place, $"{rule}：所属单位有科目 {code} 支出 {shown}，部门支出总表没有该科目。请补列。", $"{ruleEn}: its units spend {shown} under code {code}, which the department's table lacks. Add it.", "", shown);
        }
    }

    static void Xdc003(Check check)
    {
        if (check.Document.Surroundings?.FinalAccounts is not { Count: > 0 } accounts)
        {
            check.Missing("决算未提供", "the final accounts are not at hand");
            return;
        }
        foreach (var kind in Kinds)
        {
            if (!accounts.TryGetValue(kind, out var start) || check.Evidence.Amount(kind) is not { IsNumber: true } budget) continue;
            // Final accounts print 万元 with two decimals.
            check.Equal(budget, new Reading(ReadingState.Number, start.Fen, Math.Max(budget.Grain, Told.WanGrain), 0, Spot.Fact(kind)), "决算的年初预算数与公开的预算不符", "the final accounts start from another budget than was published");
        }
        check.Missing("决算没有年初预算数", "the final accounts do not print the budget they start from");
    }

    /// <summary>Items every section has; under another section they are other items.</summary>
    static readonly string[] Everywhere = ["行政运行", "一般行政管理事务", "机关服务", "事业运行", "信息化建设"];

    static void Xdc004(Check check)
    {
        if (Last(check) is not { } document) return;
        var last = new Evidence(document);
        if (check.Need(check.Evidence.GeneralItems?.Role ?? TableRole.GeneralPublic) is not { HasCodes: true } now || last.GeneralItems is not { HasCodes: true } before)
        {
            check.Missing("上年文件没有功能分类支出表", "last year's document has no table by function");
            return;
        }
        var byName = new Dictionary<string, Row>(Names.Comparer);
        foreach (var row in now.Rows)
        {
            if (row is { IsTotal: false, Code: >= 1_000_000, Name.Length: > 0 } && before.Find(row.Code) is null) byName[row.Name] = row;
        }
        foreach (var row in before.Rows)
        {
            if (row is not { IsTotal: false, Code: >= 1_000_000, Name.Length: > 0 } || before.At(row, ColumnRole.Total) is not { Fen: not 0 } || Array.IndexOf(Everywhere, row.Name) >= 0) continue;
            if (now.Find(row.Code) is not null || !byName.TryGetValue(row.Name, out var moved) || Mapped(check, row.Name))
            {
                check.Compared();
                continue;
            }
            var place = Spot.Cell(now.Table, moved, -1).Place;
            check.Fail(place with { Key = place.Key + "/moved" }, $"“{row.Name}”上年列在科目 {row.CodeText}，本年改列 {moved.CodeText}。请说明科目调整的对应关系，以便与上年比较。",
                $"\"{row.Name}\" stood under {row.CodeText} last year and stands under {moved.CodeText} now. Say how the two correspond, so that the years can be compared.", moved.CodeText, row.CodeText);
        }
        check.Missing("上年没有按项编列的支出", "last year's document has no items");
    }

    /// <summary>The text speaks of the item, or of changed codes, as moved.</summary>
    static bool Mapped(Check check, string name)
    {
        foreach (var text in check.Evidence.Texts)
        {
            if (text.Text.Contains("科目调整", StringComparison.Ordinal) || text.Text.Contains("科目变动", StringComparison.Ordinal) || text.Text.Contains("改列", StringComparison.Ordinal) && text.Text.Contains(name, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    static void Xdc005(Check check)
    {
        if (check.Document.Surroundings?.DistrictThreePublic is not { } district)
        {
            check.Missing("全区“三公”经费汇总数未提供", "the district's sum of the three public expenses is not at hand");
            return;
        }
        if (!district.IsWhole)
        {
            check.Missing("各部门文件不全", "not all departments' documents are at hand");
            return;
        }
        var off = (Int128)district.Published.Fen - district.OfDepartments.Fen;
        var tolerance = (Int128)Told.WanGrain * Math.Max(1, district.Departments / 2);
        if (Int128.Abs(off) <= tolerance)
        {
            check.Compared();
            return;
        }
        var (found, expected, by) = (Money.Rounded(district.Published.Fen, MoneyUnit.Wan), Money.Rounded(district.OfDepartments.Fen, MoneyUnit.Wan), (off > 0 ? "+" : "") + Money.Rounded(off, MoneyUnit.Wan));
        check.Fail(new Place("district/three-public", "全区“三公”经费汇总"), $"全区“三公”经费公布为 {found}，{district.Departments} 个部门合计 {expected}，相差 {by}。请核对汇总范围。",
            $"the district publishes {found}; its {district.Departments} departments add up to {expected}, difference {by}. Check what is included.", found, expected, by, "±" + Money.Rounded(tolerance, MoneyUnit.Wan));
    }
}
