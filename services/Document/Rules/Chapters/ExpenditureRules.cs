using Budget.Document.Codes;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>EXP, first half: what the department spends, and that every table and sentence says the same of it.</summary>
static partial class ExpenditureRules
{
    public static readonly IReadOnlyList<Rule> Amounts =
    [
        Error("EXP-001", "支出总计应等于基本支出、项目支出与专项支出之和", "Total expenditure equals basic, project and special expenditure together", Basis.BudgetRegulation5, Exp001),
        Error("EXP-002", "基本支出占比应等于基本支出除以支出总计", "Basic expenditure's share of the total is calculated correctly", Basis.Arithmetic, c => Share(c, SubjectKind.ExpenditureBasic)),
        Error("EXP-003", "项目支出占比应等于项目支出除以支出总计", "Project expenditure's share of the total is calculated correctly", Basis.Arithmetic, c => Share(c, SubjectKind.ExpenditureProject)),
        Warning("EXP-004", "支出占比之和应为100%", "Shares of expenditure add up to 100%", Basis.Arithmetic, Exp004),
        Error("EXP-005", "基本支出应等于人员经费与公用经费之和", "Basic expenditure equals personnel plus operating funds", Basis.BudgetRegulation5, Exp005),
        Error("EXP-006", "人员经费应等于工资福利支出与对个人和家庭的补助之和", "Personnel funds equal wages and welfare plus subsidies to individuals and families", Basis.Arithmetic, Exp006),
        Error("EXP-007", "公用经费应等于商品和服务支出与资本性支出之和", "Operating funds equal goods and services plus capital expenditure", Basis.Arithmetic, Exp007),
        Error("EXP-008", "项目支出应等于所列各项目之和", "Project expenditure equals the sum of the listed projects", Basis.Arithmetic, Exp008),
        Error("EXP-009", "支出总额、基本支出、项目支出各处应一致", "Total, basic and project expenditure agree wherever they are stated", Basis.Arithmetic, Exp009),
        Error("EXP-010", "收支总表的支出总计应等于支出总表的合计", "Total expenditure agrees between the summary table and the expenditure table", Basis.Arithmetic, Exp010),
        Error("EXP-011", "支出表每行的合计应等于基本支出与项目支出之和", "In each line of the expenditure tables the total equals basic plus project expenditure", Basis.Arithmetic, Exp011),
        Error("EXP-012", "支出表的类应等于款之和、款应等于项之和", "In the expenditure tables items add up to sections and sections to classes", Basis.Arithmetic, Exp012),
        Error("EXP-013", "支出表的合计应等于各类之和", "The totals of the expenditure tables equal the sum of the classes", Basis.Arithmetic, Exp013),
        Error("EXP-014", "财政拨款支出应等于三本预算支出之和，且与各预算表一致", "Appropriated expenditure equals the sum of the three budgets and agrees with each budget's table", Basis.BudgetRegulation5, Exp014),
        Error("EXP-015", "各科目的部门支出应等于三本预算支出与其他资金支出之和", "For each function code, department expenditure equals the three budgets plus other funds", Basis.BudgetRegulation5, Exp015),
        Error("EXP-016", "经济分类表合计应等于一般公共预算基本支出", "The total of the economic classification table equals basic expenditure of the general public budget", Basis.BudgetRegulation6, Exp016),
        Error("EXP-017", "301、303只列人员经费，302、310只列公用经费", "Codes 301 and 303 hold personnel funds only, codes 302 and 310 operating funds only", Basis.Practice, Exp017),
        Error("EXP-018", "文中工资福利支出应与经济分类301一致", "Wages and welfare in the text agree with economic code 301", Basis.Arithmetic, c => Narrative(c, EconomicCodes.Wages)),
        Error("EXP-019", "文中对个人和家庭的补助应与经济分类303一致", "Subsidies to individuals and families in the text agree with economic code 303", Basis.Arithmetic, c => Narrative(c, EconomicCodes.Subsidies)),
        Error("EXP-020", "文中公用经费应与经济分类302、310之和一致", "Operating funds in the text equal economic codes 302 and 310 together", Basis.Arithmetic, Exp020),
    ];

