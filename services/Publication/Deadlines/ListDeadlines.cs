using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.Deadlines;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>
    /// Of one's own department also what is under way; of others only what the public could know: the reply, and whether and when it was
    /// published. A district's year is some hundred departments, so it is read whole and cut to a page here.
    /// </summary>
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<ListDeadlinesResponse> ListDeadlines(ListDeadlinesRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        if (request.Year < 1) throw YearMissing();
        if (request.WithinDays < 0) throw RichStatus.InvalidArgument("天数不能为负。 / A number of days is not negative.", ("within_days", "0 …"));
        Words.Code(request.Department, "department");
        var page = Page.Of(request.PageSize, request.PageToken, keys: 1);
        var now = time.GetUtcNow();

        var replies = await db.Replies.Where(r => r.Current && r.District == caller.District && r.Year == request.Year && (request.Department == "" || r.Department == request.Department))
            .ToDictionaryAsync(r => r.Department, context.CancellationToken);
        var versions = (await db.Disclosures.Where(caller.MaySee()).Where(d => d.Year == request.Year && (request.Department == "" || d.Department == request.Department))
            .ToListAsync(context.CancellationToken)).ToLookup(d => d.Department);
        var deadlines = replies.Keys.Union(versions.Select(v => v.Key)).Where(code => string.CompareOrdinal(code, page.Text(0)) > 0).Order(StringComparer.Ordinal)
            .Select(code => DeadlineOf.Department(replies.GetValueOrDefault(code), [.. versions[code]], now))
            .Where(d => request.Status == DeadlineStatus.Unspecified || d.Status == request.Status)
            .Where(d => request.WithinDays == 0 || (d.Status == DeadlineStatus.Due && d.DaysLeft <= request.WithinDays))
            .Take(page.Size + 1).ToList();
        var next = page.Cut(deadlines, d => [d.Department]);
        return new() { Deadlines = { deadlines }, NextPageToken = next };
    }

    static RpcException YearMissing() => RichStatus.InvalidArgument("请填写年度。 / Give the year.", ("year", "例如 2025 / such as 2025"));
}
