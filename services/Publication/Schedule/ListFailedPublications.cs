using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Publication.Workflow;
using Budget.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    const int MostFailures = 1000;

    [Allow(Roles.FinanceReviewer)]
    public override async Task<ListFailedPublicationsResponse> ListFailedPublications(ListFailedPublicationsRequest request, ServerCallContext context)
    {
        var rows = await db.Disclosures.Where(Caller.Of(context).MaySee()).Where(row => row.State == State.Approved && row.Attempts > 0)
            .Where(row => request.Year == 0 || row.Year == request.Year).OrderBy(row => row.ApprovedAt).ThenBy(row => row.Id).Take(MostFailures).ToListAsync(context.CancellationToken);
        var answer = new ListFailedPublicationsResponse();
        answer.Failures.AddRange(rows.Select(row => new FailedPublication
        {
            Disclosure = row.ToWire(),
            Attempts = row.Attempts,
            Error = row.LastError ?? "",
            NextAttempt = row.DueAt?.ToTimestamp(),
        }));
        return answer;
    }
}
