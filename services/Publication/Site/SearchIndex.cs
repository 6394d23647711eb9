using System.Text;
using System.Text.Json;

namespace Budget.Publication.Site;

/// <summary>
/// The index by which a browser finds words in a year's documents without a server: 64 files, each with the tokens of its
/// kind that every document contains. A token is two neighbouring Chinese characters, or a whole number or word; a search
/// reads the few files its tokens lie in, and then only the pages that contain them all. One document's tokens can be
/// replaced without reading another document. The index is made of the published page and of nothing else, so that it
/// cannot know what the page does not show.
/// </summary>
static class SearchIndex
{
    public const int Shards = 64;

    /// <summary>The tokens of a page, by the file they belong to.</summary>
    public static IReadOnlyList<string> TokensOf(byte[] page)
    {
        var tokens = new SortedSet<string>[Shards];
        for (var i = 0; i < Shards; i++) tokens[i] = new(StringComparer.Ordinal);
        foreach (var token in Tokens(PageText.Of(page))) tokens[ShardOf(token)].Add(token);
        return [.. tokens.Select(t => string.Join(' ', t))];
    }

    /// <summary>The search page's script computes the same.</summary>
    public static int ShardOf(string token) => ((token[0] * 31) + (token.Length > 1 ? token[1] : 0)) % Shards;

    public static IEnumerable<string> Tokens(string text)
    {
        var normal = Normal(text);
        var word = new StringBuilder();
        var before = '\0';
        for (var i = 0; i <= normal.Length; i++)
        {
            var c = i < normal.Length ? normal[i] : '\0';
            // 1,234.56 is found as 1234.56: the comma groups digits and separates nothing.
            if (c == ',' && word.Length > 0 && char.IsAsciiDigit(word[^1]) && i + 1 < normal.Length && char.IsAsciiDigit(normal[i + 1])) continue;
            if (char.IsAsciiLetterOrDigit(c) || (c == '.' && word.Length > 0 && i + 1 < normal.Length && char.IsAsciiDigit(normal[i + 1])))
            {
                word.Append(c);
                before = '\0';
                continue;
            }
            if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
            var letter = char.IsLetter(c);
            if (letter && before != '\0') yield return string.Concat(before, c);
            before = letter ? c : '\0';
        }
    }

    /// <summary>Full-width letters and digits as their narrow ones, in lower case: printed forms mix them.</summary>
    static string Normal(string text) => string.Concat(text.Select(c => c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c)).ToLowerInvariant();

    /// <summary>A file of the index with one document's tokens in it, those of documents that are gone taken out.</summary>
    /// <param name="kept">The file as it was; null or unreadable: a new one.</param>
    public static byte[] Replace(byte[]? kept, IReadOnlyDictionary<string, string> changed, IReadOnlySet<string> published)
    {
        var documents = new SortedDictionary<string, string>(Read(kept) ?? [], StringComparer.Ordinal);
        foreach (var gone in documents.Keys.Where(d => !published.Contains(d)).ToList()) documents.Remove(gone);
        foreach (var (document, tokens) in changed) documents[document] = tokens;
        return JsonSerializer.SerializeToUtf8Bytes(documents, Options);
    }

    static Dictionary<string, string>? Read(byte[]? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };
}

/// <summary>The words of one of our own pages. They come out as they went in through HtmlBuffer: a "&lt;" is always markup, and the five entities are all there are.</summary>
static class PageText
{
    public static string Of(byte[] page)
    {
        var html = Encoding.UTF8.GetString(page);
        var text = new StringBuilder(html.Length / 2);
        var from = html.IndexOf("<main", StringComparison.Ordinal);
        var to = html.LastIndexOf("</main", StringComparison.Ordinal);
        if (to >= 0) html = html[..to];
        for (var i = Math.Max(0, from); i < html.Length;)
        {
            if (html[i] == '<')
            {
                // Labels of pictures repeat the tables behind them.
                if (html.AsSpan(i).StartsWith("<svg")) i = Math.Max(i, html.IndexOf("</svg", i, StringComparison.Ordinal));
                var end = html.IndexOf('>', i);
                if (end < 0) break;
                // Markup within a sentence does not separate words.
                if (!html.AsSpan(i).StartsWith("<span") && !html.AsSpan(i).StartsWith("</span") && !html.AsSpan(i).StartsWith("<a ") && !html.AsSpan(i).StartsWith("</a")) text.Append('\n');
                i = end + 1;
                continue;
            }
            var next = html.IndexOf('<', i);
            if (next < 0) next = html.Length;
            text.Append(html, i, next - i);
            i = next;
        }
        return text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&quot;", "\"").Replace("&#39;", "'").Replace("&amp;", "&").ToString();
    }
}
