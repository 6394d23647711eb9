using System.Globalization;
using System.Text;
using Budget.Document.Relations;
using Budget.Document.Repair;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Testing;

namespace Budget.Document.Tests.Repair;

public sealed class RepairSolverTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("shanghai")]
    [InlineData("wuhan")]
    [InlineData("shanghai printed")]
    [InlineData("wuhan printed")]
    public void A_faultless_document_has_nothing_to_repair(string sample) => Assert.Empty(RepairSolver.Suggest(Of(sample)));

    [Fact]
    public void Of_hundreds_of_slips_that_a_rule_sees_nine_in_ten_are_named_first_with_the_right_figure()
    {
        var tally = new SortedDictionary<string, (int Seen, int First)>(StringComparer.Ordinal);
        var misses = new StringBuilder();
        int seen = 0, first = 0, unseen = 0;
        foreach (var (name, seed) in (ReadOnlySpan<(string, int)>)[("shanghai", 1), ("wuhan", 2), ("shanghai printed", 3), ("wuhan printed", 4)])
        {
            foreach (var slip in Mistyped.Slips(Of(name), 110, seed))
            {
                if (RuleBook.Run(slip.Document).Findings.All(f => f.Severity == Severity.Info))
                {
                    unseen++;
                    continue;
                }
                var best = RepairSolver.Suggest(slip.Document) is [var likeliest, ..] ? likeliest : null;
                var right = best is { Changes: [var change] } && change.Where is { Kind: FigureKind.Cell } at && at.Table == slip.Table.Number && at.Row == slip.Row && at.Column == slip.Column && change.ToNumber == slip.Right;
                var (s, f) = tally.GetValueOrDefault(slip.Kind);
                tally[slip.Kind] = (s + 1, f + (right ? 1 : 0));
                seen++;
                if (right) first++;
                else misses.AppendLine(CultureInfo.InvariantCulture, $"{name}, {slip}; told: {best?.Text ?? "nothing"}");
            }
        }
        foreach (var (kind, (s, f)) in tally) output.WriteLine($"{kind}: {f} of {s}");
        output.WriteLine($"in all {first} of {seen}; {unseen} more that no rule sees\n{misses}");
        Assert.True(first >= seen * 0.9, $"{first} of {seen}\n{misses}");
    }

    [Fact]
    public void A_total_accuses_its_parts_and_their_other_sums_clear_them()
    {
        var document = Sample.Shanghai().Cell(TableRole.GeneralPublic, "2010301", ColumnRole.Basic, was => was + 9_000_000);

        var best = RepairSolver.Suggest(document)[0];

        var change = Assert.Single(best.Changes);
        Assert.Contains("2010301", change.Place.Text, StringComparison.Ordinal);
        Assert.Equal(-9_000_000, change.ToNumber - change.FromNumber);
        Assert.Empty(best.Raises);
        Assert.Contains(best.Resolves, f => f.Rule.Id == "EXP-011");
        Assert.Contains(best.Resolves, f => f.Rule.Id == "EXP-012");
    }

    [Fact]
    public void The_kind_of_slip_is_named_in_both_languages()
    {
        var document = Sample.Shanghai().Cell(TableRole.Expenditure, "2010302", ColumnRole.Project, was => was * 10_000);

        var change = Assert.Single(RepairSolver.Suggest(document)[0].Changes);

        Assert.Equal(Slip.YuanForWan, change.Slip);
        Assert.Contains("扩大一万倍", change.Text, StringComparison.Ordinal);
        Assert.Contains("10,000 times too much", change.TextEn, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rows_that_changed_places_are_told_together()
    {
        var document = Sample.Shanghai();
        long? one = null, other = null;
        document = document.Cell(TableRole.GeneralPublic, "2101101", ColumnRole.Basic, was => one = was).Cell(TableRole.GeneralPublic, "2101102", ColumnRole.Basic, was => other = was);
        document = document.Cell(TableRole.GeneralPublic, "2101101", ColumnRole.Basic, _ => other).Cell(TableRole.GeneralPublic, "2101102", ColumnRole.Basic, _ => one);

        var best = RepairSolver.Suggest(document)[0];

        Assert.Equal([one!.Value, other!.Value], best.Changes.OrderBy(c => c.Where.Row).Select(c => c.ToNumber));
        Assert.Empty(best.Raises);
    }

    [Fact]
    public void Two_slips_far_apart_are_two_groups()
    {
        var document = Sample.Wuhan().Add(TableRole.BasicExpenditure, "30201", ColumnRole.Operating, 90_000).Add(TableRole.Expenditure, "2010302", ColumnRole.Project, 900_000);

        var best = RepairSolver.Suggest(document).Where(r => r.Rank == 1).ToArray();

        Assert.Equal([1, 2], best.Select(r => r.Group));
        Assert.Contains(best, r => r.Changes[0].Place.Text.Contains("30201", StringComparison.Ordinal));
        Assert.Contains(best, r => r.Changes[0].Place.Text.Contains("2010302", StringComparison.Ordinal));
    }

    [Fact]
    public void A_figure_of_the_text_is_told_where_the_tables_agree_among_themselves()
    {
        var document = Sample.ShanghaiPrinted();
        var figure = document.Printed!.Statements.SelectMany(s => s.Figures.Select(f => (Statement: s, Figure: f))).First(f => f.Figure is { Measure: Measure.Amount, Unit: "万元", Value.Unscaled: > 0 } && f.Figure.Label.Contains("支出预算", StringComparison.Ordinal));
        var value = figure.Figure.Value!.Value;

        var best = RepairSolver.Suggest(document.WithPrinted(figure.Statement.Index, figure.Figure.Index, value with { Unscaled = value.Unscaled + 90 }))[0];

        var change = Assert.Single(best.Changes);
        Assert.Equal((FigureKind.Printed, figure.Statement.Index, figure.Figure.Index), (change.Where.Kind, change.Where.Index, change.Where.Part));
    }

    [Fact]
    public void The_same_document_has_the_same_repairs()
    {
        var document = Sample.Wuhan().Add(TableRole.GeneralPublic, "2080505", ColumnRole.Total, 8_100);
        Assert.Equal(RepairSolver.Suggest(document).Select(r => r.Text), RepairSolver.Suggest(document).Select(r => r.Text));
    }

    static DisclosureDocument Of(string sample) => sample switch
    {
        "shanghai" => Sample.Shanghai(),
        "wuhan" => Sample.Wuhan(),
        "shanghai printed" => Sample.ShanghaiPrinted(),
        _ => Sample.WuhanPrinted(),
    };
}
