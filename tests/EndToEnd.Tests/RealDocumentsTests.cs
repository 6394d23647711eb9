using System.Text.Json;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Document.Relations;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Testing;
using Budget.Transcriptions;

namespace Budget.EndToEnd.Tests;

/// <summary>
/// What the rule book finds in the real disclosures, transcribed, converted and read as any intake file is. Every
/// finding named here was judged by hand against the document; a finding more is a false alarm, one less a miss.
/// </summary>
public sealed class RealDocumentsTests
{
    [Fact]
    public void The_arithmetically_faultless_government_office_has_no_error_and_five_known_warnings() => Finds("shanghai-putuo-government-office-2025.json",
        "OTH-008 Warning text:其他相关情况说明 四/涉及项目预算资金/Amount",
        "EXP-032 Info text:2025年部门预算编制说明 2/“一般公共服务支出-政府办公厅（室）及相关机构事务-一般行政管理事务”/Amount",
        "EXP-033 Info text:其他相关情况说明 四",
        "EXP-038 Warning text:2025年部门预算编制说明 1/“一般公共服务支出-政府办公厅（室）及相关机构事务-行政运行”/Amount",
        "EXP-038 Warning text:2025年部门预算编制说明 3/“一般公共服务支出-政府办公厅（室）及相关机构事务-事业运行”/Amount",
        "PRJ-033 Warning text:区政府督查及建议提案工作业务经费项目经费情况说明 三",
        "PRJ-034 Warning text:区政府督查及建议提案工作业务经费项目经费情况说明 六");

    [Fact]
    public void Its_unit_document_has_the_same_faults_of_the_text_and_the_departments_sentence() => Finds("shanghai-putuo-government-office-2025-unit.json",
        "OTH-008 Warning text:其他相关情况说明 四/涉及项目预算资金/Amount",
        "EXP-032 Info text:2025年单位预算编制说明 2/“一般公共服务支出-政府办公厅（室）及相关机构事务-一般行政管理事务”/Amount",
        "EXP-033 Info text:其他相关情况说明 四",
        "STR-024 Warning text:其他相关情况说明 二",
        "EXP-038 Warning text:2025年单位预算编制说明 1/“一般公共服务支出-政府办公厅（室）及相关机构事务-行政运行”/Amount",
        "EXP-038 Warning text:2025年单位预算编制说明 3/“一般公共服务支出-政府办公厅（室）及相关机构事务-事业运行”/Amount");

    [Fact]
    public void The_department_and_its_one_unit_given_together_are_held_against_each_other_and_agree()
    {
        var joined = Together.Join([Read(Find("shanghai-putuo-government-office-2025.json")), Read(Find("shanghai-putuo-government-office-2025-unit.json"))]);
        Assert.True(joined[0].Surroundings.UnitsAreAll);
        Assert.Equal(Answer.Passed, RuleBook.Run(joined[0]).Answers.Single(a => a.Rule.Id == "XDC-002").Answer);
    }

    [Fact]
    public void The_sub_district_has_its_wrong_item_amount_and_forms_that_do_not_make_the_amount_told() => Finds("shanghai-putuo-wanli-2023.json",
        "EXP-035 Error text:部门预算编制说明 16/2023年预算安排/Amount",
        "OTH-008 Error text:其他相关情况说明 四/涉及项目预算资金/Amount/forms",
        "OTH-008 Warning text:其他相关情况说明 四/涉及项目预算资金/Amount",
        "YOY-002 Error text:部门预算编制说明 3/2023年预算安排/ChangeRate/rate",
        "YOY-002 Error text:部门预算编制说明 16/2023年预算安排/ChangeRate/rate",
        "YOY-007 Error text:部门预算编制说明 第2段/政府性基金拨款支出预算/Change",
        "YOY-008 Error text:部门预算编制说明 第2段/财政拨款支出预算/Change",
        "YOY-012 Warning text:部门预算编制说明 2/2023年预算安排/ChangeRate",
        "YOY-012 Warning text:部门预算编制说明 17/2023年预算安排/ChangeRate",
        "YOY-015 Warning text:部门预算编制说明 2/“一般公共服务支出（类）统计信息事务（款）专项普查活动（项）”/Amount/purpose",
        "YOY-015 Warning text:部门预算编制说明 16/2023年预算安排/ChangeRate/reason",
        "YOY-015 Warning text:部门预算编制说明 27/2023年预算安排/ChangeRate/reason",
        "YOY-015 Warning text:部门预算编制说明 27/“城乡社区支出（类）城乡社区管理事务（款）城管执法（项）”/Amount/purpose",
        "PRJ-032 Error text:项目经费情况说明 一/本工程规划建筑面积",
        "PRJ-032 Error text:项目经费情况说明 一/地上建筑面积");

