using System.Text.RegularExpressions;
using Budget.Document;

namespace Budget.Intake.Prose;

/// <summary>A printed paragraph under its headings.</summary>
public sealed record OutlinedParagraph(string Section, string Heading, Paragraph Paragraph);

/// <summary>Puts paragraphs under their headings: 第一部分 over 一、 over （一） over 1.</summary>
static partial class Outline
{
    public static List<OutlinedParagraph> Of(IReadOnlyList<Paragraph> paragraphs)
    {
        var outlined = new List<OutlinedParagraph>();
        var path = new List<(int Depth, string Text)>();
        foreach (var paragraph in paragraphs)
        {
            if (!paragraph.IsHeading)
            {
                var under = path.Count > 0 ? path[^1].Text : "";
                outlined.Add(new(string.Join(' ', path.SkipLast(1).Select(heading => heading.Text)), under, paragraph));
                continue;
            }
            var depth = Depth(paragraph.Text);
            while (path.Count > 0 && path[^1].Depth >= depth) path.RemoveAt(path.Count - 1);
            path.Add((depth, paragraph.Text));
        }
        return outlined;
    }

    static int Depth(string heading) => heading switch
    {
        _ when heading.StartsWith('第') && heading.Contains("部分", StringComparison.Ordinal) => 0,
        _ when First().IsMatch(heading) => 2,
        _ when Second().IsMatch(heading) => 3,
        _ when Third().IsMatch(heading) => 4,
        _ => 1,
    };

    [GeneratedRegex(@"^[一二三四五六七八九十]+[、.．]")]
    private static partial Regex First();

    [GeneratedRegex(@"^[（(][一二三四五六七八九十]+[）)]")]
    private static partial Regex Second();

    [GeneratedRegex(@"^\d+[、.．]|^[（(]\d+[）)]")]
    private static partial Regex Third();
}
