using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Hosting.Revisions;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    [Allow(Roles.FinanceReviewer)]
    [Costly]
    public override async Task<GetRollUpResponse> GetRollUp(GetRollUpRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        if (request.Year is < 1 or > 9999) throw Malformed("year", "请填写预算年度，例如 2025", "give the budget year, such as 2025");
        if (!caller.IsDistrictWide) throw NotDistrictWide(caller);

        var departments = await db.Departments.Where(d => d.DistrictCode == caller.District && d.Kind == DepartmentKind.Department)
            .OrderBy(d => d.Code).Select(d => d.ToWire()).ToListAsync(context.CancellationToken);
        var newest = await RevisionStore.Newest(db, caller.District).Where(r => r.Year == request.Year)
            .Select(r => new { r.Department, r.Number, r.Content }).ToDictionaryAsync(r => r.Department, context.CancellationToken);

        var counted = departments.Where(d => newest.ContainsKey(d.Code)).ToList();
        var rollUp = new RollUp(counted.Count);
        for (var part = 0; part < counted.Count; part++)
        {
            var (document, _) = reader.Read(counted[part], DepartmentBudget.Parser.ParseFrom(newest[counted[part].Code].Content));
            rollUp.Add(part, document ?? throw NotReadableNow(counted[part], newest[counted[part].Code].Number));
        }

        var answer = rollUp.ToWire() ?? throw TooLarge(request.Year);
        answer.Year = request.Year;
        answer.Departments.AddRange(counted.Select(d => d.Code));
        answer.Missing.AddRange(departments.Select(d => d.Code).Where(code => !newest.ContainsKey(code)));
        return answer;
    }

    static RpcException NotDistrictWide(Caller caller) => RichStatus.Refused(StatusCode.PermissionDenied, "NOT_DISTRICT_WIDE",
        $"全区汇总只供全区范围的财政审核人查阅；您属于部门 {caller.Department}。 / The district's roll-up is for district-wide finance reviewers; you belong to {caller.Department}.");

    static RpcException NotReadableNow(Department department, int revision) => RichStatus.Refused(StatusCode.FailedPrecondition, "EDITION_CHANGED",
        $"“{department.Code} {department.Name}”第 {revision} 版按现在的版式已不能读取（版式文件保存后被改动）；请恢复版式文件。 / Revision {revision} of {department.Code} cannot be read with the edition as it is now: its file was changed since. Put the file back.");

    static RpcException TooLarge(int year) => RichStatus.Refused(StatusCode.OutOfRange, "SUM_OUT_OF_RANGE",
        $"{year} 年的合计超出可表示的金额；请先检查各部门的预算（CheckBudget），改正过大的金额。 / The sums of {year} are beyond what an amount can hold; check the departments' budgets for amounts that are far too large.");
}