    static readonly TableRole[] ByFunction = [TableRole.Expenditure, TableRole.GeneralPublic, TableRole.GeneralPublicItems, TableRole.GovernmentFund, TableRole.StateCapital];
    static readonly SubjectKind[] Kinds = [SubjectKind.ExpenditureBasic, SubjectKind.ExpenditureProject, SubjectKind.ExpenditureSpecial];

    static void Exp001(Check check)
    {
        const string rule = "支出总计与各类支出之和不符", ruleEn = "total expenditure is not the sum of its kinds";
        if (check.Need(TableRole.Expenditure) is { } sheet) check.Sums(sheet, RelationKind.Columns, rule, ruleEn);
        foreach (var basic in check.Evidence.TellsOf(SubjectKind.ExpenditureBasic))
        {
            if (basic.Measure != Measure.Amount || basic.Prior || !check.Evidence.KnowsAllBeside(basic) || check.Evidence.TotalOf(basic, SubjectKind.Expenditure) is not { IsNumber: true } total) continue;
            Adder parts = default;
            foreach (var kind in Kinds) parts.Add(check.Evidence.AmountBeside(basic, kind)?.Reading ?? default);
            if (parts.Numbers > 1) check.Sum(total.Reading, parts, rule, ruleEn);
        }
    }

    static void Share(Check check, SubjectKind kind)
    {
        if (check.ComputedHere(kind)) return;
        foreach (var share in check.Evidence.TellsOf(kind))
        {
            if (share.Measure == Measure.Share && check.Evidence.TotalOf(share, SubjectKind.Expenditure) is { IsNumber: true } total)
                Shares.Equal(check, share, check.Evidence.AmountBeside(share, kind)?.Reading ?? default, total.Reading, "支出占比计算有误", "a share of expenditure is wrong");
        }
        check.Missing("文中没有列出支出占比", "no shares of expenditure are printed");
    }

    static void Exp004(Check check)
    {
        if (check.ComputedHere(SubjectKind.Expenditure)) return;
        Int128 sum = 0, tolerance = 0;
        Told? first = null;
        var shares = 0;
        foreach (var kind in Kinds)
        {
            foreach (var share in check.Evidence.TellsOf(kind))
            {
                if (share.Measure != Measure.Share || !share.IsNumber || (first is { } f && !ReferenceEquals(f.Statement, share.Statement))) continue;
                first ??= share;
                shares++;
                sum += share.Value;
                if (share.Value != 0) tolerance += Shares.Tolerance(share);
            }
        }
        if (first is { } said && shares >= 2) RevenueRules.SharesAddUp(check, said, sum, tolerance, "支出");
        check.Missing("文中没有列出支出占比", "no shares of expenditure are printed");
    }

    static void Exp005(Check check)
    {
        const string rule = "基本支出与人员经费、公用经费之和不符", ruleEn = "basic expenditure is not personnel plus operating funds";
        if (check.Need(TableRole.BasicExpenditure) is { } sheet) check.Sums(sheet, RelationKind.Columns, rule, ruleEn);
        if (check.Evidence.FirstAmount(SubjectKind.GeneralBasic) is not { IsNumber: true } basic) return;
        Adder told = default;
        told.Add(check.Evidence.FirstAmount(SubjectKind.GeneralPersonnel)?.Reading ?? default);
        told.Add(check.Evidence.FirstAmount(SubjectKind.GeneralOperating)?.Reading ?? default);
        if (told.Numbers == 2) check.Sum(basic.Reading, told, rule, ruleEn);
    }

    static void Exp006(Check check)
    {
        const string rule = "人员经费与工资福利支出、对个人和家庭的补助之和不符", ruleEn = "personnel funds are not wages plus subsidies";
        Classes(check, rule, ruleEn);
        if (check.Evidence.FirstAmount(SubjectKind.GeneralPersonnel) is not { IsNumber: true } personnel) return;
        Adder told = default;
        told.Add(ToldEconomic(check.Evidence, EconomicCodes.Wages));
        told.Add(ToldEconomic(check.Evidence, EconomicCodes.Subsidies));
        if (told.Numbers == 2) check.Sum(personnel.Reading, told, rule, ruleEn);
    }

