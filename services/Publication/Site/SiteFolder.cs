using System.Collections.Concurrent;
using System.Globalization;
using Budget.Contracts;
using Budget.Publication.Proof;
using Budget.Publication.Storage;
using Budget.Typesetting;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Site;

/// <summary>
/// The public folder. Everything in it can be lost: pages are written again from the database, indexes from what is published.
/// A version's folder appears whole, by a rename; readers never see half of one.
/// </summary>
public sealed class SiteFolder
{
    /// <summary>Beside the pages, because a rename must stay on one file system; names that begin with a dot are never served.</summary>
    const string Staging = ".staging", Aside = ".aside";

    readonly ILogger<SiteFolder> log;

    public SiteFolder(IConfiguration configuration, IHostEnvironment environment, ILogger<SiteFolder> log)
    {
        this.log = log;
        var folder = configuration["Site:Folder"] is { Length: > 0 } site ? site
            : Path.Combine(configuration["DataFolder"] is { Length: > 0 } data ? data : "data", "site");
        Root = Path.GetFullPath(folder, environment.ContentRootPath);
        Directory.CreateDirectory(Root);
        PublicAddress = WithSlash(configuration["Site:PublicUrl"] ?? "");
        Address = PublicAddress.Length > 0 ? PublicAddress : WithSlash(configuration["Site:Url"] ?? "");
    }

    public string Root { get; }

    /// <summary>Where the public reaches the site, with a slash at its end; empty where nobody set it. Published pages name no other host.</summary>
    public string PublicAddress { get; }

    /// <summary>The same, or else where the site is served: sitemaps must name some whole address.</summary>
    public string Address { get; }

    static string WithSlash(string address) => address.Length == 0 || address[^1] == '/' ? address : address + "/";

