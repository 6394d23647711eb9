using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Relations;
using Budget.Document.Workflow;
using Budget.Hosting.Outbox;
using Budget.Hosting.Storage;
using Budget.Publication.Proof;
using Budget.Publication.Reading;
using Budget.Publication.Secrecy;
using Budget.Publication.Site;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.Typesetting;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Pdf;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Schedule;

/// <summary>Makes one approved disclosure public, wholly or not at all.</summary>
public sealed class Publish(
    PublicationDb db, IServiceScopeFactory scopes, Pinned pinned, Seal seal, SiteFolder site, DisclosureChanges changes, TimeProvider time, ILogger<Publish> log)
{
    /// <summary>Renewed while the work goes on, so that what an instance leaves behind when it dies waits no longer than this.</summary>
    static readonly TimeSpan Claim = TimeSpan.FromSeconds(8);
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>False if another instance has it, if it was returned meanwhile, or if it failed and will be tried again.</summary>
    public async Task<bool> Run(long id, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var until = now + Claim;
        if (await db.Disclosures.Where(DisclosureRow.IsDue(now)).Where(row => row.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ClaimedUntil, until), stop) == 0)
        {
            return false;
        }
        await using var renewed = new ClaimRenewal(scopes, time, id, until, Claim);
        try
        {
            await MakePublic(await db.Disclosures.AsTracking().SingleAsync(row => row.Id == id, stop), now, stop);
            changes.Wake();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            log.LogInformation("Disclosure {Id} was moved while it was being published; it is not published", id);
            await Release(id);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Release(id);
        }
        catch (Exception error) when (DatabaseAway.Reason(error) is null)
        {
            await Postpone(id, now, error);
        }
        return false;
    }

    async Task MakePublic(DisclosureRow row, DateTimeOffset now, CancellationToken stop)
    {
        await seal.MustKnowTheTime(now, stop);
        var content = await pinned.Read(row, stop);
        var rendered = await pinned.Files(row, content, content.Facts with { PublishedAt = now }, stop);
        var signed = await seal.Make(row, now, rendered, content.Withheld, stop);
        IReadOnlyList<RenderedFile> files = [.. rendered, .. signed.Files];
        using var staged = await site.Stage(row.Name, files.Select(f => (f.Path, f.Content)), stop);

        Make(Move.Publish, row, now, row.CorrectionReason);
        (row.BudgetWithheld, row.TargetsWithheld) = (content.Withheld.OfBudget, content.Withheld.OfTargets);
        (row.PublishedAt, row.Page, row.TotalFen) = (now, row.Name.Folder + "/", new Figures(content.Document).Amount(SubjectKind.Revenue)?.Fen);
        (row.DueAt, row.ClaimedUntil, row.Attempts, row.LastError) = (null, null, 0, null);
        db.Files.AddRange(files.Select(f => PublishedFileRow.Of(row.Id, f.Path, f.MediaType, f.Content)));
        Tell(row, new DisclosurePublished(row.Name.ToString(), row.District, row.Department, row.Year, row.Version, row.BudgetFact, row.TargetsFact, row.Page, now));
        var replaced = await Supersede(row, now, stop);

        // The row is locked from here on, so a return can no longer come in between; the folder is renamed before the commit,
        // so that nobody hears of a page that is not there yet.
        await using var commit = await db.Database.BeginTransactionAsync(stop);
        await db.SaveChangesAsync(stop);
        if (replaced is { } before) await seal.Enter(before.Row, LogEvents.Superseded, before.Manifest, row.CorrectionReason, now, stop);
        await seal.Enter(row, LogEvents.Published, signed.ManifestHash, row.CorrectionReason, now, stop);
        staged.Place();
        await commit.CommitAsync(CancellationToken.None);
        staged.Keep();
        foreach (var file in replaced?.Files ?? []) await site.Replace(replaced!.Row.Name, file.Path, file.Content, CancellationToken.None);
    }

    sealed record Replaced(DisclosureRow Row, string Manifest, IReadOnlyList<RenderedFile> Files);

    /// <summary>The version before, if there is one: its page is written again to say what took its place.</summary>
    async Task<Replaced?> Supersede(DisclosureRow by, DateTimeOffset now, CancellationToken stop)
    {
        var row = await db.Disclosures.AsTracking().SingleOrDefaultAsync(other => other.District == by.District
            && other.Department == by.Department && other.Year == by.Year && other.Id != by.Id && other.State == State.Published, stop);
        if (row is null) return null;
        Make(Move.Supersede, row, now, by.CorrectionReason);
        Tell(row, new DisclosureSuperseded(row.Name.ToString(), row.District, row.Department, row.Year, row.Version, by.Name.ToString(), by.CorrectionReason, now));
        var content = await pinned.Read(row, stop);
        var offered = await db.Files.Where(f => f.DisclosureId == row.Id).Select(f => f.Path).ToListAsync(stop);
        var page = Publisher.RenderPage(Composer.Compose(content.Document, content.Facts with { SupersededBy = by.Version }), offered);
        var (manifest, files) = await seal.MakeAgain(row, [page], content.Withheld, stop);
        return new(row, manifest, files);
    }

    void Make(Move move, DisclosureRow row, DateTimeOffset now, string remark)
    {
        var (to, refusal) = DisclosureWorkflow.Decide(row.State, move, new HashSet<Role>(), SystemCaller, row.Situation);
        if (refusal is not null) throw new DbUpdateConcurrencyException(refusal.MessageEn);
        db.History.Add(new HistoryRow
        {
            Disclosure = row,
            At = now,
            Caller = SystemCaller,
            CallerName = "系统",
            Action = Actions.Of(move),
            From = row.State,
            To = to,
            Remark = remark,
        });
        row.State = to;
        row.Moves++;
    }

    const string SystemCaller = "system";

    void Tell<TEvent>(DisclosureRow row, TEvent message) where TEvent : class => db.Outbox.Add(
        OutboxRow.For(message, RoutingKeys.For(row.District, row.Department), row.Name.OrderingKey, time.GetUtcNow()));

    async Task Release(long id) => await db.Disclosures.Where(row => row.Id == id)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.ClaimedUntil, (DateTimeOffset?)null), CancellationToken.None);

    async Task Postpone(long id, DateTimeOffset now, Exception error)
    {
        db.ChangeTracker.Clear();
        var attempts = await db.Disclosures.Where(row => row.Id == id).Select(row => row.Attempts).SingleAsync(CancellationToken.None) + 1;
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 16));
        var again = now + (pause < LongestPause ? pause : LongestPause);
        await db.Disclosures.Where(row => row.Id == id && row.State == State.Approved).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Attempts, attempts)
            .SetProperty(row => row.LastError, error.Message)
            .SetProperty(row => row.DueAt, again)
            .SetProperty(row => row.ClaimedUntil, (DateTimeOffset?)null), CancellationToken.None);
        if (int.IsPow2(attempts)) log.LogError(error, "Disclosure {Id} could not be published (attempt {Attempt}); it stays approved and is tried again at {Again}", id, attempts, again);
    }
}