    static void Exp007(Check check)
    {
        const string rule = "公用经费与商品和服务支出、资本性支出之和不符", ruleEn = "operating funds are not goods and services plus capital expenditure";
        Classes(check, rule, ruleEn);
        if (check.Evidence.FirstAmount(SubjectKind.GeneralOperating) is not { IsNumber: true } operating) return;
        Adder told = default;
        told.Add(ToldEconomic(check.Evidence, EconomicCodes.Goods));
        if (told.Numbers == 0) return;
        told.Add(ToldEconomic(check.Evidence, EconomicCodes.Capital));
        check.Sum(operating.Reading, told, rule, ruleEn);
    }

    /// <summary>The economic table's column adds up from its 款 to its 类 and from its 类 to the total.</summary>
    static void Classes(Check check, string rule, string ruleEn)
    {
        if (check.Need(TableRole.BasicExpenditure) is not { } sheet) return;
        check.Sums(sheet, RelationKind.Codes, rule, ruleEn);
        check.Sums(sheet, RelationKind.CodesTotal, rule, ruleEn);
    }

    static Reading ToldEconomic(Evidence evidence, int code)
    {
        foreach (var told in evidence.TellsOf(SubjectKind.EconomicCode))
        {
            if (told.Code == code && told.Measure == Measure.Amount && !told.Prior) return told.Reading;
        }
        return Reading.Missing;
    }

    static void Exp008(Check check)
    {
        const string rule = "项目支出与所列各项目之和不符", ruleEn = "project expenditure is not the sum of the projects listed";
        Adder projects = default;
        var evidence = check.Evidence;
        if (evidence.MadeHere)
        {
            foreach (var project in check.Document.Projects ?? [])
            {
                // A project with a page of its own is one of several that are described, not a line of the whole list.
                if (project?.Amount is not { } amount || project.Sections is { Count: > 0 })
                {
                    check.Missing("项目没有全部列出金额", "not every project is listed with its amount");
                    return;
                }
                projects.AddSigned(amount.Fen, 0);
            }
        }
        else
        {
            foreach (var told in evidence.TellsOf(SubjectKind.Project)) projects.Add(told.Reading);
        }
        if (projects.Numbers == 0)
        {
            check.Missing("没有列出各项目及其金额", "no list of projects with amounts");
            return;
        }
        var general = evidence.MadeHere ? evidence.Stored(SubjectKind.GeneralProject) : evidence.FirstAmount(SubjectKind.GeneralProject)?.Reading ?? evidence.Stored(SubjectKind.GeneralProject);
        var all = evidence.Amount(SubjectKind.ExpenditureProject);
        // The list is of the general budget's projects or of all; either way it is whole.
        if (all.IsNumber && Int128.Abs(all.Fen - projects.Fen) <= projects.Tolerance(all.Grain)) check.Compared();
        else if (!check.Sum(general.Exists ? general : all, projects, rule, ruleEn)) return;
        check.Missing("没有项目支出的数字", "project expenditure is not given");
    }

