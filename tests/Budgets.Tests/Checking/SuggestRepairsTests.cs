using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Checking;

public sealed class SuggestRepairsTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    [Fact]
    public async Task Names_the_cell_that_was_mistyped_what_it_should_be_and_what_would_be_resolved()
    {
        var budget = Sample.Budget("101", basic: 11_919_501_84);
        var cell = budget.Tables[1].Rows[3].Cells.Single(c => c.Column == "basic");
        cell.Fen = 11_199_501_84;

        var repairs = (await on.Budgets.SuggestRepairsAsync(new() { Budget = budget }, Preparer("101"))).Repairs;

        var best = repairs[0];
        var change = Assert.Single(best.Changes);
        Assert.Equal((1, 1), (best.Group, best.Rank));
        Assert.Equal((11_199_501_84, 11_919_501_84), (change.FromNumber, change.ToNumber));
        Assert.Equal(Slip.SwappedDigits, change.Slip);
        Assert.Contains("2010301", change.Place);
        Assert.Contains("可能应为", best.Text);
        Assert.Contains("may have to be", best.TextEn);
        Assert.Equal(new BudgetEdit { Cell = new() { Table = 3, Row = 3, Cell = new() { Column = "basic", Fen = 11_919_501_84 } } }, change.Edit);
        var report = (await on.Budgets.CheckBudgetAsync(new() { Budget = budget }, Preparer("101"))).Report;
        Assert.NotEmpty(best.Resolves);
        Assert.All(best.Resolves, fingerprint => Assert.Contains(report.Findings, f => f.Fingerprint == fingerprint));
    }

    [Fact]
    public async Task Says_the_same_of_a_saved_budget_and_nothing_where_all_sums_hold()
    {
        var department = await on.NewDepartment();
        var budget = Sample.Budget(department);
        budget.Tables[1].Rows[3].Cells[1].Fen += 90_000;
        await on.Budgets.SaveBudgetAsync(Sample.Save(budget), Preparer(department));

        var saved = await on.Budgets.SuggestRepairsAsync(new() { Saved = new() { Department = department, Year = Sample.Year } }, Preparer(department));

        Assert.NotEmpty(saved.Repairs);
        Assert.Equal(await on.Budgets.SuggestRepairsAsync(new() { Budget = budget }, Preparer(department)), saved);
        Assert.Empty((await on.Budgets.SuggestRepairsAsync(new() { Budget = Sample.Budget(department) }, Preparer(department))).Repairs);
    }

    [Fact]
    public async Task Refuses_what_it_cannot_read()
    {
        await Refused.Field("what", on.Budgets.SuggestRepairsAsync(new(), Preparer("101")));
        await Refused.With(StatusCode.PermissionDenied, on.Budgets.SuggestRepairsAsync(new() { Budget = Sample.Budget("102") }, Preparer("101")));
        await Refused.Field("budget.edition", on.Budgets.SuggestRepairsAsync(new() { Budget = new() { Department = "101", Year = 2021, Edition = "none" } }, Preparer("101")));
    }
}
