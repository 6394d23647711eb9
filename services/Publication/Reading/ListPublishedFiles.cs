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
    public override async Task<ListPublishedFilesResponse> ListPublishedFiles(ListPublishedFilesRequest request, ServerCallContext context)
    {
        var row = MustBePublic(await Visible(request.Name, context));
        var answer = new ListPublishedFilesResponse();
        answer.Files.AddRange(await db.Files.Where(file => file.DisclosureId == row.Id).OrderBy(file => file.Path)
            .Select(file => new PublishedFile { Path = file.Path, MediaType = file.MediaType, Bytes = file.Bytes, Sha256 = file.Sha256 })
            .ToListAsync(context.CancellationToken));
        return answer;
    }

    static DisclosureRow MustBePublic(DisclosureRow row) => row.State is State.Published or State.Superseded or State.Withheld ? row
        : throw Refusals.Precondition("NOT_PUBLISHED", row, "该公开材料尚未公开，没有文件。", "It is not published yet and has no files.");
}
