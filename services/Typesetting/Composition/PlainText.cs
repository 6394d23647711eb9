using System.Buffers;
using System.Text;

namespace Budget.Typesetting.Composition;

/// <summary>
/// Text as any format can hold it: without control characters and half characters, which XML forbids, and without the marks
/// that turn the direction of what follows (a name must not reorder a page). Most text is returned as it is.
/// </summary>
static class PlainText
{
    static readonly SearchValues<char> Unwanted = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(c => (char)c).Where(c => c is not ('\t' or '\n')), .. Enumerable.Range(0x7f, 33).Select(c => (char)c),
            '\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\ufffe', '\uffff']);

    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAny(Unwanted) < 0 && text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0) return text;
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsBmp || !Unwanted.Contains((char)rune.Value)) plain.Append(rune.ToString());
        }
        return plain.ToString();
    }
}
