using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>
    /// The subscription begins before the current states are read, and a move made a moment before it may still be told:
    /// rather twice than never.
    /// </summary>
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task WatchDisclosures(WatchDisclosuresRequest request, IServerStreamWriter<WatchDisclosuresResponse> responseStream, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        Words.Code(request.Department, "department");
        var isPublic = HistoryRow.IsPublic.Compile();
        using var subscription = changes.Subscribe();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, changes.Stopping);
        await context.WriteResponseHeadersAsync([]);

        if (request.IncludeCurrent)
        {
            // Read whole before anything is written: a slow reader must not hold the database.
            var current = await db.Disclosures.Where(caller.MaySee())
                .Where(row => (request.Year == 0 || row.Year == request.Year) && (request.Department == "" || row.Department == request.Department))
                .OrderBy(row => row.Id).ToListAsync(end.Token);
            foreach (var row in current) await responseStream.WriteAsync(new() { Disclosure = row.ToWireFor(caller) }, end.Token);
        }
        await foreach (var entry in subscription.ReadAll(end.Token))
        {
            var row = entry.Disclosure;
            if ((request.Year == 0 || row.Year == request.Year) && (request.Department.Length == 0 || row.Department == request.Department)
                && (caller.IsAtHomeIn(row) || (caller.District == row.District && isPublic(entry))))
            {
                await responseStream.WriteAsync(new() { Disclosure = row.ToWireFor(caller), Entry = entry.ToWire() }, end.Token);
            }
        }
    }
}
