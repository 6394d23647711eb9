namespace Budget.Publication.Proof;

// What lies around the versions: the log's checkpoint, and the signed lists of everything that is made of the versions.
public sealed partial class Verification
{
    /// <summary>A site on the web is written while it is read: a list and what it lists may be of two states.</summary>
    const int Attempts = 4;
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);

    readonly HashSet<string> listed = new(StringComparer.Ordinal);
    byte[]? checkpoint;

    async Task<Checkpoint?> ReadCheckpoint(CancellationToken stop)
    {
        if (await site.Read(Checkpoint.File, stop) is not { } file)
        {
            Unknown("没有日志摘要 checkpoint，无法核对日志是否完整。", "There is no checkpoint; whether the log is whole could not be checked.");
            return null;
        }
        if (Checkpoint.Read(file, keys.Values) is not { } said)
        {
            Wrong("日志摘要 checkpoint 的签名或格式不符。", "The checkpoint's signature or form is wrong.");
            return null;
        }
        checkpoint = file;
        return said;
    }

    void HoldAgainst(Checkpoint? said, byte[] log, List<LogEntry> entries)
    {
        var leaves = MerkleTree.Leaves(log);
        if (said is not null && (entries.Count == 0 || said.Origin != Checkpoint.OriginOf(entries[0].Key))) Wrong("日志摘要属于另一份日志。", "The checkpoint is of another log.");
        if (said is not null) Hold(said, "日志摘要", "the checkpoint");
        foreach (var kept in options.Kept?.Invoke(site.Place) ?? []) Hold(kept, $"您上次见到的摘要（{kept.Size} 行）", $"the checkpoint you saw before ({kept.Size} lines)");

        void Hold(Checkpoint of, string chinese, string english)
        {
            if (of.Size > leaves.Length) Wrong($"公开日志只有 {leaves.Length} 行，少于{chinese}所写的 {of.Size} 行：日志被截短。", $"The log has {leaves.Length} lines and {english} says {of.Size}: it was cut short.");
            else if (!MerkleTree.Root(leaves.AsSpan(0, of.Size)).AsSpan().SequenceEqual(of.Root)) Wrong($"公开日志与{chinese}不符：日志被改写过。", $"The log is not the one of {english}: it was rewritten.");
        }
    }

    /// <summary>Pages that lead to the versions and data laid together of them: signed lists, and nothing that is in none.</summary>
    async Task Around(List<LogEntry> entries, CancellationToken stop)
    {
        var years = entries.GroupBy(entry => $"{entry.Disclosure.District}/{entry.Disclosure.Year}").ToDictionary(g => g.Key, g => g.Max(entry => entry.Number));
        years[""] = entries.Count;
        foreach (var (scope, newest) in years) await List(scope, newest, stop);
        InNoList(entries);
    }

    async Task List(string scope, int newest, CancellationToken stop)
    {
        var (shown, shownEn) = scope.Length == 0 ? ("网站首页等汇总页面", "The site's own pages") : ($"{scope} 的目录、搜索和开放数据", $"Lists, searches and open data of {scope}");
        for (var attempt = 1; ; attempt++)
        {
            var before = lines.Count;
            var read = await List(scope, newest, shown, shownEn, stop);
            if (lines.Count == before) { Right($"{shown}：{read} 个文件与签名清单一致。", $"{shownEn}: {read} files as signed."); return; }
            // Only on the web can it be that the site is being written just now.
            if (attempt == Attempts || site.List("") is not null) return;
            lines.RemoveRange(before, lines.Count - before);
            await Task.Delay(Pause, stop);
        }
    }

    async Task<int> List(string scope, int newest, string shown, string shownEn, CancellationToken stop)
    {
        if (await site.Read(IndexManifest.PathOf(scope), stop) is not { } file || await site.Read(IndexManifest.SignaturePathOf(scope), stop) is not { } signature)
        {
            Unknown($"{shown}没有签名清单，无法核验。", $"{shownEn} have no signed list and could not be checked.");
            return 0;
        }
        if (IndexManifest.Parse(file) is not { } list || list.Of != scope || !Signed(list.Key, file, signature))
        {
            Wrong($"{shown}的签名清单不符。", $"{shownEn}: the signed list is wrong.");
            return 0;
        }
        if (list.Log < newest) Unknown($"{shown}早于最近一次公开：正在更新，或被换回旧版。", $"{shownEn} are older than the newest publication: being written, or set back.");
        listed.UnionWith(list.Files.Select(f => f.Path));
        foreach (var entry in list.Files.Where(f => IndexManifest.ScopeOf(f.Path) == scope))
        {
            if (await site.Read(entry.Path, stop) is not { } content) Wrong($"{entry.Path} 不见了。", $"{entry.Path} is gone.");
            else if (content.Length != entry.Bytes || Manifest.Hash(content) != entry.Sha256) Wrong($"{entry.Path} 被改动过。", $"{entry.Path} was changed.");
        }
        files += list.Files.Count;
        return list.Files.Count;
    }

    /// <summary>Beside what is signed, nothing lies there that a reader could take for ours.</summary>
    void InNoList(List<LogEntry> entries)
    {
        if (site.List("") is not { } all) return;
        var versions = entries.Select(entry => entry.Disclosure.Folder + "/").ToHashSet(StringComparer.Ordinal);
        var proof = keys.Values.Select(KeySet.PemFile).Concat([KeySet.File, LogEntry.File, Checkpoint.File]).Concat(entries.Select(entry => $"{entry.Disclosure.District}/{entry.Disclosure.Year}").Append("")
            .SelectMany(scope => new[] { IndexManifest.PathOf(scope), IndexManifest.SignaturePathOf(scope) })).ToHashSet(StringComparer.Ordinal);
        foreach (var file in all.Where(file => !file.Split('/').Any(part => part.StartsWith('.')) && !listed.Contains(file) && !proof.Contains(file)))
        {
            var parts = file.Split('/');
            // What lies in a version's folder was held against that version's manifest.
            if (parts.Length > 4 && versions.Contains(string.Join('/', parts[..4]) + "/")) continue;
            if (options.TrustedKey is not null && file.StartsWith("keys/", StringComparison.Ordinal)) continue;
            Wrong($"{file} 不在任何签名清单中。", $"{file} is in no signed list.");
        }
    }

    List<VerificationLine> NotLookedAt(bool single)
    {
        var not = new List<VerificationLine>();
        if (single) not.Add(new(null, "其他版本、目录、搜索和开放数据（只核验了一个版本）", "other versions, lists, searches and open data (one version was checked)"));
        else if (site.List("") is null) not.Add(new(null, "网站上多出的、无人签名的文件（网站不能列出文件；下载整站后核验可查）", "files that nobody signed (a web site lists none; check a copy of it)"));
        not.Add(new(null, "数字本身是否正确，依法不公开的内容", "whether the figures are right, and what was lawfully withheld"));
        return not;
    }
}
