using Budget.Contracts;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>The published version stays public until the new one takes its place.</summary>
    [Allow(Roles.Preparer)]
    public override async Task<CorrectDisclosureResponse> CorrectDisclosure(CorrectDisclosureRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var reason = Words.Required(request.Reason, "reason");
        var published = await moves.Load(request.Name, request.Etag, caller, context.CancellationToken);
        var underWay = await db.Disclosures.Where(SameYear(published)).AnyAsync(other => other.Version > published.Version, context.CancellationToken);
        var to = moves.Decide(published, Move.Correct, caller, published.Situation with { CorrectionUnderWay = underWay });

        moves.Make(Move.Correct, published, to, caller, reason);
        var correction = new DisclosureRow
        {
            District = published.District,
            Department = published.Department,
            DepartmentName = published.DepartmentName,
            Year = published.Year,
            Version = published.Version + 1,
            Archive = published.Archive,
            CorrectionReason = reason,
        };
        var withheld = Redactions.Parser.ParseFrom(await db.Submissions.Where(s => s.DisclosureId == published.Id).Select(s => s.Redactions).SingleAsync(context.CancellationToken)).Withheld;
        moves.Open(correction, caller, reason).Redactions = new Redactions { Withheld = { withheld } }.ToByteArray();
        await moves.Save(published, context.CancellationToken);
        return new() { Disclosure = correction.ToWire() };
    }
}
