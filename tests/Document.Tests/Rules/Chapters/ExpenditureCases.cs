using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.TableRole;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class ExpenditureAmountCases : RuleCases
{
    const long Wan = 1_000_000;

    public ExpenditureAmountCases()
    {
        Breaks("EXP-001", "basic and project do not make the total", () => Shanghai().Add(Expenditure, "合计", ColumnRole.Project, Wan), also: ["EXP-013"]);
        Breaks("EXP-001", "with the tables lost, from the prose alone", () => WuhanPrinted().Lost().Printed("三", "项目支出", Measure.Amount, "210.00"), also: ["EXP-009", "OVL-002", "PUB-007", "PRJ-005"]);
        NearMiss("EXP-001", "blank special expenditure", () => Shanghai());
        NearMiss("EXP-001", "from the prose alone", () => WuhanPrinted().Lost());
        CannotTell("EXP-001", "no expenditure table", () => Shanghai().Without(Expenditure));

        Breaks("EXP-002", "the share was not computed again", () => WuhanPrinted().Printed("三（二）", "基本支出", Measure.Share, "86.99"), also: ["EXP-004"]);
        NearMiss("EXP-002", "out by 0.01 point", () => WuhanPrinted().Printed("三（二）", "基本支出", Measure.Share, "86.94"));
        CannotTell("EXP-002", "no shares printed", () => ShanghaiPrinted());
        Breaks("EXP-003", "the share was not computed again", () => WuhanPrinted().Printed("三（二）", "项目支出", Measure.Share, "13.70"), also: ["EXP-004"]);
        NearMiss("EXP-003", "as computed", () => WuhanPrinted());
        CannotTell("EXP-003", "no shares printed", () => ShanghaiPrinted());
        Breaks("EXP-004", "101 %", () => WuhanPrinted().Printed("三（二）", "基本支出", Measure.Share, "87.93"), also: ["EXP-002"]);
        NearMiss("EXP-004", "99.99 % by rounding", () => WuhanPrinted().Printed("三（二）", "基本支出", Measure.Share, "86.92"));
        CannotTell("EXP-004", "no shares printed", () => ShanghaiPrinted());

        Breaks("EXP-005", "personnel and operating funds do not make the basic expenditure", () => Shanghai().Add(BasicExpenditure, "30101", ColumnRole.Total, 1).Add(BasicExpenditure, "301", ColumnRole.Total, 1));
        Breaks("EXP-005", "from the prose alone", () => WuhanPrinted().Lost().Printed("五（一）2", "公用经费", Measure.Amount, "112.00"), also: ["PUB-007"]);
        NearMiss("EXP-005", "equal", () => Wuhan());
        CannotTell("EXP-005", "no economic table", () => Shanghai().Without(BasicExpenditure));
        Breaks("EXP-006", "wages were changed in one 款", () => Shanghai().Add(BasicExpenditure, "30101", ColumnRole.Personnel, 1).Add(BasicExpenditure, "30101", ColumnRole.Total, 1));
        Breaks("EXP-006", "from the prose alone", () => WuhanPrinted().Lost().Printed("五（一）1(2)", "对个人和家庭的补助", Measure.Amount, "80.00"), also: ["PUB-007"]);
        NearMiss("EXP-006", "equal", () => Wuhan());
        CannotTell("EXP-006", "no economic table", () => Shanghai().Without(BasicExpenditure));
        Breaks("EXP-007", "capital expenditure was changed in its class", () => Shanghai().Add(BasicExpenditure, "310", ColumnRole.Operating, 1).Add(BasicExpenditure, "310", ColumnRole.Total, 1));
        NearMiss("EXP-007", "equal", () => Wuhan());
        CannotTell("EXP-007", "no economic table", () => Shanghai().Without(BasicExpenditure));

        Breaks("EXP-008", "a project is missing", () => Wuhan() with { Projects = [.. Wuhan().Projects.Skip(1)] }, also: ["PRJ-002"]);
        Breaks("EXP-008", "another amount in the printed list", () => WuhanPrinted().Printed("五（二）(1)", "政务服务平台运行维护费项目", Measure.Amount, "101.00"));
        NearMiss("EXP-008", "the list is of the general budget's projects only", () => WuhanPrinted());
        CannotTell("EXP-008", "projects have pages of their own", () => Shanghai());

        Breaks("EXP-009", "section 四 tells another basic expenditure", () => WuhanPrinted().Printed("五（一）", "基本支出", Measure.Amount, "1331.00"), also: ["EXP-005"]);
        Breaks("EXP-009", "the prose tells another total than the table", () => ShanghaiPrinted().Printed("2025年部门预算编制说明 第2段", "一般公共预算拨款支出预算", Measure.Amount, "2300.00"));
        NearMiss("EXP-009", "rounded in prose", () => ShanghaiPrinted().Printed("2025年部门预算编制说明 第2段", "一般公共预算拨款支出预算", Measure.Amount, "2400.01"));
        NearMiss("EXP-009", "a unit's own total behind the department's", () => ShanghaiPrinted().Statements(s => s.Section.EndsWith("第3段", StringComparison.Ordinal) ? s with { Figures = [.. s.Figures, PrintedSample.Amount("云栖文化中心支出预算", "100.00")] } : s));
        CannotTell("EXP-009", "told once, no tables", () => ShanghaiPrinted().Lost().Statements(s => s.Section.EndsWith("第2段", StringComparison.Ordinal) ? s with { Figures = [s.Figures[0]] } : s.Section.Contains("编制说明", StringComparison.Ordinal) ? null : s));

        Breaks("EXP-010", "the tables' totals differ", () => Shanghai().Add(Expenditure, "合计", ColumnRole.Total, 1), also: ["EXP-001", "EXP-013"]);
        Breaks("EXP-010", "a class has another amount", () => Shanghai().Add(RevenueAndExpenditure, "一般公共服务支出", ColumnRole.Amount, 1, Side.Expenditure).Add(RevenueAndExpenditure, "社会保障和就业支出", ColumnRole.Amount, -1, Side.Expenditure));
        NearMiss("EXP-010", "what is carried forward is only in the one total", () => Wuhan().Cell(RevenueAndExpenditure, "结转下年", ColumnRole.Amount, _ => Wan, Side.Expenditure).Add(RevenueAndExpenditure, "支出总计", ColumnRole.Amount, Wan, Side.Expenditure));
        CannotTell("EXP-010", "no table of both", () => Shanghai().Without(RevenueAndExpenditure));

        Breaks("EXP-011", "a row's parts do not make its total", () => Shanghai().AddUp(GeneralPublic, 2010302, 1, ColumnRole.Total), also: ["EXP-014", "EXP-015"]);
        NearMiss("EXP-011", "whole 元: one 元 out", () => ShanghaiPrinted().Table(Expenditure, t => t with { WholeYuan = true }).Add(Expenditure, "2010301", ColumnRole.Basic, 100));
        CannotTell("EXP-011", "no tables", () => Shanghai().Without(Expenditure, GeneralPublic, GovernmentFund, StateCapital));

        Breaks("EXP-012", "an item was changed, its section not", () => Shanghai().Add(GeneralPublic, "2010302", ColumnRole.Total, 1).Add(GeneralPublic, "2010302", ColumnRole.Project, 1), also: ["EXP-015"]);
        NearMiss("EXP-012", "equal to the fen", () => Wuhan());
        CannotTell("EXP-012", "no tables", () => Shanghai().Without(Expenditure, GeneralPublic, GovernmentFund, StateCapital));

        Breaks("EXP-013", "the total is not the classes' sum", () => Shanghai().Add(GeneralPublic, "合计", ColumnRole.Total, Wan).Add(GeneralPublic, "合计", ColumnRole.Project, Wan), also: ["EXP-014"]);
        NearMiss("EXP-013", "an empty table with a blank total", () => Shanghai());
        CannotTell("EXP-013", "no tables", () => Shanghai().Without(Expenditure, GeneralPublic, GovernmentFund, StateCapital));

        Breaks("EXP-014", "the fund's table has another total", () => Shanghai().Add(FiscalAppropriation, "支出总计", ColumnRole.GovernmentFund, Wan, Side.Expenditure));
        Breaks("EXP-014", "appropriated revenue and expenditure differ", () => Shanghai().Without(GeneralPublic).Add(FiscalAppropriation, "收入总计", ColumnRole.Amount, Wan, Side.Revenue), also: ["REV-009", "REV-010", "STR-002"]);
        NearMiss("EXP-014", "blank funds read as zero", () => Wuhan());
        CannotTell("EXP-014", "no appropriation table", () => Shanghai().Without(FiscalAppropriation));

        Breaks("EXP-015", "an item in the budget, not in the department's table", () => Shanghai().Rows(Expenditure, r => r.Code == 2010350 ? null : r), also: ["EXP-012"]);
        Breaks("EXP-015", "the general budget's two tables differ", () => Wuhan().Add(GeneralPublicItems, "2010301", ColumnRole.Basic, Wan).Add(GeneralPublicItems, "2010301", ColumnRole.Project, -Wan).Add(GeneralPublicItems, "2010302", ColumnRole.Basic, -Wan).Add(GeneralPublicItems, "2010302", ColumnRole.Project, Wan), also: ["EXP-031"]);
        NearMiss("EXP-015", "more in the department's table, where there are other funds", () => Wuhan());
        CannotTell("EXP-015", "a table that stops at the section", () => Shanghai().Rows(Expenditure, r => r.Code >= 1_000_000 ? null : r));
        CannotTell("EXP-015", "no general budget table", () => Shanghai().Without(GeneralPublic));

        Breaks("EXP-016", "the economic table has another total", () => Shanghai().Add(BasicExpenditure, "合计", ColumnRole.Total, 100).Add(BasicExpenditure, "合计", ColumnRole.Personnel, 100), also: ["EXP-006"]);
        NearMiss("EXP-016", "equal", () => Wuhan());
        CannotTell("EXP-016", "no economic table", () => Wuhan().Without(BasicExpenditure));

        Breaks("EXP-017", "an item of 302 under personnel funds", () => Shanghai().Rows(BasicExpenditure, r => r.Code == 30239 ? r with { Cells = [r.Cells[0], r.Cells[2], null] } : r), also: ["EXP-006", "EXP-007"]);
        NearMiss("EXP-017", "a zero in the other column", () => Shanghai().Cell(BasicExpenditure, "30239", ColumnRole.Personnel, _ => 0));
        CannotTell("EXP-017", "no economic table", () => Shanghai().Without(BasicExpenditure));

        Breaks("EXP-018", "wages told otherwise", () => WuhanPrinted().Printed("五（一）1(1)", "工资福利支出", Measure.Amount, "1141.10"), also: ["EXP-006"]);
        NearMiss("EXP-018", "as in the table", () => WuhanPrinted());
        CannotTell("EXP-018", "not told", () => ShanghaiPrinted());
        Breaks("EXP-019", "subsidies told otherwise", () => WuhanPrinted().Printed("五（一）1(2)", "对个人和家庭的补助", Measure.Amount, "87.00"), also: ["EXP-006"]);
        NearMiss("EXP-019", "as in the table", () => WuhanPrinted());
        CannotTell("EXP-019", "not told", () => ShanghaiPrinted());
        Breaks("EXP-020", "operating funds told otherwise", () => WuhanPrinted().Printed("五（一）2", "公用经费", Measure.Amount, "101.00"), also: ["EXP-005", "YOY-004"]);
        NearMiss("EXP-020", "302 and 310 together", () => WuhanPrinted());
        CannotTell("EXP-020", "not told", () => ShanghaiPrinted());
    }
}

