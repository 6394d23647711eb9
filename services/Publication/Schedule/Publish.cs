using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Workflow;
using Budget.Hosting.Outbox;
using Budget.Publication.Composition;
using Budget.Publication.Formats;
using Budget.Publication.Formats.Pdf;
using Budget.Publication.Reading;
using Budget.Publication.Site;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Schedule;

/// <summary>Makes one approved disclosure public, wholly or not at all.</summary>
public sealed class Publish(PublicationDb db, DocumentReader reader, PdfTool pdf, SiteFolder site, DisclosureChanges changes, TimeProvider time, ILogger<Publish> log)
{
    /// <summary>Far longer than a publication takes, and longer than a PDF is waited for; an instance that died with a claim is waited for no longer than this.</summary>
    static readonly TimeSpan Claim = PdfTool.TimeOut + TimeSpan.FromSeconds(15);
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
        var (document, file, report) = await Read(row, stop);
        var facts = Facts(row, report) with { PublishedAt = now, Before = await Before(row, stop) };
        var composed = Composer.Compose(document, facts);
        var files = Publisher.Render(document, composed, facts, file, await pdf.Render(composed, stop));
        using var staged = await site.Stage(row.Name, files.Select(f => (f.Path, f.Content)), stop);

        Make(Move.Publish, row, now, row.CorrectionReason);
        (row.PublishedAt, row.Page, row.TotalFen) = (now, row.Name.Folder + "/", new Figures(document).Amount(SubjectKind.Revenue)?.Fen);
        (row.DueAt, row.ClaimedUntil, row.Attempts, row.LastError) = (null, null, 0, null);
        db.Files.AddRange(files.Select(f => PublishedFileRow.Of(row.Id, f.Path, f.MediaType, f.Content)));
        Tell(row, new DisclosurePublished(row.Name.ToString(), row.District, row.Department, row.Year, row.Version, row.BudgetFact, row.TargetsFact, row.Page, now));
        var replaced = await Supersede(row, now, stop);

        // The row is locked from here on, so a return can no longer come in between; the folder is renamed before the commit,
        // so that nobody hears of a page that is not there yet.
        await using var commit = await db.Database.BeginTransactionAsync(stop);
        await db.SaveChangesAsync(stop);
        staged.Place();
        await commit.CommitAsync(CancellationToken.None);
        staged.Keep();
        if (replaced is var (name, page)) await site.Replace(name, page.Path, page.Content, CancellationToken.None);
    }

    /// <summary>What the version that this one corrects said, so that a corrected figure tells what it was.</summary>
    async Task<DisclosureDocument?> Before(DisclosureRow by, CancellationToken stop) =>
        await db.Disclosures.SingleOrDefaultAsync(row => row.District == by.District && row.Department == by.Department && row.Year == by.Year && row.Version == by.Version - 1, stop) is { State: State.Published } row
            ? (await Read(row, stop)).Document : null;

    /// <summary>The version before, if there is one: its page is written again to say what took its place.</summary>
    async Task<(DisclosureName Name, PublishedFileRow Page)?> Supersede(DisclosureRow by, DateTimeOffset now, CancellationToken stop)
    {
        var row = await db.Disclosures.AsTracking().SingleOrDefaultAsync(other => other.District == by.District
            && other.Department == by.Department && other.Year == by.Year && other.Id != by.Id && other.State == State.Published, stop);
        if (row is null) return null;
        Make(Move.Supersede, row, now, by.CorrectionReason);
        Tell(row, new DisclosureSuperseded(row.Name.ToString(), row.District, row.Department, row.Year, row.Version, by.Name.ToString(), by.CorrectionReason, now));
        var (document, _, report) = await Read(row, stop);
        var files = await db.Files.Where(f => f.DisclosureId == row.Id).Select(f => f.Path).ToListAsync(stop);
        var page = await db.Files.AsTracking().SingleAsync(f => f.DisclosureId == row.Id && f.Path == Publisher.Page, stop);
        page.Write(Publisher.RenderPage(Composer.Compose(document, Facts(row, report) with { SupersededBy = by.Version }), files));
        return (row.Name, page);
    }

    /// <summary>What was pinned when it was submitted, and nothing that was saved since.</summary>
    async Task<(DisclosureDocument Document, V1.DisclosureFile File, V1.CheckReport Report)> Read(DisclosureRow row, CancellationToken stop)
    {
        var submission = await db.Submissions.SingleAsync(s => s.DisclosureId == row.Id, stop);
        var file = new V1.DisclosureFile
        {
            Department = V1.Department.Parser.ParseFrom(submission.Department),
            Year = row.Year,
            Edition = row.Edition,
            Budget = V1.DepartmentBudget.Parser.ParseFrom(submission.Budget),
            Targets = V1.PerformanceTargets.Parser.ParseFrom(submission.Targets),
        };
        var (document, violations) = reader.Read(file);
        return document is not null ? (document, file, V1.Disclosure.Parser.ParseFrom(submission.Checked).Report)
            : throw new InvalidOperationException($"What was approved cannot be read any more: {violations[0].Field}: {violations[0].MessageEn}");
    }

    /// <summary>No person is named: who submitted and approved is the officials' to know.</summary>
    PublicationFacts Facts(DisclosureRow row, V1.CheckReport report) => new(row.Version)
    {
        PublishedAt = row.PublishedAt,
        BudgetHash = row.BudgetHash,
        TargetsHash = row.TargetsHash,
        CorrectionReason = row.CorrectionReason,
        Archive = row.Archive,
        Site = site.PublicAddress,
        Findings = row.Archive ? [.. report.Findings.Select(PublishedFinding.From)] : [],
    };

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
