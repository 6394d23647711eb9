using Budget.Testing;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Reading;

public sealed class ListBudgetRevisionsTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    [Fact]
    public async Task Tells_the_history_newest_first_page_by_page()
    {
        var department = await on.Saved(5);

        var numbers = new List<int>();
        var token = "";
        do
        {
            var page = await on.Budgets.ListBudgetRevisionsAsync(new() { Department = department, Year = Sample.Year, PageSize = 2, PageToken = token }, Preparer(department));
            numbers.AddRange(page.Revisions.Select(r => r.Revision));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal([5, 4, 3, 2, 1], numbers);
    }

    [Fact]
    public async Task Says_not_found_for_a_year_that_has_none()
    {
        var department = await on.Saved(1);

        await Refused.With(StatusCode.NotFound, on.Budgets.ListBudgetRevisionsAsync(new() { Department = department, Year = 2022 }, Preparer(department)));
    }
}
