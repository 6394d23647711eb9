using Budget.Contracts;
using Budget.Typesetting.OpenData;

namespace Budget.Publication.Proof;

/// <summary>One thing that was looked at. Null in <paramref name="Holds"/>: it could not be checked, which is neither.</summary>
public sealed record VerificationLine(bool? Holds, string Chinese, string English);

/// <param name="Head">Number and hash of the log's last line: who keeps it can tell later whether the log was exchanged.</param>
public sealed record VerificationReport(IReadOnlyList<VerificationLine> Lines, int Versions, int Files, string Head)
{
    /// <summary>The site's signed checkpoint, to be kept for the next time; null where there is none that holds.</summary>
    public byte[]? Checkpoint { get; init; }

    /// <summary>The site's root: what a kept checkpoint is kept for.</summary>
    public string Place { get; init; } = "";

    /// <summary>What the answer says nothing of.</summary>
    public IReadOnlyList<VerificationLine> NotLookedAt { get; init; } = [];

    public bool Sound => Lines.All(l => l.Holds is true);
    public bool Broken => Lines.Any(l => l.Holds is false);
}

/// <param name="TrustedKey">The only key that counts, obtained elsewhere; null: those that the site itself states.</param>
/// <param name="Head">"number:sha256" of a line that was in the log once.</param>
/// <param name="Kept">Checkpoints seen earlier: the log may have grown since, and nothing else. By the site's root, which a version's own address leads to.</param>
public sealed record VerificationOptions(PublicKey? TrustedKey = null, string Head = "", Func<string, IEnumerable<Checkpoint>>? Kept = null)
{
    /// <summary>Versions and log alone: what is around them can be made again.</summary>
    public bool VersionsAlone { get; init; }
}

/// <summary>
/// Checks published files by what is published alone: signatures, log, manifests, every file's hash, every tree of rows. It knows no
/// database and no server; a folder, a mirror or a copy on a disk will do.
/// </summary>
public sealed partial class Verification
{
    readonly SiteFiles site;
    readonly VerificationOptions options;
    readonly List<VerificationLine> lines = [];
    IReadOnlyDictionary<string, PublicKey> keys = new Dictionary<string, PublicKey>();
    string head = "";
    int versions, files;

    Verification(SiteFiles site, VerificationOptions options) => (this.site, this.options) = (site, options);

    /// <summary>A whole site, or (where a manifest lies at the place itself) one version of it.</summary>
    public static async Task<VerificationReport> Run(string place, VerificationOptions options, CancellationToken stop)
    {
        using var given = SiteFiles.Open(place);
        try
        {
            var single = await given.Read(Manifest.File, stop) is { } manifest ? Manifest.Parse(manifest) : null;
            using var root = single is null ? SiteFiles.Open(place) : given.Up(DisclosureFolderDepth);
            var verification = new Verification(root, options);
            await verification.Whole(single is null ? null : DisclosureName.Parse(single.Disclosure), stop);
            return new(verification.lines, verification.versions, verification.files, verification.head)
            {
                Checkpoint = verification.checkpoint,
                Place = root.Place,
                NotLookedAt = verification.NotLookedAt(single is not null),
            };
        }
        catch (Exception e) when (e is IOException or HttpRequestException or UnauthorizedAccessException || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return new([new(null, $"无法读取 {place}：{e.Message}", $"{place} cannot be read: {e.Message}")], 0, 0, "");
        }
    }

    /// <summary>district/year/department/vN</summary>
    const int DisclosureFolderDepth = 4;

