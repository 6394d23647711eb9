using Budget.Document.Editions;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Repair;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Tests.Relations;

/// <summary>
/// What adds up to what is said once: in the form of every edition, each sum that a table holds within itself is the same to the
/// rule that checks it, the page that explains it, the workbook that computes it and the search for what was mistyped.
/// </summary>
public class RelationsAgreeTests
{
    const long By = 1_234_567;

    public static TheoryData<string> Editions => [.. EditionBook.BuiltIn.All.Select(e => e.Id)];

    [Theory, MemberData(nameof(Editions))]
    public void A_rule_holds_the_table_to_a_sum_and_finds_it_broken_at_its_total(string edition)
    {
        var document = In(edition);
        var held = Sums(document).Where(s => s.Relation.IsHeld && s.Figure is not null).ToList();
        Assert.True(held.Count > 100, $"{held.Count} sums are held");
        Assert.All(held.GroupBy(s => s.Relation.Rule), rule => Assert.Equal(Answer.Passed, Run(document, rule.Key).Answer));
        foreach (var sum in held)
        {
            var broken = document.WithCell(sum.Table, sum.Total.Row, sum.Total.Column, sum.Figure + By);
            var place = Place.OfCell(sum.Table, sum.Table.Rows[sum.Total.Row], sum.Total.Column);
            var (answer, findings) = Run(broken, sum.Relation.Rule);
            Assert.True(answer == Answer.Failed && findings.Any(f => f.Place.Key == place.Key), $"{sum.Relation.Rule} says nothing of {place.Text}");
        }
    }

    [Theory, MemberData(nameof(Editions))]
    public void A_figure_is_explained_by_every_sum_that_is_held_and_called_wrong_by_no_other(string edition)
    {
        var document = In(edition);
        foreach (var sum in Sums(document))
        {
            var row = sum.Table.Rows[sum.Total.Row];
            var parts = sum.Parts.Select(p => new CellOf(sum.Table.Rows[p.Row], p.Column)).ToList();
            var way = new Workings(sum.Table, madeElsewhere: false).Of(row, sum.Total.Column).SingleOrDefault(w => w.Parts.SequenceEqual(parts));
            if (sum.Relation.IsHeld && sum.Parts.Any(p => sum.Table.Rows[p.Row].Cells[p.Column] is not null))
                Assert.True(way is { Answer: Answer.Passed } || sum.Figure is null || sum.Relation.Kind == RelationKind.Change, $"{sum.Relation.Rule} explains nothing at {row.Name}");
            if (sum.Figure is null || way is null) continue;
            var broken = document.WithCell(sum.Table, sum.Total.Row, sum.Total.Column, sum.Figure + By).Find(sum.Table.Role)!;
            Assert.All(new Workings(broken, madeElsewhere: false).Of(broken.Rows[sum.Total.Row], sum.Total.Column), w => Assert.NotEqual(Answer.Passed, w.Answer));
        }
    }

    [Theory, MemberData(nameof(Editions))]
    public void A_formula_of_the_workbook_is_one_of_the_sums(string edition)
    {
        var formulas = 0;
        foreach (var table in In(edition).Tables)
        {
            var sums = SumsOf(table).ToLookup(s => s.Total);
            var workings = new Workings(table, madeElsewhere: false);
            for (var row = 0; row < table.Rows.Count; row++)
            {
                for (var column = 0; column < table.Columns.Count; column++)
                {
                    if (workings.Exact(row, column) is not { Operation: not Operation.Rate } formula) continue;
                    Assert.Contains(sums[new(row, column)], s => s.Parts.SequenceEqual(formula.Of));
                    formulas++;
                }
            }
        }
        Assert.True(formulas > 100, $"{formulas} formulas");
    }

    [Theory, MemberData(nameof(Editions))]
    public void Repair_weighs_every_sum_by_whether_a_rule_holds_it(string edition)
    {
        var document = In(edition);
        var ledger = new Ledger(new Evidence(document));
        var known = ledger.Identities.Select(i => (i.Weight, Members: string.Join(' ', i.Members.ToArray().Select(m => ledger.Entries[m].Address)))).ToHashSet();
        foreach (var sum in Sums(document).Where(s => s.Relation.Kind != RelationKind.Change || s.Figure is not null))
        {
            var members = string.Join(' ', sum.Parts.Prepend(sum.Total).Select(c => new FigureAddress(FigureKind.Cell) { Table = sum.Table.Number, Row = c.Row, Column = c.Column }));
            Assert.Contains((sum.Relation.IsHeld ? Ledger.Held : Ledger.Usual, members), known);
        }
    }

    [Theory, MemberData(nameof(Editions))]
    public void Last_years_column_is_held_of_a_document_made_here_and_remarked_on_of_one_made_elsewhere(string edition)
    {
        var here = In(edition);
        foreach (var table in here.Tables.Where(t => t.IndexOf(ColumnRole.Prior) >= 0))
        {
            var prior = table.IndexOf(ColumnRole.Prior);
            Assert.Contains(SumsOf(table), s => s.Total.Column == prior && s.Relation is { Rule: "EXP-012", IsHeld: true });
            Assert.Contains(SumsOf(table, madeElsewhere: true), s => s.Total.Column == prior && s.Relation is { Rule: "EXP-012", IsRemark: true, IsHeld: false });
        }
    }

    /// <summary>The sample's figures in the form of an edition.</summary>
    static DisclosureDocument In(string id)
    {
        var edition = EditionBook.BuiltIn.Find(id)!;
        var sample = EditionBook.District(id) == "wuhan" ? Sample.Wuhan() : Sample.Shanghai();
        return sample with { Edition = edition, Tables = [.. sample.Tables.Select(t => In(edition.Find(t.Role)!, t))] };
    }

    static Table In(TableDefinition definition, Table table) => table with
    {
        Definition = definition,
        Columns = definition.Columns,
        Rows = [.. table.Rows.Select(r => r with { Cells = [.. definition.Columns.Select(c => table.IndexOf(c.Role, c.Side) is >= 0 and var at ? r.Cells[at] : null)] })],
    };

    static (Answer Answer, IReadOnlyList<Finding> Findings) Run(DisclosureDocument document, string rule)
    {
        var check = new Check(document);
        var answer = check.Run(RuleBook.Find(rule)!);
        return (answer.Answer, check.Findings);
    }

    sealed record CellSum(Table Table, Relation Relation, CellPlace Total, IReadOnlyList<CellPlace> Parts)
    {
        public long? Figure => Table.Rows[Total.Row].Cells[Total.Column];
    }

    static IEnumerable<CellSum> Sums(DisclosureDocument document) => document.Tables.SelectMany(t => SumsOf(t));

    static IEnumerable<CellSum> SumsOf(Table table, bool madeElsewhere = false) =>
        from relation in new Sheet(table, madeElsewhere).Relations.All
        from across in relation.Across
        select new CellSum(table, relation, relation.TotalAt(across), [.. relation.Parts.Select((_, i) => relation.PartAt(i, across))]);
}
