using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Document.Rules;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Hosting.Outbox;
using Budget.Hosting.Revisions;
using Budget.V1;
using Grpc.Core;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    [Allow(Roles.Preparer, Roles.FinanceReviewer)]
    [Costly]
    public override async Task<SaveBudgetResponse> SaveBudget(SaveBudgetRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var budget = request.Budget ?? throw Malformed("budget", "缺少预算", "the budget is missing");
        if (!MaySave(caller, budget)) throw NotYoursToSave(caller, budget);
        var department = await RegisteredAsync(caller.District, budget.Department, context);

        var (document, violations) = reader.Read(department, budget);
        if (document is null) throw Malformed(violations);
        var content = Content.Of(budget, DepartmentBudget.Parser) ?? throw Malformed("budget",
            "含有本服务不认识的字段，请核对接口版本", "it has fields this service does not know; check the version of your protos");

        var draft = new Draft(caller.District, budget.Department, budget.Year, budget.Edition, content, ExpectedRevision(request), RequestId(request), caller.Id);
        var saved = await revisions.SaveAsync(db, draft, revision => Revised(caller, revision), context.CancellationToken);

        return new SaveBudgetResponse { Revision = ToWire(saved), Report = RuleBook.Run(document, patience: context.CancellationToken).ToMessage(budget.Edition) };
    }

    /// <summary>A department's own preparer; or the finance bureau, for a document that was made elsewhere and is only archived here.</summary>
    static bool MaySave(Caller caller, DepartmentBudget budget) =>
        (caller.Has(Roles.Preparer) && caller.Department == budget.Department)
        || (caller.Has(Roles.FinanceReviewer) && caller.IsDistrictWide && budget.Printed is not null);

    static OutboxRow Revised(Caller caller, Revision revision) => OutboxRow.For(
        new BudgetRevised(caller.District, revision.Department, revision.Year, new RevisionFact(revision.Number, revision.ContentHash), caller.Id, revision.SavedAt),
        RoutingKeys.For(caller.District, revision.Department),
        $"{caller.District}/{revision.Department}/{revision.Year}",
        revision.SavedAt);

    static int ExpectedRevision(SaveBudgetRequest request) => request.ExpectedRevision is >= 0 and < int.MaxValue
        ? request.ExpectedRevision
        : throw Malformed("expected_revision", "版本号不能为负数；首次保存填 0", "a revision number is not negative; the first save expects 0");

    static Guid? RequestId(SaveBudgetRequest request) => request.RequestId.Length == 0 ? null
        : Guid.TryParseExact(request.RequestId, "D", out var id) ? id
        : throw Malformed("request_id", "请求编号须为 UUID，例如 7d9f1c1e-2f8b-4f0e-9a51-0c7f3f1f2a77，或留空", "a request id is a UUID, or empty");

    static RpcException NotYoursToSave(Caller caller, DepartmentBudget budget) => RichStatus.Refused(StatusCode.PermissionDenied, "NOT_YOURS_TO_SAVE",
        caller.Has(Roles.Preparer)
            ? $"您是部门 {caller.Department} 的编制人，不能保存部门 {Shown(budget.Department)} 的预算。 / You prepare for department {caller.Department}, not for {Shown(budget.Department)}."
            : "财政审核人只能存入别处编制的文件（budget.printed）；部门自编的预算由该部门编制人保存。 / A finance reviewer saves only documents made elsewhere (budget.printed); a department's preparer saves its own.");
}
