using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Budget.Contracts;

namespace Budget.Publication.Proof;

/// <summary>What happened to a published version; the names are public.</summary>
public static class LogEvents
{
    public const string Published = "published", Superseded = "superseded", Withheld = "withheld", WithheldInPart = "withheld_in_part", Recorded = "recorded";
}

/// <summary>
/// A line of log.jsonl, the public log: one JSON object that names the version, the hash of its manifest, and the hash of the line before.
/// The signature is the line's last member and is made over the line as it is without it. Lines are only ever added; taking one out or
/// changing it breaks the chain for every reader who has a later one.
/// </summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Previous">SHA-256 of the line before, without its line break; empty for the first.</param>
/// <param name="Manifest">SHA-256 of the version's manifest from here on.</param>
/// <param name="Reason">Why it was corrected or withheld; public.</param>
public sealed record LogEntry(int Number, string Previous, DateTimeOffset At, string Event, DisclosureName Disclosure, string Manifest, string Reason, string Key)
{
    public const string File = "log.jsonl";

    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static ReadOnlySpan<byte> SignatureMember => ",\"signature\":\""u8;

    public string Sign(SigningKey key)
    {
        var content = Content();
        return Encoding.UTF8.GetString(content.AsSpan(..^1)) + Encoding.UTF8.GetString(SignatureMember) + Convert.ToBase64String(key.Sign(content)) + "\"}";
    }

    byte[] Content()
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        json.WriteNumber("number", Number);
        json.WriteString("previous", Previous);
        json.WriteString("at", Proof.Manifest.Time(At));
        json.WriteString("event", Event);
        json.WriteString("disclosure", Disclosure.ToString());
        json.WriteString("folder", Disclosure.Folder + "/");
        json.WriteString("manifest", Manifest);
        if (Reason.Length > 0) json.WriteString("reason", Reason);
        json.WriteString("key", Key);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    static readonly string[] Members = ["number", "previous", "at", "event", "disclosure", "folder", "manifest", "key", "signature"];

    /// <summary>
    /// The entry with what its signature is made over; null if the line is no entry. It is one only in the form that <see cref="Sign"/> gives it: each
    /// member once, in its order, none besides, and the signature's end is the line's. Whatever else could stand in it would be read and not signed.
    /// </summary>
    public static (LogEntry Entry, byte[] Signed, byte[] Signature)? Parse(ReadOnlySpan<byte> line)
    {
        var at = line.LastIndexOf(SignatureMember);
        if (at < 0 || !line.EndsWith("\"}"u8) || !IsBase64(line[(at + SignatureMember.Length)..^2])) return null;
        try
        {
            using var json = JsonDocument.Parse(line.ToArray(), new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = json.RootElement;
            if (!root.EnumerateObject().Select(member => member.Name).Where(name => name != "reason").SequenceEqual(Members)) return null;
            if (DisclosureName.Parse(root.GetProperty("disclosure").GetString()) is not { } disclosure || root.GetProperty("folder").GetString() != disclosure.Folder + "/") return null;
            var entry = new LogEntry(root.GetProperty("number").GetInt32(), root.GetProperty("previous").GetString()!, root.GetProperty("at").GetDateTimeOffset(),
                root.GetProperty("event").GetString()!, disclosure, root.GetProperty("manifest").GetString()!,
                root.TryGetProperty("reason", out var reason) ? reason.GetString()! : "", root.GetProperty("key").GetString()!);
            return (entry, [.. line[..at], (byte)'}'], root.GetProperty("signature").GetBytesFromBase64());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    static bool IsBase64(ReadOnlySpan<byte> text) => Base64.IsValid(text) && !text.ContainsAny(" \t\r\n"u8);
}