sealed class ExpenditureCodeCases : RuleCases
{
    const string Notes = "2025年部门预算编制说明";

    public ExpenditureCodeCases()
    {
        foreach (var (rule, code, economic) in new[] { ("EXP-021", "2210201", "30113"), ("EXP-022", "2080505", "30108"), ("EXP-023", "2080506", "30109"), ("EXP-024", "2101101", "30110") })
        {
            Breaks(rule, "the economic code has another amount", () => Shanghai().Add(BasicExpenditure, economic, ColumnRole.Total, 100).Add(BasicExpenditure, economic, ColumnRole.Personnel, 100)
                .Add(BasicExpenditure, "30101", ColumnRole.Total, -100).Add(BasicExpenditure, "30101", ColumnRole.Personnel, -100), Severity.Warning);
            NearMiss(rule, "the item's project money is not part of it", () => Shanghai().AddUp(GeneralPublic, int.Parse(code, System.Globalization.CultureInfo.InvariantCulture), 100, ColumnRole.Total, ColumnRole.Project));
            CannotTell(rule, "the function code is not there", () => Shanghai().Rows(GeneralPublic, r => r.Code is 2210201 or 2080505 or 2080506 or 2101101 or 2101102 ? null : r));
        }

        Breaks("EXP-025", "no such class", () => Recoded("2010302", 2980302), also: ["EXP-012", "REV-008"]);
        Breaks("EXP-025", "the name is another code's", () => Recoded("2010302", 2010398), Severity.Error);
        Breaks("EXP-025", "too short by a digit", () => Recoded("2010302", 201032), also: ["EXP-012", "EXP-028", "REV-008"]);
        NearMiss("EXP-025", "a code of the year", () => Recoded("2010302", 2010306).Rename(GeneralPublic, "2010306", "政务公开审批").Rename(Expenditure, "2010306", "政务公开审批").Rename(Revenue, "2010306", "政务公开审批"));
        CannotTell("EXP-025", "no tables by code", () => Shanghai().Without(Revenue, Expenditure, GeneralPublic, GovernmentFund, StateCapital));

        Breaks("EXP-025", "a class of which nothing is loaded, made elsewhere", () => Elsewhere("2010302", 2020302), Severity.Info, also: ["EXP-012", "REV-008"]);
        Breaks("EXP-026", "a name of a later year that may have been changed, made elsewhere", () => ShanghaiPrinted().Rename(Expenditure, "2010301", "机关运转").Rename(Revenue, "2010301", "机关运转").Rename(GeneralPublic, "2010301", "机关运转"), Severity.Info);
        Breaks("EXP-026", "a name misspelt", () => Shanghai().Rename(Expenditure, "2010301", "行政运营"), Severity.Error);
        NearMiss("EXP-026", "half-width brackets and spaces", () => Shanghai().Rename(Expenditure, "20103", "政府办公厅 (室)及相关机构事务"));
        CannotTell("EXP-026", "no tables by code", () => Shanghai().Without(Revenue, Expenditure, GeneralPublic, GovernmentFund, StateCapital));

        Breaks("EXP-027", "own numbering under 302", () => Shanghai().Recode(BasicExpenditure, "30201", 30298), also: []);
        Breaks("EXP-027", "a name misspelt", () => Shanghai().Rename(BasicExpenditure, "30217", "业务招待费"));
        NearMiss("EXP-027", "spaces in a name", () => Shanghai().Rename(BasicExpenditure, "30217", " 公务接待费 "));
        CannotTell("EXP-027", "no economic table", () => Shanghai().Without(BasicExpenditure));

        Breaks("EXP-028", "a section without items", () => Bare(Revenue, Expenditure, GeneralPublic));
        NearMiss("EXP-028", "a section without money may be bare", () => Shanghai().Rows(GeneralPublic, r => r.Code / 100 == 20805 ? null : r with { Cells = r.Code == 20805 ? [null, null, null] : r.Cells }));
        CannotTell("EXP-028", "no tables", () => Shanghai().Without(Expenditure, GeneralPublic, GovernmentFund, StateCapital));
        Breaks("EXP-029", "a class without items", () => Shanghai().Rows(BasicExpenditure, r => r.Code == 31002 ? null : r));
        NearMiss("EXP-029", "every class has its items", () => Wuhan());
        CannotTell("EXP-029", "no economic table", () => Shanghai().Without(BasicExpenditure));

        Breaks("EXP-030", "a fund's item in the general budget", () => Shanghai().Recode(GeneralPublic, "2010302", 2120803).Rename(GeneralPublic, "2120803", "城市建设支出"), also: ["EXP-015", "EXP-012"]);
        NearMiss("EXP-030", "a fund's class is shared with the general budget", () => Shanghai());
        CannotTell("EXP-030", "no tables", () => Shanghai().Without(GeneralPublic, GovernmentFund, StateCapital));

        Breaks("EXP-031", "a negative item that keeps the sums", () => Shanghai().Add(BasicExpenditure, "30202", ColumnRole.Total, -6_000_000).Add(BasicExpenditure, "30202", ColumnRole.Operating, -6_000_000)
            .Add(BasicExpenditure, "30201", ColumnRole.Total, 6_000_000).Add(BasicExpenditure, "30201", ColumnRole.Operating, 6_000_000));
        NearMiss("EXP-031", "a change may be negative", () => Wuhan());
        CannotTell("EXP-031", "nothing there", () => Shanghai() with { Tables = [] });

        Breaks("EXP-032", "9.5 beside 22.00", () => ShanghaiPrinted().Printed("其他相关情况说明 一（二）", "公务用车运行费", Measure.Change, "0.5"), Severity.Info);
        NearMiss("EXP-032", "0 for nothing", () => ShanghaiPrinted());
        CannotTell("EXP-032", "no amounts in the text", () => ShanghaiPrinted().Statements(_ => null));
        Breaks("EXP-033", "two styles", () => ShanghaiPrinted().Statements(s => s.Section.EndsWith("第1段", StringComparison.Ordinal) ? s with { Text = "收入预算2,600.00万元" } : s.Section.EndsWith("第2段", StringComparison.Ordinal) ? s with { Text = "支出预算2600.00 万元" } : s), Severity.Info);
        NearMiss("EXP-033", "years are no amounts", () => ShanghaiPrinted().Statements(s => s.Section.EndsWith("第1段", StringComparison.Ordinal) ? s with { Text = "2025年，收入预算2,600.00万元，见2025号文件" } : s with { Text = "" }));
        CannotTell("EXP-033", "no large amounts", () => ShanghaiPrinted().Statements(s => s with { Text = "无" }));
        Breaks("EXP-034", "housing under 303", () => WuhanPrinted().Statements(s => s.Section == "五（一）1(2)" ? s with { Text = "主要用于离退休费及住房保障支出。" } : s), Severity.Info);
        NearMiss("EXP-034", "pensions under 303", () => WuhanPrinted());
        CannotTell("EXP-034", "no purposes told", () => Shanghai());

        Breaks("EXP-035", "an item told otherwise", () => ShanghaiPrinted().Printed(Notes + " 4", "“社会保障和就业支出-行政事业单位养老支出-行政单位离退休”", Measure.Amount, "153.00"));
        Breaks("EXP-035", "an item told twice", () => ShanghaiPrinted().Statements(s => s.Section == Notes + " 4" ? s with { Figures = [s.Figures[0], s.Figures[0]] } : s), Severity.Error);
        Breaks("EXP-035", "an item left out", () => ShanghaiPrinted().Statements(s => s.Section == Notes + " 4" ? null : s), Severity.Warning);
        NearMiss("EXP-035", "rounded in prose", () => ShanghaiPrinted().Printed(Notes + " 4", "“社会保障和就业支出-行政事业单位养老支出-行政单位离退休”", Measure.Amount, "150.01"));
        CannotTell("EXP-035", "no items told", () => WuhanPrinted());
        CannotTell("EXP-035", "a code stands once for each unit", () => Twice(ShanghaiPrinted()));
        Breaks("EXP-036", "a section under another name", () => Relabel(" 4", "“社会保障和就业支出-行政单位养老支出-行政单位离退休”"), Severity.Info);
        Breaks("EXP-036", "an item that no table has", () => Relabel(" 4", "“社会保障和就业支出-行政事业单位养老支出-干部离休经费”", "151.00"), Severity.Warning);
        NearMiss("EXP-036", "a section told without its items", () => Relabel(" 4", "社会保障和就业支出（类）行政事业单位养老支出（款）", "405.00"));
        NearMiss("EXP-036", "类、款、项 written out", () => Relabel(" 4", "“社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）”"));
        CannotTell("EXP-036", "no items told", () => WuhanPrinted());
        Breaks("EXP-037", "another name in one table", () => ShanghaiPrinted().Rename(Expenditure, "2010302", "一般行政事务管理"), Severity.Warning);
        NearMiss("EXP-037", "spaces and brackets", () => ShanghaiPrinted().Rename(Expenditure, "20103", "政府办公厅 (室)及相关机构事务"));
        CannotTell("EXP-037", "one table only", () => Shanghai().Without(Revenue, GeneralPublic, GovernmentFund, StateCapital));
        Breaks("EXP-038", "project money under an item for basic expenditure", () => ShanghaiPrinted().Statements(s => s.Section == Notes + " 1" ? s with { Text = "主要用于行政单位的基本支出。" } : s), Severity.Warning);
        NearMiss("EXP-038", "an item without project money", () => ShanghaiPrinted().Statements(s => s.Section == Notes + " 3" ? s with { Text = "主要用于事业单位的基本支出。" } : s));
        CannotTell("EXP-038", "no purposes told", () => Shanghai());
        Breaks("EXP-039", "a section is left out", () => Shanghai().Rows(GeneralPublic, r => r.Code == 20805 ? null : r), Severity.Warning);
        NearMiss("EXP-039", "items alone in one table", () => Shanghai().Rows(Revenue, r => r.Code is > 0 and < 1_000_000 ? null : r));
        CannotTell("EXP-039", "no tables by code", () => Shanghai().Without(Revenue, Expenditure, GeneralPublic, GovernmentFund, StateCapital, BasicExpenditure));
    }

