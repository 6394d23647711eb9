using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>Publishing is not done here: the event drives it, so that an approval never waits for rendering and survives a stop in between.</summary>
    [Allow(Roles.Approver)]
    public override async Task<ApproveDisclosureResponse> ApproveDisclosure(ApproveDisclosureRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var opinion = Words.Optional(request.Opinion, "opinion");
        var publishAt = Words.Hour(request.PublishAt, "publish_at", time.GetUtcNow());
        var row = await moves.Load(request.Name, request.Etag, caller, context.CancellationToken);
        var to = moves.Decide(row, Move.Approve, caller, await checks.SituationOf(row, context.CancellationToken));
        if (request.Etag.Length == 0) throw EtagMissing();
        await moves.MustBeInTime(row, publishAt ?? row.PublishAt, context.CancellationToken);

        moves.Make(Move.Approve, row, to, caller, opinion);
        (row.ApprovedBy, row.ApprovedAt, row.PublishAt) = (caller.Id, time.GetUtcNow(), publishAt ?? row.PublishAt);
        moves.Tell(row, new DisclosureApproved(row.Name.ToString(), row.District, row.Department, row.Year, row.Version,
            row.BudgetFact, row.TargetsFact, row.PublishAt, caller.Id, time.GetUtcNow()));
        await moves.Save(row, context.CancellationToken);
        return new() { Disclosure = row.ToWire() };
    }

    /// <summary>What was read is approved, and not what took its place meanwhile.</summary>
    static RpcException EtagMissing() => RichStatus.InvalidArgument("审定须注明所审阅的版本状态。 / An approval says what was read.",
        ("etag", "请填写所审阅公开材料的 etag / send the etag of the disclosure that was read"));
}
