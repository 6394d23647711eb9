using Budget.Document.Editions;
using Budget.Testing;
using Budget.V1;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Directory;

public sealed class GetFormTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    public static TheoryData<string, int> Editions => [.. EditionBook.BuiltIn.All.Select(e => new TheoryDataRow<string, int>(e.Id, e.FirstYear))];

    [Theory, MemberData(nameof(Editions))]
    public async Task Shows_every_table_column_and_line_of_the_edition(string id, int year)
    {
        var edition = EditionBook.BuiltIn.Find(id)!;

        var form = (await on.Budgets.GetFormAsync(new() { Edition = id, Year = year }, Preparer("101"))).Form;

        Assert.Equal(edition.Tables.Select(t => t.Number), form.Tables.Select(t => t.Number));
        Assert.Equal(edition.Tables.Sum(t => t.Columns.Count), form.Tables.Sum(t => t.Columns.Count));
        Assert.Equal(edition.Tables.Sum(t => t.Lines.Count), form.Tables.Sum(t => t.Lines.Count));
        Assert.NotEmpty(form.Sections);
        Assert.All(form.Tables, t => Assert.DoesNotContain("{", t.Title));
        Assert.All(form.Sections, s => Assert.DoesNotContain("{", s.Heading));
        Assert.Contains(form.Subjects, s => s is { Id: "staff.in_post", Unit: "人" });
    }

    [Fact]
    public async Task Is_enough_to_fill_a_budget_that_is_accepted()
    {
        var department = await on.NewDepartment();
        var form = (await on.Budgets.GetFormAsync(new() { Edition = "shanghai-2025", Year = 2025 }, Preparer(department))).Form;
        var budget = new DepartmentBudget { Department = department, Year = 2025, Edition = form.Edition };
        foreach (var table in form.Tables)
        {
            var filled = new Table { Number = table.Number };
            foreach (var line in table.Lines)
            {
                var row = new Row { Side = line.Side, Name = line.Name, Level = line.Level, IsTotal = line.IsTotal };
                row.Cells.AddRange(table.Columns.Where(c => c.Side == line.Side && !c.Computed).Select(c => new Cell { Column = c.Id, Fen = 0 }));
                filled.Rows.Add(row);
            }
            budget.Tables.Add(filled);
        }

        var saved = await on.Budgets.SaveBudgetAsync(Sample.Save(budget), Preparer(department));

        Assert.Equal(1, saved.Revision.Revision);
    }

    [Theory]
    [InlineData("atlantis", 2021, "edition")]
    [InlineData("wuhan-2021", 1999, "year")]
    [InlineData("wuhan-2021", 0, "year")]
    public async Task Refuses_a_form_that_does_not_exist_for_the_year(string edition, int year, string field) =>
        await Refused.Field(field, on.Budgets.GetFormAsync(new() { Edition = edition, Year = year }, Preparer("101")));
}
