using Budget.Budgets.Storage;
using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    const int LongestName = 200;
    const int MostShortNames = 20;

    [Allow(Roles.FinanceReviewer)]
    public override async Task<RegisterDepartmentResponse> RegisterDepartment(RegisterDepartmentRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var wanted = request.Department ?? throw Malformed("department", "缺少部门", "the department is missing");
        var violations = ViolationsOf(wanted).ToList();
        if (violations.Count > 0) throw Malformed(violations);
        if (wanted.DistrictCode != caller.District) throw NotYourDistrict(wanted, caller);
        caller.MustSpeakFor(wanted.Kind == DepartmentKind.Unit ? wanted.Parent : wanted.Code);
        if (wanted.Kind == DepartmentKind.Unit) await MustBeDepartmentAsync(wanted, context);

        var row = await db.Departments.AsTracking()
            .SingleOrDefaultAsync(d => d.DistrictCode == wanted.DistrictCode && d.Code == wanted.Code, context.CancellationToken);
        if (row is null) db.Add(row = new DepartmentRow { DistrictCode = wanted.DistrictCode, Code = wanted.Code });
        else if (row.Kind != wanted.Kind) throw KindStays(row);
        else if (row.Kind == DepartmentKind.Unit) caller.MustSpeakFor(row.Parent);
        (row.Name, row.District, row.Kind, row.Parent, row.ShortNames) = (wanted.Name, wanted.District, wanted.Kind, wanted.Parent, [.. wanted.ShortNames]);
        try
        {
            await db.SaveChangesAsync(context.CancellationToken);
        }
        catch (DbUpdateException) when (db.Entry(row).State == EntityState.Added)
        {
            db.ChangeTracker.Clear();
            if (await db.FindDepartmentAsync(wanted.DistrictCode, wanted.Code, context.CancellationToken) is not { } other) throw;
            if (!other.ToWire().Equals(wanted)) throw RegisteredMeanwhile(other);
        }
        return new RegisterDepartmentResponse { Department = wanted };
    }

    async Task MustBeDepartmentAsync(Department unit, ServerCallContext context)
    {
        var parent = await db.FindDepartmentAsync(unit.DistrictCode, unit.Parent, context.CancellationToken);
        if (parent is not { Kind: DepartmentKind.Department })
        {
            throw Malformed("department.parent", $"主管部门“{unit.Parent}”没有登记为部门，请先登记", $"\"{unit.Parent}\" is not registered as a department; register it first");
        }
    }

    static IEnumerable<FieldViolation> ViolationsOf(Department department)
    {
        if (!DepartmentCodes.IsDepartment(department.Code))
        {
            yield return new("department.code", "部门编码只能由 1 至 32 位字母、数字和连字符组成（例如 101、101-02）", "a code is 1 to 32 letters, digits and hyphens (101, 101-02)");
        }
        if (!DepartmentCodes.IsDistrict(department.DistrictCode))
        {
            yield return new("department.district_code", "区划标识须以小写字母开头，只含小写字母和数字（例如 dongxihu）", "a district code is lower-case letters and digits (dongxihu)");
        }
        if (!IsName(department.Name)) yield return new("department.name", $"请填写登记名称（至多 {LongestName} 字，不含换行）", $"give the registered name, one line of at most {LongestName} characters");
        if (!IsName(department.District)) yield return new("department.district", $"请填写所属区（至多 {LongestName} 字，不含换行）", $"give the district, one line of at most {LongestName} characters");
        if (department.ShortNames.Count > MostShortNames || !department.ShortNames.All(IsName))
        {
            yield return new("department.short_names", $"简称至多 {MostShortNames} 个，不能为空", $"at most {MostShortNames} short names, none empty");
        }
        if (department.Kind is not (DepartmentKind.Department or DepartmentKind.Unit))
        {
            yield return new("department.kind", "请注明是部门还是单位", "say whether it is a department or a unit");
        }
        if (department.Kind == DepartmentKind.Unit && department.Parent.Length == 0)
        {
            yield return new("department.parent", "单位须注明所属部门的编码", "a unit names its department's code");
        }
        if (department.Kind == DepartmentKind.Department && department.Parent.Length > 0)
        {
            yield return new("department.parent", "部门没有上级部门，请留空", "a department has no parent; leave it empty");
        }
    }

    static bool IsName(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestName && !text.Any(char.IsControl);

    static RpcException NotYourDistrict(Department department, Caller caller) => RichStatus.Refused(StatusCode.PermissionDenied, "OTHER_DISTRICT",
        $"您只能登记本区（{caller.District}）的部门，不能登记 {department.DistrictCode} 的部门。 / You may register departments of {caller.District} only, not of {department.DistrictCode}.");

    static RpcException KindStays(DepartmentRow row) => RichStatus.Refused(StatusCode.FailedPrecondition, "KIND_STAYS",
        $"“{row.Code} {row.Name}”已登记为{(row.Kind == DepartmentKind.Unit ? "单位" : "部门")}，不能改变类别；请用新编码登记。 / {row.Code} is registered as a {(row.Kind == DepartmentKind.Unit ? "unit" : "department")} and stays one: budgets are rolled up by it. Register the other under a new code.");

    static RpcException RegisteredMeanwhile(DepartmentRow row) => RichStatus.Refused(StatusCode.Aborted, "REGISTERED_MEANWHILE",
        $"“{row.Code}”刚刚由他人登记为“{row.Name}”；请核对后重试。 / {row.Code} was registered by somebody else a moment ago; look at it and try again.");
}
