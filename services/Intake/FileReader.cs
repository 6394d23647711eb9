using Budget.Document.Editions;
using Budget.Intake.Layout;
using Budget.Intake.Pages;
using Budget.Intake.Tables;

namespace Budget.Intake;

/// <summary>Reads published files to the intake message. Pure but for the bytes it is given.</summary>
public sealed class FileReader(EditionBook editions)
{
    public Reading Read(string name, ReadOnlyMemory<byte> file, ReadingLimits? limits = null)
    {
        limits ??= new();
        try
        {
            var pages = PdfPages.Read(file, limits).ToList();
            var layouts = RunningHeads.LeftOut([.. pages.Select(PageLayout.Of)]);
            var (sheets, prose) = SheetFinder.Find(layouts);
            return new DisclosureBuilder(editions).Build(name, pages, sheets, prose);
        }
        catch (Exception e) when (e is not (ReadingException or OutOfMemoryException))
        {
            throw new ReadingException($"读不出这个 PDF：{e.Message}", $"this PDF cannot be read: {e.Message}", e);
        }
    }
}
