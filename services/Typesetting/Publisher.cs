using System.Security.Cryptography;
using Budget.Document;
using Budget.Document.Relations;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Docx;
using Budget.Typesetting.Html;
using Budget.Typesetting.OpenData;
using Budget.Typesetting.Xlsx;
using Google.Protobuf;

namespace Budget.Typesetting;

/// <summary>A disclosure → the files of its published version. Pure: the same input gives the same bytes, there is no clock and no chance in it.</summary>
public static class Publisher
{
    /// <summary>All files but the PDF.</summary>
    public static IReadOnlyList<RenderedFile> Render(DisclosureDocument document, PublicationFacts facts, V1.DisclosureFile file) => Render(document, Composer.Compose(document, facts), facts, file);

    /// <param name="file">The disclosure as it came in, published whole as disclosure.json.</param>
    /// <param name="pdf">The document as PDF, which another program makes of the same composition (<see cref="Pdf.PdfTool"/>); null where there is none.</param>
    public static IReadOnlyList<RenderedFile> Render(DisclosureDocument document, ComposedDocument composed, PublicationFacts facts, V1.DisclosureFile file, byte[]? pdf = null)
    {
        var files = new List<RenderedFile>
        {
            new("disclosure.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", DocxDocument.Render(composed)),
            new("disclosure.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", XlsxDocument.Render(composed)),
            new("disclosure.json", "application/json", Json(file)),
            new(Glance.File, "application/json", composed.Glance!.ToJson()),
        };
        if (pdf is not null) files.Insert(0, new("disclosure.pdf", "application/pdf", pdf));
        foreach (var data in DisclosureData.Of(document, composed, facts.Version)) files.Add(new($"data/{data.Name}.csv", "text/csv", data.ToCsv(), data));
        files.Add(new(CanonicalRows.File, CanonicalRows.MediaType, CanonicalRows.Render(document)));
        files.Add(new("datapackage.json", "application/json", DataPackage.Render(document, facts, composed.Title, [.. files.Select(Packaged).OfType<PackagedFile>()])));
        var offering = Offering(composed, files.Select(f => f.Path));
        return
        [
            new(PublishedPaths.Page, "text/html", HtmlDocument.Render(offering)),
            new(HtmlDocument.English, "text/html", HtmlDocument.RenderEnglish(offering)),
            .. composed.Figures.Select(page => new RenderedFile(page.Path, "text/html", HtmlFigures.Render(composed, page))),
            .. composed.Projects.Select(project => new RenderedFile(project.Path, "text/html", HtmlProject.Render(composed, project))),
            .. files,
        ];
    }

    /// <summary>The page of a version whose files are these.</summary>
    public static RenderedFile RenderPage(ComposedDocument document, IEnumerable<string> files) => new(PublishedPaths.Page, "text/html", HtmlDocument.Render(Offering(document, files)));

    /// <summary>Pages offer the files that are there, and what they can be checked with, which is made of all of them.</summary>
    static ComposedDocument Offering(ComposedDocument document, IEnumerable<string> files) => document with
    {
        Downloads =
        [
            .. files.Select(Offered).OfType<(int, Download)>().OrderBy(d => d.Item1).Select(d => d.Item2),
            new(PublishedPaths.Manifest, "本版清单与校验码"), new($"../../../../{PublishedPaths.HowToVerify}", "怎样核验公开文件"),
        ],
    };

    /// <summary>What a reader is offered under which words, in which order; null for what is no download.</summary>
    static (int Order, Download Download)? Offered(string path)
    {
        var (order, label) = path switch
        {
            "disclosure.pdf" => (1, "整份文件（PDF）"),
            "disclosure.docx" => (2, "整份文件（Word）"),
            "disclosure.xlsx" => (3, "全部表格（Excel）"),
            "disclosure.json" => (4, "整份公开数据（JSON）"),
            Glance.File => (5, "主要数字（JSON）"),
            "datapackage.json" => (6, "数据包说明（Data Package）"),
            CanonicalRows.File => (100, "逐行数据（可逐行核验）"),
            _ when DisclosureData.Offered(path) is var (place, title) => (10 + place, title + "（CSV）"),
            _ => (0, ""),
        };
        return order == 0 ? null : (order, new(path, label));
    }

    /// <summary>Null for a file that carries no data set.</summary>
    static PackagedFile? Packaged(RenderedFile file) =>
        file.Data is null ? null : new(file.Path, file.Content.Length, Convert.ToHexStringLower(SHA256.HashData(file.Content)), file.Data);

    static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithIndentation("  "));

    static byte[] Json(V1.DisclosureFile file) => [.. System.Text.Encoding.UTF8.GetBytes(Formatter.Format(file).ReplaceLineEndings("\n")), (byte)'\n'];
}
