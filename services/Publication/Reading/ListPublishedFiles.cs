using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<ListPublishedFilesResponse> ListPublishedFiles(ListPublishedFilesRequest request, ServerCallContext context)
    {
        var row = await access.Public(request.Name, context);
        var answer = new ListPublishedFilesResponse();
        answer.Files.AddRange(await db.Files.Where(file => file.DisclosureId == row.Id).OrderBy(file => file.Path)
            .Select(file => new PublishedFile { Path = file.Path, MediaType = file.MediaType, Bytes = file.Bytes, Sha256 = file.Sha256 })
            .ToListAsync(context.CancellationToken));
        return answer;
    }
}
