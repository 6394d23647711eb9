using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Reading;

public sealed class CompareBudgetsTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    [Fact]
    public async Task Compares_two_revisions_cell_by_cell()
    {
        var department = await on.NewDepartment();
        var before = Sample.Budget(department);
        var after = before.Clone();
        after.Tables[1].Rows[3].Cells[0].Fen += 1_00;
        await on.Budgets.SaveBudgetAsync(Sample.Save(before), Preparer(department));
        await on.Budgets.SaveBudgetAsync(Sample.Save(after, expected: 1), Preparer(department));

        var changes = (await on.Budgets.CompareBudgetsAsync(new() { Department = department, Year = Sample.Year, FromRevision = 1, ToRevision = 2 }, Preparer(department))).Changes;
        var back = (await on.Budgets.CompareBudgetsAsync(new() { Department = department, Year = Sample.Year, FromRevision = 2, ToRevision = 1 }, Preparer(department))).Changes;
        var none = (await on.Budgets.CompareBudgetsAsync(new() { Department = department, Year = Sample.Year, FromRevision = 2, ToRevision = 2 }, Preparer(department))).Changes;

        var change = Assert.Single(changes);
        Assert.Equal("表3 2021年部门支出总表 / 2010301 行政运行 / 合计", change.Place);
        Assert.Equal(("11,919,501.84元", "11,919,502.84元"), (change.Before, change.After));
        Assert.Equal(100, change.DifferenceFen);
        Assert.Equal(-100, Assert.Single(back).DifferenceFen);
        Assert.Empty(none);
    }

    [Fact]
    public async Task Says_not_found_for_a_revision_that_is_not_there()
    {
        var department = await on.Saved(1);

        await Refused.With(StatusCode.NotFound, on.Budgets.CompareBudgetsAsync(new() { Department = department, Year = Sample.Year, FromRevision = 1, ToRevision = 2 }, Preparer(department)));
    }
}
