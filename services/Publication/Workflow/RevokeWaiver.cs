using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>With the waiver gone the error is open, and what has an open error is no submission: it goes back to draft.</summary>
    [Allow(Roles.FinanceReviewer)]
    public override async Task<RevokeWaiverResponse> RevokeWaiver(RevokeWaiverRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var reason = Words.Required(request.Reason, "reason");
        var row = await moves.Load(request.Name, request.Etag, caller, context.CancellationToken);
        var to = moves.Decide(row, Move.RevokeWaiver, caller);
        var waivers = await checks.WaiversOf(row, context.CancellationToken);
        var waiver = waivers.LastOrDefault(w => w.Fingerprint == request.Fingerprint) ?? throw NotWaived(row, request.Fingerprint);
        var finding = Finding.Parser.ParseFrom(waiver.Finding);

        var goesBack = to != row.State;
        moves.Make(Move.RevokeWaiver, row, to, caller, $"{finding.Rule} {finding.Place}：{reason}");
        waiver.EndedAt = time.GetUtcNow();
        var submission = await db.Submissions.AsTracking().SingleAsync(s => s.DisclosureId == row.Id, context.CancellationToken);
        DisclosureChecks.Keep(submission, [.. waivers.Where(w => w.EndedAt is null)]);
        if (goesBack)
        {
            db.BackToDraft(row);
            moves.Tell(row, new DisclosureReturned(row.Name.ToString(), row.District, row.Department, row.Year, row.Version, reason, Withdrawn: false, caller.Id, time.GetUtcNow()));
        }
        await moves.Save(row, context.CancellationToken);

        var disclosure = row.ToWire();
        disclosure.MergeFrom(submission.Checked);
        return new() { Disclosure = disclosure };
    }

    static RpcException NotWaived(DisclosureRow row, string fingerprint) => Refusals.Precondition("NOT_WAIVED", row,
        $"“{Refusals.Shown(fingerprint)}”没有有效的豁免。", $"\"{Refusals.Shown(fingerprint)}\" has no waiver that holds.");
}
