using System.Buffers;
using System.Text.Json;

namespace Budget.Publication.Proof;

/// <summary>keys.json: every public key that was ever used, as a JSON Web Key Set (RFC 7517).</summary>
public static class KeySet
{
    public const string File = "keys.json";

    public static string PemFile(PublicKey key) => $"keys/{key.Id}.pem";

    public static byte[] Render(IEnumerable<(PublicKey Key, DateTimeOffset Since)> keys)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteStartArray("keys");
        foreach (var (key, since) in keys)
        {
            json.WriteStartObject();
            json.WriteString("kid", key.Id);
            json.WriteString("kty", "EC");
            json.WriteString("crv", "P-256");
            json.WriteString("x", key.X);
            json.WriteString("y", key.Y);
            json.WriteString("use", "sig");
            json.WriteString("alg", "ES256");
            json.WriteString("since", Manifest.Time(since));
            json.WriteString("pem", PemFile(key));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Null if it is no key set. A key under an id that is not its own is left out: nothing then verifies with it.</summary>
    public static IReadOnlyDictionary<string, PublicKey>? Parse(byte[] file)
    {
        try
        {
            using var json = JsonDocument.Parse(file);
            return json.RootElement.GetProperty("keys").EnumerateArray()
                .Select(k => (Id: k.GetProperty("kid").GetString(), Key: PublicKey.Of(k.GetProperty("x").GetString()!, k.GetProperty("y").GetString()!)))
                .Where(k => k.Id == k.Key.Id).DistinctBy(k => k.Id).ToDictionary(k => k.Key.Id, k => k.Key);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
