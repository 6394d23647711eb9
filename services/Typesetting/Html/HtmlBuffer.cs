using System.Buffers;
using System.Globalization;
using System.Text;

namespace Budget.Typesetting.Html;

/// <summary>
/// The bytes of a page as they grow: markup goes in as it is written, everything else only encoded. There is no way
/// to put a string in without encoding it.
/// </summary>
public sealed class HtmlBuffer(int capacity = 64 * 1024)
{
    readonly ArrayBufferWriter<byte> bytes = new(capacity);

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    /// <summary>Markup, written as a literal in the source.</summary>
    public HtmlBuffer Raw(ReadOnlySpan<byte> markup)
    {
        bytes.Write(markup);
        return this;
    }

    /// <summary>Text or the value of a quoted attribute, encoded for both. Characters that HTML forbids are left out.</summary>
    public HtmlBuffer Text(string text)
    {
        var rest = text.AsSpan();
        while (true)
        {
            var special = rest.IndexOfAny(Special);
            Encoding.UTF8.GetBytes(special < 0 ? rest : rest[..special], bytes);
            if (special < 0) return this;
            bytes.Write(rest[special] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '"' => "&quot;"u8,
                '\'' => "&#39;"u8,
                _ => [],
            });
            rest = rest[(special + 1)..];
        }
    }

    public HtmlBuffer Number(int number) => Text(number.ToString(CultureInfo.InvariantCulture));

    // Besides the five of HTML: control characters, and the marks that turn the direction of what follows (a name must not reorder the page).
    static readonly SearchValues<char> Special = SearchValues.Create(
        [.. "&<>\"'", .. Enumerable.Range(0, 32).Select(c => (char)c).Where(c => c is not ('\t' or '\n' or '\r')), .. Enumerable.Range(0x7f, 33).Select(c => (char)c),
            '\u061c', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\ufffe', '\uffff']);
}