    [Fact]
    public void The_seed_has_exactly_its_anomalies() => Finds("wuhan-dongxihu-government-office-2021.json",
        "REV-002 Error text:三/纳入财政专户管理资金/Amount",
        "TPE-007 Error text:“三公”经费预算情况说明（单独公开） 二/2021 年部门财政拨款资金安排 “三公”经费预算/ChangeRate",
        "STF-005 Warning text:一（三）/政府购买服务人员/Count",
        "EXP-032 Info text:六（二）/2021 年一般公共预算财政拨款资金安排“三公”经费预算/Change",
        "EXP-034 Info text:五（一）1(2)/对个人和家庭的补助/Amount",
        "PUB-006 Warning form:区政府办公室工作经费/项目负责人",
        "PUB-007 Error tables",
        "STR-004 Warning document",
        "STR-009 Warning overall:部门名称",
        "STR-010 Info plan:",
        "STR-011 Error text:三/纳入财政专户管理资金/Amount",
        "STR-012 Error text:“三公”经费预算情况说明（单独公开） 二",
        "STR-013 Error glossary:其他专用名词",
        "STR-013 Error overall:部门职能概述",
        "STR-014 Warning function:2",
        "STR-015 Info profile:1",
        "STR-016 Info function:19",
        "STR-017 Info glossary:一般公共预算“三公”经费",
        "STR-019 Info text:六（二）2(2)",
        "STR-019 Info text:“三公”经费预算情况说明（单独公开） 二（二）2",
        "STR-020 Info overall:年度工作任务",
        "STR-023 Info form:区政府办公室工作经费 / 立项依据",
        "YOY-009 Info text:五（一）1/人员经费/Amount",
        "YOY-010 Error text:“三公”经费预算情况说明（单独公开） 二/2021 年部门财政拨款资金安排 “三公”经费预算/ChangeRate",
        "YOY-014 Warning text:五（一）2/公用经费/Change/reason",
        "YOY-015 Info text:五（二）/项目支出/Change/reason",
        "YOY-017 Warning form:金融科工作经费/prior",
        "TPE-008 Info text:“三公”经费预算情况说明（单独公开） 一",
        "TPE-017 Info text:六（二）2(1)/公务用车购置费/Amount",
        "TPE-018 Info text:六（二）2(2)/公务用车运行维护费/Change",
        "TPE-018 Info text:“三公”经费预算情况说明（单独公开） 二（二）2/公务用车运行维护费/Change");

    /// <summary>The transcription drops separators of the forms' numbers ("2083.36"), so the one mix the seed has cannot be seen.</summary>
    static readonly string[] Unseen =
    [
        "EXP-033",
        // "partly": the words agree wherever they are made; the one that is not made is YOY-010's.
        "YOY-011",
        // The transcription reads the boxes and ticks of 项目类型 as the kind they mark.
        "STR-018",
    ];

    [Fact]
    public void The_seed_answers_every_rule_as_its_makers_worked_it_out_by_hand()
    {
        var path = Find("wuhan-dongxihu-government-office-2021.json");
        using var design = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(path)!, "..", "design", "validation-rules.json")));
        var worked = design.RootElement.EnumerateArray().ToDictionary(r => r.GetProperty("id").GetString()!, r => r.GetProperty("seed").GetString()!);
        var report = RuleBook.Run(Read(path));
        foreach (var answer in report.Answers)
        {
            // Rules beyond the list have no answer worked out by hand.
            if (Unseen.Contains(answer.Rule.Id) || !worked.ContainsKey(answer.Rule.Id)) continue;
            var expected = worked[answer.Rule.Id] switch
            {
                var s when s.StartsWith("PASS", StringComparison.Ordinal) => Answer.Passed,
                var s when s.StartsWith("FAIL", StringComparison.Ordinal) => Answer.Failed,
                _ => Answer.NotCheckable,
            };
            Assert.True(expected == answer.Answer, $"{answer.Rule.Id}: {worked[answer.Rule.Id]}, answered {answer.Answer} {answer.Reason}");
        }
    }

    static void Finds(string file, params string[] expected)
    {
        var found = RuleBook.Run(Read(Find(file))).Findings.Where(f => !RealTargetsTests.IsOfTargets(f) || f.Place.Key.StartsWith("text:", StringComparison.Ordinal)).Select(f => $"{f.Rule.Id} {f.Severity} {f.Place.Key}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    internal static string Find(string file)
    {
        var path = Material.Transcriptions.FirstOrDefault(p => Path.GetFileName(p) == file);
        Assert.SkipWhen(path is null, Material.Missing);
        return path!;
    }

    internal static DisclosureDocument Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return Read(json.RootElement);
    }

    internal static DisclosureDocument Read(JsonElement transcription)
    {
        var remarks = new Remarks();
        var (document, violations) = new DocumentReader(EditionBook.BuiltIn).Read(Converter.Convert(new Node(transcription, "", remarks), remarks));
        Assert.True(document is not null, string.Join("\n", violations));
        return document;
    }
}
