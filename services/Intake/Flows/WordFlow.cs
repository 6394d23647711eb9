using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Budget.Intake.Layout;

namespace Budget.Intake.Flows;

/// <summary>A Word document (docx): its paragraphs and tables in order. It has no pages until someone prints it, so all is on page 1.</summary>
static class WordFlow
{
    public static (List<Pages.Page> Pages, List<Tables.Sheet> Sheets, List<TextLine> Prose) Read(ReadOnlyMemory<byte> file, ReadingLimits limits)
    {
        var stream = new MemoryStream(file.ToArray());
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true)) Pages.Packed.Check(zip, limits);
        stream.Position = 0;
        using var document = WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = 60_000_000 });
        var page = new Pages.Page(1, 595, 842, [], [], []);
        var flow = new Flow(page);
        if (document.MainDocumentPart?.Document?.Body is { } body) Walk(body, flow, limits);
        flow.End();
        return ([page], flow.Sheets, flow.Prose);
    }

    static void Walk(OpenXmlElement parent, Flow flow, ReadingLimits limits)
    {
        foreach (var element in parent.ChildElements)
        {
            limits.Count(1);
            switch (element)
            {
                case Paragraph paragraph:
                    flow.Line(Text(paragraph), Size(paragraph));
                    break;
                case Table table:
                    Put(table, flow, limits);
                    break;
                case SdtBlock block:
                    if (block.SdtContentBlock is { } content) Walk(content, flow, limits);
                    break;
            }
        }
    }

    static string Text(OpenXmlElement element)
    {
        var text = new System.Text.StringBuilder();
        foreach (var part in element.Descendants())
        {
            // What was struck out under revision is not printed.
            if (part is DeletedText || part.Ancestors<DeletedRun>().Any()) continue;
            if (part is Text words) text.Append(words.Text);
            else if (part is TabChar or Break) text.Append(' ');
        }
        return text.ToString();
    }

    static double Size(Paragraph paragraph)
    {
        var style = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? "";
        if (style.StartsWith("Heading", StringComparison.OrdinalIgnoreCase) || style is "1" or "2" or "Title") return 14;
        return double.TryParse(paragraph.Descendants<FontSize>().FirstOrDefault()?.Val?.Value, out var half) ? half / 2 : 10;
    }

    static void Put(Table table, Flow flow, ReadingLimits limits)
    {
        var rows = new List<(string Text, int Column, int Columns, bool Begins, int Rows, string Address)[]>();
        foreach (var row in table.Elements<TableRow>())
        {
            var cells = new List<(string, int, int, bool, int, string)>();
            var column = (int)(row.TableRowProperties?.Elements<GridBefore>().FirstOrDefault()?.Val?.Value ?? 0);
            foreach (var cell in row.Descendants<TableCell>().Where(cell => cell.Ancestors<TableRow>().First() == row))
            {
                limits.Count(1);
                var span = Math.Clamp((int)(cell.TableCellProperties?.GridSpan?.Val?.Value ?? 1), 1, 200);
                var merge = cell.TableCellProperties?.VerticalMerge;
                var begins = merge is null || merge.Val?.Value == MergedCellValues.Restart;
                var above = begins || rows.Count == 0 ? default : rows[^1].FirstOrDefault(other => other.Column == column);
                cells.Add((begins ? string.Concat(cell.Elements<Paragraph>().Select(Text)).Trim() : above.Text ?? "", column, span, begins, 1, ""));
                column += span;
            }
            rows.Add([.. cells]);
        }
        // A table of one cell is a frame around text; tables within cells are read with their cells' text.
        if (rows.Sum(row => row.Length) < 3) foreach (var cell in rows.SelectMany(row => row)) flow.Line(cell.Text);
        else flow.Table(rows);
    }
}
