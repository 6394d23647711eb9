using System.Buffers;
using System.Text;

namespace Budget.Typesetting.Composition;

/// <summary>
/// Gives every place of one document its address in it. The address is the place's key, the same key that findings carry
/// (<see cref="Budget.Document.Place"/>), with what no address may hold replaced; it stays as long as the figure
/// keeps its table, line and column. Of several figures with one key the first has the key itself, the next "…~2".
/// </summary>
public sealed class Anchors
{
    /// <summary>Names can be as long as officials type them; an address that long would be no use to anyone.</summary>
    const int Longest = 160;

    readonly HashSet<string> taken = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> places = new(StringComparer.Ordinal);

    /// <summary>A new address for a place.</summary>
    public string Take(string key)
    {
        var id = Written(key);
        if (!taken.Add(id))
        {
            var n = 2;
            while (!taken.Add($"{id}~{n}")) n++;
            id = $"{id}~{n}";
        }
        places.TryAdd(key, id);
        // A line is found by its first figure.
        if (key.LastIndexOf('/') is > 0 and var slash) places.TryAdd(key[..slash], id);
        return id;
    }

    /// <summary>A place that stands at an address which is there already: a table of a role, a section. The first to say so holds.</summary>
    public void Point(string key, string id) => places.TryAdd(key, id);

    /// <summary>Where a place stands, or what it is part of; null where the document shows nothing of it.</summary>
    public string? Find(string key)
    {
        while (true)
        {
            if (places.TryGetValue(key, out var id)) return id;
            var end = key.AsSpan().LastIndexOfAny('/', ':');
            if (end <= 0) return null;
            key = key[..end];
        }
    }

    /// <summary>The address as it stands after "#" in a link.</summary>
    public static string Fragment(string id) => id.AsSpan().IndexOfAny(NotInLinks) < 0 ? id
        : string.Concat(id.Select(c => NotInLinks.Contains(c) ? $"%{(int)c:X2}" : c.ToString()));

    static readonly SearchValues<char> NotInLinks = SearchValues.Create("%\"<>`#[]{}|\\^");

    static string Written(string key)
    {
        var id = new StringBuilder(Math.Min(key.Length, Longest));
        foreach (var rune in key.EnumerateRunes())
        {
            if (id.Length >= Longest) break;
            if (Rune.IsWhiteSpace(rune)) id.Append('_');
            else if (!Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.OtherNotAssigned)) id.Append(rune.ToString());
        }
        return id.ToString();
    }
}
