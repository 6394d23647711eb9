using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Budget.Publication.Proof;

/// <summary>
/// What lies around the versions and is made of them: a year's lists, searches and open data, and the site's own pages. They change with every
/// publication, so they are in no log; a signed list says that they are the service's own, and of which state of the log.
/// </summary>
/// <param name="Of">The folder it speaks for: "district/year"; empty: all else.</param>
/// <param name="Log">Lines of the log when it was made: an older list than the log is noticed.</param>
/// <param name="Files">Relative to the site.</param>
public sealed record IndexManifest(string Of, int Log, string Key, IReadOnlyList<ManifestFile> Files)
{
    public const string File = "index-manifest.json", SignatureFile = "index-manifest.sig";

    const string Form = "budget-index-1";

    public static string PathOf(string of) => of.Length == 0 ? File : $"{of}/{File}";

    public static string SignaturePathOf(string of) => of.Length == 0 ? SignatureFile : $"{of}/{SignatureFile}";

    /// <summary>Which list a file stands in: that of its year, or that of the site.</summary>
    public static string ScopeOf(string path) => path.Split('/') switch
    {
        [var district, "open-data", var year, ..] when IsYear(year) => $"{district}/{year}",
        [var district, var year, _, ..] when IsYear(year) => $"{district}/{year}",
        _ => "",
    };

    static bool IsYear(string text) => text.Length == 4 && text.All(char.IsAsciiDigit);

    public byte[] Render()
    {
        var bytes = new ArrayBufferWriter<byte>(8 * 1024);
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("form", Form);
        json.WriteString("of", Of);
        json.WriteNumber("log", Log);
        json.WriteString("key", Key);
        json.WriteStartArray("files");
        foreach (var file in Files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    public static IndexManifest? Parse(byte[] file)
    {
        try
        {
            using var json = JsonDocument.Parse(file, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = json.RootElement;
            return root.GetProperty("form").GetString() != Form ? null : new(root.GetProperty("of").GetString()!, root.GetProperty("log").GetInt32(), root.GetProperty("key").GetString()!,
                [.. root.GetProperty("files").EnumerateArray().Select(f => new ManifestFile(f.GetProperty("path").GetString()!, f.GetProperty("bytes").GetInt64(), f.GetProperty("sha256").GetString()!))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
