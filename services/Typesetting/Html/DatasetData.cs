using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Html;

/// <summary>What search engines for data read on the page: schema.org's Dataset.</summary>
static class DatasetData
{
    static readonly JsonWriterOptions Options = new() { Encoder = MakeEncoder() };

    /// <summary>Writes "&lt;", "&gt;" and "&amp;" as escapes, so that nothing in a text can end the element the data stand in, and the marks that turn the direction of what follows.</summary>
    static JavaScriptEncoder MakeEncoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters('\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069');
        return JavaScriptEncoder.Create(settings);
    }

    public static byte[] Of(ComposedDocument document)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("@context", "https://schema.org");
        json.WriteString("@type", "Dataset");
        json.WriteString("name", document.Title);
        json.WriteString("description", document.Summary?.Sentence ?? document.Title);
        json.WriteString("inLanguage", "zh-CN");
        json.WriteString("temporalCoverage", string.Create(CultureInfo.InvariantCulture, $"{document.Year}-01-01/{document.Year}-12-31"));
        if (document.District.Length > 0) json.WriteString("spatialCoverage", document.District);
        json.WriteBoolean("isAccessibleForFree", true);
        json.WriteStartObject("creator");
        json.WriteString("@type", "GovernmentOrganization");
        json.WriteString("name", document.Department);
        json.WriteEndObject();
        json.WriteStartArray("distribution");
        foreach (var file in document.Downloads)
        {
            json.WriteStartObject();
            json.WriteString("@type", "DataDownload");
            json.WriteString("name", file.Label);
            json.WriteString("contentUrl", file.Path);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
