using System.Text;
using Budget.Contracts;
using Budget.Hosting.Acts;
using Budget.Hosting.Callers;
using Budget.Publication.Proof;
using Budget.Publication.Site;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    [Allow(Roles.FinanceReviewer)]
    [Costly]
    public override async Task<VerifyHistoryResponse> VerifyHistory(VerifyHistoryRequest request, ServerCallContext context)
    {
        MustBeDistrictWide(Caller.Of(context));
        var kept = request.Heads.Select(ActHead.Parse).OfType<ActHead>().ToList();
        if (await site.Read(Checkpoint.File, context.CancellationToken) is { } published && Checkpoint.ReadKept(Encoding.UTF8.GetString(published)) is { } checkpoint)
            kept.AddRange(checkpoint.Extensions.Where(line => line.StartsWith(SiteIndexes.ActsLine + " ", StringComparison.Ordinal)).Select(line => ActHead.Parse(line[(SiteIndexes.ActsLine.Length + 1)..])).OfType<ActHead>());
        var report = await ActChain.Verify(db, kept, context.CancellationToken);
        return new() { Acts = report.Acts, Head = report.Head.ToString(), Problems = { report.Problems }, NotYetSealed = report.NotYetSealed };
    }
}
