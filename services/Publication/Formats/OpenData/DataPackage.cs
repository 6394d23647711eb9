using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Budget.Document;
using Budget.Publication.Composition;

namespace Budget.Publication.Formats.OpenData;

/// <summary>
/// datapackage.json: a Frictionless Tabular Data Package over the data sets of one version, or of a district's year, each with its
/// Table Schema; and by its column types, model and fiscal period a Fiscal Data Package.
/// </summary>
public static class DataPackage
{
    static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Render(DisclosureDocument document, PublicationFacts facts, string title, IReadOnlyList<RenderedFile> files)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("profile", "tabular-data-package");
        json.WriteString("name", $"{Slug(document.Department.DistrictCode)}-{Slug(document.Department.Code)}-{document.Year}-v{facts.Version}");
        json.WriteString("title", title);
        json.WriteString("description", $"{document.Department.Name}{document.Year}年部门预算的公开数据。金额单位为元，空格表示原表未填列。");
        json.WriteString("version", facts.Version.ToString(CultureInfo.InvariantCulture) + ".0.0");
        if (facts.PublishedAt is { } at) json.WriteString("created", at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        json.WriteStartArray("keywords");
        foreach (var word in (string[])["部门预算", "预算公开", document.Department.District, document.Department.Name, $"{document.Year}年"])
        {
            if (word.Length > 0) json.WriteStringValue(word);
        }
        json.WriteEndArray();
        json.WriteString("countryCode", "CN");
        json.WriteStartObject("fiscalPeriod");
        json.WriteString("start", $"{document.Year}-01-01");
        json.WriteString("end", $"{document.Year}-12-31");
        json.WriteEndObject();
        json.WriteStartArray("contributors");
        json.WriteStartObject();
        json.WriteString("title", document.Department.Name);
        json.WriteString("role", "publisher");
        json.WriteEndObject();
        json.WriteEndArray();
        if (document.Printed is { Source.Length: > 0 } printed)
        {
            json.WriteStartArray("sources");
            json.WriteStartObject();
            json.WriteString("title", printed.Source);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        Fiscal(json, files.Any(f => f.Data?.Name == "figures"));
        json.WriteStartArray("resources");
        foreach (var file in files)
        {
            if (file.Data is { } data) Resource(json, file, data);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    static void Fiscal(Utf8JsonWriter json, bool hasFigures)
    {
        json.WriteString("granularity", "aggregated");
        if (!hasFigures) return;
        json.WriteStartObject("model");
        json.WriteStartObject("measures");
        json.WriteStartObject("value");
        json.WriteString("resource", "figures");
        json.WriteString("source", "value");
        json.WriteString("currency", "CNY");
        json.WriteString("phase", "approved");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("dimensions");
        Dimension("department", "entity", "department", "department_name");
        Dimension("year", "datetime", "year", "");
        Dimension("table", "other", "table", "");
        Dimension("item", "classification", "code", "name");
        Dimension("column", "fact", "column", "column_name");
        json.WriteEndObject();
        json.WriteEndObject();

        void Dimension(string name, string type, string key, string label)
        {
            json.WriteStartObject(name);
            json.WriteString("dimensionType", type);
            json.WriteString("primaryKey", key);
            json.WriteStartObject("attributes");
            Attribute(key, "");
            if (label.Length > 0) Attribute(label, key);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        void Attribute(string name, string labels)
        {
            json.WriteStartObject(name);
            json.WriteString("resource", "figures");
            json.WriteString("source", name);
            if (labels.Length > 0) json.WriteString("labelfor", labels);
            json.WriteEndObject();
        }
    }

    static void Resource(Utf8JsonWriter json, RenderedFile file, DataSet data)
    {
        json.WriteStartObject();
        json.WriteString("name", data.Name);
        json.WriteString("path", file.Path);
        json.WriteString("profile", "tabular-data-resource");
        json.WriteString("title", data.Title);
        json.WriteString("format", "csv");
        json.WriteString("mediatype", file.MediaType);
        json.WriteString("encoding", "utf-8");
        json.WriteNumber("bytes", file.Content.Length);
        json.WriteString("hash", "sha256:" + Convert.ToHexStringLower(SHA256.HashData(file.Content)));
        json.WriteStartObject("schema");
        json.WriteStartArray("fields");
        foreach (var field in data.Fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteString("type", field.Type);
            json.WriteString("title", field.Title);
            if (field.ColumnType.Length > 0) json.WriteString("columnType", field.ColumnType);
            if (field.ColumnType == "value") json.WriteString("currency", "CNY");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("primaryKey");
        foreach (var field in data.Key) json.WriteStringValue(field);
        json.WriteEndArray();
        json.WriteStartArray("missingValues");
        json.WriteStringValue("");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The specification allows lower-case letters, digits, ".", "_" and "-".</summary>
    static string Slug(string text) => string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-'));
}
