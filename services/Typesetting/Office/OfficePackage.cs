using System.IO.Compression;
using System.Text;
using System.Xml;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Office;

/// <summary>
/// The zip that a workbook or a text document is (ECMA-376 part 2), made so that the same parts are the same bytes: parts in the
/// order they are added, ids as given, every date the one that zip begins with.
/// </summary>
sealed class OfficePackage : IDisposable
{
    const string Relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    public const string OfficeRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string CoreProperties = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";

    static readonly DateTimeOffset Beginning = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly XmlWriterSettings Closing = new() { Encoding = new UTF8Encoding(false), CloseOutput = true };

    readonly MemoryStream bytes = new(64 * 1024);
    readonly ZipArchive zip;
    readonly List<(string Path, string ContentType)> parts = [];

    public void Dispose()
    {
        zip.Dispose();
        bytes.Dispose();
    }

    public OfficePackage() => zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true);

    public void Add(string path, string contentType, Action<XmlWriter> write)
    {
        parts.Add((path, contentType));
        using var xml = XmlWriter.Create(Open(path), Closing);
        xml.WriteStartDocument(standalone: true);
        write(xml);
    }

    /// <summary>A part that is always the same, kept as a file beside the code.</summary>
    public void Add(string path, string contentType, byte[] content)
    {
        parts.Add((path, contentType));
        using var stream = Open(path);
        stream.Write(content);
    }

    /// <summary>What a part refers to.</summary>
    /// <param name="of">The part's path; empty: the package itself.</param>
    public void Relate(string of, IEnumerable<Relation> relations)
    {
        var slash = of.LastIndexOf('/') + 1;
        using var xml = XmlWriter.Create(Open($"{of[..slash]}_rels/{of[slash..]}.rels"), Closing);
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("Relationships", Relationships);
        foreach (var relation in relations)
        {
            xml.WriteStartElement("Relationship", Relationships);
            xml.WriteAttributeString("Id", relation.Id);
            xml.WriteAttributeString("Type", relation.Type.Contains(':', StringComparison.Ordinal) ? relation.Type : $"{OfficeRelationships}/{relation.Type}");
            xml.WriteAttributeString("Target", relation.Target);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>Ends the package: its properties, the way to its main part, and the list of what is in it.</summary>
    public byte[] Finish(string main, string title, string author, string subject)
    {
        Add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", xml =>
        {
            const string dc = "http://purl.org/dc/elements/1.1/";
            xml.WriteStartElement("cp", "coreProperties", CoreProperties);
            xml.WriteElementString("dc", "title", dc, PlainText.Of(title));
            xml.WriteElementString("dc", "subject", dc, PlainText.Of(subject));
            xml.WriteElementString("dc", "creator", dc, PlainText.Of(author));
            xml.WriteElementString("dc", "language", dc, "zh-CN");
            xml.WriteEndElement();
        });
        Relate("", [new("rId1", "officeDocument", main), new("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")]);
        using (var xml = XmlWriter.Create(Open("[Content_Types].xml"), Closing))
        {
            const string types = "http://schemas.openxmlformats.org/package/2006/content-types";
            xml.WriteStartDocument(standalone: true);
            xml.WriteStartElement("Types", types);
            Default("rels", "application/vnd.openxmlformats-package.relationships+xml");
            Default("xml", "application/xml");
            foreach (var (path, contentType) in parts)
            {
                xml.WriteStartElement("Override", types);
                xml.WriteAttributeString("PartName", "/" + path);
                xml.WriteAttributeString("ContentType", contentType);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();

            void Default(string extension, string contentType)
            {
                xml.WriteStartElement("Default", types);
                xml.WriteAttributeString("Extension", extension);
                xml.WriteAttributeString("ContentType", contentType);
                xml.WriteEndElement();
            }
        }
        zip.Dispose();
        return bytes.ToArray();
    }

    Stream Open(string path)
    {
        var entry = zip.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = Beginning;
        return entry.Open();
    }
}

/// <param name="Type">Last part of the relationship's type in ECMA-376, or the whole type.</param>
readonly record struct Relation(string Id, string Type, string Target);
