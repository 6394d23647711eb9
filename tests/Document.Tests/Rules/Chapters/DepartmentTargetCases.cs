using Budget.Document.Rules.Engine;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class DepartmentTargetCases : RuleCases
{
    const long Wan = 1_000_000;

    public DepartmentTargetCases()
    {
        for (var i = 1; i <= 17; i++) CannotTell($"OVL-{i:000}", "no overall form", () => Shanghai());

        Breaks("OVL-001", "another appropriation", () => Revenue("财政拨款", l => l with { Current = (l.Current!.Value.Fen + Wan).Fen() }), Severity.Error);
        NearMiss("OVL-001", "the shares are not its business", () => Revenue("财政拨款", l => l with { Share = "" }));
        NearMiss("OVL-001", "printed", () => WuhanPrinted());
        Breaks("OVL-002", "another basic expenditure", () => Spent("基本支出", l => l with { Current = (l.Current!.Value.Fen - Wan).Fen() }), Severity.Error);
        Breaks("OVL-002", "the share was not computed again", () => Spent("项目支出", l => l with { Share = "18.00%" }), Severity.Error);
        NearMiss("OVL-002", "no share printed", () => Spent("项目支出", l => l with { Share = "" }));
        Breaks("OVL-003", "last year does not add up", () => Spent("项目支出", l => l with { Prior = (l.Prior!.Value.Fen + Wan).Fen() }), Severity.Error);
        Breaks("OVL-003", "the text compares with another last year", () => WuhanPrinted().Printed("三", "2021 年部门收支总预算", Measure.Change, "9.00"), Severity.Error, "YOY-001", "YOY-007");
        NearMiss("OVL-003", "as the text has it", () => WuhanPrinted());
        Breaks("OVL-004", "31.08 too much", () => Spent("项目支出", l => l with { BeforePrior = (l.BeforePrior!.Value.Fen + 31_080_000).Fen() }), Severity.Error);
        NearMiss("OVL-004", "totals are left blank", () => Spent("合计", l => l with { BeforePrior = null }));
        Breaks("OVL-005", "totals are left blank", () => Spent("合计", l => l with { BeforePrior = null }), Severity.Warning);
        NearMiss("OVL-005", "a zero is filled in", () => Wuhan());
        Breaks("OVL-006", "from 30 to 200", () => Spent("项目支出", l => l with { BeforePrior = (30 * Wan).Fen() }), Severity.Info, "OVL-004");
        NearMiss("OVL-006", "half as much again", () => Spent("项目支出", l => l with { BeforePrior = (400 * Wan).Fen() }));
        Breaks("OVL-007", "left out", () => Wuhan().Overall(o => o with { FunctionsSummary = "（略）" }), Severity.Error, "STR-013");
        NearMiss("OVL-007", "one sentence", () => Wuhan().Overall(o => o with { FunctionsSummary = "略述：负责会务。" }));
        Breaks("OVL-008", "two goals with one text", () => Wuhan().Goal(1, g => g with { Text = "完成课题研究。" }), Severity.Warning);
        Breaks("OVL-008", "no text", () => Wuhan().Goal(1, g => g with { Text = " " }), Severity.Warning);
        NearMiss("OVL-008", "texts that begin alike", () => Wuhan().Goal(1, g => g with { Text = "完成课题研究和督查。" }));
        Breaks("OVL-009", "no goal takes up a project", () => Wuhan().Goal(1, _ => null), Severity.Error);
        NearMiss("OVL-009", "a goal names the project", () => Wuhan().Goal(1, g => g with { Text = "会务和督查工作按计划完成。", Indicators = [.. g.Indicators.Select(i => i with { Name = "全年" + i.Level2 })] }));
        CannotTell("OVL-009", "goals that take up no project", () => Goals(g => g with { Text = $"完成{(g.LongTerm ? "长期" : "全年")}任务{g.Number}。", Indicators = [.. g.Indicators.Select(i => i with { Name = "全年" + i.Level2 })] }));
        Breaks("OVL-010", "values moved by a row", IndicatorCases.Swapped, Severity.Error, "IND-022");
        NearMiss("OVL-010", "rows in another order", () => Goals(g => g with { Indicators = [.. g.Indicators.Reverse()] }));
        Breaks("OVL-011", "another value", () => Wuhan().Goal(0, 1, x => x with { Value = "≥97%" }), Severity.Warning);
        NearMiss("OVL-011", "the same value written otherwise", () => Wuhan().Goal(0, 1, x => x with { Value = "≥ 98.00（%）" }));
        Breaks("OVL-012", "another standard", () => Wuhan().Goal(0, 1, x => x with { Standard = "行业标准" }), Severity.Info);
        NearMiss("OVL-012", "the same", () => Wuhan());
        Breaks("OVL-013", "another level", () => Wuhan().Goal(0, 1, x => x with { Level2 = "数量指标" }), Severity.Warning);
        NearMiss("OVL-013", "the level written short", () => Wuhan().Goal(0, 1, x => x with { Level2 = "质量" }));
        Breaks("OVL-014", "renamed", () => Wuhan().Goal(0, 1, x => x with { Name = "平台运行维护费验收合格率" }), Severity.Info);
        NearMiss("OVL-014", "another indicator that promises the same", () => Wuhan().Goal(0, g => g with { Indicators = [.. g.Indicators, g.Indicators[1] with { Name = "信息更新率" }] }));
        Breaks("OVL-015", "no satisfaction", () => Wuhan().Goal(0, g => g with { Indicators = [.. g.Indicators.Take(5)] }), Severity.Warning);
        NearMiss("OVL-015", "one of each", () => Wuhan().Goal(0, g => g with { Indicators = [g.Indicators[0], g.Indicators[4], g.Indicators[5]] }));
        Breaks("OVL-016", "nothing beyond the year", () => Wuhan().Goal(0, g => g with { Text = "做好政务服务平台。" }), Severity.Info);
        NearMiss("OVL-016", "goals of the year need not reach beyond it", () => Wuhan());
        CannotTell("OVL-016", "no long-term goal", () => Goals(g => g with { LongTerm = false }));
        Breaks("OVL-017", "no number", () => Wuhan().Overall(o => o with { Phone = "" }), Severity.Info);
        NearMiss("OVL-017", "both", () => Wuhan());
    }

    static DisclosureDocument Goals(Func<Goal, Goal> change) => Wuhan().Overall(o => o with { Goals = [.. o.Goals.Select(change)] });
    static DisclosureDocument Revenue(string name, Func<OverallFunds, OverallFunds> change) => Wuhan().Overall(o => o with { Revenue = o.Revenue.Funds(name, change) });
    static DisclosureDocument Spent(string name, Func<OverallFunds, OverallFunds> change) => Wuhan().Overall(o => o with { Expenditure = o.Expenditure.Funds(name, change) });
}
