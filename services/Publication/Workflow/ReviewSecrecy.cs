using Budget.Contracts;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.Secrecy;
using Budget.Publication.Workflow;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>May be made again until approval; the last outcome holds, the history keeps each.</summary>
    [Allow(Roles.SecrecyReviewer)]
    public override async Task<ReviewSecrecyResponse> ReviewSecrecy(ReviewSecrecyRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        if (request.Outcome == SecrecyOutcome.Refused && request.Redactions.Count > 0) throw RefusedInPart();
        if (request.Outcome is not (SecrecyOutcome.Cleared or SecrecyOutcome.Refused)) throw NoOutcome(request.Outcome);
        var opinion = Words.Optional(request.Opinion, "opinion");
        var row = await moves.Load(request.Name, request.Etag, caller, context.CancellationToken);
        var to = moves.Decide(row, Move.ReviewSecrecy, caller, await checks.SituationOf(row, context.CancellationToken));
        var submission = await db.Submissions.AsTracking().SingleAsync(s => s.DisclosureId == row.Id, context.CancellationToken);
        var file = Pinned.FileOf(row, submission);
        Decisions.MustBeSound(request.Redactions, file, editions.Find(row.Edition)!, "redactions");

        moves.Make(Move.ReviewSecrecy, row, to, caller, Remark(request.Outcome, opinion, request.Redactions.Count));
        var redactions = Redactions.Parser.ParseFrom(submission.Redactions);
        redactions.Reviewed.Clear();
        redactions.Reviewed.AddRange(request.Redactions);
        submission.Redactions = redactions.ToByteArray();
        (row.SecrecyOutcome, row.SecrecyReviewer, row.SecrecyOpinion, row.SecrecyReviewedAt) = (request.Outcome, caller.Id, opinion, time.GetUtcNow());
        await moves.Save(row, context.CancellationToken);
        return new() { Disclosure = row.ToWire() };
    }

    static string Remark(SecrecyOutcome outcome, string opinion, int redactions) =>
        (outcome == SecrecyOutcome.Cleared ? "可以公开" : "不予公开") + (redactions > 0 ? $"（{redactions} 项不单列或不公开）" : "") + (opinion.Length > 0 ? "：" + opinion : "");

    static RpcException RefusedInPart() => RichStatus.InvalidArgument(
        "不予公开的结论不附部分不公开的内容。 / What is refused as a whole has no parts to withhold.",
        ("redactions", "结论为可以公开时才能指明不公开的部分。 / Only a cleared disclosure names parts that are not shown."));

    static RpcException NoOutcome(SecrecyOutcome outcome) => RichStatus.InvalidArgument(
        "请给出保密审查结论。 / The outcome of the secrecy review is missing.",
        ("outcome", $"{(int)outcome} 不是结论；应为可以公开或不予公开。 / {(int)outcome} is no outcome; send CLEARED or REFUSED."));
}
