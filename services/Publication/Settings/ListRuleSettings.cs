using System.Globalization;
using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<ListRuleSettingsResponse> ListRuleSettings(ListRuleSettingsRequest request, ServerCallContext context)
    {
        var page = Page.Of(request.PageSize, request.PageToken, keys: 2);
        var (year, revision) = (page.Number(0, int.MaxValue), page.Number(1, int.MaxValue));
        var district = Caller.Of(context).District;
        var rows = await db.RuleSettings.Where(row => row.District == district && (request.Year == 0 || row.Year == request.Year))
            .Where(row => row.Year < year || (row.Year == year && row.Revision < revision))
            .OrderByDescending(row => row.Year).ThenByDescending(row => row.Revision).Take(page.Size + 1).ToListAsync(context.CancellationToken);
        var next = page.Cut(rows, row => [row.Year.ToString(CultureInfo.InvariantCulture), row.Revision.ToString(CultureInfo.InvariantCulture)]);
        return new() { Revisions = { rows.Select(row => row.ToWire()) }, NextPageToken = next };
    }
}
