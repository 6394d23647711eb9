using Budget.Publication.Formats;

namespace Budget.Publication.Site;

/// <summary>
/// The public site as a folder of static files: {year}/{department}/v{n}/… for every version, {year}/{department}/ and / lead there.
/// A file is either the old one or the new one, never half of it: it is written beside its place and renamed into it.
/// </summary>
public sealed class SiteFolder(string root)
{
    public string Root { get; } = Path.GetFullPath(root);

    public static string VersionFolder(int year, string department, int version) => $"{year}/{Segment(department)}/v{version}";

    public void WriteVersion(int year, string department, int version, IEnumerable<RenderedFile> files)
    {
        var folder = VersionFolder(year, department, version);
        // The page comes last: where it can be seen, everything it links to is there.
        foreach (var file in files.OrderBy(f => f.Path == "index.html")) Write($"{folder}/{file.Path}", file.Content);
    }

    public void WriteIndex(IReadOnlyList<PublishedDisclosure> published)
    {
        foreach (var page in SiteIndex.Render(published)) Write(page.Path, page.Content);
    }

    public void Write(string path, ReadOnlySpan<byte> content)
    {
        var target = Path.GetFullPath(Path.Combine(Root, path));
        if (!target.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new ArgumentException($"\"{path}\" leads out of the site", nameof(path));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>A department code as one folder name; codes are letters, digits and hyphens, and anything else must not become a path.</summary>
    public static string Segment(string code) =>
        code.Length > 0 && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? code : throw new ArgumentException($"\"{code}\" is no department code", nameof(code));
}
