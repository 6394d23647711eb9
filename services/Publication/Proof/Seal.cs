using Budget.Contracts;
using Budget.Document.Rules;
using Budget.Document.Workflow;
using Budget.Publication.Settings;
using Budget.Publication.Storage;
using Budget.Typesetting;
using Budget.Typesetting.OpenData;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Proof;

/// <param name="Files">Manifest and signature.</param>
public sealed record SealedVersion(string ManifestHash, IReadOnlyList<RenderedFile> Files);

/// <summary>Signs what a version consists of, and enters it in the public log in the commit that makes it public.</summary>
public sealed class Seal(PublicationDb db, SigningKey key, DistrictPolicy policy)
{
    /// <param name="withheld">What is said of withheld parts; empty where there are none.</param>
    public async Task<SealedVersion> Make(DisclosureRow row, DateTimeOffset publishedAt, IReadOnlyList<RenderedFile> files, Withheld withheld, CancellationToken stop) =>
        await Make(row, publishedAt, await Steps(row, stop), [.. files.Select(f => new ManifestFile(f.Path, f.Content.Length, Manifest.Hash(f.Content)))],
            files.SingleOrDefault(f => f.Path == CanonicalRows.File)?.Content ?? [], withheld, stop);

    /// <summary>Some files of a public version become others: they and the manifest take the place of what is kept, in the save of the change.</summary>
    /// <param name="complete">These are all its files: what is kept besides them goes.</param>
    public async Task<(string Manifest, IReadOnlyList<RenderedFile> Files)> MakeAgain(DisclosureRow row, IReadOnlyList<RenderedFile> changed, Withheld withheld, CancellationToken stop, bool complete = false)
    {
        var steps = await StepsBefore(row, stop) ?? await Steps(row, stop);
        if (complete)
        {
            var paths = changed.Select(f => f.Path).ToList();
            await db.Files.Where(f => f.DisclosureId == row.Id && !paths.Contains(f.Path)).ExecuteDeleteAsync(stop);
        }
        var kept = await db.Files.Where(f => f.DisclosureId == row.Id).Select(f => new ManifestFile(f.Path, f.Bytes, f.Sha256)).ToListAsync(stop);
        var files = kept.Where(f => f.Path is not (Manifest.File or Manifest.SignatureFile) && changed.All(c => c.Path != f.Path))
            .Concat(changed.Select(f => new ManifestFile(f.Path, f.Content.Length, Manifest.Hash(f.Content)))).ToList();
        var rows = changed.SingleOrDefault(f => f.Path == CanonicalRows.File)?.Content
            ?? await db.Files.Where(f => f.DisclosureId == row.Id && f.Path == CanonicalRows.File).Select(f => f.Content).SingleOrDefaultAsync(stop) ?? [];
        var signed = await Make(row, row.PublishedAt!.Value, steps, files, rows, withheld, stop);
        IReadOnlyList<RenderedFile> written = [.. changed, .. signed.Files];
        foreach (var file in written)
        {
            var stored = await db.Files.AsTracking().SingleOrDefaultAsync(f => f.DisclosureId == row.Id && f.Path == file.Path, stop);
            if (stored is null) db.Files.Add(PublishedFileRow.Of(row.Id, file.Path, file.MediaType, file.Content));
            else stored.Write(file.Content);
        }
        return (signed.ManifestHash, written);
    }

    async Task<SealedVersion> Make(
        DisclosureRow row, DateTimeOffset publishedAt, IReadOnlyList<ManifestStep> steps, IReadOnlyList<ManifestFile> files, byte[] rows, Withheld withheld, CancellationToken stop)
    {
        var issue = await db.Log.CountAsync(entry => entry.DisclosureId == row.Id, stop) + 1;
        var previous = await db.Log.Where(entry => db.Disclosures.Any(d => d.Id == entry.DisclosureId
                && d.District == row.District && d.Department == row.Department && d.Year == row.Year && d.Version == row.Version - 1))
            .OrderByDescending(entry => entry.Number).Select(entry => entry.Manifest).FirstOrDefaultAsync(stop) ?? "";
        var leaves = MerkleTree.Leaves(rows);
        var content = new Manifest(row.Name.ToString(), row.DepartmentName, row.Edition, RuleBook.Version, issue, publishedAt,
            new(row.BudgetRevision, withheld.OfBudget ? "" : row.BudgetHash), new(row.TargetsRevision, withheld.OfTargets ? "" : row.TargetsHash),
            steps, leaves.Length, Convert.ToHexStringLower(MerkleTree.Root(leaves)), previous, withheld.Said,
            key.Nonce($"{row.Name}#{issue}"), key.Public.Id, files).Render();
        return new(Manifest.Hash(content), [
            new RenderedFile(Manifest.File, "application/json", content),
            new RenderedFile(Manifest.SignatureFile, "application/octet-stream", key.Sign(content)),
        ]);
    }

    /// <summary>Clocks of instances differ by less.</summary>
    static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>A clock that is behind the log is wrong now or was wrong then. Published under it, "as of" would answer wrongly for as long as it was.</summary>
    public async Task MustKnowTheTime(DateTimeOffset now, CancellationToken stop)
    {
        var last = await db.Log.OrderByDescending(entry => entry.At).FirstOrDefaultAsync(stop);
        if (last is null || last.At <= now + Skew) return;
        throw new InvalidOperationException($"本机时钟 {Manifest.Time(now)} 早于公开日志第 {last.Number} 行的 {Manifest.Time(last.At)}，二者必有一错；请校准时钟，或用 recover --accept-clock 确认现在的时钟正确。"
            + $" / This clock says {Manifest.Time(now)} and line {last.Number} of the public log {Manifest.Time(last.At)}: one of them is wrong. Set the clock, or say with 'recover --accept-clock' that it is right now.");
    }

