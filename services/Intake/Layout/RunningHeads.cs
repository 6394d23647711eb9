using System.Text.RegularExpressions;
using Budget.Intake.Pages;

namespace Budget.Intake.Layout;

/// <summary>Leaves page numbers and running heads out; they are the printer's, not the document's.</summary>
static partial class RunningHeads
{
    public static List<PageLayout> LeftOut(IReadOnlyList<PageLayout> pages)
    {
        var often = pages.SelectMany(page => page.Lines.Where(line => AtEdge(line)).Select(line => Key(line)).Distinct())
            .GroupBy(key => key).Where(group => group.Count() >= 3 && group.Count() * 5 >= pages.Count * 2).Select(group => group.Key).ToHashSet();
        return [.. pages.Select(page => page with { Lines = [.. page.Lines.Where(line => !AtEdge(line) || !often.Contains(Key(line)) && !Number().IsMatch(line.Text))] })];
    }

    static bool AtEdge(TextLine line) => line.Box.MiddleY < line.Page.Height * 0.09 || line.Box.MiddleY > line.Page.Height * 0.9;

    static string Key(TextLine line) => Digits().Replace(line.Text, "#") + (line.Box.MiddleY < line.Page.Height / 2 ? "^" : "_");

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[-—–－_·\s]*\d{1,3}[-—–－_·\s]*$|^第?\s*\d+\s*页?\s*[,，/共]+\s*\d+\s*页?$|^第\s*\d+\s*页$")]
    private static partial Regex Number();
}
