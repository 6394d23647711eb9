using System.Globalization;
using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;

namespace Budget.Performance;

public sealed partial class PerformanceRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<ListTargetsResponse> ListTargets(ListTargetsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var page = Page.Of(request.PageSize, request.PageToken, keys: 2);
        if (request.Year is < 0 or > 9999) throw Malformed("year", "年度有误；0 表示所有年度", "no such year; 0 is all years");
        if (request.Department.Length > 0)
        {
            if (!DepartmentCodes.IsDepartment(request.Department)) throw Malformed("department", "部门编码有误", "no such department code");
            caller.MustSpeakFor(request.Department);
        }
        var department = request.Department.Length > 0 ? request.Department : caller.IsDistrictWide ? "" : caller.Department;

        var read = await revisions.NewestAsync(
            db, caller.District, department, request.Year, page.Text(0), page.Number(1, 0), page.Size + 1, context.CancellationToken);

        var next = page.Cut(read, r => [r.Department, r.Year.ToString(CultureInfo.InvariantCulture)]);
        return new ListTargetsResponse { Targets = { read.Select(ToWire) }, NextPageToken = next };
    }
}
