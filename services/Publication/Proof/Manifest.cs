using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Budget.Typesetting;

namespace Budget.Publication.Proof;

/// <summary>A file of a version as its manifest lists it.</summary>
public sealed record ManifestFile(string Path, long Bytes, string Sha256);

/// <summary>A step of the way: by which role and when; the person's name only where the district publishes names.</summary>
/// <param name="By">Stands for a person in this version alone: alike for the same one, and of no use to find out who it is.</param>
public sealed record ManifestStep(string Role, DateTimeOffset? At, string By = "", string Name = "");

/// <param name="Sha256">Of the revision's content; empty where a part of it is withheld: the hash could be used to try out what it was.</param>
public sealed record ManifestRevision(int Number, string Sha256);

/// <summary>
/// manifest.json: what a published version consists of and where it comes from. Its hash is in the public log, its signature beside it
/// in manifest.sig. It is made anew (the next issue) only when the version's own page says something new of it: that it was superseded,
/// or that something was withheld.
/// </summary>
/// <param name="Issue">From 1.</param>
/// <param name="PreviousManifest">SHA-256 of the manifest of the version before, as it was when this one was published; empty for the first.</param>
public sealed record Manifest(
    string Disclosure, string DepartmentName, string Edition, string RuleBook, int Issue, DateTimeOffset PublishedAt, ManifestRevision Budget, ManifestRevision Targets,
    IReadOnlyList<ManifestStep> Steps, int Rows, string RowsRoot, string PreviousManifest, string Withheld, string Nonce, string Key, IReadOnlyList<ManifestFile> Files)
{
    public const string File = PublishedPaths.Manifest, SignatureFile = "manifest.sig";

    const string Form = "budget-manifest-2";

    /// <summary>Before 0055: steps without a person, and perhaps without a date. None is made any more.</summary>
    const string OldForm = "budget-manifest-1";

    static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public byte[] Render()
    {
        var bytes = new ArrayBufferWriter<byte>(8 * 1024);
        using var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        json.WriteString("form", Form);
        json.WriteString("disclosure", Disclosure);
        json.WriteString("department", DepartmentName);
        json.WriteNumber("issue", Issue);
        json.WriteString("published_at", Time(PublishedAt));
        json.WriteString("edition", Edition);
        json.WriteString("rule_book", RuleBook);
        Revision("budget", Budget);
        Revision("targets", Targets);
        json.WriteStartArray("steps");
        foreach (var step in Steps)
        {
            json.WriteStartObject();
            json.WriteString("role", step.Role);
            if (step.At is { } at) json.WriteString("at", Time(at));
            if (step.By.Length > 0) json.WriteString("by", step.By);
            if (step.Name.Length > 0) json.WriteString("name", step.Name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (Withheld.Length > 0) json.WriteString("withheld", Withheld);
        json.WriteStartObject("rows");
        json.WriteNumber("count", Rows);
        json.WriteString("merkle_root", RowsRoot);
        json.WriteEndObject();
        if (PreviousManifest.Length > 0) json.WriteString("previous_manifest", PreviousManifest);
        json.WriteString("nonce", Nonce);
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

        void Revision(string name, ManifestRevision revision)
        {
            json.WriteStartObject(name);
            json.WriteNumber("revision", revision.Number);
            if (revision.Sha256.Length > 0) json.WriteString("sha256", revision.Sha256);
            json.WriteEndObject();
        }
    }

    /// <summary>What a verifier needs of it; null if it cannot be read.</summary>
    public static ManifestFacts? Parse(byte[] file)
    {
        try
        {
            using var json = JsonDocument.Parse(file, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = json.RootElement;
            if (root.GetProperty("form").GetString() is not (Form or OldForm)) return null;
            var rows = root.GetProperty("rows");
            return new(root.GetProperty("disclosure").GetString()!, rows.GetProperty("count").GetInt32(), rows.GetProperty("merkle_root").GetString()!,
                root.TryGetProperty("previous_manifest", out var previous) ? previous.GetString()! : "", root.GetProperty("key").GetString()!, root.GetProperty("form").GetString() == OldForm,
                [.. root.GetProperty("steps").EnumerateArray().Select(Step)],
                [.. root.GetProperty("files").EnumerateArray().Select(f => new ManifestFile(f.GetProperty("path").GetString()!, f.GetProperty("bytes").GetInt64(), f.GetProperty("sha256").GetString()!))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }

        static ManifestStep Step(JsonElement step) => new(step.GetProperty("role").GetString()!, step.TryGetProperty("at", out var at) ? at.GetDateTimeOffset() : null,
            step.TryGetProperty("by", out var by) ? by.GetString()! : "", step.TryGetProperty("name", out var name) ? name.GetString()! : "");
    }
}

/// <param name="SaysNobody">Of a form that does not say which steps were one person's.</param>
public sealed record ManifestFacts(
    string Disclosure, int Rows, string RowsRoot, string PreviousManifest, string Key, bool SaysNobody, IReadOnlyList<ManifestStep> Steps, IReadOnlyList<ManifestFile> Files);
