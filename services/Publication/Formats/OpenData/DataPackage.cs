using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Budget.Document;
using Budget.Publication.Composition;

namespace Budget.Publication.Formats.OpenData;

/// <summary>datapackage.json: a Frictionless Data Package over the files of one version, each CSV with its Table Schema and, where they fit, the Fiscal Data Package's column types.</summary>
public static class DataPackage
{
    static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Render(DisclosureDocument document, PublicationFacts facts, string title, IReadOnlyList<RenderedFile> files)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("profile", "data-package");
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
        json.WriteStartArray("resources");
        foreach (var file in files)
        {
            if (file.Table is { } table) TableResource(json, document, file, table);
            else if (file.MediaType == "application/json") PlainResource(json, file);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    static void TableResource(Utf8JsonWriter json, DisclosureDocument document, RenderedFile file, Table table)
    {
        Begin(json, file, "tabular-data-resource", table.Title.Length > 0 ? table.Title : table.Definition.TitleOf(document.Department.Name, document.Year));
        json.WriteString("format", "csv");
        json.WriteString("encoding", "utf-8");
        json.WriteStartObject("schema");
        json.WriteStartArray("fields");
        foreach (var field in CsvTable.Fields(table))
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
        json.WriteString("primaryKey", "line");
        json.WriteStartArray("missingValues");
        json.WriteStringValue("");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void PlainResource(Utf8JsonWriter json, RenderedFile file)
    {
        Begin(json, file, "data-resource", file.Path == Glance.File ? "主要数字" : "整份公开数据");
        json.WriteString("format", "json");
        json.WriteEndObject();
    }

    static void Begin(Utf8JsonWriter json, RenderedFile file, string profile, string title)
    {
        json.WriteStartObject();
        json.WriteString("name", Path.GetFileNameWithoutExtension(file.Path));
        json.WriteString("path", file.Path);
        json.WriteString("profile", profile);
        json.WriteString("title", title);
        json.WriteString("mediatype", file.MediaType);
        json.WriteNumber("bytes", file.Content.Length);
        json.WriteString("hash", "sha256:" + Convert.ToHexStringLower(SHA256.HashData(file.Content)));
    }

    /// <summary>The specification allows lower-case letters, digits, ".", "_" and "-".</summary>
    static string Slug(string text) => string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-'));
}
