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
    [Allow(Roles.Preparer)]
    public override async Task<WithdrawDisclosureResponse> WithdrawDisclosure(WithdrawDisclosureRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var reason = Words.Optional(request.Reason, "reason");
        var row = await moves.Load(request.Name, request.Etag, caller, context.CancellationToken);
        var to = moves.Decide(row, Move.Withdraw, caller);

        moves.Make(Move.Withdraw, row, to, caller, reason);
        db.BackToDraft(row);
        moves.Tell(row, new DisclosureReturned(row.Name.ToString(), row.District, row.Department, row.Year, row.Version, reason, Withdrawn: true, caller.Id, time.GetUtcNow()));
        await moves.Save(row, context.CancellationToken);
        return new() { Disclosure = row.ToWire() };
    }
}
