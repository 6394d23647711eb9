using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Reading;

/// <summary>What every question about budgets has in common.</summary>
public sealed class ReadingTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    [Fact]
    public async Task Refuses_a_question_that_names_nothing()
    {
        await Refused.Field("department", on.Budgets.GetBudgetAsync(new() { Year = 2021 }, Finance));
        await Refused.Field("year", on.Budgets.GetBudgetAsync(new() { Department = "101" }, Finance));
        await Refused.Field("revision", on.Budgets.GetBudgetAsync(new() { Department = "101", Year = 2021, Revision = -1 }, Finance));
        await Refused.Field("from_revision", on.Budgets.CompareBudgetsAsync(new() { Department = "101", Year = 2021, ToRevision = 1 }, Finance));
        await Refused.Field("to_revision", on.Budgets.CompareBudgetsAsync(new() { Department = "101", Year = 2021, FromRevision = 1 }, Finance));
        await Refused.Field("year", on.Budgets.ListBudgetsAsync(new() { Year = -5 }, Finance));
        await Refused.Field("year", on.Budgets.GetRollUpAsync(new(), Finance));
    }

    [Fact]
    public async Task Shows_a_department_only_what_is_its_own()
    {
        var department = await on.Saved(1);
        var other = await on.Saved(1);

        var mine = await on.Budgets.ListBudgetsAsync(new(), As(department, "reader"));

        Assert.Equal([department], mine.Budgets.Select(b => b.Department));
        await Refused.With(StatusCode.PermissionDenied, on.Budgets.ListBudgetsAsync(new() { Department = other }, As(department, "reader")));
        await Refused.With(StatusCode.PermissionDenied, on.Budgets.GetBudgetAsync(new() { Department = other, Year = Sample.Year }, As(department, "approver")));
        await Refused.With(StatusCode.PermissionDenied, on.Budgets.ListBudgetRevisionsAsync(new() { Department = other, Year = Sample.Year }, As(department, "preparer")));
        await Refused.With(StatusCode.PermissionDenied, on.Budgets.CompareBudgetsAsync(new() { Department = other, Year = Sample.Year, FromRevision = 1, ToRevision = 1 }, As(department, "preparer")));
        await Refused.With(StatusCode.PermissionDenied, on.Budgets.CheckBudgetAsync(new() { Saved = new() { Department = other, Year = Sample.Year } }, As(department, "preparer")));
        await Refused.With(StatusCode.PermissionDenied, on.Budgets.CheckBudgetAsync(new() { Budget = Sample.Budget(other) }, As(department, "preparer")));
    }

    [Fact]
    public async Task Shows_a_district_nothing_of_another_with_the_same_codes()
    {
        var department = await on.Saved(1);

        await Refused.With(StatusCode.NotFound, on.Budgets.GetBudgetAsync(new() { Department = department, Year = Sample.Year }, InDistrict("putuo", department, "preparer")));
        Assert.Empty((await on.Budgets.ListBudgetsAsync(new(), InDistrict("putuo", "", "finance_reviewer"))).Budgets);
        Assert.Empty((await on.Budgets.GetRollUpAsync(new() { Year = Sample.Year }, InDistrict("putuo", "", "finance_reviewer"))).Departments);
    }
}
