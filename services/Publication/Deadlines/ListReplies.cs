using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<ListRepliesResponse> ListReplies(ListRepliesRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        caller.MustSpeakFor(Words.Code(request.Department, "department"));
        var replies = await db.Replies.Where(reply => reply.District == caller.District && reply.Department == request.Department && reply.Year == request.Year)
            .OrderByDescending(reply => reply.Id).ToListAsync(context.CancellationToken);
        return new() { Replies = { replies.Select(reply => reply.ToWire()) } };
    }
}
