using System.Diagnostics.CodeAnalysis;
using Budget.Publication.Proof;
using Budget.Publication.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Site;

/// <summary>
/// Signs what was written around the versions. What is signed is what the service made and not what lies in the folder: a file that somebody
/// changed in between does not become ours. Lists go on from the signed one that is there, so several instances may write in turn.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore is never waited on by its handle, so it holds nothing.")]
public sealed class IndexSeal(SiteFolder site, SigningKey key)
{
    readonly SemaphoreSlim sealing = new(1);

    public async Task Seal(PublicationDb db, CancellationToken stop)
    {
        await sealing.WaitAsync(stop);
        try
        {
            var written = site.TakeWritten();
            if (written.Count == 0) return;
            var log = await db.Log.CountAsync(stop);
            var keys = await SiteGuard.Keys(db, site, key, stop);
            foreach (var scope in written.GroupBy(file => IndexManifest.ScopeOf(file.Path))) await Seal(scope.Key, [.. scope], log, keys, stop);
        }
        finally
        {
            sealing.Release();
        }
    }

    /// <summary>What the signed list of a folder says of its files; empty where there is none that holds.</summary>
    public async Task<IReadOnlyDictionary<string, ManifestFile>> Listed(PublicationDb db, string scope, CancellationToken stop) =>
        (await Signed(scope, await SiteGuard.Keys(db, site, key, stop), stop)).ToDictionary(file => file.Path, StringComparer.Ordinal);

    async Task<IReadOnlyList<ManifestFile>> Signed(string scope, IReadOnlyDictionary<string, PublicKey> keys, CancellationToken stop) =>
        await site.Read(IndexManifest.PathOf(scope), stop) is { } there && await site.Read(IndexManifest.SignaturePathOf(scope), stop) is { } signature && IndexManifest.Parse(there) is { } signed && signed.Of == scope
            && keys.TryGetValue(signed.Key, out var signer) && signer.Verifies(there, signature) ? signed.Files : [];

    async Task Seal(string scope, IReadOnlyList<ManifestFile> written, int log, IReadOnlyDictionary<string, PublicKey> keys, CancellationToken stop)
    {
        var there = await site.Read(IndexManifest.PathOf(scope), stop);
        var before = await Signed(scope, keys, stop);
        var files = written.Concat(before).DistinctBy(file => file.Path).Where(file => site.Has(file.Path)).ToList();
        var content = new IndexManifest(scope, log, key.Public.Id, files).Render();
        if (there is not null && there.AsSpan().SequenceEqual(content)) return;
        await site.WriteProof(new(IndexManifest.PathOf(scope), content), stop);
        await site.WriteProof(new(IndexManifest.SignaturePathOf(scope), key.Sign(content)), stop);
    }
}