    async Task Whole(DisclosureName? only, CancellationToken stop)
    {
        if (await site.Read(KeySet.File, stop) is not { } keyFile) { Unknown("没有公钥文件 keys.json，无法核验。", "There is no keys.json; nothing can be verified."); return; }
        if (KeySet.Parse(keyFile) is not { } known) { Wrong("公钥文件 keys.json 内容损坏。", "keys.json is damaged."); return; }
        keys = known;
        if (options.TrustedKey is { } trusted) keys = new Dictionary<string, PublicKey> { [trusted.Id] = trusted };
        // Before the log: what is published meanwhile makes the log longer than its checkpoint, never shorter.
        var said = await ReadCheckpoint(stop);
        if (await site.Read(LogEntry.File, stop) is not { } log) { Unknown("没有公开日志 log.jsonl，无法核验。", "There is no log.jsonl; nothing can be verified."); return; }

        var entries = ReadLog(log);
        HoldAgainst(said, log, entries);
        var latest = entries.GroupBy(e => e.Disclosure).ToDictionary(g => g.Key, g => g.ToList());
        if (only is { } name && !latest.ContainsKey(name)) Wrong($"{name} 有清单，但公开日志中没有登记。", $"{name} has a manifest, but is not in the public log.");
        foreach (var version in latest.Where(v => only is null || v.Key == only)) await Version(version.Key, version.Value, latest, stop);
        if (only is not null) return;
        NotInTheLog(latest.Keys.ToHashSet());
        await NewerThanTheLog(latest.Keys, stop);
        if (entries.Count > 0 && !options.VersionsAlone) await Around(entries, stop);
        if (entries.Count == 0 && !lines.Any(l => l.Holds is false))
            Unknown("公开日志中没有任何记录，没有可核验的内容；已经公开过的网站不会如此。", "The log has no entry, so nothing was verified; a site that ever published has some.");
    }

    List<LogEntry> ReadLog(byte[] log)
    {
        var entries = new List<LogEntry>();
        var (before, wrong, found) = ("", lines.Count, options.Head.Length == 0);
        foreach (var line in CanonicalRows.Lines(log))
        {
            var number = entries.Count + 1;
            if (LogEntry.Parse(line.Span) is not var (entry, signed, signature)) { Wrong($"公开日志第 {number} 行不是日志记录。", $"Line {number} of the log is no entry."); break; }
            if (entry.Number != number || entry.Previous != before)
            {
                Wrong($"公开日志在第 {number} 行断开：前面有记录被删去、改动或调换。", $"The log breaks at line {number}: an entry before it was removed, changed or exchanged.");
                break;
            }
            if (!Signed(entry.Key, signed, signature)) Wrong($"公开日志第 {number} 行的签名不符。", $"The signature of line {number} of the log is wrong.");
            entries.Add(entry);
            before = Manifest.Hash(line.Span);
            head = $"{number}:{before}";
            found |= options.Head == head;
        }
        if (log.Length > 0 && log[^1] != (byte)'\n') Wrong("公开日志最后一行不完整。", "The last line of the log is cut off.");
        if (!found) Wrong($"公开日志中已没有您记下的 {options.Head}：日志被换过。", $"The log no longer has {options.Head}, which you kept: it was exchanged.");
        if (lines.Count == wrong) Right($"公开日志 {entries.Count} 条，前后相连，签名有效。", $"{entries.Count} log entries, linked and signed.");
        return entries;
    }

