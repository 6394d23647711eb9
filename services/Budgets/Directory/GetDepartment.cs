using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    /// <summary>The directory is no secret inside the district: every role may read it.</summary>
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<GetDepartmentResponse> GetDepartment(GetDepartmentRequest request, ServerCallContext context) =>
        new() { Department = await RegisteredAsync(Caller.Of(context).District, request.Code, context) };
}