    /// <summary>Within the transaction of the change it tells of. Entries are numbered without gaps, so two at once wait for each other.</summary>
    public async Task Enter(DisclosureRow row, string @event, string manifest, string reason, DateTimeOffset at, CancellationToken stop)
    {
        await WaitForTurn(stop);
        var last = await db.Log.OrderByDescending(entry => entry.Number).FirstOrDefaultAsync(stop);
        if (last is not null && last.At > at) at = last.At;
        if (!await db.SigningKeys.AnyAsync(known => known.Id == key.Public.Id, stop))
        {
            db.SigningKeys.Add(new SigningKeyRow { Id = key.Public.Id, X = key.Public.X, Y = key.Public.Y, Since = at });
        }
        var entry = new LogEntry((last?.Number ?? 0) + 1, last is null ? "" : Manifest.Hash(System.Text.Encoding.UTF8.GetBytes(last.Line)), at, @event, row.Name, manifest, reason, key.Public.Id);
        var line = entry.Sign(key);
        db.Log.Add(new LogRow
        {
            Number = entry.Number,
            DisclosureId = row.Id,
            At = at,
            Event = @event,
            Manifest = manifest,
            Reason = reason,
            Line = line,
            End = (last?.End ?? 0) + System.Text.Encoding.UTF8.GetByteCount(line) + 1,
        });
        await db.SaveChangesAsync(stop);
    }

    /// <summary>SQLite has one writer at a time; the transaction began as one.</summary>
    Task WaitForTurn(CancellationToken stop) =>
        db.Database.IsNpgsql() ? db.Database.ExecuteSqlRawAsync("LOCK TABLE publication.\"Log\" IN EXCLUSIVE MODE", stop) : Task.CompletedTask;

    /// <summary>What was published before there was a log is entered as it lies, with the time it was published at; the entry says that it was made later.</summary>
    public async Task EnterEarlier(CancellationToken stop)
    {
        var refused = new List<Exception>();
        foreach (var row in await db.Disclosures.Where(DisclosureRow.IsPublic).Where(d => !db.Log.Any(entry => entry.DisclosureId == d.Id)).OrderBy(d => d.PublishedAt).ToListAsync(stop))
        {
            try
            {
                await EnterEarlier(row, stop);
            }
            catch (InvalidOperationException error)
            {
                refused.Add(error);
            }
        }
        if (refused.Count > 0) throw new AggregateException(refused);
    }

    async Task EnterEarlier(DisclosureRow row, CancellationToken stop)
    {
        await using var commit = await db.Database.BeginTransactionAsync(stop);
        await WaitForTurn(stop);
        if (await db.Log.AnyAsync(entry => entry.DisclosureId == row.Id, stop)) return;
        var (manifest, _) = await MakeAgain(row, [], Withheld.Nothing, stop);
        await db.SaveChangesAsync(stop);
        await Enter(row, LogEvents.Recorded, manifest, "公开日志启用前已公开，补记", row.PublishedAt!.Value, stop);
        await commit.CommitAsync(CancellationToken.None);
    }

    /// <summary>What is not approved as it must be is not signed, whatever the row says: the publisher tells why and tries again.</summary>
    async Task<IReadOnlyList<ManifestStep>> Steps(DisclosureRow row, CancellationToken stop)
    {
        var history = await db.History.Where(entry => entry.DisclosureId == row.Id).OrderBy(entry => entry.Id).ToListAsync(stop);
        var (way, problem) = ApprovedWay.Of(row, history);
        if (way is null) throw new InvalidOperationException(problem);
        return [Step(way.Submitted, Roles.Preparer), Step(way.Cleared, Roles.SecrecyReviewer), Step(way.Approved, Roles.Approver)];

        ManifestStep Step(HistoryRow made, string role) =>
            new(role, made.At, key.Nonce($"{row.Name}\n{People.Key(made.Caller)}"), policy.PublishNamesOfOfficials ? made.CallerName : "");
    }

    /// <summary>A later issue of a manifest states the steps of the one that was signed when the version became public; null where that did not say them.</summary>
    async Task<IReadOnlyList<ManifestStep>?> StepsBefore(DisclosureRow row, CancellationToken stop)
    {
        var kept = await db.Files.Where(f => f.DisclosureId == row.Id && (f.Path == Manifest.File || f.Path == Manifest.SignatureFile)).ToDictionaryAsync(f => f.Path, f => f.Content, stop);
        if (!kept.TryGetValue(Manifest.File, out var manifest) || !kept.TryGetValue(Manifest.SignatureFile, out var signature)) return null;
        if (Manifest.Parse(manifest) is not { SaysNobody: false } facts) return null;
        var signer = await db.SigningKeys.SingleOrDefaultAsync(known => known.Id == facts.Key, stop);
        return signer is not null && PublicKey.Of(signer.X, signer.Y).Verifies(manifest, signature) ? facts.Steps : null;
    }
}