    static void Exp009(Check check)
    {
        if (check.ComputedHere(SubjectKind.Expenditure, SubjectKind.General)) return;
        const string rule = "同一支出前后不一致", ruleEn = "the same expenditure differs between two places";
        var evidence = check.Evidence;
        foreach (var kind in (ReadOnlySpan<SubjectKind>)[
            SubjectKind.Expenditure, SubjectKind.ExpenditureBasic, SubjectKind.ExpenditureProject, SubjectKind.ExpenditureSpecial, SubjectKind.Fiscal,
            SubjectKind.General, SubjectKind.GeneralBasic, SubjectKind.GeneralProject, SubjectKind.GovernmentFund, SubjectKind.StateCapital])
        {
            var stored = evidence.Stored(kind);
            var expected = stored.Exists ? stored : evidence.FirstAmount(kind)?.Reading ?? default;
            foreach (var told in evidence.TellsOf(kind))
            {
                if (told.Measure != Measure.Amount || told.Prior || !told.IsNumber || told.Spot == expected.Spot) continue;
                if (kind == SubjectKind.Expenditure && evidence.Stored(SubjectKind.ExpenditureThisYear) is { IsNumber: true } year && Int128.Abs((Int128)year.Fen - told.Value) <= told.Grain) check.Compared();
                else check.Equal(told.Reading, expected, rule, ruleEn);
            }
        }
        // Where all money is one budget's, the three chapters speak of the same amounts.
        if (evidence.OtherSources() == 0 && evidence.Amount(SubjectKind.RevenueCarriedOver).Fen == 0)
        {
            Same(SubjectKind.Fiscal, SubjectKind.Expenditure);
            Same(SubjectKind.FiscalBasic, SubjectKind.ExpenditureBasic);
            Same(SubjectKind.FiscalProject, SubjectKind.ExpenditureProject);
        }
        if (Known(SubjectKind.FiscalGovernmentFund, SubjectKind.GovernmentFund) && Empty(SubjectKind.FiscalGovernmentFund, SubjectKind.GovernmentFund) && Empty(SubjectKind.FiscalStateCapital, SubjectKind.StateCapital) && evidence.Amount(SubjectKind.FiscalGovernmentFundCarriedOver).Fen == 0)
        {
            Same(SubjectKind.General, SubjectKind.Fiscal);
            Same(SubjectKind.GeneralBasic, SubjectKind.FiscalBasic);
            Same(SubjectKind.GeneralProject, SubjectKind.FiscalProject);
        }
        foreach (var general in evidence.TellsOf(SubjectKind.General))
        {
            Adder parts = default;
            parts.Add(evidence.AmountBeside(general, SubjectKind.GeneralCurrentYear)?.Reading ?? default);
            if (parts.Numbers == 0 || general.Measure != Measure.Amount || general.Prior) continue;
            parts.Add(evidence.AmountBeside(general, SubjectKind.GeneralCarriedOver)?.Reading ?? default);
            check.Sum(general.Reading, parts, rule, ruleEn);
        }
        check.Missing("支出总额只有一处，无可比较", "total expenditure is told in one place only");

        bool Known(SubjectKind a, SubjectKind b) => evidence.Amount(a).Exists || evidence.Amount(b).Exists;
        bool Empty(SubjectKind a, SubjectKind b) => evidence.Amount(a).Fen == 0 && evidence.Amount(b).Fen == 0;

        void Same(SubjectKind a, SubjectKind b)
        {
            if (evidence.FirstAmount(a) is { IsNumber: true } one && evidence.FirstAmount(b) is { IsNumber: true } other && !ReferenceEquals(one.Figure, other.Figure))
                check.Equal(one.Reading, other.Reading, rule, ruleEn);
        }
    }

    static void Exp010(Check check)
    {
        const string rule = "收支总表支出与支出总表不符", ruleEn = "the table of revenue and expenditure and the expenditure table differ";
        if (check.Need(TableRole.RevenueAndExpenditure) is not { } both) return;
        var column = both.AmountColumn(Side.Expenditure);
        check.Sums(both, RelationKind.SideTotal, "收支总表支出总计与各项支出之和不符", "total expenditure is not the sum of its lines");
        if (check.Need(TableRole.Expenditure) is not { } table) return;
        var found = table.At(table.Summary, ColumnRole.Total);
        var expected = both.At(both.Find(SubjectKind.Expenditure, Side.Expenditure), column);
        // What is carried forward is in the one table's total and not in the other's.
        if (both.At(both.Find(SubjectKind.ExpenditureThisYear, Side.Expenditure), column) is { IsNumber: true } year && year.Fen == found.Fen) expected = year;
        check.Equal(found, expected, rule, ruleEn);
        if (!table.HasCodes || table.IsSplit) return;
        foreach (var line in both.Rows)
        {
            if (line is null || line.Side != Side.Expenditure || line.IsTotal || table.ClassNamed(line.Name) is not { } row) continue;
            check.Equal(both.At(line, column), table.At(row, ColumnRole.Total), rule, ruleEn);
        }
    }

