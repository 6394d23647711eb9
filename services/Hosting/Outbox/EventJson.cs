using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Budget.Hosting.Outbox;

/// <summary>How an event looks on the wire: plain JSON that any client reads, Chinese as Chinese, amounts as numbers.</summary>
public static class EventJson
{
    public static JsonSerializerOptions Options { get; } = Set(new JsonSerializerOptions());

    internal static JsonSerializerOptions Set(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = true;
        options.WriteIndented = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        // The bytes are never pasted into HTML; escaping every Chinese character would only make them unreadable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        if (!options.Converters.Any(converter => converter is JsonStringEnumConverter))
        {
            options.Converters.Insert(0, new JsonStringEnumConverter());
        }
        return options;
    }
}
