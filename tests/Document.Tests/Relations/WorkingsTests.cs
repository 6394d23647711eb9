using Budget.Document.Relations;

namespace Budget.Document.Tests.Relations;

public class WorkingsTests
{
    public static TheoryData<string> Samples => ["shanghai", "wuhan"];

    static DisclosureDocument Document(string name) => name == "wuhan" ? Sample.Wuhan() : Sample.Shanghai();

    static IEnumerable<(Table Table, Row Row, int Column, Working Working)> All(DisclosureDocument document)
    {
        foreach (var table in document.Tables)
        {
            var workings = new Workings(table, document.MadeElsewhere);
            foreach (var row in table.Rows)
            {
                for (var column = 0; column < table.Columns.Count; column++)
                {
                    if (table.Columns[column].Side != row.Side) continue;
                    foreach (var working in workings.Of(row, column)) yield return (table, row, column, working);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Samples))]
    public void Of_a_document_without_a_fault_nothing_is_called_wrong(string name)
    {
        var all = All(Document(name)).ToList();
        Assert.Equal([], all.Where(w => w.Working.Answer == Answer.Failed).Select(w => Place.OfCell(w.Table, w.Row, w.Column).Text));
        Assert.True(all.Count(w => w.Working.Answer == Answer.Passed) > 50);
    }

    [Theory, MemberData(nameof(Samples))]
    public void Every_total_of_every_table_is_made_of_something(string name)
    {
        var made = All(Document(name)).Where(w => w.Working.Answer == Answer.Passed).Select(w => (w.Table.Role, w.Row, w.Column)).ToHashSet();
        foreach (var table in Document(name).Tables.Where(t => t.Rows.Any(r => r.IsTotal) && t.Rows.Any(r => !r.IsTotal)))
        {
            Assert.Contains(made, m => m.Role == table.Role && m.Row.IsTotal);
        }
    }

    [Theory, MemberData(nameof(Samples))]
    public void A_figure_that_is_changed_is_called_wrong_where_it_is_made_and_where_it_makes_another(string name)
    {
        var document = Document(name);
        var table = document.Tables.Single(t => t.Role == TableRole.GeneralPublic);
        var item = table.Rows.First(r => r.Code >= 1_000_000 && r[table.IndexOf(ColumnRole.Basic)] is { Fen: > 0 });
        item.Cells[table.IndexOf(ColumnRole.Total)] += 1;

        var wrong = All(document).Where(w => w.Working.Answer == Answer.Failed).Select(w => (w.Row.Code, w.Table.Columns[w.Column].Role, w.Working.Kind)).ToList();

        Assert.Contains((item.Code, ColumnRole.Total, WorkingKind.Columns), wrong);
        Assert.Contains((item.Code / 100, ColumnRole.Total, WorkingKind.Lines), wrong);
        Assert.All(wrong, w => Assert.True(w.Code == item.Code || w.Code == item.Code / 100, $"{w}"));
    }

    [Theory, MemberData(nameof(Samples))]
    public void A_formula_gives_the_figure_to_the_fen_and_no_figure_depends_on_itself(string name)
    {
        var formulas = 0;
        foreach (var table in Document(name).Tables)
        {
            var workings = new Workings(table, madeElsewhere: false);
            var exact = Cells(table).Select(cell => (cell, Formula: workings.Exact(cell.Row, cell.Column))).Where(c => c.Formula is not null).ToDictionary(c => c.cell, c => c.Formula!);
            formulas += exact.Count;
            foreach (var (cell, formula) in exact)
            {
                if (formula.Operation == Operation.Sum) Assert.Equal(table.Rows[cell.Row].Cells[cell.Column], formula.Of.Sum(of => table.Rows[of.Row].Cells[of.Column] ?? 0));
                Assert.False(Reaches(formula, cell), Place.OfCell(table, table.Rows[cell.Row], cell.Column).Text);
            }

            bool Reaches(Derivation formula, CellPlace cell) => formula.Of.Any(of => of == cell || (exact.TryGetValue(of, out var next) && Reaches(next, cell)));
        }
        Assert.True(formulas > 50);
    }

    [Fact]
    public void A_figure_that_does_not_add_up_has_no_formula()
    {
        var table = Sample.Wuhan().Tables.Single(t => t.Role == TableRole.GeneralPublic);
        var total = new CellPlace(table.Rows.Single(r => r.IsTotal).Index, table.IndexOf(ColumnRole.Total));
        Assert.NotNull(new Workings(table, madeElsewhere: false).Exact(total.Row, total.Column));
        table.Rows[total.Row].Cells[total.Column] += 1;
        Assert.Null(new Workings(table, madeElsewhere: false).Exact(total.Row, total.Column));
    }

    static IEnumerable<CellPlace> Cells(Table table) => Enumerable.Range(0, table.Rows.Count).SelectMany(r => Enumerable.Range(0, table.Columns.Count).Select(c => new CellPlace(r, c)));

    [Fact]
    public void A_blank_is_not_called_wrong_whatever_stands_under_it()
    {
        var document = Sample.Shanghai();
        var table = document.Tables.Single(t => t.Role == TableRole.Expenditure);
        var section = table.Rows.First(r => r.Code is >= 10_000 and < 100_000);
        section.Cells[table.IndexOf(ColumnRole.Total)] = null;
        Assert.Contains(All(document).Where(w => w.Row == section && w.Working.Kind == WorkingKind.Lines), w => w.Working.Answer == Answer.NotCheckable);
        Assert.DoesNotContain(All(document), w => w.Row == section && w.Column == table.IndexOf(ColumnRole.Total) && w.Working.Answer == Answer.Failed);
    }

    [Fact]
    public void A_column_nobody_knows_may_be_part_of_the_total_so_nothing_is_said_of_it()
    {
        var document = Sample.Shanghai();
        var table = document.Tables.Single(t => t.Role == TableRole.Expenditure);
        var unknown = table with { Columns = [.. table.Columns.Select(c => c.Role == ColumnRole.Project ? c with { Role = ColumnRole.Unknown } : c)] };
        var row = unknown.Rows.First(r => r.Code >= 1_000_000);
        Assert.Empty(new Workings(unknown, madeElsewhere: true).Of(row, unknown.IndexOf(ColumnRole.Total)));
    }

    [Fact]
    public void A_print_in_10000_yuan_may_be_off_by_its_rounding_and_no_more()
    {
        var definition = Sample.Wuhan().Tables.Single(t => t.Role == TableRole.GeneralPublicItems);
        Table With(params (int Code, string Total)[] rows) => definition with
        {
            Unit = MoneyUnit.Wan,
            Rows = [.. rows.Select((r, i) => new Row(i, Side.Single, r.Code, $"{r.Code}", "", 0, false, Subject.None, Cells(r.Total)) { Printed = [.. definition.Columns.Select(c => c.Role == ColumnRole.Total ? r.Total : null)] })],
        };
        long?[] Cells(string total) => [.. definition.Columns.Select(c => c.Role == ColumnRole.Total ? (long?)(decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture) * 1_000_000) : null)];
        Answer Of(Table table) => new Workings(table, madeElsewhere: true).Of(table.Rows[0], table.IndexOf(ColumnRole.Total)).Single(w => w.Kind == WorkingKind.Lines).Answer;

        Assert.Equal(Answer.Passed, Of(With((20103, "10.00"), (2010301, "3.33"), (2010302, "6.66"))));
        Assert.Equal(Answer.Failed, Of(With((20103, "10.00"), (2010301, "3.33"), (2010302, "6.60"))));
    }
}
