using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.SubjectKind;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class YearOnYearCases : RuleCases
{
    const long Wan = 1_000_000;
    const string Total = "2021 年部门收支总预算", Notes = "2025年部门预算编制说明";
    const string AllThree = "2021 年一般公共预算财政拨款资金安排“三公”经费预算";
    const string Fund = "政府性基金拨款支出预算";

    static DisclosureDocument Silent(DisclosureDocument d) => d.Statements(s => s with { Figures = [.. s.Figures.Where(f => f.Measure is not (Measure.Change or Measure.ChangeRate))] });

    /// <summary>The fourth item (150.00) as a Shanghai document of 2023 tells it: last year's execution, this year's budget, the percentage.</summary>
    static DisclosureDocument Fourth150(string before, string rate, string direction = "增加", string reason = "离退休人员增加") =>
        ShanghaiPrinted().Statements(s => s.Section != Notes + " 4" ? s : s with
        {
            Figures =
            [
                s.Figures[0], PrintedSample.Amount("2024年当年预算执行数", before), PrintedSample.Amount("2025年预算安排", "150.00"),
                PrintedSample.Rate("2025年预算安排", rate, direction, "2024年预算执行数") with { Reason = reason },
            ],
        });

    static DisclosureDocument Form(string priorYears)
    {
        var d = Wuhan();
        return d with { Targets = d.Targets! with { Projects = [d.Targets.Projects[0], d.Targets.Projects[1], d.Targets.Projects[2] with { PriorYearsText = priorYears }] } };
    }

    static DisclosureDocument Overall(long basic)
    {
        var d = WuhanPrinted();
        return d with { Targets = d.Targets! with { Overall = new DepartmentTarget { Expenditure = [new("基本支出", new Amount(1330 * Wan), "", new Amount(basic), null)] } } };
    }

    public YearOnYearCases()
    {
        Breaks("YOY-001", "the percentage was not computed again", () => WuhanPrinted().Printed("三", Total, Measure.ChangeRate, "0.64"));
        NearMiss("YOY-001", "out by 0.01 point", () => WuhanPrinted().Printed("三", Total, Measure.ChangeRate, "0.47"));
        CannotTell("YOY-001", "no percentages", () => ShanghaiPrinted());
        Breaks("YOY-002", "the percentage was not computed again", () => WuhanPrinted().Printed("五", "当年预算", Measure.ChangeRate, "3.43"));
        Breaks("YOY-002", "an item's percentage", () => Fourth150("120.00", "52.00"));
        Breaks("YOY-002", "a percentage in the table", () => Wuhan().Cell(TableRole.GeneralPublic, "2010301", ColumnRole.ChangeRate, was => was - 30));
        NearMiss("YOY-002", "an item against last year's execution", () => Fourth150("120.00", "25.00"));
        CannotTell("YOY-002", "no percentages", () => ShanghaiPrinted());
        Breaks("YOY-003", "the percentage was not computed again", () => WuhanPrinted().Printed("五（一）", "基本支出", Measure.ChangeRate, "2.52"));
        NearMiss("YOY-003", "as computed", () => WuhanPrinted());
        CannotTell("YOY-003", "no percentages", () => ShanghaiPrinted());
        Breaks("YOY-004", "the percentage was not computed again", () => WuhanPrinted().Printed("五（一）2", "公用经费", Measure.ChangeRate, "9.80"));
        NearMiss("YOY-004", "as computed", () => WuhanPrinted());
        CannotTell("YOY-004", "no percentages", () => ShanghaiPrinted());
        Breaks("YOY-005", "the percentage was not computed again", () => WuhanPrinted().Printed("五（二）", "项目支出", Measure.ChangeRate, "2.99"));
        NearMiss("YOY-005", "as computed", () => WuhanPrinted());
        CannotTell("YOY-005", "no percentages", () => ShanghaiPrinted());
        Breaks("YOY-006", "the percentage was not computed again", () => WuhanPrinted().Printed("六（二）", AllThree, Measure.ChangeRate, "6.21"), also: ["TPE-007"]);
        NearMiss("YOY-006", "as computed", () => WuhanPrinted());
        CannotTell("YOY-006", "no percentages", () => ShanghaiPrinted());

        Breaks("YOY-007", "more is said to be added than there is", () => ShanghaiPrinted().Printed(Notes + " 第2段", Fund, Measure.Change, "300.00", "增加"), also: ["YOY-008"]);
        Breaks("YOY-007", "a change in the table", () => Wuhan().Add(TableRole.GeneralPublic, "2010301", ColumnRole.Change, Wan));
        Breaks("YOY-007", "the overall form has another last year", () => Overall(1334 * Wan), also: ["OVL-007"]);
        NearMiss("YOY-007", "the overall form has the same last year", () => Overall(1333 * Wan));
        CannotTell("YOY-007", "last year is nowhere", () => ShanghaiPrinted());
        Breaks("YOY-008", "the fund has the change of the whole", () => ShanghaiPrinted().Printed(Notes + " 第2段", Fund, Measure.Change, "50.00", "增加"));
        Breaks("YOY-008", "basic and project do not make the change", () => WuhanPrinted().Printed("五", "当年预算", Measure.Change, "5.10"));
        NearMiss("YOY-008", "持平 without a number is zero", () => ShanghaiPrinted());
        CannotTell("YOY-008", "nothing compared", () => Silent(WuhanPrinted()));

        Breaks("YOY-009", "personnel funds are not compared", () => WuhanPrinted().Statements(s => s.Section == "五（一）1" ? s with { Figures = [s.Figures[0]] } : s), Severity.Info);
        NearMiss("YOY-009", "both compared", () => WuhanPrinted());
        CannotTell("YOY-009", "neither compared", () => Silent(WuhanPrinted()));
        Breaks("YOY-010", "the template's choice", () => WuhanPrinted().Printed("五", "当年预算", Measure.ChangeRate, "0.33", "增长（下降）"));
        Breaks("YOY-010", "持平 beside a change", () => WuhanPrinted().Printed("五（二）", "项目支出", Measure.Change, "2.00", "持平"), also: ["YOY-005", "YOY-011", "YOY-008"]);
        Breaks("YOY-010", "grows but is said to fall", () => Fourth150("120.00", "25.00", "减少", "离退休人员减少"));
        NearMiss("YOY-010", "持平", () => ShanghaiPrinted());
        CannotTell("YOY-010", "nothing compared", () => Silent(WuhanPrinted()));
        Breaks("YOY-011", "减少 and 增长", () => WuhanPrinted().Printed("五（二）", "项目支出", Measure.ChangeRate, "1.22", "增长"));
        NearMiss("YOY-011", "减少 and 下降", () => WuhanPrinted());
        CannotTell("YOY-011", "no percentages", () => ShanghaiPrinted());
        Breaks("YOY-012", "100 % of nothing", () => Fourth150("0", "100.00"), Severity.Warning);
        NearMiss("YOY-012", "from nothing, no percentage", () => ShanghaiPrinted().Printed(Notes + " 第2段", Fund, Measure.Change, "200.00", "增加").Printed(Notes + " 第2段", "财政拨款支出预算", Measure.Change, "250.00"));
        CannotTell("YOY-012", "nothing compared", () => Silent(WuhanPrinted()));

        Breaks("YOY-013", "no reason", () => WuhanPrinted().Printed("五（一）2", "公用经费", Measure.ChangeRate, "0.89", reason: ""), Severity.Warning);
        Breaks("YOY-013", "an item without a reason", () => Fourth150("120.00", "25.00", reason: ""), Severity.Warning);
        NearMiss("YOY-013", "the totals have one reason", () => ShanghaiPrinted());
        CannotTell("YOY-013", "nothing compared", () => Silent(WuhanPrinted()));
        Breaks("YOY-014", "a reason for people", () => WuhanPrinted().Printed("五（一）2", "公用经费", Measure.ChangeRate, "0.89", reason: "相关人员开支减少"), Severity.Warning);
        Breaks("YOY-014", "falls because of more", () => WuhanPrinted().Printed("五（二）", "项目支出", Measure.ChangeRate, "1.22", reason: "新增会务活动"), Severity.Warning);
        NearMiss("YOY-014", "last year's addition ended", () => WuhanPrinted().Printed("五（二）", "项目支出", Measure.ChangeRate, "1.22", reason: "上年新增的一次性活动结束"));
        NearMiss("YOY-014", "a cited title says more", () => WuhanPrinted().Printed("五（二）", "项目支出", Measure.ChangeRate, "1.22", reason: "落实《关于增加绩效奖励的办法》"));
        CannotTell("YOY-014", "no reasons", () => Silent(WuhanPrinted()));
        Breaks("YOY-015", "one reason for two", () => WuhanPrinted().Printed("五（二）", "项目支出", Measure.ChangeRate, "1.22", reason: "在职人员减少"), Severity.Info);
        Breaks("YOY-015", "the purpose of another item", () => ShanghaiPrinted().Statements(s => s.Section == Notes + " 4" || s.Section == Notes + " 1" ? s with { Text = "主要用于行政运行。" } : s), Severity.Warning);
        NearMiss("YOY-015", "a part's reason is its whole's", () => WuhanPrinted());
        NearMiss("YOY-015", "items with one purpose that names none of them", () => ShanghaiPrinted());
        CannotTell("YOY-015", "no reasons", () => Silent(WuhanPrinted()));
        Breaks("YOY-016", "against the year before last", () => WuhanPrinted().Statements(s => s.Section == "五（二）" ? s with { Figures = [.. s.Figures.Select(f => f.Basis.Length > 0 ? f with { Basis = "2019年预算" } : f)] } : s));
        NearMiss("YOY-016", "the year in words of its own", () => WuhanPrinted().Statements(s => s.Section == "五（二）" ? s with { Figures = [.. s.Figures.Select(f => f.Basis.Length > 0 ? f with { Basis = "2020年（上一年度，下同）预算" } : f)] } : s));
        CannotTell("YOY-016", "nothing compared", () => Silent(WuhanPrinted()));

        Breaks("YOY-017", "a third more without a reason", () => Fourth150("100.00", "50.00", reason: ""), Severity.Warning);
        Breaks("YOY-017", "a project's form", () => Form("2020 年预算 25万元，2021年预算 38万元。"), Severity.Warning);
        NearMiss("YOY-017", "a project's form with a reason", () => Form("2020 年预算 25万元，2021年增加课题。"));
        NearMiss("YOY-017", "the year's own amount is not last year's", () => Fourth150("100.00", "50.00"));
        CannotTell("YOY-017", "no large change", () => WuhanPrinted().WithoutTargets());
        Breaks("YOY-018", "another last year in the stand-alone statement", () => WuhanPrinted().Printed("“三公”经费预算情况说明（单独公开） 二（二）", "公务用车购置及运行维护费", Measure.Change, "0.60"), also: ["TPE-006", "TPE-003", "TPE-004"]);
        NearMiss("YOY-018", "the same in both", () => WuhanPrinted());
        CannotTell("YOY-018", "nothing compared", () => Silent(WuhanPrinted()));
        Breaks("YOY-019", "a percentage of small amounts", () => Small(), Severity.Info);
        NearMiss("YOY-019", "out by the last digit", () => WuhanPrinted().Printed("三", Total, Measure.ChangeRate, "0.47"));
        CannotTell("YOY-019", "all exact", () => WuhanPrinted());
    }

    /// <summary>0.04 less than 3.04, printed in 万元 with two decimals: the percentage of the 元 may be 1.32 or so.</summary>
    static DisclosureDocument Small() => WuhanPrinted().Statements(s => s.Section != "六（二）2(2)" ? s : s with
    {
        Figures = [s.Figures[0], s.Figures[1], PrintedSample.Rate(s.Figures[0].Label, "5.22", "下降", "2020 年预算")],
    });
}
