using System.Text;

namespace Budget.Intake.Pages;

/// <summary>Plain text as `pdftotext -layout` writes it: columns are kept by spaces, pages parted by form feeds. A Chinese character is two spaces wide.</summary>
static class TextPages
{
    const double Narrow = 5, Line = 12;

    public static IEnumerable<Page> Read(string text, ReadingLimits limits)
    {
        var pages = text.Split('\f');
        if (pages.Length > limits.Pages + 1) throw ReadingException.TooManyPages(pages.Length, limits.Pages);
        for (var number = 1; number <= pages.Length; number++)
        {
            var lines = pages[number - 1].Split('\n');
            if (number > 1 && lines.All(string.IsNullOrWhiteSpace)) continue;
            limits.Count(pages[number - 1].Length);
            var letters = new List<Letter>();
            double widest = 100;
            var shown = 0;
            for (var row = 0; row < lines.Length; row++)
            {
                double x = 0;
                var baseline = (row + 1) * Line;
                foreach (var c in lines[row])
                {
                    var width = c == '\t' ? 8 * Narrow - x % (8 * Narrow) : IsWide(c) ? 2 * Narrow : Narrow;
                    if (char.IsWhiteSpace(c)) shown++;
                    else letters.Add(new(c, new(x, baseline - 8.5, x + width, baseline + 1.5), baseline, 10, shown));
                    x += width;
                }
                widest = Math.Max(widest, x);
                shown++;
            }
            yield return new(number, widest, (lines.Length + 1) * Line, letters, [], []);
        }
    }

    static bool IsWide(char c) => c >= '\u1100' && (c <= '\u115F' || c is >= '\u2E80' and <= '\uA4CF' or >= '\uAC00' and <= '\uD7A3' or >= '\uF900' and <= '\uFAFF' or >= '\uFE30' and <= '\uFE6F' or >= '\uFF00' and <= '\uFF60' or >= '\uFFE0' and <= '\uFFE6'
        || c is '“' or '”' or '‘' or '’' or '…' or '—');

    /// <summary>UTF-8, or what Chinese programs wrote before it; null where it is no text at all.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes.Contains((byte)0)) return null;
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        var text = CodePages.GetEncoding(54936)!.GetString(bytes);
        return text.Count(c => c is '\uFFFD' || char.IsControl(c) && c is not ('\r' or '\n' or '\t' or '\f')) * 50 > text.Length ? null : text;
    }

    static readonly EncodingProvider CodePages = CodePagesEncodingProvider.Instance;
}
