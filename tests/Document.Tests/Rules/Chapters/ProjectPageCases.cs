using Budget.Document.Rules.Engine;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class ProjectPageCases : RuleCases
{
    static DisclosureDocument Page(string heading, string text) => ShanghaiPrinted() with
    {
        Printed = ShanghaiPrinted().Printed! with { Statements = [.. ShanghaiPrinted().Printed!.Statements, new(100, "项目经费情况说明 一", heading, text, [])] },
    };

    public ProjectPageCases()
    {
        Breaks("PRJ-032", "parts that miss the whole", () => Page("项目概况", "规划建筑面积约为13459平方米，其中地上建筑面积为8013平方米，地下建筑面积为5356平方米。"), Severity.Error);
        Breaks("PRJ-032", "parts of a part", () => Page("项目概况", "地上建筑面积为8013平方米（其中计容面积7998平方米，不计容面积105平方米）。"), Severity.Error);
        NearMiss("PRJ-032", "they make it, but for rounding", () => Page("项目概况", "建筑面积13369平方米，其中地上建筑面积为8013.4平方米，地下建筑面积为5356平方米，建筑高度为29.8米。"));
        CannotTell("PRJ-032", "one part only", () => Page("项目概况", "建筑面积13369平方米，其中地上建筑面积8013平方米。"));

        Breaks("PRJ-033", "what is done, and not by whom", () => Page("实施主体", "主要完成区委、区政府年度重点工作任务书印制工作，使全区各单位进一步明晰自身目标任务。"), Severity.Warning);
        NearMiss("PRJ-033", "a contractor", () => Page("实施主体", "按合同约定由中标企业实施。"));
        NearMiss("PRJ-033", "the department", () => Page("实施主体", "清河区云栖街道办事处"));
        CannotTell("PRJ-033", "no page", () => ShanghaiPrinted());

        Breaks("PRJ-034", "no amount", () => Page("年度预算安排", "结合重点工作推进情况，根据合同条款，按时拨付资金。"), Severity.Warning);
        NearMiss("PRJ-034", "an amount", () => Page("年度预算安排", "第一季度用款计划25.88万元，第二季度用款计划180.74 万元。"));
        CannotTell("PRJ-034", "no page", () => ShanghaiPrinted());
    }
}
