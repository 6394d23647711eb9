using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.Proof;
using Budget.Publication.Workflow;
using Budget.Typesetting.OpenData;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    [Costly]
    public override async Task<ProveRowResponse> ProveRow(ProveRowRequest request, ServerCallContext context)
    {
        if (request.Row < 0 || (request.Row == 0) == (request.Table < 1 || request.Line < 1)) throw NoRowAsked();
        var row = MustBePublic(await Visible(request.Name, context));
        var files = await db.Files.Where(f => f.DisclosureId == row.Id && (f.Path == CanonicalRows.File || f.Path == Manifest.File)).ToDictionaryAsync(f => f.Path, context.CancellationToken);
        if (!files.TryGetValue(CanonicalRows.File, out var file) || !files.TryGetValue(Manifest.File, out var manifest)) throw NoRows(row);

        var lines = CanonicalRows.Lines(file.Content);
        var index = request.Row > 0 ? request.Row - 1 : CanonicalRows.IndexOf(lines, request.Table, request.Line);
        if (index < 0 || index >= lines.Count) throw NoSuchRow(request);
        var leaves = MerkleTree.Leaves(file.Content);
        var proof = new RowProof
        {
            Row = System.Text.Encoding.UTF8.GetString(lines[index].Span),
            Index = index,
            Count = lines.Count,
            Root = ByteString.CopyFrom(MerkleTree.Root(leaves)),
            ManifestSha256 = manifest.Sha256,
        };
        proof.Path.AddRange(MerkleTree.Path(leaves, index).Select(hash => ByteString.CopyFrom(hash)));
        return new() { Proof = proof };
    }

    static RpcException NoRowAsked() => RichStatus.InvalidArgument(
        "请指明一行。 / Say which row.", ("row", "给出 table 和 line，或只给出 row，从 1 起。 / Give table and line, or row alone, from 1."));

    static RpcException NoRows(Storage.DisclosureRow row) => Refusals.Precondition("WITHHELD", row,
        "该版本没有可证明的数据行：已撤下，或在有清单以前公开。", "This version has no rows to prove: it is withheld, or was published before there were manifests.");

    static RpcException NoSuchRow(ProveRowRequest request) => new(new Status(StatusCode.NotFound, request.Row > 0
        ? $"该版本没有第 {request.Row} 行数据。 / This version has no row {request.Row}."
        : $"该版本的表{request.Table}没有第 {request.Line} 行。 / Table {request.Table} of this version has no line {request.Line}."));
}
