using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Chapters;
using Budget.Document.Rules.Engine;
using Budget.Testing;

namespace Budget.EndToEnd.Tests;

/// <summary>
/// What the rules of target forms (PRJ, IND, OVL) find in the real disclosures that have such forms, kept as golden
/// files. Every line was judged by hand against the document; a line more is a false alarm, a line less a miss.
/// </summary>
public sealed class RealTargetsTests
{
    [Fact]
    public void The_seed_has_its_anomalies_in_the_forms() => Finds("wuhan-dongxihu-government-office-2021.json", "Golden/targets-wuhan-dongxihu-2021.txt");

    [Fact]
    public void The_sub_district_has_its_faults_in_the_forms() => Finds("shanghai-putuo-wanli-2023.json", "Golden/targets-shanghai-wanli-2023.txt");

    /// <summary>Numbers of the seed's list of certain anomalies, and the rule and place that must name each.</summary>
    [Theory]
    [InlineData("A5", "OVL-004 Error overall:财政拨款/2019年")]
    [InlineData("A6", "OVL-010 Error overall:长期目标1")]
    [InlineData("A7", "IND-021 Error overall:年度目标2/质量指标/申报创建2019-2020年市节约型公共机构示范单位")]
    [InlineData("A8", "IND-007 Error form:OA协同平台与信息系统运行维护费/质量指标/OA协同办公平台")]
    [InlineData("A9", "IND-009 Error form:党建教育活动经费/成本指标/200每人")]
    [InlineData("A10", "IND-005 Error form:扶贫开发科对口帮扶资金/绩效指标")]
    [InlineData("A11", "OVL-009 Error form:档案和机要保密工作经费/整体目标")]
    [InlineData("A12", "IND-016 Warning form:OA协同平台与信息系统运行维护费/可持续影响指标/完成时限")]
    [InlineData("A13", "OVL-011 Warning overall:长期目标2/质量指标/扶贫资金付款")]
    [InlineData("A14", "OVL-012 Info overall:长期目标1/数量指标/57人")]
    [InlineData("A15", "OVL-013 Warning overall:年度目标2/时效指标/完成各级领导交办的重点督办事项办结")]
    public void Each_certain_anomaly_of_the_forms_is_named(string anomaly, string finding) =>
        Assert.True(Lines("wuhan-dongxihu-government-office-2021.json").Contains(finding), anomaly);

    internal static bool IsOfTargets(Finding finding) => finding.Rule.Id[..3] is "PRJ" or "IND" or "OVL";

    static void Finds(string file, string golden) => Golden.Matches(golden, string.Concat(Lines(file).Select(line => line + "\n")));

    static IEnumerable<string> Lines(string file) =>
        RuleBook.Run(RealDocumentsTests.Read(RealDocumentsTests.Find(file))).Findings.Where(f => IsOfTargets(f) && !f.Place.Key.StartsWith("text:", StringComparison.Ordinal)).Select(f => $"{f.Rule.Id} {f.Severity} {f.Place.Key}");
}
