using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Budget.Publication.Tests.Proof;

namespace Budget.Publication.Tests.Secrecy;

/// <summary>Everything that can be read out of published files: text files as they are, office files entry by entry, PDF by pdftotext and as bytes.</summary>
static class PublishedBytes
{
    /// <summary>The files in which this can be read.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<(string Path, byte[] Content)> files, string secret)
    {
        // A number or code is one only where it stands by itself, and not within a hash.
        var pattern = new Regex(Regex.IsMatch(secret, @"^[\d.,]+$") ? $@"(?<![0-9a-f.,]){Regex.Escape(secret)}(?![0-9a-f]|[.,]\d)" : Regex.Escape(secret));
        return [.. files.Where(f => Texts(f.Path, f.Content).Any(pattern.IsMatch)).Select(f => f.Path)];
    }

    /// <summary>Every file of a site but the catalogue of rules, which is the same everywhere and has examples of its own.</summary>
    public static IEnumerable<(string, byte[])> OfFolder(string folder) =>
        PublishedSite.Files(folder).Where(f => !Path.GetRelativePath(folder, f).StartsWith("rules/", StringComparison.Ordinal)).Select(f => (Path.GetRelativePath(folder, f), File.ReadAllBytes(f)));

    static IEnumerable<string> Texts(string path, byte[] content)
    {
        yield return Encoding.UTF8.GetString(content);
        yield return Encoding.Latin1.GetString(content);
        if (content.AsSpan().StartsWith("PK"u8))
        {
            using var zip = new ZipArchive(new MemoryStream(content));
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                var text = reader.ReadToEnd();
                yield return entry.FullName;
                yield return text;
                // Words that a format splits into runs are words to who reads them.
                yield return Regex.Replace(text, "<[^>]+>", "");
            }
        }
        if (path.EndsWith(".pdf", StringComparison.Ordinal) && File.Exists("/usr/bin/pdftotext"))
        {
            var file = Path.GetTempFileName();
            File.WriteAllBytes(file, content);
            using var pdf = Process.Start(new ProcessStartInfo("/usr/bin/pdftotext", ["-raw", file, "-"]) { RedirectStandardOutput = true })!;
            yield return Regex.Replace(pdf.StandardOutput.ReadToEnd(), @"\s+", "");
            File.Delete(file);
        }
        if (path.EndsWith(".html", StringComparison.Ordinal)) yield return Regex.Replace(Encoding.UTF8.GetString(content), "<[^>]+>", "");
    }
}
