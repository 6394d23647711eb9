using System.Text;
using Budget.Contracts;
using Budget.Typesetting.OpenData;

namespace Budget.Typesetting.Reports;

/// <summary>All findings of all files as one CSV, written as the published data sets are.</summary>
public static class FindingsCsv
{
    public static byte[] Render(IReadOnlyList<CheckedFile> files)
    {
        var csv = new StringBuilder();
        foreach (var row in files.SelectMany(FindingRows.Of).Prepend(FindingRows.Heads)) DataSet.Append(csv, row);
        // People open it, and spreadsheet programs know UTF-8 by the mark.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
    }
}
