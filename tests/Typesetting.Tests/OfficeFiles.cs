using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Budget.Typesetting.Tests;

/// <summary>Office files read by another's library, as text that can be compared and reviewed.</summary>
static class OfficeFiles
{
    public static List<string> Errors(byte[] content, string extension)
    {
        using var stream = new MemoryStream(content);
        using OpenXmlPackage package = extension == "xlsx" ? SpreadsheetDocument.Open(stream, false) : WordprocessingDocument.Open(stream, false);
        return [.. new OpenXmlValidator(FileFormatVersions.Office2019).Validate(package).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}")];
    }

    public static List<SheetText> Sheets(byte[] workbook)
    {
        using var stream = new MemoryStream(workbook);
        using var package = SpreadsheetDocument.Open(stream, false);
        var main = package.WorkbookPart!;
        return [.. main.Workbook.Sheets!.Elements<Sheet>().Select(sheet => new SheetText(sheet.Name!, (WorksheetPart)main.GetPartById(sheet.Id!)))];
    }

    /// <summary>A line per row of every sheet: a formula before its value, a text in its quotation marks where it could be a number.</summary>
    public static string Dump(byte[] workbook)
    {
        var text = new StringBuilder();
        foreach (var sheet in Sheets(workbook))
        {
            text.Append(CultureInfo.InvariantCulture, $"== {sheet.Name}\n");
            foreach (var row in sheet.Rows) text.Append(string.Join(" | ", row.Select(c => c.Formula.Length > 0 ? $"={c.Formula} → {c.Value}" : c is { IsNumber: false, Value: [>= '0' and <= '9', ..] } ? $"'{c.Value}'" : c.Value.Replace("\n", "⏎"))).TrimEnd(' ', '|')).Append('\n');
        }
        return text.ToString();
    }

    public static List<Block> Blocks(byte[] document)
    {
        using var stream = new MemoryStream(document);
        using var package = WordprocessingDocument.Open(stream, false);
        return [.. package.MainDocumentPart!.Document.Body!.Elements().Where(e => e is W.Paragraph or W.Table).Select(Read)];
    }

    static Block Read(OpenXmlElement element) => element switch
    {
        W.Paragraph paragraph => new(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? "Normal", TextOf(paragraph), [], paragraph.Descendants<W.SectionProperties>().FirstOrDefault()?.OuterXml ?? ""),
        _ => new("Table", element.Descendants<W.TableCaption>().First().Val!, [.. element.Elements<W.TableRow>().Select(r => (IReadOnlyList<string>)[.. r.Elements<W.TableCell>().Select(c => string.Join('⏎', c.Elements<W.Paragraph>().Select(TextOf)))])], "")
        {
            HeadRows = element.Elements<W.TableRow>().Count(r => r.Descendants<W.TableHeader>().Any()),
        },
    };

    /// <summary>What a reader sees: fields give their results, not their instructions.</summary>
    static string TextOf(W.Paragraph paragraph) => string.Concat(paragraph.Descendants().Select(e => e switch { W.Text text => text.Text, W.TabChar => "\t", _ => "" }));

    public static string Dump(IEnumerable<Block> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{block.Style}] {block.Text}\n");
            foreach (var row in block.Rows) text.Append("    ").Append(string.Join(" | ", row).TrimEnd(' ', '|')).Append('\n');
        }
        return text.ToString();
    }
}

/// <param name="Section">The properties of the section that ends with this paragraph; empty where none ends.</param>
sealed record Block(string Style, string Text, IReadOnlyList<IReadOnlyList<string>> Rows, string Section)
{
    public int HeadRows { get; init; }
}

sealed record SheetCell(string Place, string Value, bool IsNumber, string Formula, string Format);

sealed class SheetText
{
    public SheetText(string name, WorksheetPart part)
    {
        (Name, Xml) = (name, part.Worksheet.OuterXml);
        var styles = ((WorkbookPart)part.GetParentParts().First()).WorkbookStylesPart!.Stylesheet;
        var formats = styles.NumberingFormats!.Elements<NumberingFormat>().ToDictionary(f => f.NumberFormatId!.Value, f => f.FormatCode!.Value!);
        var looks = styles.CellFormats!.Elements<CellFormat>().Select(f => formats.GetValueOrDefault(f.NumberFormatId!.Value, f.NumberFormatId!.Value.ToString(CultureInfo.InvariantCulture))).ToList();
        Rows = [.. part.Worksheet.Descendants<Row>().Select(row => (IReadOnlyList<SheetCell>)[.. row.Elements<Cell>().Select(cell => new SheetCell(cell.CellReference!,
            cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "", cell.DataType is null && cell.CellValue is not null, cell.CellFormula?.Text ?? "", looks[(int)cell.StyleIndex!.Value]))])];
    }

    public string Name { get; }
    public string Xml { get; }
    public IReadOnlyList<IReadOnlyList<SheetCell>> Rows { get; }
}
