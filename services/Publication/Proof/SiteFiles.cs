using System.Net;

namespace Budget.Publication.Proof;

/// <summary>Where published files are read from: a folder, or a web site. Null: there is no such file.</summary>
public abstract class SiteFiles(string place) : IDisposable
{
    public string Place { get; } = place;

    public static SiteFiles Open(string place) =>
        Uri.TryCreate(place, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? new Web(address) : new Folder(place);

    public abstract Task<byte[]?> Read(string path, CancellationToken stop);

    /// <summary>Files below this folder; null where nobody can list them (a web site).</summary>
    public abstract IReadOnlyList<string>? List(string folder);

    public abstract SiteFiles Up(int levels);

    public virtual void Dispose() => GC.SuppressFinalize(this);

    sealed class Folder(string place) : SiteFiles(place)
    {
        readonly string root = Path.GetFullPath(place);

        public override async Task<byte[]?> Read(string path, CancellationToken stop)
        {
            if (!Directory.Exists(root)) throw new DirectoryNotFoundException($"没有文件夹 {Place} / there is no folder {Place}");
            var file = Path.GetFullPath(Path.Combine(root, path));
            // A manifest is someone else's words: it leads nowhere but into the folder.
            return file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file) ? await File.ReadAllBytesAsync(file, stop) : null;
        }

        public override IReadOnlyList<string>? List(string folder)
        {
            var from = Path.Combine(root, folder);
            return Directory.Exists(from) ? [.. Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)] : [];
        }

        public override SiteFiles Up(int levels) => new Folder(Path.GetFullPath(Path.Combine([root, .. Enumerable.Repeat("..", levels)])));
    }

    sealed class Web(Uri address) : SiteFiles(address.ToString())
    {
        /// <summary>Far more than any file of a disclosure.</summary>
        const int MostBytes = 256 * 1024 * 1024;

        readonly Uri address = address.AbsolutePath.EndsWith('/') ? address : new Uri(address, address.AbsolutePath[(address.AbsolutePath.LastIndexOf('/') + 1)..].Contains('.', StringComparison.Ordinal) ? "." : address.AbsolutePath + "/");
        readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60), MaxResponseContentBufferSize = MostBytes };

        public override async Task<byte[]?> Read(string path, CancellationToken stop)
        {
            var file = new Uri(address, string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
            if (!address.IsBaseOf(file)) return null;
            using var answer = await http.GetAsync(file, stop);
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
            return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(stop);
        }

        public override IReadOnlyList<string>? List(string folder) => null;

        public override SiteFiles Up(int levels) => new Web(new Uri(address, string.Concat(Enumerable.Repeat("../", levels))));

        public override void Dispose()
        {
            http.Dispose();
            base.Dispose();
        }
    }
}
