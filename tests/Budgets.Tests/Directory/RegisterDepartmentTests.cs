using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Directory;

public sealed class RegisterDepartmentTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
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
    public async Task Registers_the_same_department_once_when_asked_many_times_at_once()
    {
        var department = Sample.Department("n" + Guid.NewGuid().ToString("N")[..10]);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => on.Budgets.RegisterDepartmentAsync(new() { Department = department }, Finance).ResponseAsync));

        Assert.Equal(department, (await on.Budgets.GetDepartmentAsync(new() { Code = department.Code }, Finance)).Department);
    }
}
