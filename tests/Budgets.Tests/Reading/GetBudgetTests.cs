using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Reading;

public sealed class GetBudgetTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    [Fact]
    public async Task Gives_the_newest_revision_or_the_one_that_is_asked_for()
    {
        var department = await on.Saved(3);

        var newest = await on.Budgets.GetBudgetAsync(new() { Department = department, Year = Sample.Year }, Preparer(department));
        var second = await on.Budgets.GetBudgetAsync(new() { Department = department, Year = Sample.Year, Revision = 2 }, Preparer(department));

        Assert.Equal((3, Sample.Budget(department, basic: 102)), (newest.Revision.Revision, newest.Budget));
        Assert.Equal((2, Sample.Budget(department, basic: 101)), (second.Revision.Revision, second.Budget));
    }

    [Fact]
    public async Task Says_not_found_for_a_revision_that_is_not_there()
    {
        var department = await on.Saved(1);

        await Refused.With(StatusCode.NotFound, on.Budgets.GetBudgetAsync(new() { Department = department, Year = Sample.Year, Revision = 2 }, Preparer(department)));
        await Refused.With(StatusCode.NotFound, on.Budgets.GetBudgetAsync(new() { Department = department, Year = 2022 }, Preparer(department)));
    }
}
