using Budget.Contracts;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Hosting.Outbox;
using Budget.Publication.Reading;
using Budget.Publication.Settings;
using Budget.Publication.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Workflow;

/// <summary>
/// A move is always the same four steps: load the version, let the transition table decide, change the row together with its
/// history and its event, save once. Of two moves at once one wins.
/// </summary>
public sealed class DisclosureMoves(PublicationDb db, DisclosureChanges changes, DistrictPolicy policy, TimeProvider time)
{
    /// <summary>Publishes and supersedes: no person does.</summary>
    static readonly Caller Nobody = new("system", "系统", "", "", new HashSet<string>());

    /// <summary>The version to be moved. An etag is optional; one that is sent must be the newest.</summary>
    public async Task<DisclosureRow> Load(string name, string etag, Caller caller, CancellationToken cancellation)
    {
        var wanted = DisclosureName.Parse(name) ?? throw Refusals.BadName(name);
        caller.MustSpeakFor(wanted);
        var row = await db.Disclosures.AsTracking().Of(wanted).SingleOrDefaultAsync(cancellation) ?? throw Refusals.NotFound(name);
        return etag.Length == 0 || etag == row.Etag ? row : throw Refusals.Stale(row);
    }

    /// <summary>The state after the move, which is yet to be made; throws the table's reason where it is refused.</summary>
    public State Decide(DisclosureRow row, Move move, Caller caller, Situation? situation = null)
    {
        var (to, refusal) = DisclosureWorkflow.Decide(row.State, move, caller.WorkflowRoles(), caller.Id, (situation ?? row.Situation) with { FourEyes = policy.FourEyes });
        return refusal is null ? to : throw Refusals.Of(refusal, row);
    }

    /// <summary>Makes the move: its state and its line of history.</summary>
    public void Make(Move move, DisclosureRow row, State to, Caller caller, string remark)
    {
        Write(Actions.Of(move), row, row.State, to, caller, remark, time.GetUtcNow());
        row.State = to;
        row.Moves++;
    }

    /// <summary>A move that nobody makes; false where the table refuses it, because the disclosure was moved meanwhile.</summary>
    public bool MakeBySystem(Move move, DisclosureRow row, string remark, DateTimeOffset at)
    {
        var (to, refusal) = DisclosureWorkflow.Decide(row.State, move, Nobody.WorkflowRoles(), Nobody.Id, row.Situation);
        if (refusal is not null) return false;
        Write(Actions.Of(move), row, row.State, to, Nobody, remark, at);
        row.State = to;
        row.Moves++;
        return true;
    }

    /// <summary>A new version, and where its submission will lie.</summary>
    public SubmissionRow Open(DisclosureRow row, Caller caller, string remark)
    {
        row.Moves = 1;
        var submission = new SubmissionRow { Disclosure = row };
        db.Submissions.Add(submission);
        Write(Actions.Open, row, from: null, State.Draft, caller, remark, time.GetUtcNow());
        return submission;
    }

    /// <summary>A line of history that is no move: the state stays, and the etag with it.</summary>
    public void Note(string action, DisclosureRow row, Caller caller, string remark) => Write(action, row, row.State, row.State, caller, remark, time.GetUtcNow());

    void Write(string action, DisclosureRow row, State? from, State to, Caller caller, string remark, DateTimeOffset at) => db.History.Add(new HistoryRow
    {
        Disclosure = row,
        At = at,
        Caller = caller.Id,
        CallerName = caller.Name,
        Action = action,
        From = from,
        To = to,
        Remark = remark,
    });

    public void Tell<TEvent>(DisclosureRow row, TEvent message) where TEvent : class => db.Outbox.Add(
        OutboxRow.For(message, RoutingKeys.For(row.District, row.Department), row.Name.OrderingKey, time.GetUtcNow()));

    /// <summary>An hour after the last day is no hour to publish at. A correction has no such deadline, and neither has what the reply of is not known.</summary>
    public async Task MustBeInTime(DisclosureRow row, DateTimeOffset? publishAt, CancellationToken cancellation)
    {
        if (publishAt is null || publishAt <= time.GetUtcNow() || row.Version > 1) return;
        var reply = await db.Replies.SingleOrDefaultAsync(
            r => r.Current && r.District == row.District && r.Department == row.Department && r.Year == row.Year, cancellation);
        if (reply is not null && publishAt >= PublicationDeadline.EndOf(reply.PublishBy)) throw Refusals.AfterDeadline(row, reply);
    }

    public async Task Save(DisclosureRow row, CancellationToken cancellation)
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
