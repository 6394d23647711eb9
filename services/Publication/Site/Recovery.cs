using Budget.Document.Relations;
using Budget.Typesetting.OpenData;
using System.Text;
using System.Text.Json;
using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Publication.Proof;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Site;

/// <summary>
/// What the operator can decide when site and database disagree: the database learns from the site what was published, or the site is set aside
/// and written anew from the database. Nothing is deleted either way.
/// </summary>
public sealed class Recovery(PublicationDb db, SiteFolder site, SigningKey key, DocumentReader reader, TimeProvider time)
{
    public Task<SiteComparison> Compare(CancellationToken stop) => SiteGuard.Compare(db, site, key, stop);

    /// <summary>
    /// Every signed line that only the site has, with the files it tells of. The site is verified first, whole; a line or a file that does not hold
    /// stops it before anything is changed.
    /// </summary>
    /// <param name="trusted">The only key that counts; null: those of the database and of this service, and where neither knows the site's key, none.</param>
    /// <returns>The versions that the database knows again; or why it was not done.</returns>
    public async Task<(IReadOnlyList<DisclosureName> Versions, string Refusal)> FromSite(PublicKey? trusted, CancellationToken stop)
    {
        var found = await Compare(stop);
        if (found.Finding == SiteFinding.Forked)
            return ([], "网站与数据库各有对方没有的记录，不能并入；请改用空数据库后再从网站恢复，或从数据库重写网站。 / Both have entries that the other has not; start with an empty database and recover from the site, or write the site from the database.");
        if (found.OnSite.Count == 0) return ([], "网站没有数据库所缺的记录。 / The site has nothing that the database lacks.");
        var report = await Verification.Run(site.Root, new(trusted) { VersionsAlone = true }, stop);
        if (!report.Sound) return ([], "网站核验不通过，未恢复：" + string.Join(' ', report.Lines.Where(l => l.Holds is not true).Take(3).Select(l => l.Chinese + " / " + l.English)));
        var known = (await db.SigningKeys.Select(k => k.Id).ToListAsync(stop)).Append(key.Public.Id).Append(trusted?.Id ?? "").ToHashSet(StringComparer.Ordinal);
        if (found.OnSite.FirstOrDefault(entry => !known.Contains(entry.Key)) is { } unknown)
            return ([], $"第 {unknown.Number} 行由本机不认识的密钥 {unknown.Key} 签署；确认后用 --key 给出该公钥。 / Line {unknown.Number} is signed with {unknown.Key}, which this service does not know; give that public key with --key if it is yours.");

        await using var commit = await db.Database.BeginTransactionAsync(stop);
        await Keys(stop);
        foreach (var version in found.OnSite.GroupBy(entry => entry.Disclosure)) await Version(version.Key, [.. version], stop);
        await db.SaveChangesAsync(stop);
        await Lines(found, stop);
        await commit.CommitAsync(CancellationToken.None);
        return ([.. found.OnSite.Select(entry => entry.Disclosure).Distinct()], "");
    }

