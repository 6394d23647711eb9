using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Document.Rules;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Hosting.Outbox;
using Budget.Hosting.Revisions;
using Budget.V1;
using Grpc.Core;

namespace Budget.Performance;

public sealed partial class PerformanceRpcs
{
    [Allow(Roles.Preparer, Roles.FinanceReviewer)]
    [Costly]
    public override async Task<SaveTargetsResponse> SaveTargets(SaveTargetsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var targets = request.Targets ?? throw Malformed("targets", "缺少绩效目标", "the targets are missing");
        if (!MaySave(caller, targets)) throw NotYoursToSave(caller, targets);

        var (document, violations) = reader.Read(DepartmentOf(caller.District, targets), targets);
        if (document is null) throw Malformed(violations);
        var content = Content.Of(targets, PerformanceTargets.Parser) ?? throw Malformed("targets",
            "含有本服务不认识的字段，请核对接口版本", "it has fields this service does not know; check the version of your protos");

        var draft = new Draft(caller.District, targets.Department, targets.Year, targets.Edition, content, ExpectedRevision(request), RequestId(request), caller.Id);
        var saved = await revisions.SaveAsync(db, draft, revision => Revised(caller, revision), context.CancellationToken);

        return new SaveTargetsResponse { Revision = ToWire(saved), Report = RuleBook.Run(document, patience: context.CancellationToken).ToMessage(targets.Edition) };
    }

    /// <summary>
    /// A department's own preparer; or the finance bureau, which archives documents made elsewhere. Targets do not say that they
    /// were made elsewhere (their budget does), so here the bureau's word is taken.
    /// </summary>
    static bool MaySave(Caller caller, PerformanceTargets targets) =>
        (caller.Has(Roles.Preparer) && caller.Department == targets.Department) || (caller.Has(Roles.FinanceReviewer) && caller.IsDistrictWide);

    static OutboxRow Revised(Caller caller, Revision revision) => OutboxRow.For(
        new TargetsRevised(caller.District, revision.Department, revision.Year, new RevisionFact(revision.Number, revision.ContentHash), caller.Id, revision.SavedAt),
        RoutingKeys.For(caller.District, revision.Department),
        $"{caller.District}/{revision.Department}/{revision.Year}",
        revision.SavedAt);

    static int ExpectedRevision(SaveTargetsRequest request) => request.ExpectedRevision is >= 0 and < int.MaxValue
        ? request.ExpectedRevision
        : throw Malformed("expected_revision", "版本号不能为负数；首次保存填 0", "a revision number is not negative; the first save expects 0");

    static Guid? RequestId(SaveTargetsRequest request) => request.RequestId.Length == 0 ? null
        : Guid.TryParseExact(request.RequestId, "D", out var id) ? id
        : throw Malformed("request_id", "请求编号须为 UUID，例如 7d9f1c1e-2f8b-4f0e-9a51-0c7f3f1f2a77，或留空", "a request id is a UUID, or empty");

    static RpcException NotYoursToSave(Caller caller, PerformanceTargets targets) => RichStatus.Refused(StatusCode.PermissionDenied, "NOT_YOURS_TO_SAVE",
        $"您属于部门 {caller.Department}，不能保存部门 {Shown(targets.Department)} 的绩效目标。 / You belong to department {caller.Department} and may not save the targets of {Shown(targets.Department)}.");
}
