using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<ListDepartmentsResponse> ListDepartments(ListDepartmentsRequest request, ServerCallContext context)
    {
        var district = Caller.Of(context).District;
        var page = Page.Of(request.PageSize, request.PageToken, keys: 1);
        var after = page.Text(0);
        if (request.Parent.Length > 0 && !DepartmentCodes.IsDepartment(request.Parent)) throw Malformed("parent", "部门编码有误", "no such department code");

        var rows = db.Departments.Where(d => d.DistrictCode == district && string.Compare(d.Code, after) > 0);
        if (request.Parent.Length > 0) rows = rows.Where(d => d.Parent == request.Parent);
        var read = await rows.OrderBy(d => d.Code).Take(page.Size + 1).ToListAsync(context.CancellationToken);

        var next = page.Cut(read, d => [d.Code]);
        return new ListDepartmentsResponse { Departments = { read.Select(d => d.ToWire()) }, NextPageToken = next };
    }
}
