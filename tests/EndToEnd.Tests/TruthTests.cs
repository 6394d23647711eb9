using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Testing;
using Budget.Truth;

namespace Budget.EndToEnd.Tests;

/// <summary>The short form of tests/Truth: on the transcribed disclosures, known and kept aside, the rule book is as good as it was measured to be.</summary>
public sealed class TruthTests
{
    static List<Measured> Alone()
    {
        Assert.SkipWhen(Material.Transcriptions.Count == 0, Material.Missing);
        return Documents.Read(Material.Transcriptions);
    }

    [Fact]
    public void Certain_errors_are_told_whoever_wrote_the_document()
    {
        var untold = Recall.Of(Documents.Joined(Alone())).Where(e => e.ToldBy is null).Select(e => $"{e.Document} {e.Id} {e.What}");
        // The sum of the items is off by the two items that are told.
        Assert.Equal(["shanghai-putuo-welfare-home-2024-unit H10.3 the items do not make the total"], untold);
    }

    [Fact]
    public void Nothing_judged_false_is_told_as_error_or_warning()
    {
        var told = Documents.Joined(Alone()).SelectMany(d => RuleBook.Run(d.Document).Findings.Where(f => f.Severity != Severity.Info && Alarms.Of(d, f)?.Verdict == "FALSE").Select(f => $"{d.Name} {f.Fingerprint}"));
        Assert.Empty(told);
    }

    [Fact]
    public void What_is_changed_is_told()
    {
        var missed = new List<string>();
        var counts = Alone().Select(d => Detection.Measure(d.Document, 4, missed)).SelectMany(c => c.Values).Aggregate(default(Detection.Count), (a, b) => a + b);
        Assert.True(counts.Found * 100 >= counts.Made * 97, $"{counts}\n{string.Join('\n', missed)}");
    }

    [Fact]
    public void Both_languages_say_the_same_figures()
    {
        var other = Documents.Joined(Alone()).SelectMany(d => RuleBook.Run(d.Document).Findings).Where(f => !ReportMeasure.Alike(f)).Select(f => $"{f.Fingerprint}\n{f.Message}\n{f.MessageEn}");
        Assert.Empty(other);
    }

    /// <summary>Answers that say what a document does not print, and the words that would make them untrue.</summary>
    static readonly (string Reason, string Words)[] Claims =
    [
        ("文中没有列出收入占比", @"收入[^。；]{0,30}占[^。；]{0,15}\d[\d.]*\s*%"), ("文中没有列出支出占比", @"支出[^。；]{0,30}占[^。；]{0,15}\d[\d.]*\s*%"),
        ("没有在职实有人数", @"在职[^。；，]{0,8}\d+\s*人"), ("没有离休人数", @"离休[^。；，]{0,4}\d+\s*人"), ("没有离退休人数", @"离退休人员[^。；，]{0,4}\d+\s*人"),
        ("文中没有公用经费的数字", @"公用经费[^。；，]{0,8}\d[\d,.]*\s*万元"), ("文中没有同时列出增减额和增减比例", @"(增加|减少)[\d,. ]+万元[，,]\s*(增长|下降|增加|减少)[\d. ]+%"),
        ("没有政府采购预算及其构成", @"政府采购[^。；]{0,12}预算[^。；，]{0,6}\d[\d,.]*\s*万元"), ("没有车辆总数及分类", @"车辆\s*\d+\s*辆"), ("没有绩效目标涉及的金额", @"涉及[^。；，]{0,10}(资金|金额)[^。；，]{0,6}\d[\d,.]*\s*万元"),
        ("没有面向中小企业预留的金额", @"面向中小企业[^。；，]{0,24}\d[\d,.]*\s*万元"), ("文中没有写明与哪一年比较", @"[比与较]\s*20\d\d\s*年"), ("没有该项“三公”经费的数字", @"(出国|公务接待|用车购置)[^。；，]{0,8}\d[\d,.]*\s*万元"),
        ("没有编报绩效目标的项目数", @"绩效目标的项目[^。；，]{0,4}\d+\s*个"), ("没有国有资产占用的截止日", @"截[至止]\s*20\d\d\s*年"), ("没有机关运行经费或公用经费的数字", @"机关运行经费[^。；，]{0,8}\d[\d,.]*\s*万元"),
    ];

    [Fact]
    public void What_a_document_is_said_not_to_print_does_not_stand_in_it()
    {
        var untrue = from document in Alone()
                     from answer in RuleBook.Run(document.Document).Answers
                     where answer.Answer == Answer.NotCheckable
                     from claim in Claims
                     where claim.Reason == answer.Reason
                     from statement in document.Document.Printed!.Statements
                     where !statement.Section.Contains("经费情况说明", StringComparison.Ordinal) && System.Text.RegularExpressions.Regex.IsMatch(statement.Text, claim.Words)
                     select $"{document.Name} {answer.Rule.Id} {answer.Reason}: {statement.Text}";
        Assert.Empty(untrue);
    }

    [Fact]
    public void A_report_is_little_longer_than_the_list_of_its_defects()
    {
        foreach (var document in Documents.Joined(Alone()))
        {
            var report = RuleBook.Run(document.Document);
            var defects = report.Findings.Where(f => f.Severity != Severity.Info).Select(f => Alarms.Of(document, f)).OfType<Alarms.Judgement>().Where(j => j.Verdict is not "FALSE").Select(j => j.Defect).Distinct().Count();
            var lines = report.Lines.Count(l => l.Finding.Severity != Severity.Info);
            Assert.True(lines <= Math.Max(defects * 1.2, defects + 1), $"{document.Name}: {lines} lines for {defects} defects");
        }
    }
}
