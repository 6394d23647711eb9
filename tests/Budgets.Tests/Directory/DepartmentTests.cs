using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Directory;

public sealed class DepartmentTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    static Department Unit(string code, string parent)
    {
        var unit = Sample.Department(code);
        (unit.Kind, unit.Parent) = (DepartmentKind.Unit, parent);
        return unit;
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Registers_and_renames(string database)
    {
        var (service, budgets) = await Sample.Start(database);
        await using var _ = service;
        var renamed = Sample.Department("101");
        (renamed.Name, renamed.ShortNames[0]) = ("测试区新名称局", "新名称局");

        await budgets.RegisterDepartmentAsync(new() { Department = renamed }, Finance);

        Assert.Equal(renamed, (await budgets.GetDepartmentAsync(new() { Code = "101" }, Preparer("101"))).Department);
        Assert.Single((await budgets.ListDepartmentsAsync(new(), Preparer("101"))).Departments);
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

    public static TheoryData<string, Action<Department>> Malformed => new()
    {
        { "department.code", d => d.Code = "" },
        { "department.code", d => d.Code = "101.1" },
        { "department.code", d => d.Code = new string('1', 33) },
        { "department.code", d => d.Code = "101\n" },
        { "department.name", d => d.Name = " " },
        { "department.name", d => d.Name = "测试\n局" },
        { "department.name", d => d.Name = new string('局', 201) },
        { "department.short_names", d => d.ShortNames.Add("") },
        { "department.district", d => d.District = "" },
        { "department.district_code", d => d.DistrictCode = "东西湖" },
        { "department.kind", d => d.Kind = DepartmentKind.Unspecified },
        { "department.kind", d => d.Kind = (DepartmentKind)9 },
        { "department.parent", d => d.Parent = "101" },
        { "department.parent", d => d.Kind = DepartmentKind.Unit },
    };

    [Theory, MemberData(nameof(Malformed))]
    public async Task Refuses_a_malformed_department_and_names_the_field(string field, Action<Department> spoil)
    {
        var department = Sample.Department("200");
        spoil(department);

        await Refused.Field(field, on.Budgets.RegisterDepartmentAsync(new() { Department = department }, Finance));
        await Refused.With(StatusCode.NotFound, on.Budgets.GetDepartmentAsync(new() { Code = "200" }, Finance));
    }

    [Fact]
    public async Task Refuses_no_department_at_all() =>
        await Refused.Field("department", on.Budgets.RegisterDepartmentAsync(new(), Finance));

    [Fact]
    public async Task Refuses_a_unit_of_a_department_that_is_not_registered() =>
        await Refused.Field("department.parent", on.Budgets.RegisterDepartmentAsync(new() { Department = Unit("900-01", "900") }, Finance));

    [Fact]
    public async Task Refuses_to_turn_a_department_into_a_unit()
    {
        var code = await on.NewDepartment();

        var refusal = await Refused.With(StatusCode.FailedPrecondition, on.Budgets.RegisterDepartmentAsync(new() { Department = Unit(code, "101") }, Finance));

        Assert.Equal("KIND_STAYS", refusal.ErrorInfo?.Reason);
    }

    [Fact]
    public async Task Refuses_a_department_of_another_district()
    {
        var department = Sample.Department("300");
        department.DistrictCode = "putuo";

        await Refused.With(StatusCode.PermissionDenied, on.Budgets.RegisterDepartmentAsync(new() { Department = department }, Finance));
    }

    [Fact]
    public async Task Shows_no_department_of_another_district()
    {
        await Refused.With(StatusCode.NotFound, on.Budgets.GetDepartmentAsync(new() { Code = "101" }, InDistrict("putuo", "", "finance_reviewer")));
        Assert.Empty((await on.Budgets.ListDepartmentsAsync(new(), InDistrict("putuo", "", "finance_reviewer"))).Departments);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("!!!!")]
    [InlineData("MTAxCnh4eHg")]
    [InlineData("wIA")]
    [InlineData("AAoyMDIx")]
    public async Task Refuses_a_page_token_it_did_not_give(string token) =>
        await Refused.Field("page_token", on.Budgets.ListBudgetsAsync(new() { PageToken = token }, Finance));

    [Fact]
    public async Task Refuses_a_page_size_below_zero() =>
        await Refused.Field("page_size", on.Budgets.ListDepartmentsAsync(new() { PageSize = -1 }, Finance));

    [Fact]
    public async Task Registers_the_same_department_once_when_asked_many_times_at_once()
    {
        var department = Sample.Department("n" + Guid.NewGuid().ToString("N")[..10]);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => on.Budgets.RegisterDepartmentAsync(new() { Department = department }, Finance).ResponseAsync));

        Assert.Equal(department, (await on.Budgets.GetDepartmentAsync(new() { Code = department.Code }, Finance)).Department);
    }
}
