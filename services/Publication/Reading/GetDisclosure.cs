using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Publication.Secrecy;
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
        var row = await access.Visible(request.Name, context);
        var disclosure = row.ToWireFor(Caller.Of(context));
        var submission = await db.Submissions.SingleAsync(s => s.DisclosureId == row.Id, context.CancellationToken);
        disclosure.MergeFrom(V1.Disclosure.Parser.ParseFrom(submission.Checked));
        if (Caller.Of(context).IsAtHomeIn(row))
        {
            if (submission.Redactions.Length > 0) disclosure.Redactions = Redactions.Parser.ParseFrom(submission.Redactions);
        }
        else
        {
            // Others see what the public may: no findings and explanations of what is withheld, and no hash to try it out with.
            KeepBack(disclosure, row.State == State.Withheld ? null : await pinned.Read(row, context.CancellationToken));
            if (disclosure.Report is { } report) WithoutNames(report);
        }
        return new() { Disclosure = disclosure };
    }

    static void KeepBack(V1.Disclosure disclosure, PublicContent? content)
    {
        if (content?.Withheld is { OfBudget: false, OfTargets: false }) return;
        disclosure.Report = content?.Report;
        disclosure.Explanations.Clear();
        if (content?.Withheld.OfBudget ?? true) disclosure.Budget.ContentHash = "";
        if (content?.Withheld.OfTargets ?? true) disclosure.Targets.ContentHash = "";
    }
}
