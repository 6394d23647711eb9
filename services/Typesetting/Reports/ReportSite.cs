using System.Globalization;
using Budget.Contracts;

namespace Budget.Typesetting.Reports;

/// <summary>The pages of one check: a report for one file, an overview and a report each for several.</summary>
public static class ReportSite
{
    const string Index = "index.html";

    public static IEnumerable<(string Path, byte[] Content)> Render(IReadOnlyList<CheckedFile> files, IReadOnlyList<(string File, string Problem)> unreadable)
    {
        if (files is [var only] && unreadable.Count == 0) return [(Index, ReportPage.Render(only))];
        var entries = new List<OverviewEntry>();
        var taken = new HashSet<string>([Index], StringComparer.OrdinalIgnoreCase);
        foreach (var file in files) entries.Add(new(file, NameOf(file, taken)));
        return entries.Select(e => (e.Page, ReportPage.Render(e.File, Index))).Prepend((Index, OverviewPage.Render(entries, unreadable)));
    }

    /// <summary>Named as its file, so that a second check of the same files finds its pages again; only what a file name and an address hold alike.</summary>
    static string NameOf(CheckedFile file, HashSet<string> taken)
    {
        var name = string.Concat(Path.GetFileNameWithoutExtension(file.File).Where(c => char.IsLetterOrDigit(c) || c is '-' or '_'));
        if (name.Length == 0) name = "report";
        for (var i = 1; ; i++)
        {
            var page = i == 1 ? $"{name}.html" : string.Create(CultureInfo.InvariantCulture, $"{name}-{i}.html");
            if (taken.Add(page)) return page;
        }
    }
}
