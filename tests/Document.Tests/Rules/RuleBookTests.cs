using Budget.Document.Relations;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Tests.Rules;

public sealed class RuleBookTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, RuleCases.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_rule_answers_its_cases(int index)
    {
        var which = RuleCases.All[index];
        var report = RuleBook.Run(which.Document());
        var answer = report.Answers.Single(a => a.Rule.Id == which.Rule);
        var said = string.Join("\n", report.Findings.Select(f => $"{f.Rule.Id} {f.Severity} {f.Message}"));
        Assert.True(which.Answer == answer.Answer, $"{which}\nanswered {answer.Answer} ({answer.Reason})\n{said}");
        if (which.Answer != Answer.Failed) return;

        var own = report.Findings.Where(f => f.Rule.Id == which.Rule).ToArray();
        if (which.Severity is { } severity) Assert.All(own, f => Assert.Equal(severity, f.Severity));
        Assert.All(own, f => Assert.False(string.IsNullOrWhiteSpace(f.Place.Text) || string.IsNullOrWhiteSpace(f.Message) || string.IsNullOrWhiteSpace(f.MessageEn)));
        var others = report.Findings.Where(f => f.Severity == Severity.Error && f.Rule.Id != which.Rule && !which.Also.Contains(f.Rule.Id)).ToArray();
        Assert.True(others.Length == 0, $"{which}\nalso breaks\n{said}");
        Assert.All(which.Also.Where(id => RuleBook.Rules.Any(r => r.Id == id)), id => Assert.Contains(report.Findings, f => f.Rule.Id == id));
    }

    [Fact]
    public void Every_rule_has_a_breaking_case_a_near_miss_and_one_that_cannot_be_checked()
    {
        Assert.All(RuleBook.Rules, rule =>
        {
            Assert.True(RuleCases.All.Any(c => c.Rule == rule.Id && c.Answer == Answer.Failed), $"{rule.Id} has no case that breaks it");
            Assert.True(RuleCases.All.Any(c => c.Rule == rule.Id && c.Answer == Answer.Passed), $"{rule.Id} has no near miss");
            Assert.True(RuleCases.All.Any(c => c.Rule == rule.Id && c.Answer == Answer.NotCheckable), $"{rule.Id} has no case that could not be checked");
        });
    }

    [Fact]
    public void Ids_are_unique_and_in_order_of_their_chapters()
    {
        Assert.Equal(RuleBook.Rules.Count, RuleBook.Rules.Select(r => r.Id).Distinct().Count());
        foreach (var chapter in RuleBook.Rules.GroupBy(r => r.Id[..3]))
            Assert.Equal(chapter.Select(r => r.Id).Order(StringComparer.Ordinal), chapter.Select(r => r.Id));
    }

    [Theory]
    [InlineData("shanghai")]
    [InlineData("wuhan")]
    [InlineData("shanghai printed")]
    [InlineData("wuhan printed")]
    public void A_faultless_document_has_no_findings(string sample)
    {
        var report = RuleBook.Run(sample switch
        {
            "shanghai" => Sample.Shanghai(),
            "wuhan" => Sample.Wuhan(),
            "shanghai printed" => Sample.ShanghaiPrinted(),
            _ => Sample.WuhanPrinted(),
        });
        Assert.True(report.Findings.Count == 0, string.Join("\n", report.Findings.Select(f => $"{f.Rule.Id} {f.Severity} {f.Message}")));
        Assert.Equal(RuleBook.Rules.Count, report.Passed + report.NotCheckable);
    }

    [Fact]
    public void Rounding_alone_is_no_finding()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            Faultless(Sample.ShanghaiPrinted(new Random(seed)).Rounded(100), $"whole 元, {seed}");
            Faultless(Sample.WuhanPrinted(new Random(seed)).Rounded(10_000), $"万元 with two decimals, {seed}");
            Faultless(Sample.Shanghai(new Random(seed)), $"made here, {seed}");
        }
    }

    static void Faultless(DisclosureDocument document, string which)
    {
        var report = RuleBook.Run(document);
        Assert.True(report.Findings.Count == 0, which + "\n" + string.Join("\n", report.Findings.Select(f => $"{f.Rule.Id} {f.Severity} {f.Message}")));
    }

    /// <summary>What is wrong in one place is found although another place is wrong too: all findings come in one pass.</summary>
    [Fact]
    public void No_finding_hides_another()
    {
        // All of departments: of a unit's document other things are asked.
        var cases = RuleCases.All.Where(c => c.Answer == Answer.Failed).Select(c => (c.Rule, Document: c.Document())).Where(c => c.Document is { MadeElsewhere: false, Edition.Id: "shanghai-2025", Department.IsUnit: false }).ToList();
        var plain = Sample.Shanghai();
        var hidden = new List<string>();
        var pairs = 0;
        foreach (var text in cases.Where(c => c.Document.PlanText != plain.PlanText))
        {
            foreach (var other in cases.Where(c => c.Document.PlanText == plain.PlanText))
            {
                // The fault in the text is put into the document with the other fault; both must still be named, with their places.
                var expected = Fingerprints(text.Document, text.Rule).Concat(Fingerprints(other.Document, other.Rule)).ToHashSet();
                var both = RuleBook.Run(other.Document with { PlanText = text.Document.PlanText }).Findings.Select(f => f.Fingerprint).ToHashSet();
                pairs++;
                if (!expected.IsSubsetOf(both)) hidden.Add($"{text.Rule} + {other.Rule}: {string.Join(", ", expected.Except(both))}");
            }
        }
        Assert.True(pairs > 300, $"{pairs} pairs");
        Assert.True(hidden.Count == 0, string.Join("\n", hidden.Take(20)));

        static IEnumerable<string> Fingerprints(DisclosureDocument document, string rule) => RuleBook.Run(document).Findings.Where(f => f.Rule.Id == rule).Select(f => f.Fingerprint);
    }

    [Fact]
    public void Findings_of_one_rule_at_one_place_have_fingerprints_of_their_own()
    {
        var report = RuleBook.Run(Sample.WuhanPrinted().Statements(s => s with { Figures = [.. s.Figures.Select(f => f.Measure == Measure.Amount ? f with { Label = "其他收入", Value = null } : f)] }));
        var places = report.Findings.GroupBy(f => (f.Rule.Id, f.Place.Key)).Where(g => g.Count() > 1).ToList();
        Assert.NotEmpty(places);
        Assert.Equal(report.Findings.Count, report.Findings.Select(f => f.Fingerprint).Distinct().Count());
        Assert.All(places, g => Assert.Equal($"{g.Key.Id}@{g.Key.Key}#2", g.ElementAt(1).Fingerprint));
    }

    [Fact]
    public void Findings_are_read_part_by_part_from_front_to_back()
    {
        var document = Sample.Shanghai().Add(TableRole.Revenue, "2010302", ColumnRole.Total, 1).Add(TableRole.GeneralPublic, "2010301", ColumnRole.Total, 1) with { PlanText = "（略）" };
        var parts = RuleBook.Run(document).Parts();
        Assert.Equal(RuleBook.Run(document).Findings.Count, parts.Sum(p => p.Findings.Count));
        Assert.Equal(parts.Count, parts.Select(p => p.Title).Distinct().Count());
        Assert.Equal(["年度工作目标及主要任务", "表2", "表5"], parts.Select(p => p.Title.Split(' ')[0]).Where(t => t is "年度工作目标及主要任务" or "表2" or "表5"));
    }

    [Fact]
    public void A_rule_that_could_not_be_checked_says_why()
    {
        var empty = new DisclosureDocument(Sample.Shanghai().Department, 2025, Sample.Shanghai().Edition);
        var report = RuleBook.Run(empty);
        Assert.Equal(0, report.Failed);
        Assert.All(report.Answers.Where(a => a.Answer == Answer.NotCheckable), a => Assert.False(string.IsNullOrWhiteSpace(a.Reason) || string.IsNullOrWhiteSpace(a.ReasonEn)));
    }
}
