using System.Text.RegularExpressions;
using Budget.Desk.Calls;
using Budget.Document;
using Budget.Document.Narrative;

namespace Budget.Desk.Comparing;

public enum Piece { Same, Gone, New }

/// <summary>A sentence that reads otherwise now.</summary>
/// <param name="Key">As threads name it: the section and the sentence's number in it.</param>
public sealed record TextChange(string Key, string Place, IReadOnlyList<(Piece Piece, string Text)> Pieces)
{
    public IEnumerable<(Piece Piece, string Text)> Before => Pieces.Where(p => p.Piece != Piece.New);
    public IEnumerable<(Piece Piece, string Text)> Now => Pieces.Where(p => p.Piece != Piece.Gone);
}

/// <summary>The prose as it will be printed, sentence against sentence. A number is one word: 5,120.00 that becomes 5,300.00 is not a changed digit.</summary>
public static partial class TextChanges
{
    const int LongestCompared = 1500;

    public static IReadOnlyList<TextChange> Between(Content before, Content now)
    {
        var (was, sections) = (Sentences(before).ToList(), Sentences(now).GroupBy(s => s.Section).ToList());
        var changes = new List<TextChange>();
        foreach (var section in sections)
        {
            var olds = was.Where(s => s.Section == section.Key).Select(s => s.Text).ToList();
            var news = section.ToList();
            foreach (var (old, fresh, index) in Aligned(olds, [.. news.Select(s => s.Text)]))
            {
                if (old == fresh) continue;
                changes.Add(new($"text:{section.Key}#{index + 1}", $"{news[0].Place} 第{index + 1}句", Pieces(old ?? "", fresh ?? "")));
            }
        }
        return changes;
    }

    /// <summary>Every sentence of the prose, in printed order.</summary>
    public static IEnumerable<(string Section, string Place, string Text)> Sentences(Content content)
    {
        foreach (var section in Flat(Narrator.Write(content.Document, content.Figures)))
        {
            var place = section.Number.Length > 0 ? section.Number : section.Heading;
            foreach (var block in section.Blocks.Where(b => b.Kind == BlockKind.Paragraph))
            {
                foreach (var sentence in Split(string.Concat(block.Runs.Select(r => r.Gap ? "（未填）" : r.Text)))) yield return (section.Id, place, sentence);
            }
        }
    }

    static IEnumerable<NarrativeSection> Flat(IEnumerable<NarrativeSection> sections) => sections.SelectMany(s => Flat(s.Sections).Prepend(s));

    public static IEnumerable<string> Split(string paragraph)
    {
        var start = 0;
        for (var i = 0; i < paragraph.Length; i++)
        {
            if (paragraph[i] is not ('。' or '；' or '！')) continue;
            yield return paragraph[start..(i + 1)];
            start = i + 1;
        }
        if (start < paragraph.Length) yield return paragraph[start..];
    }

    /// <summary>Sentences that are the same hold their places; between them old and new are paired in order.</summary>
    static IEnumerable<(string? Old, string? New, int Index)> Aligned(List<string> before, List<string> now)
    {
        var common = Common(before, now);
        var (i, j) = (0, 0);
        foreach (var (a, b) in common.Append((before.Count, now.Count)))
        {
            while (i < a || j < b)
            {
                var (old, fresh) = (i < a ? before[i] : null, j < b ? now[j] : null);
                yield return (old, fresh, Math.Min(j, Math.Max(0, now.Count - 1)));
                if (i < a) i++;
                if (j < b) j++;
            }
            (i, j) = (a + 1, b + 1);
        }
    }

    public static IReadOnlyList<(Piece Piece, string Text)> Pieces(string before, string now)
    {
        var (a, b) = (Tokens(before), Tokens(now));
        if (a.Count > LongestCompared || b.Count > LongestCompared) return [(Piece.Gone, before), (Piece.New, now)];
        var pieces = new List<(Piece, string)>();
        var (i, j) = (0, 0);
        foreach (var (x, y) in Common(a, b).Append((a.Count, b.Count)))
        {
            Add(Piece.Gone, string.Concat(a.Skip(i).Take(x - i)));
            Add(Piece.New, string.Concat(b.Skip(j).Take(y - j)));
            if (x < a.Count) Add(Piece.Same, a[x]);
            (i, j) = (x + 1, y + 1);
        }
        return pieces;

        void Add(Piece piece, string text)
        {
            if (text.Length == 0) return;
            if (pieces.Count > 0 && pieces[^1].Item1 == piece) pieces[^1] = (piece, pieces[^1].Item2 + text);
            else pieces.Add((piece, text));
        }
    }

    static List<string> Tokens(string text) => [.. Token().Matches(text).Select(m => m.Value)];

    /// <summary>Places of a longest common subsequence, in order.</summary>
    static List<(int A, int B)> Common(List<string> a, List<string> b)
    {
        var length = new int[a.Count + 1, b.Count + 1];
        for (var i = a.Count - 1; i >= 0; i--)
        {
            for (var j = b.Count - 1; j >= 0; j--) length[i, j] = a[i] == b[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
        }
        var pairs = new List<(int, int)>();
        for (var (i, j) = (0, 0); i < a.Count && j < b.Count;)
        {
            if (a[i] == b[j]) pairs.Add((i++, j++));
            else if (length[i + 1, j] >= length[i, j + 1]) i++;
            else j++;
        }
        return pairs;
    }

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?%?|[A-Za-z]+|.", RegexOptions.Singleline)]
    private static partial Regex Token();
}
