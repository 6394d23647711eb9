using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.SubjectKind;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class OtherMattersCases : RuleCases
{
    const long Wan = 1_000_000;
    const string Other = "其他相关情况说明";

    public OtherMattersCases()
    {
        Breaks("OTH-001", "more than the operating funds", () => Shanghai().Cell(TableRole.ThreePublic, "", ColumnRole.AgencyOperating, was => was + 10_000), Severity.Error);
        Breaks("OTH-001", "less, with administrative units only", () => Shanghai().Cell(TableRole.ThreePublic, "", ColumnRole.AgencyOperating, was => was - 10_000), Severity.Warning);
        NearMiss("OTH-001", "less, with an institution", () => Wuhan().Fact(AgencyOperating, 90 * Wan));
        CannotTell("OTH-001", "not given", () => Shanghai().Without(TableRole.ThreePublic));

        Breaks("OTH-002", "the parts make more", () => Shanghai().Fact(ProcurementServices, 121 * Wan));
        Breaks("OTH-002", "from the prose", () => WuhanPrinted().Printed("八（二）", "服务类", Measure.Amount, "120.50"));
        NearMiss("OTH-002", "three roundings may show 0.01", () => WuhanPrinted().Printed("八（二）", "服务类", Measure.Amount, "120.01"));
        CannotTell("OTH-002", "not given", () => Shanghai().WithoutFact(Procurement));

        Breaks("OTH-003", "more than everything", () => Shanghai().Fact(Procurement, 3000 * Wan).Fact(ProcurementServices, 2970 * Wan));
        NearMiss("OTH-003", "as much as everything", () => ShanghaiPrinted().Printed(Other + " 三", "2025年本部门政府采购预算", Measure.Amount, "2600.00").Printed(Other + " 三", "政府采购服务预算", Measure.Amount, "2570.00"));
        CannotTell("OTH-003", "not given", () => Shanghai().WithoutFact(Procurement));

        Breaks("OTH-004", "more equipment than goods", () => Wuhan().Fact(ProcurementGoods, 19 * Wan).Fact(ProcurementServices, 131 * Wan), Severity.Warning);
        NearMiss("OTH-004", "as much equipment as goods", () => Wuhan().Fact(ProcurementGoods, 20 * Wan).Fact(ProcurementServices, 130 * Wan));
        CannotTell("OTH-004", "the projects' lines are not told", () => Shanghai());

        Breaks("OTH-005", "more reserved than there is", () => Shanghai().Fact(ProcurementSme, 151 * Wan), Severity.Warning);
        Breaks("OTH-005", "less than 30 %", () => Shanghai().Fact(ProcurementSme, 40 * Wan).Fact(ProcurementSmallMicro, 40 * Wan), Severity.Info);
        NearMiss("OTH-005", "exactly 30 % and 60 %", () => Shanghai().Fact(ProcurementSme, 45 * Wan).Fact(ProcurementSmallMicro, 27 * Wan));
        CannotTell("OTH-005", "nothing said", () => Shanghai().WithoutFact(ProcurementSme));

        Breaks("OTH-006", "a kind is missing", () => Shanghai().Count(VehicleEmergency, 2));
        Breaks("OTH-006", "the kinds to buy are not those held", () => ShanghaiPrinted().Statements(s => s.Text.Contains("安排购置", StringComparison.Ordinal) ? s with { Figures = [s.Figures[0], s.Figures[1] with { Value = PrintedNumber.Parse("0") }, s.Figures[2]] } : s));
        NearMiss("OTH-006", "kinds held and kinds to buy in one section", () => ShanghaiPrinted());
        CannotTell("OTH-006", "kinds not told", () => Wuhan().WithoutFact(VehicleCount).WithoutFact(VehiclesToBuy));

        Breaks("OTH-007", "last year's day", () => ShanghaiPrinted().Statements(s => s with { Text = s.Text.Replace("2024年12月31日", "2023年12月31日", StringComparison.Ordinal) }), Severity.Warning);
        Breaks("OTH-007", "not the end of a month", () => ShanghaiPrinted().Statements(s => s with { Text = s.Text.Replace("2024年12月31日", "2024年12月30日", StringComparison.Ordinal) }), Severity.Warning);
        NearMiss("OTH-007", "a region's fixed day", () => ShanghaiPrinted().Statements(s => s with { Text = s.Text.Replace("2024年12月31日", "2024 年 8 月31日", StringComparison.Ordinal) }));
        CannotTell("OTH-007", "no day told", () => ShanghaiPrinted().Statements(s => s with { Text = "" }));

        Breaks("OTH-008", "less than the projects", () => Shanghai().Fact(PerformanceAmount, 600 * Wan).Count(PerformanceProjects, null) with { Targets = null }, Severity.Warning);
        Breaks("OTH-008", "more than the projects", () => Shanghai().Fact(PerformanceAmount, 616 * Wan) with { Targets = null }, Severity.Error);
        Breaks("OTH-008", "the forms make another sum", () => Form(d => d with { Year = 316_000_000.Fen() }), Severity.Error, "PRJ-006", "PRJ-007");
        NearMiss("OTH-008", "fewer forms than projects told", () => Shanghai().Count(PerformanceProjects, 3) with { Targets = new([Shanghai().Targets!.Projects[0]], null) });
        CannotTell("OTH-008", "not told", () => Shanghai().WithoutFact(PerformanceAmount));

        Breaks("OTH-009", "more than the fund's projects", () => Wuhan().Fact(PerformanceFund, Wan) with { Targets = null }, Severity.Error);
        Breaks("OTH-009", "more than the fund, from the prose alone", () => WuhanPrinted().Lost().Printed("八（四）", "政府性基金预算本年财政拨款", Measure.Amount, "1.00") with { Targets = null }, Severity.Error, "PUB-007");
        NearMiss("OTH-009", "0 of an empty fund table", () => Wuhan());
        NearMiss("OTH-009", "an empty table without any row", () => Wuhan().Table(TableRole.GovernmentFund, t => t with { Rows = [] }));
        CannotTell("OTH-009", "not told apart", () => Shanghai());

        Breaks("OTH-010", "one form is missing", () => Shanghai().Count(PerformanceProjects, 3), Severity.Warning);
        NearMiss("OTH-010", "as many forms as told", () => Shanghai());
        CannotTell("OTH-010", "no forms", () => Shanghai() with { Targets = null });

        Breaks("OTH-011", "111 万元 for one", () => Shanghai().Count(InPost, 1).WithoutFact(InPostAdministrative).WithoutFact(InPostInstitution).WithoutFact(InPostLogistics).WithoutFact(InPostQuota).WithoutFact(InPostCivilServiceLaw).WithoutFact(InPostPurchased), Severity.Info);
        NearMiss("OTH-011", "3.08 万元 each", () => Shanghai());
        CannotTell("OTH-011", "staff not told", () => Shanghai().WithoutFact(InPost));

        Breaks("OTH-012", "wages are no operating expense", () => Wuhan() with { OperatingExpenseKinds = ["办公费", "基本工资"] }, Severity.Info);
        NearMiss("OTH-012", "water and electricity in one", () => Wuhan());
        CannotTell("OTH-012", "not listed", () => Shanghai());
    }

    static DisclosureDocument Form(Func<ProjectTarget, ProjectTarget> change)
    {
        var d = Shanghai();
        return d with { Targets = d.Targets! with { Projects = [change(d.Targets.Projects[0]), .. d.Targets.Projects.Skip(1)] } };
    }
}