    /// <summary>All that lies in the site's folder is set aside; the service writes the site anew from the database within a minute.</summary>
    public void FromDatabase()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(site.Root).Where(e => !Path.GetFileName(e).StartsWith('.')).ToList()) site.MoveAside(entry);
    }

    /// <summary>
    /// The clock is right now, and entries of the log that lie in the future were dated wrong. What they are dated stays signed in them; for what the
    /// public saw when, they count from when the next thing is known to have happened: now.
    /// </summary>
    public async Task<int> AcceptClock(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        return await db.Log.Where(entry => entry.At > now).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.At, now), stop);
    }

    async Task Keys(CancellationToken stop)
    {
        var there = await db.SigningKeys.Select(k => k.Id).ToListAsync(stop);
        foreach (var stated in KeySet.Parse((await site.Read(KeySet.File, stop))!)!.Values.Where(k => !there.Contains(k.Id)))
        {
            db.SigningKeys.Add(new SigningKeyRow { Id = stated.Id, X = stated.X, Y = stated.Y, Since = time.GetUtcNow() });
        }
    }

    async Task Version(DisclosureName name, IReadOnlyList<LogEntry> entries, CancellationToken stop)
    {
        var row = await Rows(name).AsTracking().SingleOrDefaultAsync(stop);
        using var manifest = JsonDocument.Parse((await site.Read($"{name.Folder}/{Manifest.File}", stop))!);
        var facts = manifest.RootElement;
        if (row is null)
        {
            db.Disclosures.Add(row = new DisclosureRow
            {
                District = name.District,
                Department = name.Department,
                DepartmentName = facts.GetProperty("department").GetString()!,
                Year = name.Year,
                Version = name.Version,
                CorrectionReason = name.Version > 1 ? entries.FirstOrDefault(e => e.Event == LogEvents.Published)?.Reason ?? "" : "",
            });
        }
        var from = row.State;
        (row.DepartmentName, row.Edition, row.PublishedAt, row.Page) = (facts.GetProperty("department").GetString()!, facts.GetProperty("edition").GetString()!, facts.GetProperty("published_at").GetDateTimeOffset(), name.Folder + "/");
        (row.DueAt, row.ClaimedUntil, row.Attempts, row.LastError) = (null, null, 0, null);
        (row.BudgetRevision, row.BudgetHash) = Revision(facts.GetProperty("budget"));
        (row.TargetsRevision, row.TargetsHash) = Revision(facts.GetProperty("targets"));
        foreach (var entry in entries)
        {
            row.State = entry.Event switch { LogEvents.Superseded => State.Superseded, LogEvents.Withheld => State.Withheld, LogEvents.Published or LogEvents.Recorded => State.Published, _ => row.State };
            if (entry.Event is LogEvents.Withheld or LogEvents.WithheldInPart) (row.WithheldAt, row.WithheldReason) = (entry.At, entry.Reason);
        }
        row.Moves++;
        await Content(row, name, stop);
        db.History.Add(new HistoryRow { Disclosure = row, At = time.GetUtcNow(), Caller = "system", CallerName = "系统", Action = Actions.Publish, From = from, To = row.State, Remark = "依公开网站恢复" });
        await db.SaveChangesAsync(stop);
        await Files(row, facts, stop);
    }

    IQueryable<DisclosureRow> Rows(DisclosureName name) => db.Disclosures.Where(row =>
        row.District == name.District && row.Department == name.Department && row.Year == name.Year && row.Version == name.Version);

    static (int, string) Revision(JsonElement revision) => (revision.GetProperty("revision").GetInt32(), revision.TryGetProperty("sha256", out var hash) ? hash.GetString()! : "");

    /// <summary>What a later correction or withholding makes the pages from: the published document, less what was withheld of it.</summary>
    async Task Content(DisclosureRow row, DisclosureName name, CancellationToken stop)
    {
        var submission = row.Id == 0 ? null : await db.Submissions.AsTracking().SingleOrDefaultAsync(s => s.DisclosureId == row.Id, stop);
        if (submission is null) db.Submissions.Add(submission = SubmissionRow.Of(row));
        // Of a version that was withheld whole, nothing is left to make anything of.
        if (await site.Read($"{name.Folder}/disclosure.json", stop) is not { } json) return;
        var file = JsonParser.Default.Parse<V1.DisclosureFile>(Encoding.UTF8.GetString(json));
        row.DistrictName = file.Department.District;
        var document = reader.Read(file).Item1;
        row.TotalFen = row.State == State.Withheld || document is null ? null : new Figures(document).Amount(SubjectKind.Revenue)?.Fen;
        (submission.Department, submission.Budget, submission.Targets) = (file.Department.ToByteArray(), file.Budget.ToByteArray(), file.Targets?.ToByteArray() ?? []);
    }

    async Task Files(DisclosureRow row, JsonElement manifest, CancellationToken stop)
    {
        await db.Files.Where(file => file.DisclosureId == row.Id).ExecuteDeleteAsync(stop);
        var paths = manifest.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()!);
        foreach (var path in paths.Append(Manifest.File).Append(Manifest.SignatureFile))
        {
            db.Files.Add(PublishedFileRow.Of(row.Id, path, MediaType(path), (await site.Read($"{row.Name.Folder}/{path}", stop))!));
        }
    }

    static string MediaType(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html",
        ".json" => "application/json",
        ".jsonl" => CanonicalRows.MediaType,
        ".csv" => "text/csv",
        ".pdf" => "application/pdf",
        ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    };

    async Task Lines(SiteComparison found, CancellationToken stop)
    {
        var lines = CanonicalRows.Lines((await site.Read(LogEntry.File, stop))!);
        long end = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            end += lines[i].Length + 1;
            if (i < found.Shared) continue;
            var (entry, _, _) = LogEntry.Parse(lines[i].Span)!.Value;
            var id = await Rows(entry.Disclosure).Select(row => row.Id).SingleAsync(stop);
            db.Log.Add(new LogRow { Number = entry.Number, DisclosureId = id, At = entry.At, Event = entry.Event, Manifest = entry.Manifest, Reason = entry.Reason, Line = Encoding.UTF8.GetString(lines[i].Span), End = end });
        }
        await db.SaveChangesAsync(stop);
    }
}
