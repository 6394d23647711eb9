using System.Security.Cryptography;
using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Workflow;
using Budget.Hosting.Outbox;
using Budget.Publication.Reading;
using Budget.Publication.Site;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Schedule;

/// <summary>Makes one approved disclosure public, wholly or not at all.</summary>
public sealed class Publish(PublicationDb db, DocumentReader reader, PublicSite site, DisclosureChanges changes, TimeProvider time, ILogger<Publish> log)
{
    /// <summary>Far longer than a publication takes; an instance that died with a claim is waited for no longer than this.</summary>
    static readonly TimeSpan Claim = TimeSpan.FromSeconds(20);
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
        catch (Exception error)
        {
            await Postpone(id, now, error);
        }
        return false;
    }

    async Task MakePublic(DisclosureRow row, DateTimeOffset now, CancellationToken stop)
    {
        var submission = await db.Submissions.SingleAsync(s => s.DisclosureId == row.Id, stop);
        var previous = await db.Disclosures.AsTracking().SingleOrDefaultAsync(other => other.District == row.District
            && other.Department == row.Department && other.Year == row.Year && other.State == State.Published, stop);
        var files = Render(row, submission, now);
        using var staged = await site.Stage(row.Name, files.Select(file => (file.Path, file.Content)), stop);

        Make(Move.Publish, row, now, row.CorrectionReason);
        (row.PublishedAt, row.Page, row.DueAt, row.ClaimedUntil, row.Attempts, row.LastError) = (now, row.Name.Folder + "/", null, null, 0, null);
        db.Files.AddRange(files);
        Tell(row, new DisclosurePublished(row.Name.ToString(), row.District, row.Department, row.Year, row.Version, row.BudgetFact, row.TargetsFact, row.Page, now));
        if (previous is not null)
        {
            Make(Move.Supersede, previous, now, row.CorrectionReason);
            Tell(previous, new DisclosureSuperseded(previous.Name.ToString(), previous.District, previous.Department, previous.Year, previous.Version,
                row.Name.ToString(), row.CorrectionReason, now));
        }

        // The row is locked from here on, so a return can no longer come in between; the folder is renamed before the commit,
        // so that nobody hears of a page that is not there yet.
        await using var commit = await db.Database.BeginTransactionAsync(stop);
        await db.SaveChangesAsync(stop);
        staged.Place();
        await commit.CommitAsync(CancellationToken.None);
        staged.Keep();
    }

    List<PublishedFileRow> Render(DisclosureRow row, SubmissionRow submission, DateTimeOffset now)
    {
        var (document, violations) = reader.Read(V1.Department.Parser.ParseFrom(submission.Department),
            V1.DepartmentBudget.Parser.ParseFrom(submission.Budget), V1.PerformanceTargets.Parser.ParseFrom(submission.Targets));
        if (document is null) throw new InvalidOperationException($"What was approved cannot be read any more: {violations[0].Field} {violations[0].MessageEn}");
        row.TotalFen = new Figures(document).Amount(SubjectKind.Revenue)?.Fen;
        return [File(row, "index.html", "text/html; charset=utf-8", System.Text.Encoding.UTF8.GetBytes($"{document.Department.Name} {document.Year} {now:O}"))];
    }

    static PublishedFileRow File(DisclosureRow row, string path, string mediaType, byte[] content) => new()
    {
        DisclosureId = row.Id, Path = path, MediaType = mediaType, Content = content,
        Bytes = content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
    };

    void Make(Move move, DisclosureRow row, DateTimeOffset now, string remark)
    {
        var (to, refusal) = DisclosureWorkflow.Decide(row.State, move, new HashSet<Role>(), SystemCaller, row.Situation);
        if (refusal is not null) throw new DbUpdateConcurrencyException(refusal.MessageEn);
        db.History.Add(new HistoryRow
        {
            Disclosure = row, At = now, Caller = SystemCaller, CallerName = "系统", Action = Actions.Of(move), From = row.State, To = to, Remark = remark,
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
