using System.Text.RegularExpressions;
using System.Xml;
using Budget.Document.Editions;
using Budget.Intake.Flows;
using Budget.Intake.Layout;
using Budget.Intake.Pages;
using Budget.Intake.Tables;

namespace Budget.Intake;

/// <summary>Reads published files to the intake message, whatever kind of file it is. Pure but for the bytes it is given.</summary>
/// <param name="convert">Makes a newer file of an old Word file (doc, wps); null where no program for that is at hand.</param>
public sealed partial class FileReader(EditionBook editions, Func<ReadOnlyMemory<byte>, byte[]?>? convert = null)
{
    public Reading Read(string name, ReadOnlyMemory<byte> file, ReadingLimits? limits = null) => Read(name, [file], limits);

    /// <summary>One disclosure that was published in several files (text and tables apart).</summary>
    public Reading Read(string name, IReadOnlyList<ReadOnlyMemory<byte>> files, ReadingLimits? limits = null)
    {
        limits ??= new();
        try
        {
            var (pages, sheets, prose, remarks) = (new List<Page>(), new List<Sheet>(), new List<TextLine>(), new List<string>());
            foreach (var file in files)
            {
                if (file.Length > limits.Bytes) throw ReadingException.TooLarge(limits.Bytes);
                var (morePages, moreSheets, moreProse) = Take(file, limits, remarks);
                // The second file's pages are counted on from the first's.
                Shift(pages.Count, morePages, moreSheets, moreProse);
                pages.AddRange(morePages);
                sheets.AddRange(moreSheets);
                prose.AddRange(moreProse);
            }
            return new DisclosureBuilder(editions).Build(name, pages, sheets, prose, remarks);
        }
        catch (Exception e) when (e is not ReadingException)
        {
            throw Refused(e);
        }
    }

    (List<Page> Pages, List<Sheet> Sheets, List<TextLine> Prose) Take(ReadOnlyMemory<byte> file, ReadingLimits limits, List<string> remarks)
    {
        switch (FileKinds.Of(file.Span))
        {
            case FileKind.Pdf:
                return Printed(PdfPages.Read(file, limits));
            case FileKind.Ofd:
                return Printed(OfdPages.Read(file, limits));
            case FileKind.Text when TextPages.Decode(file.Span) is { } text:
                return Printed(TextPages.Read(text, limits));
            case FileKind.Web when TextPages.Decode(file.Span) is { } html:
                return WebFlow.Read(Declared(html, file), limits);
            case FileKind.Word:
                return WordFlow.Read(file, limits);
            case FileKind.Workbook or FileKind.OldWorkbook:
                var (pages, sheets, prose, said) = WorkbookFlow.Read(file, limits);
                remarks.AddRange(said);
                return (pages, sheets, prose);
            case FileKind.OldWord:
                if (convert?.Invoke(file) is { } newer) return WordFlow.Read(newer, limits);
                throw new ReadingException("这是旧版 Word 或 WPS 文字（doc、wps）；请安装 LibreOffice，或者另存为 docx 或 PDF 后再试。", "this is an old Word file (doc, wps); install LibreOffice, or save it as docx or PDF and try again");
            case FileKind.Picture:
                throw new ReadingException("这是一张图片，没有可以核对的文字；请取得带文字层的 PDF 或原来的电子文件。", "this is a picture, there is no text to check; get a PDF with a text layer or the original file");
            case FileKind.Packed:
                throw new ReadingException("这是压缩包；请解压后逐个给出其中的文件。", "this is an archive; unpack it and give the files in it");
            case FileKind.Empty:
                throw new ReadingException("这是空文件；请重新取得。", "the file is empty; get it again");
            default:
                throw new ReadingException("认不出这是什么文件；可以读 PDF、OFD、docx、xlsx、xls、网页和文本。", "it is no kind of file that can be read; PDF, OFD, docx, xlsx, xls, web pages and text can");
        }
    }

    static (List<Page>, List<Sheet>, List<TextLine>) Printed(IEnumerable<Page> read)
    {
        var pages = read.ToList();
        var (sheets, prose) = SheetFinder.Find(RunningHeads.LeftOut([.. pages.Select(page => UnruledTables.Taken(PageLayout.Of(page)))]));
        return (pages, sheets, prose);
    }

    /// <summary>A web page may say that it is written in GBK.</summary>
    static string Declared(string html, ReadOnlyMemory<byte> file) => html;

    static void Shift(int by, List<Page> pages, List<Sheet> sheets, List<TextLine> prose)
    {
        if (by == 0) return;
        var moved = new Dictionary<Page, Page>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < pages.Count; i++) pages[i] = moved[pages[i]] = pages[i] with { Number = pages[i].Number + by };
        for (var i = 0; i < prose.Count; i++) prose[i] = prose[i] with { Page = moved.GetValueOrDefault(prose[i].Page, prose[i].Page) };
        foreach (var sheet in sheets)
        {
            for (var r = 0; r < sheet.Rows.Count; r++)
            {
                var row = sheet.Rows[r];
                foreach (var cell in row.Cells) cell.Place = cell.Place with { Page = cell.Place.Page + by };
                sheet.Rows[r] = row with { Page = row.Page + by };
            }
        }
    }

    static ReadingException Refused(Exception e) => e switch
    {
        UglyToad.PdfPig.Exceptions.PdfDocumentEncryptedException => new("这个 PDF 有密码；请取得没有密码的文件。", "this PDF has a password; get the file without one", e),
        ExcelDataReader.Exceptions.InvalidPasswordException => new("这个工作簿有密码；请取得没有密码的文件。", "this workbook has a password; get the file without one", e),
        XmlException => new("文件里的 XML 不合格式或含有不允许的声明；请用原来的程序另存一份再试。", "XML in the file is malformed or holds declarations that are not allowed; save it anew and try again", e),
        InvalidDataException or EndOfStreamException => new("文件不完整或已损坏；请重新取得完整的文件。", "the file is cut short or damaged; get the whole file again", e),
        OutOfMemoryException or InsufficientExecutionStackException => ReadingException.TooMuch(),
        _ => new($"文件已损坏或不完整，读不出来（{e.GetType().Name}）；请重新取得完整的文件，或者用原来的程序另存为 PDF。", $"the file is damaged or cut short and cannot be read ({e.GetType().Name}); get the whole file again, or save it as PDF", e),
    };
}
