using Budget.Document.Rules.Engine;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class IndicatorCases : RuleCases
{
    const int Quantity = 0, Quality = 1, Time = 2, Cost = 3, Social = 4, Satisfaction = 5;

    public IndicatorCases()
    {
        for (var i = 1; i <= 24; i++) CannotTell($"IND-{i:000}", "no targets", () => Wuhan().WithoutTargets());

        Breaks("IND-001", "a value is blank", () => Wuhan().Indicator(0, Quantity, x => x with { Value = " " }));
        Breaks("IND-001", "a standard is blank where others have one", () => Wuhan().Indicator(0, Quantity, x => x with { Standard = "" }));
        NearMiss("IND-001", "a form without standards", () => Shanghai());
        Breaks("IND-002", "no such standard", () => Wuhan().Indicator(0, Quantity, x => x with { Standard = "估计" }));
        NearMiss("IND-002", "written short", () => Wuhan().Indicator(0, Quantity, x => x with { Standard = "历史" }));
        CannotTell("IND-002", "a form without standards", () => Shanghai());
        Breaks("IND-003", "written short", () => Wuhan().Indicator(0, Satisfaction, x => x with { Level1 = "满意度" }), Severity.Warning);
        NearMiss("IND-003", "all of one spelling", () => Wuhan());
        Breaks("IND-004", "a quantity under benefits", () => Shanghai().Indicators(0, x => [.. x, x[Quantity] with { Level1 = "效益指标", Name = "另一事项" }]));
        NearMiss("IND-004", "cost as a group of its own", () => Wuhan().Indicator(0, Cost, x => x with { Level1 = "成本指标", Level2 = "经济成本指标" }));
        Breaks("IND-005", "no satisfaction", () => Wuhan().Indicators(0, x => [.. x.Take(5)]), Severity.Error);
        NearMiss("IND-005", "a group nobody knows may be any", () => Wuhan().Indicator(0, Satisfaction, x => x with { Level1 = "其他指标" }));
        Breaks("IND-006", "only a quantity", () => Wuhan().Indicators(0, x => [x[Quantity], x[Social], x[Satisfaction]]), Severity.Warning);
        Breaks("IND-006", "no time", () => Wuhan().Indicators(0, x => [.. x.Where((_, i) => i != Time)]), Severity.Info);
        NearMiss("IND-006", "cost as a group of its own", () => Wuhan().Indicator(0, Cost, x => x with { Level1 = "成本指标", Level2 = "经济成本指标" }));
        Breaks("IND-007", "twice at one level", () => Shanghai().Indicators(0, x => [.. x, x[Quantity]]));
        NearMiss("IND-007", "at another level", () => Shanghai().Indicators(0, x => [.. x, x[Quantity] with { Level2 = "质量指标", Value = "≥98%" }]));
        Breaks("IND-008", "at two levels", () => Shanghai().Indicators(0, x => [.. x, x[Quantity] with { Level2 = "质量指标", Value = "≥98%" }]), Severity.Warning);
        NearMiss("IND-008", "in two forms", () => Shanghai().Indicator(1, Quantity, x => x with { Name = "社区环境整治经费完成事项" }));
        Breaks("IND-009", "57人 = 57 人", () => Shanghai().Indicator(0, Quantity, x => x with { Name = "57人", Value = "57 人" }));
        Breaks("IND-009", "only the name of a measure", () => Shanghai().Indicator(0, Quality, x => x with { Value = "合格率" }));
        NearMiss("IND-009", "the number is also in the name", () => Shanghai().Indicator(0, Quantity, x => x with { Name = "开展活动300场", Value = "=300.00(场)" }));
        Breaks("IND-010", "the level's own name", () => Shanghai().Indicator(0, Satisfaction, x => x with { Name = "服务对象满意度指标" }), Severity.Warning);
        NearMiss("IND-010", "whose satisfaction", () => Shanghai().Indicator(0, Satisfaction, x => x with { Name = "居民满意度" }));
        Breaks("IND-011", "120 %", () => Wuhan().Indicator(0, Quality, x => x with { Value = "≥120%" }));
        NearMiss("IND-011", "growth may be more", () => Wuhan().Indicator(0, Quality, x => x with { Name = "业务量增长率", Value = "≥120%" }));
        NearMiss("IND-011", "exactly 100.00", () => Wuhan().Indicator(0, Quality, x => x with { Value = "=100.00(%)" }));
        Breaks("IND-012", "bare", () => Wuhan().Indicator(0, Quality, x => x with { Value = "95%" }), Severity.Warning);
        NearMiss("IND-012", "the operator behind", () => Wuhan().Indicator(0, Quality, x => x with { Value = "95%以上" }));
        NearMiss("IND-012", "a direction", () => Wuhan().Indicator(0, Social, x => x with { Name = "能耗", Value = "下降 1.8%" }));
        Breaks("IND-013", "words", () => Wuhan().Indicator(0, Quantity, x => x with { Value = "全范围覆盖" }), Severity.Warning);
        NearMiss("IND-013", "a number among words", () => Wuhan().Indicator(0, Quantity, x => x with { Value = "开展至少1次团体心理治疗" }));
        Breaks("IND-014", "words", () => Wuhan().Indicator(0, Time, x => x with { Value = "管理规范" }), Severity.Warning);
        NearMiss("IND-014", "over the year", () => Wuhan().Indicator(0, Time, x => x with { Value = "学习教育覆盖全年" }));
        NearMiss("IND-014", "an on-time rate", () => Wuhan().Indicator(0, Time, x => x with { Value = "≥99%" }));
        Breaks("IND-015", "words", () => Wuhan().Indicator(0, Cost, x => x with { Value = "不超标" }), Severity.Warning);
        NearMiss("IND-015", "a number for each", () => Wuhan().Indicator(0, Cost, x => x with { Value = "200 每人" }));
        Breaks("IND-016", "a date under quality", () => Wuhan().Indicator(0, Quality, x => x with { Value = "2021年底前" }), Severity.Warning);
        Breaks("IND-016", "money under quantity", () => Wuhan().Indicator(0, Quantity, x => x with { Value = "≤20万元" }), Severity.Warning);
        Breaks("IND-016", "a count under quality", () => Wuhan().Indicator(0, Quality, x => x with { Value = "=5.00(万人次)" }), Severity.Warning);
        NearMiss("IND-016", "marks are a quality", () => Wuhan().Indicator(0, Quality, x => x with { Value = "≥90分" }));
        Breaks("IND-017", "two promises", () => Wuhan().Indicator(0, Quality, x => x with { Value = "及时、准确≥99.5%" }), Severity.Warning);
        NearMiss("IND-017", "a thousands separator", () => Wuhan().Indicator(0, Quantity, x => x with { Value = "≥1,200份" }));
        NearMiss("IND-017", "one quality in several words", () => Wuhan().Indicator(0, Quality, x => x with { Value = "安全、便捷、高效" }));
        Breaks("IND-018", "no grade", () => Wuhan().Indicator(0, Quality, x => x with { Value = "有所提升" }), Severity.Info);
        NearMiss("IND-018", "a grade", () => Wuhan().Indicator(0, Quality, x => x with { Value = "良好" }));
        CannotTell("IND-018", "only numbers", () => Wuhan());
        Breaks("IND-019", "no numbers", () => Wuhan().Indicators(0, x => [.. x.Select(i => i with { Value = "良好" })]), Severity.Info);
        NearMiss("IND-019", "half of them", () => Wuhan().Indicators(0, x => [.. x.Select((r, i) => i % 2 == 0 ? r : r with { Value = "良好" })]));
        Breaks("IND-020", "the direction in words", () => Wuhan().Indicator(0, Social, x => x with { Name = "能耗增减率", Value = "下降 1.8%" }), Severity.Info);
        NearMiss("IND-020", "the sign", () => Wuhan().Indicator(0, Social, x => x with { Name = "能耗增减率", Value = "≤-1.8%" }));
        CannotTell("IND-020", "no rate of change", () => Wuhan());
        Breaks("IND-021", "other years in the goal", () => Wuhan().Indicator(0, Quantity, x => x with { Name = "申报2020-2021年示范单位", Value = "2家" }).Goal(0, Quantity, x => x with { Name = "申报2019-2020年示范单位" }), Severity.Error);
        Breaks("IND-021", "only last year", () => Wuhan().Indicator(0, Quantity, x => x with { Name = "2020年结转事项" }), Severity.Warning);
        NearMiss("IND-021", "the budget year is one of them", () => Wuhan().Indicator(0, Quantity, x => x with { Name = "申报2020-2021年示范单位" }));
        CannotTell("IND-021", "a number that is no year", () => Wuhan().Indicator(0, Quantity, x => x with { Name = "发放2021份材料" }));
        Breaks("IND-022", "the values of two rows changed places", () => Swapped(), Severity.Error, "OVL-010");
        NearMiss("IND-022", "another value, but nobody's", () => Wuhan().Goal(0, Quantity, x => x with { Value = "≥13项" }));
        Breaks("IND-023", "in words", () => Wuhan().Indicator(0, Satisfaction, x => x with { Value = "良好" }), Severity.Warning);
        Breaks("IND-023", "79.9 %", () => Wuhan().Indicator(0, Satisfaction, x => x with { Value = "≥79.9%" }), Severity.Warning);
        NearMiss("IND-023", "80 %", () => Wuhan().Indicator(0, Satisfaction, x => x with { Value = "≥80.00(%)" }));
        Breaks("IND-024", "two indicators", () => Wuhan().Indicators(0, x => [x[Quantity], x[Satisfaction]]), Severity.Info, "IND-005");
        NearMiss("IND-024", "three indicators", () => Wuhan().Indicators(0, x => [x[Quantity], x[Social], x[Satisfaction]]));
    }

    public static DisclosureDocument Swapped()
    {
        var d = Wuhan();
        var (a, b) = (d.Targets!.Overall!.Goals[0].Indicators[0].Value, d.Targets.Overall.Goals[0].Indicators[1].Value);
        return d.Goal(0, 0, x => x with { Value = b }).Goal(0, 1, x => x with { Value = a });
    }
}
