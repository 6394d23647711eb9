using Budget.Contracts;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>May be made again until approval; the last outcome holds, the history keeps each.</summary>
    [Allow(Roles.SecrecyReviewer)]
    public override async Task<ReviewSecrecyResponse> ReviewSecrecy(ReviewSecrecyRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        if (request.Outcome is not (SecrecyOutcome.Cleared or SecrecyOutcome.Refused)) throw NoOutcome(request.Outcome);
        var opinion = Words.Optional(request.Opinion, "opinion");
        var row = await Load(request.Name, request.Etag, caller, context.CancellationToken);
        var to = Decide(row, Move.ReviewSecrecy, caller);

        Make(Move.ReviewSecrecy, row, to, caller, Remark(request.Outcome, opinion));
        (row.SecrecyOutcome, row.SecrecyReviewer, row.SecrecyOpinion, row.SecrecyReviewedAt) = (request.Outcome, caller.Id, opinion, time.GetUtcNow());
        await Save(row, context.CancellationToken);
        return new() { Disclosure = row.ToWire() };
    }

    static string Remark(SecrecyOutcome outcome, string opinion) =>
        (outcome == SecrecyOutcome.Cleared ? "可以公开" : "不予公开") + (opinion.Length > 0 ? "：" + opinion : "");

    static RpcException NoOutcome(SecrecyOutcome outcome) => RichStatus.InvalidArgument(
        "请给出保密审查结论。 / The outcome of the secrecy review is missing.",
        ("outcome", $"{(int)outcome} 不是结论；应为可以公开或不予公开。 / {(int)outcome} is no outcome; send CLEARED or REFUSED."));
}
