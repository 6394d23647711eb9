using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    const int ChunkBytes = 64 * 1024;

    /// <summary>The path is looked up among the version's files and never touches the disk.</summary>
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task DownloadFile(DownloadFileRequest request, IServerStreamWriter<DownloadFileResponse> responseStream, ServerCallContext context)
    {
        if (request.Path.Length is 0 or > 200 || request.Path.Any(char.IsControl)) throw BadPath();
        var row = await access.Public(request.Name, context);
        var file = await db.Files.SingleOrDefaultAsync(f => f.DisclosureId == row.Id && f.Path == request.Path, context.CancellationToken)
            ?? throw NoSuchFile(request.Path);
        var head = new PublishedFile { Path = file.Path, MediaType = file.MediaType, Bytes = file.Bytes, Sha256 = file.Sha256 };
        var start = 0;
        do
        {
            var length = Math.Min(ChunkBytes, file.Content.Length - start);
            await responseStream.WriteAsync(new()
            {
                Chunk = UnsafeByteOperations.UnsafeWrap(file.Content.AsMemory(start, length)),
                File = start == 0 ? head : null,
            }, context.CancellationToken);
            start += length;
        }
        while (start < file.Content.Length);
    }

    static RpcException BadPath() => RichStatus.InvalidArgument(
        "文件路径不正确。 / This is no path of a published file.", ("path", "请使用 ListPublishedFiles 给出的路径。 / Use a path that ListPublishedFiles gives."));

    static RpcException NoSuchFile(string path) => new(new Status(StatusCode.NotFound,
        $"该版本没有文件 {path}；请使用 ListPublishedFiles 给出的路径。 / This version has no such file; use a path that ListPublishedFiles gives."));
}
