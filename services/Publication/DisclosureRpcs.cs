using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Document.Editions;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Hosting.Outbox;
using Budget.Publication.Reading;
using Budget.Publication.Secrecy;
using Budget.Publication.Settings;
using Budget.Publication.Site;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

/// <summary>
/// The way of a disclosure, a file per RPC. A move is always the same four steps: load the version, let the transition
/// table decide, change the row together with its history and its event, save once.
/// </summary>
public sealed partial class DisclosureRpcs(
    PublicationDb db, EditionBook editions, DocumentReader reader, DisclosureChanges changes, Withdrawal withdrawal, Pinned pinned, SiteFolder site, DistrictPolicy policy, TimeProvider time, IHostApplicationLifetime stopping,
    BudgetService.BudgetServiceClient budgets, PerformanceService.PerformanceServiceClient performance)
    : DisclosureService.DisclosureServiceBase
{
    /// <summary>The version to be moved. An etag is optional; one that is sent must be the newest.</summary>
    async Task<DisclosureRow> Load(string name, string etag, Caller caller, CancellationToken cancellation)
    {
        var wanted = DisclosureName.Parse(name) ?? throw Refusals.BadName(name);
        caller.MustSpeakFor(wanted);
        var row = await db.Disclosures.AsTracking().Of(wanted).SingleOrDefaultAsync(cancellation) ?? throw Refusals.NotFound(name);
        return etag.Length == 0 || etag == row.Etag ? row : throw Refusals.Stale(row);
    }

    /// <summary>The state after the move, which is yet to be made; throws the table's reason where it is refused.</summary>
    State Decide(DisclosureRow row, Move move, Caller caller, Situation? situation = null)
    {
        var (to, refusal) = DisclosureWorkflow.Decide(row.State, move, caller.WorkflowRoles(), caller.Id, (situation ?? row.Situation) with { FourEyes = policy.FourEyes });
        return refusal is null ? to : throw Refusals.Of(refusal, row);
    }

    /// <summary>Makes the move: its state and its line of history.</summary>
    void Make(Move move, DisclosureRow row, State to, Caller caller, string remark)
    {
        Write(Actions.Of(move), row, to, caller, remark);
        row.State = to;
        row.Moves++;
    }

    /// <summary>A line of history that is no move: the state stays, and the etag with it.</summary>
    void Note(string action, DisclosureRow row, Caller caller, string remark) => Write(action, row, row.State, caller, remark);

    void Write(string action, DisclosureRow row, State to, Caller caller, string remark) => db.History.Add(new HistoryRow
    {
        Disclosure = row,
        At = time.GetUtcNow(),
        Caller = caller.Id,
        CallerName = caller.Name,
        Action = action,
        From = row.State,
        To = to,
        Remark = remark,
    });

    /// <summary>An hour after the last day is no hour to publish at. A correction has no such deadline, and neither has what the reply of is not known.</summary>
    async Task MustBeInTime(DisclosureRow row, DateTimeOffset? publishAt, CancellationToken cancellation)
    {
        if (publishAt is null || publishAt <= time.GetUtcNow() || row.Version > 1) return;
        var reply = await db.Replies.SingleOrDefaultAsync(r => r.Current && r.District == row.District && r.Department == row.Department && r.Year == row.Year, cancellation);
        if (reply is not null && publishAt >= PublicationDeadline.EndOf(reply.PublishBy)) throw Refusals.AfterDeadline(row, reply);
    }

    void Tell<TEvent>(DisclosureRow row, TEvent message) where TEvent : class => db.Outbox.Add(
        OutboxRow.For(message, RoutingKeys.For(row.District, row.Department), row.Name.OrderingKey, time.GetUtcNow()));

    async Task Save(DisclosureRow row, CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Refusals.Stale(row);
        }
        changes.Wake();
    }
}