    /// <summary>Writes the files where nobody sees them yet.</summary>
    public async Task<StagedFolder> Stage(DisclosureName name, IEnumerable<(string Path, byte[] Content)> files, CancellationToken stop)
    {
        var staged = new StagedFolder(Path.Combine(Root, Staging, Guid.NewGuid().ToString("N")), Path.Combine(Root, name.Folder));
        try
        {
            foreach (var (path, content) in files)
            {
                var file = staged.PathOf(path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllBytesAsync(file, content, stop);
            }
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <summary>A folder whose files are made one by one and put in place together.</summary>
    public StagedFolder Stage(string folder)
    {
        var staged = new StagedFolder(Path.Combine(Root, Staging, Guid.NewGuid().ToString("N")), Path.Combine(Root, folder));
        Directory.CreateDirectory(staged.PathOf("."));
        return staged;
    }

    /// <summary>One file of a version that is public already.</summary>
    public Task Replace(DisclosureName name, string path, byte[] content, CancellationToken stop) =>
        WriteIfChanged(Path.Combine(Root, name.Folder, path), content, stop);

    /// <summary>Folders of versions as they lie there, relative to the site.</summary>
    public IEnumerable<string> Versions() => Directory.EnumerateDirectories(Root, "v*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
        .Select(folder => Path.GetRelativePath(Root, folder)).Where(IsVersion);

    /// <summary>The key that signed the manifest in this folder; null if nobody of these did.</summary>
    public PublicKey? SignedBy(string folder, IReadOnlyDictionary<string, PublicKey> keys)
    {
        var (manifest, signature) = (Path.Combine(Root, folder, Manifest.File), Path.Combine(Root, folder, Manifest.SignatureFile));
        if (!File.Exists(manifest) || !File.Exists(signature)) return null;
        var content = File.ReadAllBytes(manifest);
        return Manifest.Parse(content) is { } facts && keys.TryGetValue(facts.Key, out var key) && key.Verifies(content, File.ReadAllBytes(signature)) ? key : null;
    }

    /// <summary>Nothing that was public is deleted by being unknown: it is kept where nobody is served it.</summary>
    public void MoveAside(string path)
    {
        var aside = Path.Combine(Root, Aside, DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N")[..8], Path.GetRelativePath(Root, path));
        Directory.CreateDirectory(Path.GetDirectoryName(aside)!);
        if (Directory.Exists(path)) Directory.Move(path, aside);
        else File.Move(path, aside);
    }

    /// <summary>
    /// What a publication that never committed has left, once it is too old to be under way; and files that were being written when the
    /// disk was full or the program killed.
    /// </summary>
    public void TidyUp(IReadOnlySet<string> published)
    {
        var aMinuteAgo = DateTime.UtcNow.AddMinutes(-1);
        var staging = new DirectoryInfo(Path.Combine(Root, Staging));
        foreach (var old in staging.Exists ? staging.GetFileSystemInfos().Where(d => d.LastWriteTimeUtc < aMinuteAgo) : []) Remove(old);
        foreach (var folder in Versions().Where(folder => !published.Contains(folder) && Directory.GetLastWriteTimeUtc(Path.Combine(Root, folder)) < aMinuteAgo).ToList())
        {
            log.LogWarning("{Folder} belongs to no published disclosure and is moved aside", folder);
            MoveAside(Path.Combine(Root, folder));
        }
    }

    /// <summary>A page of the site's own, if it is not there already as it is. It is signed with the next list of its year.</summary>
    public async Task Write(SitePage page, CancellationToken stop)
    {
        await WriteIfChanged(PathOf(page.Path), page.Content, stop);
        Wrote(new(page.Path, page.Content.Length, Manifest.Hash(page.Content)));
    }

    /// <summary>What carries its own signature: log, checkpoint, keys, lists.</summary>
    public Task WriteProof(SitePage page, CancellationToken stop) => WriteIfChanged(PathOf(page.Path), page.Content, stop);

    readonly ConcurrentDictionary<string, ManifestFile> written = new(StringComparer.Ordinal);

    public void Wrote(ManifestFile file) => written[file.Path] = file;

    /// <summary>What was written since it was asked last.</summary>
    public IReadOnlyList<ManifestFile> TakeWritten() => [.. written.Keys.Select(path => written.TryRemove(path, out var file) ? file : null).OfType<ManifestFile>()];

    public bool Has(string path) => File.Exists(PathOf(path));

    /// <summary>Null where there is no such file.</summary>
    public async Task<byte[]?> Read(string path, CancellationToken stop) => Has(path) ? await File.ReadAllBytesAsync(PathOf(path), stop) : null;

    /// <summary>Codes of departments are in paths; none of them leads out of the site.</summary>
    string PathOf(string path)
    {
        var file = Path.GetFullPath(Path.Combine(Root, path));
        return file.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? file : throw new InvalidOperationException($"'{path}' leads out of the site.");
    }

    /// <summary>Written in the staging folder, where what a killed process leaves behind is found and removed.</summary>
    async Task WriteIfChanged(string path, byte[] content, CancellationToken stop)
    {
        if (File.Exists(path) && (await File.ReadAllBytesAsync(path, stop)).AsSpan().SequenceEqual(content)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(Path.Combine(Root, Staging));
        var temporary = Path.Combine(Root, Staging, Guid.NewGuid().ToString("N"));
        try
        {
            await File.WriteAllBytesAsync(temporary, content, stop);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Another instance on the same folder may remove it at the same time.</summary>
    static void Remove(FileSystemInfo old)
    {
        try
        {
            if (old is DirectoryInfo folder) folder.Delete(recursive: true);
            else old.Delete();
        }
        catch (DirectoryNotFoundException)
        {
        }
    }

    /// <summary>Shaped as DisclosureName.Folder; whatever else someone keeps below the site is not ours to remove.</summary>
    static bool IsVersion(string path) => path.Split(Path.DirectorySeparatorChar) is [_, var year, _, ['v', .. var version]]
        && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}

/// <summary>A folder that is written and not yet seen. Unless it is kept, nothing of it remains.</summary>
public sealed class StagedFolder(string staging, string final) : IDisposable
{
    bool placed, kept;

    internal string PathOf(string path)
    {
        var file = Path.GetFullPath(Path.Combine(staging, path));
        return file == staging || file.StartsWith(staging + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? file
            : throw new InvalidOperationException($"'{path}' leads out of the version's folder.");
    }

    const int Tries = 20;

    /// <summary>
    /// From here on it is seen. A folder left by an attempt that did not commit is replaced. Of several instances that write the same one
    /// at once, the last stays: what is in the way is moved aside, and a reader finds one of them or, for a moment, none.
    /// </summary>
    public void Place()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(final)!);
        for (var tried = 1; ; tried++)
        {
            var aside = $"{staging}.old{tried}";
            try
            {
                if (Directory.Exists(final)) Directory.Move(final, aside);
                Directory.Move(staging, final);
                placed = true;
            }
            catch (IOException) when (tried < Tries && Directory.Exists(staging))
            {
                // Another instance was here between the two.
            }
            if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
            if (placed) return;
        }
    }

    /// <summary>Each file takes the place of the one of its name; others in the folder stay.</summary>
    public void PlaceFiles(string last)
    {
        Directory.CreateDirectory(final);
        foreach (var file in Directory.GetFiles(staging).OrderBy(file => Path.GetFileName(file) == last)) File.Move(file, Path.Combine(final, Path.GetFileName(file)), overwrite: true);
    }

    public void Keep() => kept = true;

    public void Dispose()
    {
        if (!kept && Directory.Exists(placed ? final : staging)) Directory.Delete(placed ? final : staging, recursive: true);
    }
}
