using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Publication.Secrecy;
using Budget.Publication.Workflow;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>
    /// The answer comes when nothing of it is public any more. Parts are a secret in every version, also in one that is still being worked
    /// on: its submission learns of them, and a publication under way meets the changed row and begins again.
    /// </summary>
    [Allow(Roles.FinanceReviewer)]
    [Costly]
    public override async Task<WithholdPublicationResponse> WithholdPublication(WithholdPublicationRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var reason = Words.Required(request.Reason, "reason");
        var now = time.GetUtcNow();
        var named = await moves.Load(request.Name, request.Etag, caller, context.CancellationToken);
        var whole = request.Parts.Count == 0;
        var to = moves.Decide(named, whole ? Move.Withhold : Move.WithholdPart, caller);
        var versions = await db.Disclosures.AsTracking().Where(SameYear(named)).ToListAsync(context.CancellationToken);
        if (!whole) await WithholdParts(request, named, versions, context.CancellationToken);

        var open = versions.Where(v => v.PublishedAt is null).ToList();
        foreach (var version in open) version.Moves++;
        moves.Make(whole ? Move.Withhold : Move.WithholdPart, named, to, caller, reason);
        if (whole) named.TotalFen = null;
        foreach (var row in whole ? [named] : versions.Where(v => v.PublishedAt is not null && v.State != State.Withheld))
        {
            (row.WithheldAt, row.WithheldReason) = (now, reason);
            moves.Tell(row, new DisclosureWithheld(row.Name.ToString(), row.District, row.Department, row.Year, row.Version, whole, reason, caller.Id, now));
        }

        IReadOnlyList<Storage.DisclosureRow> replaced;
        try
        {
            replaced = await withdrawal.Replace(whole ? named : null, [.. versions.Where(v => v.PublishedAt is not null)], reason, now, context.CancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Refusals.Stale(named);
        }
        changes.Wake();
        return new() { Disclosure = named.ToWire(), Replaced = { replaced.Select(row => row.Name.ToString()) } };
    }

    async Task WithholdParts(WithholdPublicationRequest request, Storage.DisclosureRow named, List<Storage.DisclosureRow> versions, CancellationToken cancellation)
    {
        var ids = versions.ConvertAll(v => v.Id);
        var submissions = await db.Submissions.AsTracking().Where(s => ids.Contains(s.DisclosureId)).ToListAsync(cancellation);
        var its = submissions.Single(s => s.DisclosureId == named.Id);
        Decisions.MustBeSound(request.Parts, Pinned.FileOf(named, its), editions.Find(named.Edition)!, "parts");
        foreach (var submission in submissions)
        {
            var redactions = Redactions.Parser.ParseFrom(submission.Redactions);
            redactions.Withheld.AddRange(request.Parts.Where(part => !redactions.Withheld.Contains(part)));
            submission.Redactions = redactions.ToByteArray();
        }
    }
}
