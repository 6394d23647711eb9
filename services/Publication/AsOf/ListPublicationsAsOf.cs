using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<ListPublicationsAsOfResponse> ListPublicationsAsOf(ListPublicationsAsOfRequest request, ServerCallContext context)
    {
        if (request.Year < 1) throw YearMissing();
        var at = Moment(request.At);
        var page = Page.Of(request.PageSize, request.PageToken, keys: 1);
        var timelines = await Timelines(Caller.Of(context).District, request.Year, "", page.Text(0), page.Size + 1, context.CancellationToken);
        var next = page.Cut(timelines, timeline => [timeline.Department]);
        return new() { Periods = { timelines.Select(timeline => Wire(timeline, at)).OfType<PublicationPeriod>() }, NextPageToken = next };
    }
}
