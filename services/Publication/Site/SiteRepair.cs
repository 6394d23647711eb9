using System.Diagnostics;
using Budget.Contracts;
using Budget.Publication.Proof;
using Budget.Publication.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Site;

/// <summary>
/// Makes every version's folder what its signed manifest says. What is written comes from the database and is held against the manifest, the
/// manifest against its signature and the public log: neither who can write to the folder nor who can write to the database puts bytes before the public.
/// </summary>
public sealed class SiteRepair(SiteFolder site, SigningKey key, ILogger<SiteRepair> log)
{
    /// <summary>Hashing goes on for so long per pass; a file that is missing or of another size or time is seen in each.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    sealed record Seen(long Bytes, DateTime Written, string Sha256, long Round);

    readonly Dictionary<string, Seen> seen = [];
    long round;

    /// <returns>The versions of which something was written again.</returns>
    public Task<IReadOnlyCollection<DisclosureName>> Run(PublicationDb db, CancellationToken stop) => Run(db, null, stop);

    /// <param name="only">These alone are looked at; null: all, and what belongs to none.</param>
    public async Task<IReadOnlyCollection<DisclosureName>> Run(PublicationDb db, IReadOnlySet<DisclosureName>? only, CancellationToken stop)
    {
        var repaired = new List<DisclosureName>();
        if (only is null) site.TidyUp((await db.Disclosures.Where(DisclosureRow.IsPublic).Select(row => new DisclosureName(row.District, row.Department, row.Year, row.Version)).ToListAsync(stop)).Select(name => name.Folder).ToHashSet());
        var signed = await Signed(db, only, stop);
        var keys = await SiteGuard.Keys(db, site, key, stop);
        var hashing = Stopwatch.StartNew();
        round++;
        foreach (var version in signed.OrderBy(v => seen.GetValueOrDefault(Path.Combine(site.Root, v.Name.Folder, Manifest.File))?.Round ?? 0))
        {
            stop.ThrowIfCancellationRequested();
            if (Facts(version, keys) is not { } manifest)
            {
                log.LogError("The database's manifest of {Disclosure} is not the one that was signed and logged; nothing of it is written", version.Name);
                continue;
            }
            var wrong = Wrong(version, manifest, hashing.Elapsed < Patience || !seen.ContainsKey(PathOf(version, Manifest.File)));
            if (wrong.Count > 0 && await Write(db, version, manifest, wrong, stop)) repaired.Add(version.Name);
            await TakeAwayWhatIsNotListed(db, version, manifest, stop);
        }
        return repaired;
    }

    /// <param name="Withheld">A part of it, or all, was taken back after it was public.</param>
    sealed record SignedVersion(long Id, DisclosureName Name, string Logged, bool Withheld, byte[] Manifest, byte[] Signature);

    static async Task<List<SignedVersion>> Signed(PublicationDb db, IReadOnlySet<DisclosureName>? only, CancellationToken stop)
    {
        var departments = only?.Select(name => name.Department).Distinct().ToList();
        var looked = db.Disclosures.Where(DisclosureRow.IsPublic).Where(row => departments == null || departments.Contains(row.Department));
        var ids = looked.Select(row => row.Id);
        var logged = (await db.Log.Where(entry => ids.Contains(entry.DisclosureId)).GroupBy(entry => entry.DisclosureId).Select(g => g.OrderByDescending(entry => entry.Number).First()).ToListAsync(stop)).ToDictionary(entry => entry.DisclosureId, entry => entry.Manifest);
        var withheld = await db.Log.Where(entry => ids.Contains(entry.DisclosureId)).Where(entry => entry.Event == LogEvents.Withheld || entry.Event == LogEvents.WithheldInPart).Select(entry => entry.DisclosureId).Distinct().ToListAsync(stop);
        var files = await looked
            .Join(db.Files.Where(file => file.Path == Manifest.File || file.Path == Manifest.SignatureFile), row => row.Id, file => file.DisclosureId,
                (row, file) => new { row.Id, file.Path, file.Content, Name = new DisclosureName(row.District, row.Department, row.Year, row.Version) }).ToListAsync(stop);
        return [.. files.GroupBy(file => (file.Id, file.Name)).Where(g => logged.ContainsKey(g.Key.Id) && only?.Contains(g.Key.Name) != false).Select(g => new SignedVersion(g.Key.Id, g.Key.Name, logged[g.Key.Id], withheld.Contains(g.Key.Id),
            g.SingleOrDefault(file => file.Path == Manifest.File)?.Content ?? [], g.SingleOrDefault(file => file.Path == Manifest.SignatureFile)?.Content ?? []))];
    }

