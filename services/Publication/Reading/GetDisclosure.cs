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
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<GetDisclosureResponse> GetDisclosure(GetDisclosureRequest request, ServerCallContext context)
    {
        var row = await Visible(request.Name, context);
        var disclosure = row.ToWire();
        var report = await db.Submissions.Where(s => s.DisclosureId == row.Id).Select(s => s.Checked).SingleAsync(context.CancellationToken);
        disclosure.MergeFrom(V1.Disclosure.Parser.ParseFrom(report));
        if (disclosure.Report is { } answered) For(Caller.Of(context), row, answered);
        return new() { Disclosure = disclosure };
    }

    /// <summary>What the caller may not see is answered like what is not there.</summary>
    async Task<DisclosureRow> Visible(string name, ServerCallContext context)
    {
        var wanted = DisclosureName.Parse(name) ?? throw Refusals.BadName(name);
        return await db.Disclosures.Of(wanted).Where(Caller.Of(context).MaySee()).SingleOrDefaultAsync(context.CancellationToken)
            ?? throw Refusals.NotFound(name);
    }
}
