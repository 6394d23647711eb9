using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Hosting.Revisions;
using Budget.V1;
using Grpc.Core;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<GetBudgetResponse> GetBudget(GetBudgetRequest request, ServerCallContext context)
    {
        var row = await ReadableAsync(Caller.Of(context), request, "", context);
        return GetBudgetResponse.OfStored(ToWire(row.Head), row.Content);
    }

    async Task<RevisionRow> ReadableAsync(Caller caller, GetBudgetRequest request, string path, ServerCallContext context)
    {
        MustName(request.Department, request.Year, path);
        if (request.Revision < 0) throw Malformed(path + "revision", "版本号不能为负数；0 表示最新一版", "a revision number is not negative; 0 is the newest");
        caller.MustSpeakFor(request.Department);
        return await SavedAsync(caller.District, request.Department, request.Year, request.Revision, context);
    }

    static void MustName(string department, int year, string path = "")
    {
        if (!DepartmentCodes.IsDepartment(department)) throw Malformed(path + "department", "请填写部门编码，例如 101", "give the department's code, such as 101");
        if (year is < 1 or > 9999) throw Malformed(path + "year", "请填写预算年度，例如 2025", "give the budget year, such as 2025");
    }
}
