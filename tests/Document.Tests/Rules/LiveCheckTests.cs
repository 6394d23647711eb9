using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Tests.Rules;

public sealed class LiveCheckTests
{
    static readonly Func<DisclosureDocument>[] Samples = [() => Sample.Shanghai(), () => Sample.Wuhan(), () => Sample.ShanghaiPrinted(), () => Sample.WuhanPrinted()];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void After_any_edits_it_says_what_a_full_run_says(int sample)
    {
        var random = new Random(sample);
        var live = new LiveCheck(Samples[sample]());
        var seen = Known(RuleBook.Run(live.Document).Findings);
        for (var i = 0; i < 750; i++)
        {
            // Now and then it is mended again, so that findings go as well as come.
            var change = i % 150 == 149 ? live.Replace(Samples[sample]()) : Edit(live, random);
            var full = RuleBook.Run(live.Document);
            Same(full, live.Report, $"edit {i}");
            Follow(seen, change);
            Assert.Equal(Known(full.Findings), seen);
        }
    }

    [Fact]
    public void A_rule_that_could_not_have_changed_is_not_asked_again()
    {
        var live = new LiveCheck(Sample.Shanghai());
        var table = live.Document.Find(TableRole.BasicExpenditure)!;

        var change = live.SetCell(table, 1, 0, 1);

        Assert.InRange(change.Asked, 1, RuleBook.Rules.Count / 2);
        Assert.Contains(change.Appeared, f => f.Rule.Id == "EXP-005");
    }

    [Fact]
    public void A_finding_appears_changes_and_goes()
    {
        var live = new LiveCheck(Sample.Shanghai());
        var was = live.Document.Find(TableRole.RevenueAndExpenditure)!;
        var row = was.Rows.Single(r => r.Subject == SubjectKind.Revenue).Index;
        var right = was.Rows[row].Cells[0];

        var appeared = live.SetCell(live.Document.Find(TableRole.RevenueAndExpenditure)!, row, 0, right + 100);
        var changed = live.SetCell(live.Document.Find(TableRole.RevenueAndExpenditure)!, row, 0, right + 200);
        var went = live.SetCell(live.Document.Find(TableRole.RevenueAndExpenditure)!, row, 0, right);

        Assert.Contains(appeared.Appeared, f => f.Rule.Id == "REV-005");
        Assert.Empty(changed.Appeared);
        Assert.Contains(changed.Changed, f => f.Rule.Id == "REV-005" && f.Difference == "+2.00元");
        Assert.Equal(appeared.Appeared.Select(f => f.Fingerprint).Distinct().Order(), went.Went.Order());
        Assert.Empty(live.Report.Findings);
    }

    /// <summary>One random edit of a cell, a fact or a project, as a person or a careless program makes it.</summary>
    static LiveChange Edit(LiveCheck live, Random random)
    {
        var document = live.Document;
        long? Number(long? was) => random.Next(8) switch
        {
            0 => null,
            1 => 0,
            2 => was + random.Next(1, 1_000),
            3 => was * 10,
            4 => -was,
            5 => (was ?? 0) + 1_000_000,
            6 => 1_000_000_000_000_000,
            _ => random.NextInt64(100_000_000_000),
        };
        switch (random.Next(10))
        {
            case 0 when document.Projects.Count > 0:
                var project = random.Next(document.Projects.Count);
                return live.SetProject(project, Number(document.Projects[project].Amount?.Fen) is { } amount ? new Amount(amount) : null);
            case 1 or 2 when document.Facts.Count > 0:
                var fact = document.Facts.Values.ElementAt(random.Next(document.Facts.Count));
                return random.Next(4) switch
                {
                    0 => live.RemoveFact(fact.Subject),
                    1 => live.SetFact(fact with { Prior = Number(fact.Prior?.Fen) is { } prior ? new Amount(prior) : null }),
                    2 => live.SetFact(fact with { Count = random.Next(100), Amount = null }),
                    _ => live.SetFact(fact with { Amount = Number(fact.Amount?.Fen) is { } fen ? new Amount(fen) : null, Reason = random.Next(2) == 0 ? "" : "任务增加" }),
                };
            default:
                Table table;
                do table = document.Tables[random.Next(document.Tables.Count)];
                while (table.Rows.Count == 0);
                var row = random.Next(table.Rows.Count);
                var column = random.Next(table.Columns.Count);
                return live.SetCell(table, row, column, Number(table.Rows[row].Cells[column]));
        }
    }

    /// <summary>What a client that keeps findings by fingerprint does with an answer.</summary>
    static void Follow(SortedDictionary<string, List<Finding>> known, LiveChange change)
    {
        foreach (var gone in change.Went) Assert.True(known.Remove(gone), gone);
        foreach (var group in change.Appeared.GroupBy(f => f.Fingerprint)) known.Add(group.Key, [.. group]);
        foreach (var group in change.Changed.GroupBy(f => f.Fingerprint))
        {
            Assert.True(known.ContainsKey(group.Key), group.Key);
            known[group.Key] = [.. group];
        }
    }

    static SortedDictionary<string, List<Finding>> Known(IReadOnlyList<Finding> findings) =>
        new(findings.GroupBy(f => f.Fingerprint).ToDictionary(g => g.Key, g => g.ToList()), StringComparer.Ordinal);

    static void Same(Report full, Report live, string which)
    {
        Assert.True(full.Answers.SequenceEqual(live.Answers), which + ": " + string.Join("; ", full.Answers.Zip(live.Answers).Where(a => a.First != a.Second)));
        Assert.True(full.Findings.SequenceEqual(live.Findings), which + "\nfull: " + string.Join("\n", full.Findings.Except(live.Findings)) + "\nlive: " + string.Join("\n", live.Findings.Except(full.Findings)));
    }
}