    async Task Version(DisclosureName name, List<LogEntry> entries, Dictionary<DisclosureName, List<LogEntry>> all, CancellationToken stop)
    {
        versions++;
        var shown = $"{name.District}/{name.Year}/{name.Department} 第{name.Version}版";
        var shownEn = $"{name.District}/{name.Year}/{name.Department} version {name.Version}";
        var before = lines.Count;
        if (await site.Read($"{name.Folder}/{Manifest.File}", stop) is not { } manifestFile) { Wrong($"{shown}：清单 manifest.json 不见了。", $"{shownEn}: manifest.json is gone."); return; }
        if (Manifest.Hash(manifestFile) != entries[^1].Manifest) Wrong($"{shown}：清单与公开日志登记的不同。", $"{shownEn}: the manifest is not the one in the log.");
        if (Manifest.Parse(manifestFile) is not { } manifest) { Wrong($"{shown}：清单无法读取。", $"{shownEn}: the manifest cannot be read."); return; }
        if (manifest.Disclosure != name.ToString()) Wrong($"{shown}：清单属于另一份公开材料。", $"{shownEn}: the manifest belongs to another disclosure.");
        if (await site.Read($"{name.Folder}/{Manifest.SignatureFile}", stop) is not { } signature) Wrong($"{shown}：签名 manifest.sig 不见了。", $"{shownEn}: manifest.sig is gone.");
        else if (!Signed(manifest.Key, manifestFile, signature)) Wrong($"{shown}：清单的签名不符。", $"{shownEn}: the signature of the manifest is wrong.");
        if (ApprovedWay.Problem(manifest) is var (missing, missingEn)) Wrong($"{shown}：{missing}", $"{shownEn}: {missingEn}");
        if (manifest.PreviousManifest.Length > 0 && !(all.GetValueOrDefault(name with { Version = name.Version - 1 })?.Any(e => e.Manifest == manifest.PreviousManifest) ?? false))
            Wrong($"{shown}：所更正的上一版在公开日志中没有登记。", $"{shownEn}: the version it corrects is not in the log.");
        foreach (var file in manifest.Files) await File(name, shown, shownEn, file, manifest, stop);
        var listed = manifest.Files.Select(f => $"{name.Folder}/{f.Path}").Append($"{name.Folder}/{Manifest.File}").Append($"{name.Folder}/{Manifest.SignatureFile}").ToHashSet();
        foreach (var extra in site.List(name.Folder)?.Where(f => !listed.Contains(f)) ?? []) Wrong($"{shown}：{extra} 不在清单中。", $"{shownEn}: {extra} is not in the manifest.");
        if (lines.Count > before) return;
        var withheld = entries[^1].Event == LogEvents.Withheld;
        Right(withheld ? $"{shown}：已撤下，登记和原因齐全。" : $"{shown}：{manifest.Files.Count} 个文件、{manifest.Rows} 行数据与清单一致，签名有效。",
            withheld ? $"{shownEn}: withheld, with its record and reason." : $"{shownEn}: {manifest.Files.Count} files and {manifest.Rows} rows as signed.");
    }

    async Task File(DisclosureName name, string shown, string shownEn, ManifestFile file, ManifestFacts manifest, CancellationToken stop)
    {
        files++;
        if (await site.Read($"{name.Folder}/{file.Path}", stop) is not { } content) { Wrong($"{shown}：{file.Path} 不见了。", $"{shownEn}: {file.Path} is gone."); return; }
        if (content.Length != file.Bytes || Manifest.Hash(content) != file.Sha256) { Wrong($"{shown}：{file.Path} 被改动过。", $"{shownEn}: {file.Path} was changed."); return; }
        if (file.Path != CanonicalRows.File) return;
        var leaves = MerkleTree.Leaves(content);
        if (leaves.Length != manifest.Rows || Convert.ToHexStringLower(MerkleTree.Root(leaves)) != manifest.RowsRoot)
            Wrong($"{shown}：数据行与清单的校验树不符。", $"{shownEn}: the rows do not make the tree of the manifest.");
    }

    /// <summary>Where files can be listed, a version that nobody entered in the log is found: put there, or its entry taken away.</summary>
    void NotInTheLog(HashSet<DisclosureName> logged)
    {
        foreach (var file in site.List("")?.Where(f => f.EndsWith("/" + Manifest.File, StringComparison.Ordinal) && !f.StartsWith('.')) ?? [])
        {
            if (!logged.Any(name => file == $"{name.Folder}/{Manifest.File}")) Wrong($"{file} 在公开日志中没有登记。", $"{file} is not in the public log.");
        }
    }

    /// <summary>Where files cannot be listed, the next version of each department is asked for: the log's end may have been cut off with it still there.</summary>
    async Task NewerThanTheLog(IEnumerable<DisclosureName> logged, CancellationToken stop)
    {
        if (site.List("") is not null) return;
        foreach (var newest in logged.GroupBy(name => name with { Version = 0 }).Select(versions => versions.MaxBy(name => name.Version)!))
        {
            var next = $"{(newest with { Version = newest.Version + 1 }).Folder}/{Manifest.File}";
            if (await site.Read(next, stop) is not null) Wrong($"{next} 在公开日志中没有登记。", $"{next} is not in the public log.");
        }
    }

    bool Signed(string key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) => keys.TryGetValue(key, out var known) && known.Verifies(content, signature);

    void Right(string chinese, string english) => lines.Add(new(true, chinese, english));

    void Wrong(string chinese, string english) => lines.Add(new(false, chinese, english));

    void Unknown(string chinese, string english) => lines.Add(new(null, chinese, english));
}