    static void Exp011(Check check)
    {
        const string rule = "该行合计与各类支出之和不符", ruleEn = "the row's total is not the sum of its kinds of expenditure";
        // The total of the expenditure table is EXP-001's.
        foreach (var role in ByFunction)
        {
            if (check.Evidence[role] is { } sheet) check.Sums(sheet, RelationKind.Columns, rule, ruleEn);
        }
        if (check.Evidence[TableRole.RevenueAndExpenditure] is { } both) check.Sums(both, RelationKind.Columns, rule, ruleEn);
        check.Need(TableRole.Expenditure);
    }

    static void Exp012(Check check)
    {
        foreach (var role in ByFunction)
        {
            if (check.Evidence[role] is { } sheet) check.Sums(sheet, RelationKind.Codes, "上级科目与下级科目之和不符", "a class or section is not the sum of what is under it");
        }
        check.Need(TableRole.Expenditure);
    }

    static void Exp013(Check check)
    {
        foreach (var role in ByFunction)
        {
            if (check.Evidence[role] is { } sheet) check.Sums(sheet, RelationKind.CodesTotal, "合计与各类之和不符", "the total is not the sum of the classes");
        }
        check.Need(TableRole.Expenditure);
    }

    static readonly (ColumnRole Column, TableRole Table)[] Budgets =
        [(ColumnRole.GeneralPublicBudget, TableRole.GeneralPublic), (ColumnRole.GovernmentFund, TableRole.GovernmentFund), (ColumnRole.StateCapital, TableRole.StateCapital)];

    static void Exp014(Check check)
    {
        const string rule = "财政拨款支出与各预算不符", ruleEn = "appropriated expenditure differs from its budgets";
        if (check.Need(TableRole.FiscalAppropriation) is not { } sheet) return;
        var total = sheet.AmountColumn(Side.Expenditure);
        Row? last = null, ofYear = null;
        foreach (var row in sheet.Rows)
        {
            if (row is not { Side: Side.Expenditure }) continue;
            if (row.IsTotal) last = row;
            if (row.IsTotal && row.Name is not null && row.Name.Contains("本年", StringComparison.Ordinal)) ofYear = row;
        }
        check.Sums(sheet, RelationKind.Columns, rule, ruleEn);
        check.Sums(sheet, RelationKind.SideTotal, "财政拨款支出总计与各项之和不符", "appropriated expenditure is not the sum of its lines");
        var revenue = sheet.At(sheet.Find(SubjectKind.Fiscal, Side.Revenue), sheet.AmountColumn(Side.Revenue));
        check.Equal(sheet.At(last, total), revenue, "财政拨款收入总计与支出总计不等", "appropriated revenue and expenditure differ");
        foreach (var (column, role) in Budgets)
        {
            if ((role == TableRole.GeneralPublic ? check.Evidence.General : check.Evidence[role]) is not { } own) continue;
            var (found, expected) = (sheet.At(ofYear ?? last, column, Side.Expenditure), own.At(own.Summary, ColumnRole.Total));
            // What is spent from money carried over stands in the budget's own table or does not, as the form has it.
            if (expected.IsNumber && CarriedOver(check, role) is { Fen: > 0 } carried && (Int128)found.Fen - expected.Fen is var more && more != 0 && more >= -carried.Fen && more <= carried.Fen)
            {
                check.Missing("上年结转安排的支出是否列入各预算支出表，形式没有说明", "it is not told whether the budget's own table has what is spent from money carried over");
                continue;
            }
            check.Equal(found, expected, rule, ruleEn);
            if (!own.HasCodes || own.IsSplit) continue;
            foreach (var line in sheet.Rows)
            {
                if (line is { Side: Side.Expenditure, IsTotal: false } && own.ClassNamed(line.Name) is { } row)
                    check.Equal(sheet.At(line, column, Side.Expenditure), own.At(row, ColumnRole.Total), rule, ruleEn);
            }
        }
    }

    /// <summary>What the appropriation's table carries over from last year for the budget.</summary>
    static Reading CarriedOver(Check check, TableRole budget) => check.Evidence.Amount(budget switch
    {
        TableRole.GovernmentFund => SubjectKind.FiscalGovernmentFundCarriedOver,
        TableRole.StateCapital => SubjectKind.FiscalStateCapitalCarriedOver,
        _ => SubjectKind.FiscalGeneralPublicBudgetCarriedOver,
    });

