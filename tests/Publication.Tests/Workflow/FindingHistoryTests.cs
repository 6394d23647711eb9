using Budget.Publication.Workflow;
using Budget.V1;

namespace Budget.Publication.Tests.Workflow;

public class FindingHistoryTests
{
    static Finding Found(string fingerprint, string found = "1.00", Severity severity = Severity.Warning, string expected = "2.00", string message = "") => new()
    {
        Rule = fingerprint[..7],
        Fingerprint = fingerprint,
        Severity = severity,
        Found = found,
        Expected = expected,
        Message = message,
    };

    static Finding Explained(string fingerprint, string text, string found = "1.00", string expected = "2.00", string message = "")
    {
        var finding = Found(fingerprint, found, expected: expected, message: message);
        finding.Accepted = new() { Kind = AcceptanceKind.Explained, Text = text, By = "zhang", Version = 1 };
        return finding;
    }

    static CheckReport Report(params IEnumerable<Finding> findings) => new() { Findings = { findings } };

    static CheckReport After(CheckReport? before, params IEnumerable<Finding> findings)
    {
        var now = Report(findings);
        FindingHistory.Follow(now, before);
        return now;
    }

    static IEnumerable<(string, FindingState)> States(CheckReport report) => report.Findings.Select(f => (f.Fingerprint, f.State));

    [Fact]
    public void What_the_first_submission_finds_is_new() => Assert.Equal([("REV-001@a", FindingState.New)], States(After(null, Found("REV-001@a"))));

    [Fact]
    public void A_finding_persists_goes_comes_back_and_is_told_from_a_new_one()
    {
        var first = After(null, Found("REV-001@a"), Found("REV-002@a"));
        var second = After(first, Found("REV-001@a", found: "1.50"), Found("REV-003@a"));
        Assert.Equal([("REV-001@a", FindingState.Persisting), ("REV-003@a", FindingState.New)], States(second));
        Assert.Equal([("REV-002@a", FindingState.Fixed)], second.Fixed.Select(f => (f.Fingerprint, f.State)));

        var third = After(second, Found("REV-002@a"));
        Assert.Equal([("REV-002@a", FindingState.Returned)], States(third));
        Assert.Equal(["REV-001@a", "REV-003@a"], third.Fixed.Select(f => f.Fingerprint).Order(StringComparer.Ordinal));
        Assert.Equal("重现 1 项，已改正 2 项", FindingHistory.Summary(third));
    }

    [Fact]
    public void An_explanation_is_carried_over_as_long_as_what_it_explains_is_unchanged()
    {
        var first = After(null, Explained("YOY-013@a", "去年一次性项目"));
        first.Findings[0].Accepted = Explained("YOY-013@a", "去年一次性项目").Accepted;
        var second = After(first, Found("YOY-013@a"));
        Assert.Equal(("去年一次性项目", "zhang", 1), (second.Findings[0].Accepted.Text, second.Findings[0].Accepted.By, second.Findings[0].Accepted.Version));

        var changed = After(second, Found("YOY-013@a", found: "1.01"));
        Assert.Null(changed.Findings[0].Accepted);
        Assert.Null(After(changed, Found("YOY-013@a")).Findings[0].Accepted);
    }

    [Fact]
    public void An_explanation_waits_while_its_finding_is_gone()
    {
        var explained = Report(Explained("YOY-013@a", "去年一次性项目"));
        var gone = After(explained);
        Assert.Equal("去年一次性项目", After(gone, Found("YOY-013@a")).Findings[0].Accepted.Text);
        Assert.Null(After(gone, Found("YOY-013@a", found: "9.00")).Findings[0].Accepted);
    }

    [Fact]
    public void Where_there_are_no_figures_an_explanation_is_of_the_words()
    {
        var before = Report(Explained("STR-010@plan:", "按原文", "", "", "自称本单位"));
        Assert.NotNull(After(before, Found("STR-010@plan:", "", expected: "", message: "自称本单位")).Findings[0].Accepted);
        Assert.Null(After(before, Found("STR-010@plan:", "", expected: "", message: "自称我单位")).Findings[0].Accepted);
    }

    [Fact]
    public void An_explanation_does_not_excuse_what_became_an_error() =>
        Assert.Null(After(Report(Explained("YOY-013@a", "因为")), Found("YOY-013@a", severity: Severity.Error)).Findings[0].Accepted);

    [Fact]
    public void Of_several_at_one_place_each_keeps_its_fingerprint_when_another_is_mended()
    {
        var both = Report(Explained("STR-018@plan:", "甲", "A"), Explained("STR-018@plan:#2", "乙", "B"));
        var one = After(both, Found("STR-018@plan:", "B"));
        Assert.Equal([("STR-018@plan:#2", FindingState.Persisting)], States(one));
        Assert.Equal("乙", one.Findings[0].Accepted.Text);
        Assert.Equal(["STR-018@plan:"], one.Fixed.Select(f => f.Fingerprint));

        var again = After(one, Found("STR-018@plan:", "B"), Found("STR-018@plan:#2", "C"));
        Assert.Equal([("STR-018@plan:#2", FindingState.Persisting), ("STR-018@plan:", FindingState.Returned)], States(again));
        Assert.Null(again.Findings[1].Accepted);
    }

    [Fact]
    public void Reports_of_earlier_releases_gave_one_fingerprint_to_several_findings()
    {
        var now = After(Report(Found("STR-018@plan:", "A"), Found("STR-018@plan:", "B")), Found("STR-018@plan:", "B"), Found("STR-018@plan:#2", "C"));
        Assert.Equal(2, now.Findings.Select(f => f.Fingerprint).Distinct().Count());
        Assert.Equal(FindingState.Persisting, now.Findings.Single(f => f.Fingerprint == "STR-018@plan:").State);
    }

    [Fact]
    public void Through_any_history_each_finding_is_told_once_and_none_is_lost()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            CheckReport? before = null;
            var ever = new HashSet<string>();
            for (var step = 0; step < 8; step++)
            {
                var findings = Enumerable.Range(0, random.Next(12)).Select(_ => $"REV-00{random.Next(1, 4)}@p{random.Next(3)}").CountBy(f => f)
                    .SelectMany(f => Enumerable.Range(1, f.Value).Select(i => Found(i == 1 ? f.Key : $"{f.Key}#{i}", $"{random.Next(3)}"))).ToList();
                var now = After(before, findings);

                Assert.Equal(now.Findings.Count + now.Fixed.Count, now.Findings.Concat(now.Fixed).Select(f => f.Fingerprint).Distinct().Count());
                Assert.All(now.Fixed, f => Assert.Contains(f.Fingerprint, ever));
                foreach (var finding in now.Findings)
                {
                    var stood = before?.Findings.Any(f => f.Fingerprint == finding.Fingerprint) ?? false;
                    Assert.Equal(stood ? FindingState.Persisting : ever.Contains(finding.Fingerprint) ? FindingState.Returned : FindingState.New, finding.State);
                }
                ever.UnionWith(now.Findings.Select(f => f.Fingerprint));
                Assert.Equal(ever.Count, now.Findings.Count + now.Fixed.Count);
                before = now;
            }
        }
    }
}