    static ManifestFacts? Facts(SignedVersion version, IReadOnlyDictionary<string, PublicKey> keys) =>
        Manifest.Hash(version.Manifest) == version.Logged && Manifest.Parse(version.Manifest) is { } facts && facts.Disclosure == version.Name.ToString()
            && keys.TryGetValue(facts.Key, out var key) && key.Verifies(version.Manifest, version.Signature) ? facts : null;

    List<ManifestFile> Wrong(SignedVersion version, ManifestFacts manifest, bool mayHash)
    {
        IEnumerable<ManifestFile> all = [.. manifest.Files, new(Manifest.File, version.Manifest.Length, version.Logged), new(Manifest.SignatureFile, version.Signature.Length, Manifest.Hash(version.Signature))];
        return [.. all.Where(file => !IsThere(PathOf(version, file.Path), file, mayHash))];
    }

    bool IsThere(string path, ManifestFile file, bool mayHash)
    {
        var there = new FileInfo(path);
        if (!there.Exists || there.Length != file.Bytes || there.LinkTarget is not null) return false;
        var known = seen.GetValueOrDefault(path);
        var same = known is not null && known.Bytes == there.Length && known.Written == there.LastWriteTimeUtc && known.Sha256 == file.Sha256;
        if (same && !mayHash) return true;
        if (Manifest.Hash(File.ReadAllBytes(path)) != file.Sha256) return false;
        seen[path] = new(there.Length, there.LastWriteTimeUtc, file.Sha256, round);
        return true;
    }

    /// <summary>Folder by folder and file by file: what is right stays, and readers never see a half.</summary>
    async Task<bool> Write(PublicationDb db, SignedVersion version, ManifestFacts manifest, IReadOnlyList<ManifestFile> wrong, CancellationToken stop)
    {
        var folder = Path.Combine(site.Root, version.Name.Folder);
        var whole = !Directory.Exists(folder);
        var paths = wrong.Select(file => file.Path).ToList();
        var kept = (await db.Files.Where(file => file.DisclosureId == version.Id && paths.Contains(file.Path)).ToListAsync(stop)).ToDictionary(file => file.Path, file => file.Content);
        var right = wrong.Where(file => kept.TryGetValue(file.Path, out var content) && content.Length == file.Bytes && Manifest.Hash(content) == file.Sha256).ToList();
        foreach (var file in await Moved(db, version, stop) ? [] : wrong.Except(right))
        {
            log.LogError("{Path} of {Disclosure} is missing or was changed, and the database's copy is not what was signed either; it is not written", file.Path, version.Name);
        }
        if (right.Count == 0) return false;
        if (await Moved(db, version, stop)) return false;
        log.LogWarning("{Count} file(s) of {Disclosure} were missing or other than signed and are written again, such as {Path}", right.Count, version.Name, right[0].Path);
        if (whole)
        {
            using var staged = await site.Stage(version.Name, right.Select(file => (file.Path, kept[file.Path])), stop);
            staged.Place();
            staged.Keep();
        }
        else
        {
            foreach (var file in right) await site.Replace(version.Name, file.Path, kept[file.Path], stop);
        }
        // What was withheld in this very moment must not stay: the folder is made anew from what holds now.
        if (await Moved(db, version, stop)) await Run(db, stop);
        return true;
    }

    /// <summary>Another manifest holds by now: it was superseded or withheld while this was looked at.</summary>
    static async Task<bool> Moved(PublicationDb db, SignedVersion version, CancellationToken stop) =>
        await db.Log.Where(entry => entry.DisclosureId == version.Id).OrderByDescending(entry => entry.Number).Select(entry => entry.Manifest).FirstAsync(stop) != version.Logged;

    /// <summary>
    /// Beside the signed files lies one that is in no manifest: it is kept for whoever looks into it, and not served. Of a version that something
    /// was withheld of, it may be what was withheld (a folder that was lost and found again), and is not kept.
    /// </summary>
    async Task TakeAwayWhatIsNotListed(PublicationDb db, SignedVersion version, ManifestFacts manifest, CancellationToken stop)
    {
        var folder = Path.Combine(site.Root, version.Name.Folder);
        if (!Directory.Exists(folder)) return;
        var listed = manifest.Files.Select(file => file.Path).Append(Manifest.File).Append(Manifest.SignatureFile).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            // A file that begins with a dot is being written.
            if (listed.Contains(path) || Path.GetFileName(path).StartsWith('.') || await Moved(db, version, stop)) continue;
            log.LogWarning("{Path} lies beside {Disclosure} and is in no manifest; it is {Taken}", path, version.Name, version.Withheld ? "removed" : "moved aside");
            if (version.Withheld) File.Delete(file);
            else site.MoveAside(file);
        }
    }

    string PathOf(SignedVersion version, string path) => Path.Combine(site.Root, version.Name.Folder, path);
}