    static void Exp015(Check check)
    {
        const string rule = "该科目的部门支出与各预算支出不符", ruleEn = "the code's department expenditure differs from its budgets";
        BothGeneral(check, "两张一般公共预算支出表的同一科目不符", "the general budget's two tables differ for a code");
        if (check.Need(TableRole.Expenditure) is not { HasCodes: true } all || check.Need(TableRole.GeneralPublic) is null && check.Evidence.GeneralItems is null) return;
        if (all.IsSplit || check.Evidence.GeneralItems is { IsSplit: true } || check.Evidence[TableRole.GovernmentFund] is { IsSplit: true })
        {
            check.Missing("同一科目在表中分几处列示", "a code stands in several rows of a table");
            return;
        }
        var other = check.Evidence.OtherSources();
        if (check.Evidence.Amount(SubjectKind.RevenueCarriedOver).Fen != 0) other = null;
        var items = false;
        foreach (var row in all.Rows)
        {
            items |= row is { IsTotal: false, Code: >= 1_000_000 };
            if (row is not { IsTotal: false, Code: >= 1_000_000 } || !ReferenceEquals(all.Find(row.Code), row)) continue;
            Adder budgets = default;
            var of = InBudgets(check.Evidence, row.Code, ref budgets);
            var found = all.At(row, ColumnRole.Total);
            if (other == 0) check.Sum(found, budgets, rule, ruleEn);
            else if (of.Exists) check.AtMost(of with { State = ReadingState.Number, Fen = (long)Int128.Clamp(budgets.Fen, long.MinValue, long.MaxValue) }, found, rule, ruleEn);
        }
        if (!items)
        {
            check.Missing("部门支出总表没有编列到项", "the expenditure table does not go down to the item");
            return;
        }
        foreach (var role in (ReadOnlySpan<TableRole>)[TableRole.GeneralPublicItems, TableRole.GeneralPublic, TableRole.GovernmentFund, TableRole.StateCapital])
        {
            if (check.Evidence[role] is not { HasCodes: true } own) continue;
            foreach (var row in own.Rows)
            {
                if (row is not { IsTotal: false, Code: >= 1_000_000 } || own.At(row, ColumnRole.Total) is not { Fen: not 0 } amount || all.Find(row.Code) is not null) continue;
                var place = amount.Spot.Place;
                check.Fail(place, $"{rule}：{place.Text} 有 {amount.Shown}，支出总表没有该科目。请补列。", $"{ruleEn}: {place.Text} has {amount.Shown}, and the expenditure table lacks the code. Add it there.", amount.Shown, "0");
            }
        }
    }

    static readonly ColumnRole[] Spent = [ColumnRole.Total, ColumnRole.Basic, ColumnRole.Project];

    /// <summary>The general budget's two tables, by section and by item, have the same items with the same money.</summary>
    static void BothGeneral(Check check, string rule, string ruleEn)
    {
        if (check.Evidence[TableRole.GeneralPublic] is not { HasCodes: true, IsSplit: false } first || check.Evidence[TableRole.GeneralPublicItems] is not { HasCodes: true, IsSplit: false } second) return;
        // The first may stop at the section.
        var items = HasItem(first);
        foreach (var row in second.Rows)
        {
            if (row is not { IsTotal: false, Code: > 0 }) continue;
            var other = first.Find(row.Code);
            foreach (var column in Spent)
            {
                var (found, expected) = (second.At(row, column), first.At(other, column));
                if (expected.Exists && found.Exists) check.Equal(found, expected, rule, ruleEn);
                else if (other is null && items && column == ColumnRole.Total && found.Fen != 0) check.Equal(found, found with { State = ReadingState.Blank, Fen = 0 }, rule + "（前一表没有该科目）", ruleEn + " (the first lacks the code)");
            }
        }
    }

    static bool HasItem(Sheet sheet)
    {
        foreach (var row in sheet.Rows)
        {
            if (row is { IsTotal: false, Code: >= 1_000_000 }) return true;
        }
        return false;
    }

