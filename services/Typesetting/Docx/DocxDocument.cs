using System.Text;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;
using Budget.Typesetting.Office;

namespace Budget.Typesetting.Docx;

/// <summary>
/// A composed document → the file an office edits and a leader signs: headings, contents and captions are the word processor's
/// own, tables repeat their heads, wide ones lie across the paper.
/// </summary>
static class DocxDocument
{
    const string Main = "application/vnd.openxmlformats-officedocument.wordprocessingml";

    static readonly byte[] Styles = Resource("docx-styles.xml");

    public static byte[] Render(ComposedDocument document)
    {
        using var package = new OfficePackage();
        package.Add("word/document.xml", $"{Main}.document.main+xml", new DocxBody(document).Write());
        package.Add("word/styles.xml", $"{Main}.styles+xml", Styles);
        package.Add("word/settings.xml", $"{Main}.settings+xml", Settings);
        package.Add("word/fontTable.xml", $"{Main}.fontTable+xml", FontTable);
        package.Add("word/header.xml", $"{Main}.header+xml", Head(document));
        package.Add("word/footer.xml", $"{Main}.footer+xml", Foot);
        package.Relate("word/document.xml",
        [
            new("rId1", "styles", "styles.xml"), new("rId2", "settings", "settings.xml"), new("rId3", "fontTable", "fontTable.xml"),
            new(DocxBody.Header, "header", "header.xml"), new(DocxBody.Footer, "footer", "footer.xml"),
        ]);
        return package.Finish("word/document.xml", document.Title, document.Department, "部门预算公开");
    }

    static byte[] Head(ComposedDocument document) =>
        Part("hdr"u8).Raw("<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:t>"u8).Text(document.Title).Raw("</w:t></w:r></w:p></w:hdr>"u8).ToArray();

    static readonly byte[] Foot =
        Part("ftr"u8).Raw("""<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>"""u8).ToArray();

    // No updateFields: Word would ask every reader whether to follow fields. The page numbers written are reckoned (PageReckoning), and F9 makes them exact.
    static readonly byte[] Settings =
        Part("settings"u8).Raw("""<w:zoom w:percent="100"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"""u8).ToArray();

    /// <summary>The fonts of official documents, and for computers without them what looks nearest.</summary>
    static readonly byte[] FontTable = Encoding.UTF8.GetBytes(
        """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"""
        + string.Concat(new (string Name, string Otherwise)[] { ("方正小标宋简体", "宋体"), ("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("黑体", "SimHei"), ("宋体", "SimSun") }
            .Select(f => $"<w:font w:name=\"{f.Name}\"><w:altName w:val=\"{f.Otherwise}\"/><w:charset w:val=\"86\"/></w:font>"))
        + "</w:fonts>");

    internal static HtmlBuffer Part(ReadOnlySpan<byte> root, int capacity = 4 * 1024) => new HtmlBuffer(capacity)
        .Raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:"u8).Raw(root)
        .Raw(" xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"u8);

    static byte[] Resource(string name)
    {
        using var stream = typeof(DocxDocument).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    internal static string NameOf(Severity severity) => severity switch { Severity.Error => "错误", Severity.Warning => "警告", _ => "提示" };
}
