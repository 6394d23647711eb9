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
    public override async Task<ListHistoryResponse> ListHistory(ListHistoryRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var asked = await access.Visible(request.Name, context);
        var entries = db.History.Include(entry => entry.Disclosure).Where(entry =>
            entry.Disclosure.District == asked.District && entry.Disclosure.Department == asked.Department && entry.Disclosure.Year == asked.Year);
        if (!caller.IsAtHomeIn(asked)) entries = entries.Where(HistoryRow.IsPublic);
        var answer = new ListHistoryResponse();
        answer.Entries.AddRange((await entries.OrderBy(entry => entry.Id).ToListAsync(context.CancellationToken)).Select(entry => entry.ToWire()));
        return answer;
    }
}
