using Budget.Hosting;
using Budget.Hosting.Errors;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication.Workflow;

/// <summary>Both parts of a disclosure and its department, as the services that own them hold them now.</summary>
public sealed record Parts(Department Department, BudgetRevision BudgetRevision, DepartmentBudget Budget, TargetsRevision TargetsRevision, PerformanceTargets Targets);

/// <summary>Reads what the other services hold, as the caller and within the caller's deadline.</summary>
public sealed class SavedParts(BudgetService.BudgetServiceClient budgets, V1.PerformanceService.PerformanceServiceClient performance)
{
    /// <summary>One read of each part, all at once.</summary>
    public async Task<Parts> Read(DisclosureRow row, ServerCallContext context)
    {
        var onward = context.Onward();
        using var department = budgets.GetDepartmentAsync(new() { Code = row.Department }, onward);
        using var budget = budgets.GetBudgetAsync(new() { Department = row.Department, Year = row.Year }, onward);
        using var targets = performance.GetTargetsAsync(new() { Department = row.Department, Year = row.Year }, onward);

        var saved = await Read(budget, "部门预算 / the budget", "Budgets") ?? throw NoBudget(row);
        // A department without projects has no target forms; whether it may is for the rules to say.
        var goals = await Read(targets, "绩效目标 / the targets", "Performance")
            ?? new() { Revision = new(), Targets = new() { Department = row.Department, Year = row.Year, Edition = saved.Budget.Edition } };
        var who = await Read(department, "部门名录 / the directory", "Budgets") ?? throw NotRegistered(row.Department);
        return new(who.Department, saved.Revision, saved.Budget, goals.Revision, goals.Targets);
    }

    public async Task<Department> Department(string code, ServerCallContext context)
    {
        using var call = budgets.GetDepartmentAsync(new() { Code = code }, context.Onward());
        return (await Read(call, "部门名录 / the directory", "Budgets") ?? throw NotRegistered(code)).Department;
    }

    /// <summary>Null where the part is not there. What the other service refuses is the caller's to mend; that it cannot be asked is not.</summary>
    static async Task<TAnswer?> Read<TAnswer>(AsyncUnaryCall<TAnswer> call, string part, string service) where TAnswer : class
    {
        try
        {
            return await call;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
        catch (RpcException e) when (e.StatusCode is not (StatusCode.InvalidArgument or StatusCode.PermissionDenied or StatusCode.Unauthenticated or StatusCode.DeadlineExceeded or StatusCode.Cancelled))
        {
            throw RichStatus.Refused(StatusCode.Unavailable, "PART_UNREADABLE",
                $"暂时无法读取{part}，未作任何改动，请稍后重试。 / {service} cannot be read at present; nothing was changed, try again.", ("service", service));
        }
    }

    static RpcException NoBudget(DisclosureRow row) => Refusals.Precondition("BUDGET_MISSING", row,
        $"部门 {row.Department} 尚未保存 {row.Year} 年度部门预算。", $"Department {row.Department} has saved no budget for {row.Year}.");

    static RpcException NotRegistered(string code) => RichStatus.Refused(StatusCode.NotFound, "DEPARTMENT_NOT_REGISTERED",
        $"部门名录中没有 {(code.Length <= 64 ? code : code[..64] + "…")}，请先由财政审核人登记。 / The directory has no such department; a finance reviewer registers it.");
}
