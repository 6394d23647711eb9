using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.EndToEnd.Tests;

/// <summary>
/// The certain errors of the real disclosures, as they were listed by hand beside them, and the rule and place that must name
/// each. All of the lists for the seed, 01, 03 and the unit's document are seen; A8 is a hint, because a goal of the department may well
/// hold an indicator to another standard than the project's form does.
/// </summary>
public sealed class KnownErrorsTests
{
    const string Seed = "wuhan-dongxihu-government-office-2021.json", Putuo = "shanghai-putuo-government-office-2025.json", Wanli = "shanghai-putuo-wanli-2023.json", Unit = "shanghai-putuo-government-office-2025-unit.json";

    [Theory]
    [InlineData("A1", Seed, "REV-002 Error text:三/纳入财政专户管理资金/Amount")]
    [InlineData("A2", Seed, "TPE-007 Error text:“三公”经费预算情况说明（单独公开） 二/2021 年部门财政拨款资金安排 “三公”经费预算/ChangeRate")]
    [InlineData("A3", Seed, "OVL-004 Error overall:财政拨款/2019年")]
    [InlineData("A4", Seed, "STR-014 Warning function:2")]
    [InlineData("A5", Seed, "OVL-010 Error overall:长期目标1")]
    [InlineData("A6", Seed, "IND-021 Error overall:年度目标2/质量指标/申报创建2019-2020年市节约型公共机构示范单位")]
    [InlineData("A7", Seed, "OVL-011 Warning overall:长期目标2/质量指标/扶贫资金付款")]
    [InlineData("A8", Seed, "OVL-012 Info overall:长期目标1/数量指标/57人")]
    [InlineData("A9", Seed, "OVL-013 Warning overall:年度目标2/时效指标/完成各级领导交办的重点督办事项办结")]
    [InlineData("A10", Seed, "IND-016 Warning form:OA协同平台与信息系统运行维护费/可持续影响指标/完成时限")]
    [InlineData("A11", Seed, "IND-007 Error form:OA协同平台与信息系统运行维护费/质量指标/OA协同办公平台")]
    [InlineData("A12", Seed, "IND-009 Error form:党建教育活动经费/数量指标/57人")]
    [InlineData("A13", Seed, "IND-005 Error form:扶贫开发科对口帮扶资金/绩效指标")]
    [InlineData("A14", Seed, "OVL-009 Error form:档案和机要保密工作经费/整体目标")]
    [InlineData("A15", Seed, "STR-013 Error overall:部门职能概述")]
    [InlineData("A15", Seed, "STR-013 Error glossary:其他专用名词")]
    [InlineData("A16", Seed, "PUB-007 Error tables")]
    [InlineData("B1", Putuo, "EXP-038 Warning text:2025年部门预算编制说明 1/“一般公共服务支出-政府办公厅（室）及相关机构事务-行政运行”/Amount")]
    [InlineData("B2", Putuo, "EXP-038 Warning text:2025年部门预算编制说明 3/“一般公共服务支出-政府办公厅（室）及相关机构事务-事业运行”/Amount")]
    [InlineData("B3", Putuo, "PRJ-033 Warning text:区政府督查及建议提案工作业务经费项目经费情况说明 三")]
    [InlineData("B4", Putuo, "PRJ-034 Warning text:区政府督查及建议提案工作业务经费项目经费情况说明 六")]
    [InlineData("G1", Wanli, "YOY-007 Error text:部门预算编制说明 第2段/政府性基金拨款支出预算/Change")]
    [InlineData("G1", Wanli, "YOY-008 Error text:部门预算编制说明 第2段/财政拨款支出预算/Change")]
    [InlineData("G2", Wanli, "EXP-035 Error text:部门预算编制说明 16/2023年预算安排/Amount")]
    [InlineData("G2", Wanli, "YOY-002 Error text:部门预算编制说明 16/2023年预算安排/ChangeRate/rate")]
    [InlineData("G3", Wanli, "YOY-002 Error text:部门预算编制说明 3/2023年预算安排/ChangeRate/rate")]
    [InlineData("G4", Wanli, "YOY-015 Warning text:部门预算编制说明 16/2023年预算安排/ChangeRate/reason")]
    [InlineData("G5", Wanli, "YOY-015 Warning text:部门预算编制说明 2/“一般公共服务支出（类）统计信息事务（款）专项普查活动（项）”/Amount/purpose")]
    [InlineData("G6", Wanli, "YOY-015 Warning text:部门预算编制说明 27/2023年预算安排/ChangeRate/reason")]
    [InlineData("G6", Wanli, "YOY-015 Warning text:部门预算编制说明 27/“城乡社区支出（类）城乡社区管理事务（款）城管执法（项）”/Amount/purpose")]
    [InlineData("G7", Wanli, "PRJ-007 Error form:公共服务设施运行经费/资金来源/year")]
    [InlineData("G8", Wanli, "OTH-008 Error text:其他相关情况说明 四/涉及项目预算资金/Amount/forms")]
    [InlineData("G9", Wanli, "PRJ-032 Error text:项目经费情况说明 一/本工程规划建筑面积")]
    [InlineData("G9", Wanli, "PRJ-032 Error text:项目经费情况说明 一/地上建筑面积")]
    [InlineData("G10", Wanli, "IND-009 Error form:新建万里街道社区公共服务中心/质量指标/完工及时率")]
    [InlineData("G10", Wanli, "IND-009 Error form:各类工作经费/社会效益指标/宣传工作覆盖面不断扩大")]
    [InlineData("I2.1", Unit, "EXP-038 Warning text:2025年单位预算编制说明 1/“一般公共服务支出-政府办公厅（室）及相关机构事务-行政运行”/Amount")]
    [InlineData("I2.2", Unit, "EXP-038 Warning text:2025年单位预算编制说明 3/“一般公共服务支出-政府办公厅（室）及相关机构事务-事业运行”/Amount")]
    [InlineData("I2.3", Unit, "STR-024 Warning text:其他相关情况说明 二")]
    public void Each_certain_error_is_named_by_a_rule(string error, string file, string finding) =>
        Assert.True(RuleBook.Run(RealDocumentsTests.Read(RealDocumentsTests.Find(file))).Findings.Any(f => $"{f.Rule.Id} {f.Severity} {f.Place.Key}" == finding), error);
}
