using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Reading;

public sealed class ListBudgetsTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Lists_the_newest_of_each_in_stable_order_while_others_save(string database)
    {
        string[] departments = ["101", "102", "103", "104", "105"];
        var (service, budgets) = await Sample.Start(database, departments);
        await using var _ = service;
        foreach (var code in departments)
        {
            await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(code, basic: 1)), Preparer(code));
            await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(code, basic: 2), expected: 1), Preparer(code));
        }

        var first = await budgets.ListBudgetsAsync(new() { PageSize = 2 }, Finance);
        // Between the pages: a new revision of one already seen, and of one still to come.
        await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget("101", basic: 3), expected: 2), Preparer("101"));
        await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget("104", basic: 3), expected: 2), Preparer("104"));
        var second = await budgets.ListBudgetsAsync(new() { PageSize = 2, PageToken = first.NextPageToken }, Finance);
        var third = await budgets.ListBudgetsAsync(new() { PageSize = 2, PageToken = second.NextPageToken }, Finance);

        Assert.Equal(["101", "102", "103", "104", "105"], new[] { first, second, third }.SelectMany(p => p.Budgets).Select(b => b.Department));
        Assert.Equal([2, 2, 2, 3, 2], new[] { first, second, third }.SelectMany(p => p.Budgets).Select(b => b.Revision));
        Assert.Empty(third.NextPageToken);
        Assert.Equal(["103"], (await budgets.ListBudgetsAsync(new() { Department = "103" }, Finance)).Budgets.Select(b => b.Department));
        Assert.Empty((await budgets.ListBudgetsAsync(new() { Year = 2022 }, Finance)).Budgets);
        Assert.Equal(5, (await budgets.ListBudgetsAsync(new() { Year = 2021, PageSize = 5000 }, Finance)).Budgets.Count);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("!!!!")]
    [InlineData("MTAxCnh4eHg")]
    [InlineData("wIA")]
    [InlineData("AAoyMDIx")]
    public async Task Refuses_a_page_token_it_did_not_give(string token) =>
        await Refused.Field("page_token", on.Budgets.ListBudgetsAsync(new() { PageToken = token }, Finance));
}
