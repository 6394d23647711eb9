using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>Also of what is approved and waits for its hour: whichever of return and publication commits first wins, the other is refused.</summary>
    [Allow(Roles.Approver, Roles.FinanceReviewer)]
    public override async Task<ReturnDisclosureResponse> ReturnDisclosure(ReturnDisclosureRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var reason = Words.Required(request.Reason, "reason");
        var row = await moves.Load(request.Name, request.Etag, caller, context.CancellationToken);
        var to = moves.Decide(row, Move.Return, caller);

        moves.Make(Move.Return, row, to, caller, reason);
        db.BackToDraft(row);
        moves.Tell(row, new DisclosureReturned(row.Name.ToString(), row.District, row.Department, row.Year, row.Version, reason, Withdrawn: false, caller.Id, time.GetUtcNow()));
        await moves.Save(row, context.CancellationToken);
        return new() { Disclosure = row.ToWire() };
    }
}
