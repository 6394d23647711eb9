using Budget.Document;
using Budget.Publication.Composition;
using Budget.Publication.Formats.Html;
using Budget.Publication.Formats.OpenData;
using Google.Protobuf;

namespace Budget.Publication.Formats;

/// <param name="Path">Relative to the version's folder.</param>
/// <param name="Table">The table this file carries, if it is one.</param>
public sealed record RenderedFile(string Path, string MediaType, byte[] Content, Table? Table = null);

/// <summary>A disclosure → the files of its published version. Pure: the same input gives the same bytes, there is no clock and no chance in it.</summary>
public static class Publisher
{
    /// <param name="file">The disclosure as it came in, published whole as disclosure.json.</param>
    public static IReadOnlyList<RenderedFile> Render(DisclosureDocument document, PublicationFacts facts, V1.DisclosureFile file)
    {
        var composed = Composer.Compose(document, facts);
        var data = new List<RenderedFile> { new("disclosure.json", "application/json", Json(file)), new(Glance.File, "application/json", composed.Glance!.ToJson()) };
        foreach (var table in document.Tables)
        {
            if (!table.NotInSource) data.Add(new($"data/table-{table.Number}.csv", "text/csv", CsvTable.Render(table), table));
        }
        return
        [
            new("index.html", "text/html", HtmlDocument.Render(composed)),
            new(HtmlDocument.English, "text/html", HtmlDocument.RenderEnglish(composed)),
            .. composed.Figures.Select(page => new RenderedFile(page.Path, "text/html", HtmlFigures.Render(composed, page))),
            .. composed.Projects.Select(project => new RenderedFile(project.Path, "text/html", HtmlProject.Render(composed, project))),
            .. data,
            new("datapackage.json", "application/json", DataPackage.Render(document, facts, composed.Title, data)),
        ];
    }

    static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithIndentation("  "));

    static byte[] Json(V1.DisclosureFile file) => [.. System.Text.Encoding.UTF8.GetBytes(Formatter.Format(file).ReplaceLineEndings("\n")), (byte)'\n'];
}
