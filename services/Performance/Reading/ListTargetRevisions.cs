using System.Globalization;
using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;

namespace Budget.Performance;

public sealed partial class PerformanceRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<ListTargetRevisionsResponse> ListTargetRevisions(ListTargetRevisionsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var page = Page.Of(request.PageSize, request.PageToken, keys: 1);
        MustName(request.Department, request.Year);
        caller.MustSpeakFor(request.Department);

        var read = await revisions.HistoryAsync(
            db, caller.District, request.Department, request.Year, page.Number(0, int.MaxValue), page.Size + 1, context.CancellationToken);
        if (read.Count == 0 && request.PageToken.Length == 0) throw NotSaved(request.Department, request.Year, 0);

        var next = page.Cut(read, r => [r.Number.ToString(CultureInfo.InvariantCulture)]);
        return new ListTargetRevisionsResponse { Revisions = { read.Select(ToWire) }, NextPageToken = next };
    }
}
