using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>REV: what the department receives, by source.</summary>
static class RevenueRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Error("REV-001", "收入总计应等于各项收入之和", "Total revenue equals the sum of its sources", Basis.BudgetRegulation40, Rev001),
        Error("REV-002", "收入总体情况与收入预算情况中的各项收入应逐项一致", "Each revenue source agrees wherever it is stated", Basis.Arithmetic, Rev002),
        Error("REV-003", "各项收入占比应等于该项收入除以收入总计", "Each source's share equals the source divided by total revenue", Basis.Arithmetic, Rev003),
        Warning("REV-004", "各项收入占比之和应为100%", "Shares of revenue add up to 100%", Basis.Arithmetic, Rev004),
        Error("REV-005", "收入总计应等于支出总计", "Total revenue equals total expenditure", Basis.BudgetLaw32, Rev005),
        Error("REV-006", "收支总表的收入总计应等于收入总表的合计", "Total revenue agrees between the summary table and the revenue table", Basis.Arithmetic, Rev006),
        Error("REV-007", "收入总表每行的合计应等于各来源之和", "In each line of the revenue table the total equals the sum of the sources", Basis.Arithmetic, Rev007),
        Error("REV-008", "收入总表的类应等于款之和、款应等于项之和", "In the revenue table items add up to sections and sections to classes", Basis.Arithmetic, Rev008),
        Error("REV-009", "财政拨款收入应等于一般公共预算、政府性基金预算和国有资本经营预算之和", "Fiscal appropriation equals the general public budget, government-managed funds and state capital budget together", Basis.BudgetRegulation5, Rev009),
        Error("REV-010", "财政拨款总额不应超过部门收入总计，无其他来源时应相等", "Fiscal appropriation does not exceed total revenue, and equals it where there is no other source", Basis.BudgetRegulation5, Rev010),
        Error("REV-011", "收入来源应为规定的科目", "Revenue sources are the prescribed ones", Basis.BudgetRegulation40, Rev011),
        Error("REV-012", "收入不应为负数", "No revenue is negative", Basis.Practice, Rev012),
        Warning("REV-013", "有事业收入或经营收入的部门应有事业单位", "A department with institutional or business revenue has a public institution", Basis.Practice, Rev013),
        Warning("REV-014", "收入总表与支出总表同一科目的合计应一致", "A function code has the same total in the revenue and the expenditure table", Basis.Arithmetic, Rev014),
    ];

    static void Rev001(Check check)
    {
        const string rule = "收入总计与各项收入之和不符", ruleEn = "total revenue is not the sum of its sources";
        if (check.Need(TableRole.RevenueAndExpenditure) is { } sheet) check.Sums(sheet, RelationKind.SideTotal, rule, ruleEn);
        foreach (var list in new RevenueLists(check.Evidence))
        {
            // A gap reads as zero here; that it is a gap is REV-002's finding.
            if (list.Total is { IsNumber: true } total && list.IsWhole) check.Sum(total.Reading, list.Sum(), rule, ruleEn);
        }
    }

    static void Rev002(Check check)
    {
        const string rule = "同一项收入前后不一致", ruleEn = "the same source differs between two places";
        if (check.ComputedHere(SubjectKind.Revenue, SubjectKind.RevenueGeneralPublicBudget, SubjectKind.RevenueFiscalAppropriation)) return;
        var evidence = check.Evidence;
        foreach (var list in new RevenueLists(evidence))
        {
            foreach (var told in list)
            {
                if (told.Measure != Measure.Amount || told.Prior || (!SubjectKinds.IsRevenueSource(told.Kind) && told.Kind != SubjectKind.Revenue)) continue;
                var stored = evidence.Stored(told.Kind);
                var other = stored.Exists ? stored : OtherListing(evidence, told);
                if (told.IsNumber && other.IsNumber) check.Equal(told.Reading, other, rule, ruleEn);
                else if (told.IsNumber && other.IsBlank && other.Spot.Owner is Table) check.Equal(told.Reading, other, rule, ruleEn);
                else if (told.State == ReadingState.Blank && other.Exists) Gap(check, told, other);
            }
        }
        check.Missing("只有一处列出各项收入，且没有收支总表可比", "the sources are listed only once, and there is no table to compare with");

        static void Gap(Check check, in Told told, in Reading other)
        {
            var place = told.Spot.Place;
            check.Fail(place,
                $"同一项收入前后不一致：{place.Text} 的金额空白，而 {other.Spot.Place.Text} 为 {other.Shown}。没有该项收入也应填写 0。",
                $"the same source differs between two places: the amount at {place.Text} is blank while {other.Spot.Place.Text} has {other.Shown}. Print 0 where there is none.",
                "（空白）", other.Shown);
        }
    }

    /// <summary>The same source in another list, printed there as a number.</summary>
    static Reading OtherListing(Evidence evidence, in Told told)
    {
        var looked = 0;
        foreach (var other in evidence.TellsOf(told.Kind))
        {
            if (looked++ > 100) break;
            if (!ReferenceEquals(other.Statement, told.Statement) && other.Measure == Measure.Amount && !other.Prior && other.IsNumber) return other.Reading;
        }
        return Reading.Missing;
    }

    static void Rev003(Check check)
    {
        if (check.ComputedHere(SubjectKind.Revenue)) return;
        foreach (var list in new RevenueLists(check.Evidence))
        {
            if (list.Total is not { } total) continue;
            foreach (var share in list)
            {
                if (share.Measure != Measure.Share || !SubjectKinds.IsRevenueSource(share.Kind)) continue;
                Shares.Equal(check, share, check.Evidence.AmountBeside(share, share.Kind)?.Reading ?? default, total.Reading, "收入占比计算有误", "a share of revenue is wrong");
            }
        }
        check.Missing("文中没有列出收入占比", "no shares of revenue are printed");
    }

    static void Rev004(Check check)
    {
        if (check.ComputedHere(SubjectKind.Revenue)) return;
        foreach (var list in new RevenueLists(check.Evidence))
        {
            Int128 sum = 0, tolerance = 0;
            var shares = 0;
            Told first = default;
            foreach (var share in list)
            {
                if (share.Measure != Measure.Share || !SubjectKinds.IsRevenueSource(share.Kind) || !share.IsNumber) continue;
                if (shares++ == 0) first = share;
                sum += share.Value;
                if (share.Value != 0) tolerance += Shares.Tolerance(share);
            }
            if (shares >= 2) SharesAddUp(check, first, sum, tolerance, "收入");
        }
        check.Missing("文中没有列出收入占比", "no shares of revenue are printed");
    }

    /// <summary>Shares of one whole add up to 100; a whole of zero has shares of zero.</summary>
    internal static void SharesAddUp(Check check, in Told first, Int128 sum, Int128 tolerance, string of)
    {
        var whole = 100 * Told.PerPercent;
        if (sum == 0 || Int128.Abs(sum - whole) <= tolerance)
        {
            check.Compared();
            return;
        }
        var place = first.Spot.Place;
        check.Fail(place,
            $"{of}占比之和为 {Shares.Write(sum)}，应为 100.00%，相差 {Shares.Write(sum - whole)}。请重新计算各项占比。",
            $"the shares add up to {Shares.Write(sum)} and not to 100.00%, difference {Shares.Write(sum - whole)}. Compute them again.",
            Shares.Write(sum), "100.00%", Shares.Write(sum - whole), "±" + Shares.Write(tolerance));
    }

    static void Rev005(Check check)
    {
        const string rule = "收入总计与支出总计不等", ruleEn = "total revenue and total expenditure differ";
        var evidence = check.Evidence;
        if (check.Need(TableRole.RevenueAndExpenditure) is { } sheet)
        {
            var revenue = sheet.At(sheet.Find(SubjectKind.Revenue, Side.Revenue), sheet.AmountColumn(Side.Revenue));
            var expenditure = sheet.At(sheet.Find(SubjectKind.Expenditure, Side.Expenditure), sheet.AmountColumn(Side.Expenditure));
            check.Equal(revenue, expenditure, rule, ruleEn);
            // With a table, what the prose says is held against that (REV-002, EXP-009).
            return;
        }
        if (evidence.FirstAmount(SubjectKind.Expenditure) is not { IsNumber: true } baseline) return;
        foreach (var told in evidence.TellsOf(SubjectKind.Revenue))
        {
            if (told.Measure == Measure.Amount && !told.Prior && told.IsNumber) check.Equal(told.Reading, baseline.Reading, rule, ruleEn);
        }
    }

    static void Rev006(Check check)
    {
        if (check.Need(TableRole.RevenueAndExpenditure) is not { } both || check.Need(TableRole.Revenue) is not { } revenue) return;
        var column = both.AmountColumn(Side.Revenue);
        var expected = both.At(both.Find(SubjectKind.Revenue, Side.Revenue), column);
        var found = revenue.At(revenue.Summary, ColumnRole.Total);
        // Without a column for what is carried over, the revenue table shows the revenue of the year.
        if (revenue.Column(ColumnRole.CarriedOver) < 0 && both.At(both.Find(SubjectKind.RevenueThisYear, Side.Revenue), column) is { IsNumber: true } year && found.Fen == year.Fen) expected = year;
        check.Equal(found, expected, "收入总表合计与收支总表收入总计不符", "the revenue table's total differs from the total revenue of the table of revenue and expenditure");
    }

    static void Rev007(Check check)
    {
        if (check.Need(TableRole.Revenue) is { } sheet) check.Sums(sheet, RelationKind.Columns, "收入总表该行合计与各来源之和不符", "the row's total is not the sum of its sources");
    }

    static void Rev008(Check check)
    {
        if (check.Need(TableRole.Revenue) is not { } sheet) return;
        if (!sheet.HasCodes)
        {
            check.Missing("收入总表不按功能分类编列", "the rows of the revenue table are no function codes");
            return;
        }
        check.Sums(sheet, RelationKind.Codes, "收入总表上级科目与下级科目之和不符", "a class or section is not the sum of what is under it");
        check.Sums(sheet, RelationKind.CodesTotal, "收入总表合计与各类之和不符", "the total is not the sum of the classes");
    }

    static void Rev009(Check check)
    {
        const string rule = "财政拨款与其各项预算之和不符", ruleEn = "the fiscal appropriation is not the sum of its budgets";
        var evidence = check.Evidence;
        if (evidence[TableRole.RevenueAndExpenditure] is { } both) check.Sums(both, RelationKind.Lines, rule, ruleEn);
        if (check.Need(TableRole.FiscalAppropriation) is { } sheet)
        {
            check.Sums(sheet, RelationKind.SideTotal, rule, ruleEn);
            check.Sums(sheet, RelationKind.Lines, rule, ruleEn);
        }
        foreach (var total in evidence.TellsOf(SubjectKind.Fiscal))
        {
            if (total.Measure != Measure.Amount || total.Prior || !total.IsNumber || !evidence.KnowsAllBeside(total)) continue;
            Adder parts = default;
            for (var kind = SubjectKind.FiscalGeneralPublicBudget; kind <= SubjectKind.FiscalStateCapitalCarriedOver; kind++) parts.Add(evidence.AmountBeside(total, kind)?.Reading ?? default);
            if (parts.Numbers > 0) check.Sum(total.Reading, parts, rule, ruleEn);
        }
    }

    static void Rev010(Check check)
    {
        const string rule = "财政拨款总额与部门收入总计不符", ruleEn = "the fiscal appropriation does not fit the department's total";
        var fiscal = check.Evidence.Amount(SubjectKind.Fiscal);
        var total = check.Evidence.Amount(SubjectKind.Revenue);
        if (!fiscal.Exists || !total.Exists)
        {
            check.Missing("没有财政拨款总额或部门收入总计", "the appropriation or the department's total is not given");
            return;
        }
        if (check.Evidence.OtherSources() is not { } other || check.Evidence.Amount(SubjectKind.RevenueCarriedOver).Fen != 0) check.AtMost(fiscal, total, rule, ruleEn);
        else if (other == 0) check.Equal(fiscal, total, "没有其他来源，" + rule, ruleEn + " although there is no other source");
        else if (check.AtMost(fiscal, total, rule, ruleEn) && fiscal.Fen == total.Fen)
            check.Equal(fiscal, new Reading(ReadingState.Number, (long)Int128.Clamp(total.Fen - other, long.MinValue, long.MaxValue), total.Grain, total.Loose, total.Spot), "另有其他来源，" + rule, ruleEn + " although there are other sources");
    }

    static readonly string[] OtherHeads =
    [
        "单位资金", "事业基金", "结转", "结余", "非同级财政", "非财政", "债务", "捐赠", "利息", "租金", "投资", "非税", "专户", "附属", "补助", "教育收费", "收入合计", "本年收入", "资金来源",
    ];

    static void Rev011(Check check)
    {
        var sheet = check.Evidence[TableRole.RevenueAndExpenditure];
        if (sheet is null && check.Evidence[TableRole.Revenue] is null)
        {
            foreach (var _ in new RevenueLists(check.Evidence)) check.Compared();
            check.Need(TableRole.RevenueAndExpenditure);
            return;
        }
        if (sheet is not null)
        {
            var column = sheet.AmountColumn(Side.Revenue);
            foreach (var row in sheet.Rows)
            {
                if (row is null || row.Side != Side.Revenue || row.IsTotal || LineNames.IsOfWhich(row.Name)) continue;
                var amount = sheet.At(row, column);
                if (!row.Subject.IsNone || amount.Fen == 0 || IsOtherHead(row.Name)) check.Compared();
                else Unknown(check, amount.Spot.Place, row.Name, amount);
            }
        }
        if (check.Evidence[TableRole.Revenue] is not { } byCode) return;
        for (var c = 0; c < byCode.Columns.Count; c++)
        {
            if (byCode.Columns[c] is not { Role: ColumnRole.Unknown } head || byCode.At(byCode.Summary, c) is not { Fen: not 0 } sum) continue;
            if (!IsOtherHead(head.Header) && !IsOtherHead(head.Group)) Unknown(check, sum.Spot.Place, head.Header, sum);
        }

        static void Unknown(Check check, Place place, string name, in Reading amount)
        {
            // Another form has other heads; which of ours "政府性基金及国有资本" is, is a question and not a fault.
            if (check.Document.Mapping is { OtherForm: true }) check.Missing($"另一形式的收入来源“{name}”未能认定", $"the revenue head \"{name}\" of another form is not recognised");
            else Fail(check, place, name, amount);
        }

        static void Fail(Check check, Place place, string name, in Reading amount) => check.Fail(place,
            $"收入来源“{name}”不是规定的收入科目（金额 {amount.Shown}）。请使用规定的名称。",
            $"\"{name}\" is none of the known revenue heads (amount {amount.Shown}). Use the prescribed name.", name, severity: check.Evidence.MadeHere ? null : Severity.Info);
    }

    static bool IsOtherHead(string? name)
    {
        if (string.IsNullOrEmpty(name)) return false;
        foreach (var head in OtherHeads)
        {
            if (name.Contains(head, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    static void Rev012(Check check)
    {
        const string of = "收入";
        if (check.Evidence[TableRole.RevenueAndExpenditure] is { } both) Negatives.Find(check, both, Side.Revenue, of);
        if (check.Evidence[TableRole.Revenue] is { } revenue) Negatives.Find(check, revenue, Side.Single, of);
        if (check.Evidence[TableRole.FiscalAppropriation] is { } fiscal) Negatives.Find(check, fiscal, Side.Revenue, of);
        foreach (var told in check.Evidence.Told)
        {
            if (told.Measure == Measure.Amount && (SubjectKinds.IsRevenueSource(told.Kind) || told.Kind == SubjectKind.Revenue)) Negatives.Find(check, told, of);
        }
        check.Need(TableRole.RevenueAndExpenditure);
    }

    static void Rev013(Check check)
    {
        var institutional = check.Evidence.Amount(SubjectKind.RevenueInstitutional);
        var business = check.Evidence.Amount(SubjectKind.RevenueBusiness);
        if (!institutional.Exists && !business.Exists)
        {
            check.Missing("没有事业收入和经营收入的数字", "neither institutional nor business revenue is given");
            return;
        }
        var earned = institutional.IsPositive ? institutional : business;
        if (!earned.IsPositive)
        {
            check.Compared();
            return;
        }
        if (check.HasInstitution() is not { } has) check.Missing("单位性质未注明", "the kinds of the units are not stated");
        else if (has) check.Compared();
        else check.Fail(earned.Spot.Place,
            $"有{earned.Shown}的事业收入或经营收入，但所属单位中没有事业单位。请核对单位构成或收入来源。",
            $"there is institutional or business revenue of {earned.Shown} but no public institution among the units. Check the units or the source.",
            earned.Shown, "0");
    }

    /// <summary>Two tables of one total that share most of their items: one that differs, or that only one has, is a slip.</summary>
    static void Rev014(Check check)
    {
        const string rule = "收入总表与支出总表的同一科目不符", ruleEn = "the revenue and the expenditure table differ for a code";
        if (check.Need(TableRole.Revenue) is not { } revenue || check.Need(TableRole.Expenditure) is not { } expenditure) return;
        if (!revenue.HasCodes || revenue.IsSplit || !expenditure.HasCodes || expenditure.IsSplit || revenue.At(revenue.Total, ColumnRole.Total) is not { IsNumber: true } total
            || expenditure.At(expenditure.Total, ColumnRole.Total) is not { IsNumber: true } spent || total.Fen != spent.Fen)
        {
            check.Missing("两张表不是同一口径的科目，或合计不同", "the tables are not of the same codes, or their totals differ");
            return;
        }
        var (same, other) = (0, 0);
        foreach (var row in revenue.Rows)
        {
            if (row is { IsTotal: false, Code: >= 1_000_000 } && revenue.At(row, ColumnRole.Total).Fen == expenditure.At(expenditure.Find(row.Code), ColumnRole.Total).Fen) same++;
            else if (row is { IsTotal: false, Code: >= 1_000_000 }) other++;
        }
        if (same == 0 || same < other)
        {
            check.Missing("收入总表的科目与支出总表不同", "the revenue table's codes are not the expenditure table's");
            return;
        }
        foreach (var row in revenue.Rows)
        {
            if (row is { IsTotal: false, Code: >= 1_000_000 }) check.Equal(revenue.At(row, ColumnRole.Total), Known(expenditure, row.Code, row), rule, ruleEn);
        }
        foreach (var row in expenditure.Rows)
        {
            if (row is { IsTotal: false, Code: >= 1_000_000 } && revenue.Find(row.Code) is null && expenditure.At(row, ColumnRole.Total) is { Fen: not 0 } cell) check.Equal(cell, cell with { State = ReadingState.Blank, Fen = 0 }, rule + "（收入总表没有该科目）", ruleEn + " (the revenue table lacks it)");
        }

        static Reading Known(Sheet sheet, int code, Row row) => sheet.Find(code) is { } found ? sheet.At(found, ColumnRole.Total) : new(ReadingState.Blank, 0, sheet.Grain, 0, Spot.Cell(sheet.Table, row, sheet.Column(ColumnRole.Total)));
    }
}
