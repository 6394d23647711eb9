using Budget.Contracts;
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
    /// <summary>Given for what is found now, not for what some earlier report said: nobody waives what is not there.</summary>
    [Allow(Roles.FinanceReviewer)]
    [Costly]
    public override async Task<WaiveFindingResponse> WaiveFinding(WaiveFindingRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var reason = Words.Required(request.Reason, "reason");
        var row = await moves.Load(request.Name, request.Etag, caller, context.CancellationToken);
        var to = moves.Decide(row, Move.Waive, caller);
        var submission = await db.Submissions.AsTracking().SingleAsync(s => s.DisclosureId == row.Id, context.CancellationToken);
        var finding = (await checks.Now(row, submission, context)).Findings.FirstOrDefault(f => f.Fingerprint == request.Fingerprint) ?? throw NotFoundNow(row, request.Fingerprint);
        if (finding.Severity != Severity.Error) throw NotAnError(row, finding);
        if (request.HasFound && request.Found != finding.Found || request.HasExpected && request.Expected != finding.Expected) throw Refusals.Stale(row);

        moves.Make(Move.Waive, row, to, caller, $"{finding.Rule} {finding.Place}：{reason}");
        var waivers = await checks.WaiversOf(row, context.CancellationToken);
        checks.End(waivers.Where(w => w.Fingerprint == finding.Fingerprint));
        var waiver = new WaiverRow
        {
            Disclosure = row,
            Fingerprint = finding.Fingerprint,
            Finding = finding.ToByteArray(),
            Reason = reason,
            Caller = caller.Id,
            CallerName = caller.Name,
            At = time.GetUtcNow(),
        };
        db.Waivers.Add(waiver);
        DisclosureChecks.Keep(submission, [.. waivers.Where(w => w.EndedAt is null), waiver]);
        await moves.Save(row, context.CancellationToken);

        finding.Accepted = waiver.ToWire();
        var disclosure = row.ToWire();
        disclosure.MergeFrom(submission.Checked);
        return new() { Finding = finding, Disclosure = disclosure };
    }

    static RpcException NotFoundNow(DisclosureRow row, string fingerprint) => Refusals.Precondition("NOT_FOUND_NOW", row,
        $"现在的校验结果中没有“{Refusals.Shown(fingerprint)}”，可能已经改正；请重新检查后再办理。", $"The check finds no \"{Refusals.Shown(fingerprint)}\" now; check again.");

    static RpcException NotAnError(DisclosureRow row, Finding finding) => Refusals.Precondition("NOT_AN_ERROR", row,
        $"{finding.Rule} {finding.Place} 不是错误，无须豁免；警告由编制人说明。", $"{finding.Rule} at {finding.Place} is no error; a warning is explained by the preparer.");
}
