using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Reading;

public sealed class ReadingTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    async Task<string> Saved(int revisions)
    {
        var department = await on.NewDepartment();
        for (var i = 0; i < revisions; i++)
        {
            await on.Budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(department, basic: 100 + i), expected: i), Preparer(department));
        }
        return department;
    }

    [Fact]
    public async Task Gives_the_newest_revision_or_the_one_that_is_asked_for()
    {
        var department = await Saved(3);

        var newest = await on.Budgets.GetBudgetAsync(new() { Department = department, Year = Sample.Year }, Preparer(department));
        var second = await on.Budgets.GetBudgetAsync(new() { Department = department, Year = Sample.Year, Revision = 2 }, Preparer(department));

        Assert.Equal((3, Sample.Budget(department, basic: 102)), (newest.Revision.Revision, newest.Budget));
        Assert.Equal((2, Sample.Budget(department, basic: 101)), (second.Revision.Revision, second.Budget));
    }

    [Fact]
    public async Task Says_not_found_for_a_revision_that_is_not_there()
    {
        var department = await Saved(1);

        await Refused.With(StatusCode.NotFound, on.Budgets.GetBudgetAsync(new() { Department = department, Year = Sample.Year, Revision = 2 }, Preparer(department)));
        await Refused.With(StatusCode.NotFound, on.Budgets.GetBudgetAsync(new() { Department = department, Year = 2022 }, Preparer(department)));
        await Refused.With(StatusCode.NotFound, on.Budgets.ListBudgetRevisionsAsync(new() { Department = department, Year = 2022 }, Preparer(department)));
        await Refused.With(StatusCode.NotFound, on.Budgets.CompareBudgetsAsync(new() { Department = department, Year = Sample.Year, FromRevision = 1, ToRevision = 2 }, Preparer(department)));
    }

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
    public async Task Tells_the_history_newest_first_page_by_page()
    {
        var department = await Saved(5);

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

    [Fact]
    public async Task Shows_a_department_only_what_is_its_own()
    {
        var department = await Saved(1);
        var other = await Saved(1);

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
        var department = await Saved(1);

        await Refused.With(StatusCode.NotFound, on.Budgets.GetBudgetAsync(new() { Department = department, Year = Sample.Year }, InDistrict("putuo", department, "preparer")));
        Assert.Empty((await on.Budgets.ListBudgetsAsync(new(), InDistrict("putuo", "", "finance_reviewer"))).Budgets);
        Assert.Empty((await on.Budgets.GetRollUpAsync(new() { Year = Sample.Year }, InDistrict("putuo", "", "finance_reviewer"))).Departments);
    }

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
}
