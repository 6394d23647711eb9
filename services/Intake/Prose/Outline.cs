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
        var counted = 0;
        foreach (var paragraph in paragraphs)
        {
            if (!paragraph.IsHeading)
            {
                outlined.Add(Under(path, paragraph, ref counted));
                continue;
            }
            var depth = Depth(paragraph.Text);
            while (path.Count > 0 && path[^1].Depth >= depth) path.RemoveAt(path.Count - 1);
            path.Add((depth, paragraph.Text));
            counted = 0;
        }
        return outlined;
    }

    /// <summary>Section: the unnumbered heading and the numbers below it ("预算编制说明 三（一）"); heading: the words of the nearest numbered one.</summary>
    static OutlinedParagraph Under(List<(int Depth, string Text)> path, Paragraph paragraph, ref int counted)
    {
        var part = path.FindLast(heading => heading.Depth <= 1).Text ?? "";
        var numbered = path.FindAll(heading => heading.Depth > 1);
        var numbers = string.Concat(numbered.Select(heading => Paragraphs.NumberOf(heading.Text)));
        var under = numbered.Count > 0 ? Paragraphs.WithoutNumber(numbered[^1].Text) : "";
        counted++;
        if (numbers.Length == 0) numbers = Paragraphs.NumberOf(paragraph.Text) is { Length: > 0 } own ? own : $"第{counted}段";
        return new($"{part} {numbers}".Trim(), under, paragraph);
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
