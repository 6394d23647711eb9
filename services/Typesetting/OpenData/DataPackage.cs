using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Budget.Document;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.OpenData;

/// <summary>
/// datapackage.json: a Frictionless Tabular Data Package over the data sets of one version, or of a district's year, each with its
/// Table Schema; and by its column types, model and fiscal period a Fiscal Data Package.
/// </summary>
public static class DataPackage
{
    static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Render(DisclosureDocument document, PublicationFacts facts, string title, IReadOnlyList<PackagedFile> files)
    {
        var department = document.Department;
        return Render(new(
            $"{Slug(department.DistrictCode)}-{Slug(department.Code)}-{document.Year}-v{facts.Version}", title, $"{department.Name}{document.Year}年部门预算的公开数据。", $"{facts.Version}.0.0", document.Year,
            department.Name, facts.PublishedAt, [department.District, department.Name], document.Printed?.Source ?? ""),
            files);
    }

    public static byte[] Render(PackageHead head, IReadOnlyList<PackagedFile> files)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("profile", "tabular-data-package");
        json.WriteString("name", head.Name);
        json.WriteString("title", head.Title);
        json.WriteString("description", head.Description + "金额单位为元，以分结尾的列单位为分；空格表示原表未填列。");
        if (head.Version.Length > 0) json.WriteString("version", head.Version);
        if (head.Created is { } at) json.WriteString("created", at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        json.WriteStartArray("keywords");
        foreach (var word in (string[])["部门预算", "预算公开", .. head.Keywords, $"{head.Year}年"])
        {
            if (word.Length > 0) json.WriteStringValue(word);
        }
        json.WriteEndArray();
        json.WriteString("countryCode", "CN");
        json.WriteStartObject("fiscalPeriod");
        json.WriteString("start", $"{head.Year}-01-01");
        json.WriteString("end", $"{head.Year}-12-31");
        json.WriteEndObject();
        json.WriteStartArray("contributors");
        json.WriteStartObject();
        json.WriteString("title", head.Publisher);
        json.WriteString("role", "publisher");
        json.WriteEndObject();
        json.WriteEndArray();
        if (head.Source.Length > 0)
        {
            json.WriteStartArray("sources");
            json.WriteStartObject();
            json.WriteString("title", head.Source);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        Fiscal(json, files.FirstOrDefault(f => f.Data.Name == "figures") ?? files.FirstOrDefault(f => f.Data.Name == "text-figures"));
        json.WriteStartArray("resources");
        foreach (var file in files) Resource(json, file);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Which columns are the money and what it is told apart by; of a document whose tables are lost, the amounts of its text.</summary>
    static void Fiscal(Utf8JsonWriter json, PackagedFile? figures)
    {
        json.WriteString("granularity", "aggregated");
        if (figures is null) return;
        var ofTables = figures.Data.Name == "figures";
        json.WriteStartObject("model");
        json.WriteStartObject("measures");
        json.WriteStartObject("amount");
        json.WriteString("resource", figures.Data.Name);
        json.WriteString("source", "fen");
        json.WriteString("currency", "CNY");
        json.WriteNumber("factor", 0.01m);
        json.WriteString("phase", "approved");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("dimensions");
        Dimension("department", "entity", "department", "department_name");
        Dimension("year", "datetime", "year", "");
        if (ofTables)
        {
            Dimension("table", "other", "table", "");
            Dimension("item", "classification", "code", "name");
            Dimension("column", "fact", "column", "column_name");
        }
        else Dimension("subject", "other", "number", "subject_name");
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
            json.WriteString("resource", figures.Data.Name);
            json.WriteString("source", name);
            if (labels.Length > 0) json.WriteString("labelfor", labels);
            json.WriteEndObject();
        }
    }

    static void Resource(Utf8JsonWriter json, PackagedFile file)
    {
        var data = file.Data;
        json.WriteStartObject();
        json.WriteString("name", data.Name);
        json.WriteString("path", file.Path);
        json.WriteString("profile", "tabular-data-resource");
        json.WriteString("title", data.Title);
        json.WriteString("format", "csv");
        json.WriteString("mediatype", "text/csv");
        json.WriteString("encoding", "utf-8");
        json.WriteNumber("bytes", file.Bytes);
        json.WriteString("hash", "sha256:" + file.Sha256);
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

/// <param name="Version">Of the data; empty where they have none of their own.</param>
/// <param name="Source">Where a document made elsewhere came from.</param>
public sealed record PackageHead(
    string Name, string Title, string Description, string Version, int Year, string Publisher, DateTimeOffset? Created, IReadOnlyList<string> Keywords, string Source = "");

public sealed record PackagedFile(string Path, long Bytes, string Sha256, DataSet Data);
