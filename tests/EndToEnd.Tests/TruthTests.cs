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
