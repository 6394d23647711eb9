using Budget.Testing;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Directory;

public sealed class GetDepartmentTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    [Fact]
    public async Task Shows_no_department_of_another_district()
    {
        await Refused.With(StatusCode.NotFound, on.Budgets.GetDepartmentAsync(new() { Code = "101" }, InDistrict("putuo", "", "finance_reviewer")));
    }
}