    /// <summary>What the three budgets spend on a code; returns where the first of them says it.</summary>
    static Reading InBudgets(Evidence evidence, int code, ref Adder sum)
    {
        var first = Reading.Missing;
        if (evidence.GeneralItems is { } general) Take(general, ref sum);
        if (evidence[TableRole.GovernmentFund] is { } fund) Take(fund, ref sum);
        if (evidence[TableRole.StateCapital] is { } capital) Take(capital, ref sum);
        if (sum.IsEmpty) sum.Add(new Reading(ReadingState.Blank, 0, 0, 0, default));
        return first;

        void Take(Sheet sheet, ref Adder to)
        {
            var cell = sheet.At(sheet.Find(code), ColumnRole.Total);
            to.Add(cell);
            if (!first.Exists) first = cell;
        }
    }

    static void Exp016(Check check)
    {
        if (check.Need(TableRole.BasicExpenditure) is not { } sheet || check.Need(check.Evidence.General?.Role ?? TableRole.GeneralPublic) is not { } general) return;
        var found = sheet.At(sheet.Summary, ColumnRole.Total);
        if (!found.Exists) found = sheet.At(sheet.Summary, ColumnRole.Amount);
        check.Equal(found, general.At(general.Summary, ColumnRole.Basic), "经济分类表合计与一般公共预算基本支出不符", "the economic table's total differs from the basic expenditure of the general budget");
    }

    static void Exp017(Check check)
    {
        if (check.Need(TableRole.BasicExpenditure) is not { } sheet) return;
        foreach (var row in sheet.Rows)
        {
            if (row is not { IsTotal: false, Code: > 0 }) continue;
            var (wrong, zh, en) = CodeTable.Class(row.Code) switch
            {
                EconomicCodes.Wages or EconomicCodes.Subsidies => (ColumnRole.Operating, "人员经费", "personnel"),
                EconomicCodes.Goods or EconomicCodes.Capital => (ColumnRole.Personnel, "公用经费", "operating"),
                _ => default,
            };
            if (zh is null || sheet.At(row, wrong) is not { Exists: true } cell) continue;
            if (cell.Fen == 0)
            {
                check.Compared();
                continue;
            }
            var place = cell.Spot.Place;
            check.Fail(place, $"{row.CodeText} {row.Name} 应列{zh}，{place.Text} 却有 {cell.Shown}。请移到{zh}栏。", $"{row.CodeText} belongs to {en} funds, yet {place.Text} has {cell.Shown}. Move it to the right column.", cell.Shown, "0");
        }
    }

    static void Narrative(Check check, int code)
    {
        const string rule = "文中数字与经济分类表不符", ruleEn = "the text differs from the economic table";
        if (check.Need(TableRole.BasicExpenditure) is not { } sheet) return;
        var expected = sheet.At(sheet.Find(code), ColumnRole.Total);
        if (check.Evidence.MadeHere)
        {
            if (expected.Exists) check.Compared();
            return;
        }
        foreach (var told in check.Evidence.TellsOf(SubjectKind.EconomicCode))
        {
            if (told.Code == code && told.Measure == Measure.Amount && !told.Prior && told.IsNumber)
                check.Equal(told.Reading, expected.Exists ? expected : sheet.At(sheet.Total, ColumnRole.Total) with { State = ReadingState.Blank, Fen = 0 }, rule, ruleEn);
        }
        check.Missing("文中没有该项支出的数字", "the text does not tell this expenditure");
    }

    static void Exp020(Check check)
    {
        if (check.Need(TableRole.BasicExpenditure) is not { } sheet) return;
        Adder both = default;
        both.Add(sheet.At(sheet.Find(EconomicCodes.Goods), ColumnRole.Total));
        both.Add(sheet.At(sheet.Find(EconomicCodes.Capital), ColumnRole.Total));
        if (check.Evidence.MadeHere)
        {
            if (!both.IsEmpty) check.Compared();
            return;
        }
        foreach (var told in check.Evidence.TellsOf(SubjectKind.GeneralOperating))
        {
            if (told.Measure == Measure.Amount && !told.Prior && told.IsNumber) check.Sum(told.Reading, both, "文中公用经费与经济分类302、310之和不符", "operating funds in the text differ from codes 302 and 310");
        }
        check.Missing("文中没有公用经费的数字", "the text does not tell the operating funds");
    }
}
