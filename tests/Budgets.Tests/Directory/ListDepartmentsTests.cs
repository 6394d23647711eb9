using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Directory;

public sealed class ListDepartmentsTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    static Department Unit(string code, string parent)
    {
        var unit = Sample.Department(code);
        (unit.Kind, unit.Parent) = (DepartmentKind.Unit, parent);
        return unit;
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Lists_in_order_of_code_page_by_page_and_units_by_their_department(string database)
    {
        var (service, budgets) = await Sample.Start(database, "103", "101", "102");
        await using var _ = service;
        foreach (var code in new[] { "101-02", "101-01" }) await budgets.RegisterDepartmentAsync(new() { Department = Unit(code, "101") }, Finance);

        var codes = new List<string>();
        var token = "";
        do
        {
            var page = await budgets.ListDepartmentsAsync(new() { PageSize = 2, PageToken = token }, Finance);
            Assert.InRange(page.Departments.Count, 1, 2);
            codes.AddRange(page.Departments.Select(d => d.Code));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(["101", "101-01", "101-02", "102", "103"], codes);
        Assert.Equal(["101-01", "101-02"], (await budgets.ListDepartmentsAsync(new() { Parent = "101" }, Finance)).Departments.Select(d => d.Code));
    }

    [Fact]
    public async Task Shows_no_department_of_another_district()
    {
        Assert.Empty((await on.Budgets.ListDepartmentsAsync(new(), InDistrict("putuo", "", "finance_reviewer"))).Departments);
    }

    [Fact]
    public async Task Refuses_a_page_size_below_zero() =>
        await Refused.Field("page_size", on.Budgets.ListDepartmentsAsync(new() { PageSize = -1 }, Finance));
}
