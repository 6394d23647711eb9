using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Tests.Rules;

public sealed class RuleSettingsTests
{
    static RuleSettings Grades(params (string Rule, Severity? Severity)[] grades) => new(grades.ToDictionary(g => RuleBook.Find(g.Rule)!, g => g.Severity), new Dictionary<Band, long>());
    static RuleSettings Bands(params (Band Band, long Value)[] bands) => new(new Dictionary<Rule, Severity?>(), bands.ToDictionary(b => b.Band, b => b.Value));

    static DisclosureDocument Unbalanced => Sample.Shanghai().Add(TableRole.RevenueAndExpenditure, "收入总计", ColumnRole.Amount, 100, Side.Revenue);

    [Fact]
    public void Without_settings_the_report_is_stamped_with_the_book_alone()
    {
        Assert.Equal("", RuleSettings.None.Hash);
        Assert.Equal(RuleBook.Version, RuleBook.Run(Sample.Shanghai()).Stamp);
        // Saying what the book says changes nothing.
        Assert.Equal(RuleBook.Version, RuleBook.StampOf(Grades(("REV-005", Severity.Error))));
    }

    [Fact]
    public void A_rule_that_is_switched_off_could_not_be_checked_and_says_so()
    {
        var report = RuleBook.Run(Unbalanced, Grades(("REV-005", null)));

        var answer = report.Answers.Single(a => a.Rule.Id == "REV-005");
        Assert.Equal(Answer.NotCheckable, answer.Answer);
        Assert.Contains("停用", answer.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Findings, f => f.Rule.Id == "REV-005");
        Assert.Equal(RuleBook.Rules.Count, report.Passed + report.Failed + report.NotCheckable);
    }

    [Fact]
    public void A_rule_is_graded_as_the_district_says()
    {
        var report = RuleBook.Run(Unbalanced, Grades(("REV-005", Severity.Warning)));
        Assert.All(report.Findings.Where(f => f.Rule.Id == "REV-005"), f => Assert.Equal(Severity.Warning, f.Severity));
        Assert.Contains(report.Findings, f => f.Rule.Id == "REV-001" && f.Severity == Severity.Error);
    }

    [Fact]
    public void What_a_rule_itself_holds_to_be_milder_stays_as_mild()
    {
        var rule = RuleBook.Find("OTH-005")!;
        Assert.Equal(Severity.Info, Grades((rule.Id, Severity.Error)).Grade(rule, Severity.Info));
        Assert.Equal(Severity.Error, Grades((rule.Id, Severity.Error)).Grade(rule, null));
        Assert.Equal(Severity.Info, Grades((rule.Id, Severity.Info)).Grade(rule, Severity.Error));
    }

    [Fact]
    public void A_band_moves_what_is_found_and_the_finding_tells_the_districts_number()
    {
        // 9 万元 for 4 vehicles.
        Assert.DoesNotContain(RuleBook.Run(Sample.Shanghai()).Findings, f => f.Rule.Id == "TPE-013");
        var finding = Assert.Single(RuleBook.Run(Sample.Shanghai(), Bands((Band.MostPerVehicle, 2_000_000))).Findings, f => f.Rule.Id == "TPE-013");
        Assert.Contains("2.00万元", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_band_moves_some_rule_that_it_names()
    {
        Assert.Equal(BandTerms.All.Select(t => t.Band), Enum.GetValues<Band>());
        Assert.Equal(BandTerms.All.Count, BandTerms.All.Select(t => t.Id).Distinct().Count());
        var documents = RuleCases.All.Select(c => c.Document()).Concat([Sample.Shanghai(), Sample.Wuhan()]).ToArray();
        Assert.All(BandTerms.All, term =>
        {
            Assert.InRange(term.Usual, term.Least, term.Most);
            Assert.NotEmpty(term.Rules);
            Assert.All(term.Rules, id => Assert.NotNull(RuleBook.Find(id)));
            var moved = documents.Where(d => d is not null).SelectMany(d => new[] { term.Least, term.Most }.SelectMany(value => Differ(RuleBook.Run(d), RuleBook.Run(d, Bands((term.Band, value)))))).Distinct().Order().ToArray();
            Assert.True(moved.Length > 0, $"{term.Id} moves nothing");
            Assert.True(moved.All(term.Rules.Contains), $"{term.Id} moves {string.Join(", ", moved)}");
        });

        static IEnumerable<string> Differ(Report one, Report other) =>
            one.Findings.Except(other.Findings).Concat(other.Findings.Except(one.Findings)).Select(f => f.Rule.Id);
    }

    [Fact]
    public void The_hash_tells_settings_apart_and_not_their_order()
    {
        var one = Grades(("REV-005", Severity.Warning), ("TPE-010", null));
        var other = Grades(("TPE-010", null), ("REV-005", Severity.Warning));
        Assert.Equal(one.Hash, other.Hash);
        Assert.NotEqual(one.Hash, Grades(("REV-005", Severity.Info), ("TPE-010", null)).Hash);
        Assert.NotEqual(Bands((Band.LargeChange, 20)).Hash, Bands((Band.LargeChange, 21)).Hash);
        Assert.Equal($"{RuleBook.Version}+{one.Hash}", RuleBook.Run(Sample.Shanghai(), one).Stamp);
    }

    [Fact]
    public void A_live_check_keeps_to_the_settings()
    {
        var settings = Grades(("REV-005", null), ("REV-001", Severity.Warning));
        var live = new LiveCheck(Unbalanced, settings);
        Assert.Equal(RuleBook.Run(Unbalanced, settings).Findings, live.Report.Findings);
        Assert.Equal(RuleBook.StampOf(settings), live.Report.Stamp);
    }
}