    static DisclosureDocument Elsewhere(string code, int to) => ShanghaiPrinted().Recode(Revenue, code, to).Recode(Expenditure, code, to).Recode(GeneralPublic, code, to);

    static DisclosureDocument Recoded(string code, int to) => Shanghai().Recode(Revenue, code, to).Recode(Expenditure, code, to).Recode(GeneralPublic, code, to);

    static DisclosureDocument Bare(params TableRole[] roles) => roles.Aggregate(Shanghai(), (d, role) => d.Rows(role, r => r.Code is >= 2080501 and <= 2080599 ? null : r));

    static DisclosureDocument Relabel(string section, string label, string? value = null) =>
        ShanghaiPrinted().Statements(s => s.Section == Notes + section ? s with { Figures = [.. s.Figures.Select(f => f with { Label = label, Value = value is null ? f.Value : PrintedNumber.Parse(value) })] } : s);

    /// <summary>Every row of the tables by function once more, as where a table lists each unit by itself.</summary>
    static DisclosureDocument Twice(DisclosureDocument document) => new[] { Revenue, Expenditure, GeneralPublic, GovernmentFund }.Aggregate(document, (d, role) => d.Table(role, t => t with { Rows = [.. t.Rows, .. t.Rows.Where(r => !r.IsTotal)] }));
}
