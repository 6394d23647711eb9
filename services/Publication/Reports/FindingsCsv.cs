using System.Text;
using Budget.Contracts;
using Budget.Publication.Formats.OpenData;

namespace Budget.Publication.Reports;

/// <summary>All findings of all files as one CSV, written as the published tables are.</summary>
public static class FindingsCsv
{
    public static byte[] Render(IReadOnlyList<CheckedFile> files)
    {
        var csv = new StringBuilder();
        foreach (var row in files.SelectMany(FindingRows.Of).Prepend(FindingRows.Heads))
        {
            foreach (var text in row) CsvTable.Cell(csv, text);
            CsvTable.End(csv);
        }
        return CsvTable.Bytes(csv);
    }
}
