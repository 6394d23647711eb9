using System.Collections.Frozen;
using System.Globalization;
using Budget.Document.Text;

namespace Budget.Document.Codes;

/// <summary>Whether a code stands in the classification of a year, and what we may conclude from that.</summary>
public enum CodeStanding
{
    /// <summary>In the classification of the year.</summary>
    Known,

    /// <summary>In the classification, but of other years.</summary>
    OtherYear,

    /// <summary>Not loaded, in a part of the classification that is loaded whole: it does not exist.</summary>
    Absent,

    /// <summary>Not loaded, in a part that is not loaded whole, or in a year later than what is loaded: nothing can be said.</summary>
    NotLoaded,
}

/// <summary>One name of one code, with the years it held. Read: code and name were seen side by side in a published disclosure.</summary>
public sealed record CodeName(int Code, string Name, string Group, int FirstYear, int LastYear, bool Read)
{
    public bool Holds(int year) => year >= FirstYear && year <= LastYear;
}

/// <summary>A classification by year. Names change with the years, so every look-up is by code and year.</summary>
public sealed class CodeTable
{
    /// <summary>Last year whose classification is loaded as such; later years are this one with what became known since.</summary>
    public const int LoadedYear = 2021;

    readonly FrozenDictionary<int, CodeName[]> names;
    readonly FrozenDictionary<int, int[]> children;
    readonly FrozenSet<int> whole, existing;

    /// <param name="wholeClasses">Classes of which everything is loaded.</param>
    /// <param name="existingClasses">Classes that exist, loaded or not.</param>
    internal CodeTable(IEnumerable<CodeName> lines, IEnumerable<int> wholeClasses, IEnumerable<int> existingClasses)
    {
        existing = existingClasses.ToFrozenSet();
        names = lines.GroupBy(l => l.Code).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        children = names.Keys.GroupBy(Parent).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        whole = wholeClasses.ToFrozenSet();
    }

    /// <summary>2010301 → 20103 → 201 → 0.</summary>
    public static int Parent(int code) => code >= 1000 ? code / 100 : 0;

    public static int Class(int code)
    {
        while (code >= 1000) code /= 100;
        return code;
    }

    internal IEnumerable<CodeName> Lines() => names.Values.SelectMany(lines => lines);

    public bool Contains(int code) => names.ContainsKey(code);

    public CodeStanding Standing(int code, int year)
    {
        if (names.TryGetValue(code, out var lines))
        {
            foreach (var line in lines)
            {
                if (line.Holds(year)) return CodeStanding.Known;
            }
            return CodeStanding.OtherYear;
        }
        var head = Class(code);
        if (!HasClass(code)) return CodeStanding.Absent;
        return whole.Contains(head) && year <= LoadedYear ? CodeStanding.Absent : CodeStanding.NotLoaded;
    }

    /// <summary>Whether any code of the same class is loaded, or the class is known to exist.</summary>
    public bool HasClass(int code) => names.ContainsKey(Class(code)) || existing.Contains(Class(code));

    /// <summary>The class is loaded whole for the loaded year.</summary>
    public bool IsWhole(int code) => whole.Contains(Class(code));

    /// <summary>The code's name in the year; if it had none then, its name of another year.</summary>
    public CodeName? Name(int code, int year)
    {
        if (!names.TryGetValue(code, out var lines)) return null;
        foreach (var line in lines)
        {
            if (line.Holds(year)) return line;
        }
        return lines[0];
    }

    /// <summary>The line of this code that carries the name, whatever the year; null if the code never had it.</summary>
    public CodeName? Named(int code, ReadOnlySpan<char> name)
    {
        if (!names.TryGetValue(code, out var lines)) return null;
        foreach (var line in lines)
        {
            if (Names.Same(line.Name, name)) return line;
        }
        return null;
    }

    /// <summary>
    /// The code that a print means: "301 2" and "3012" beside 津贴补贴 are 30102, "201-03-01" is 2010301. The name decides where
    /// zeros were left out; 0 where the digits as printed stand for themselves or nothing fits.
    /// </summary>
    public int Meant(ReadOnlySpan<char> printed, ReadOnlySpan<char> name)
    {
        Span<int> parts = stackalloc int[4];
        var (count, digits, all) = (0, 0, 0L);
        var between = false;
        foreach (var c in printed)
        {
            if (!char.IsAsciiDigit(c))
            {
                between = digits > 0;
                continue;
            }
            if (++digits > 7) return 0;
            if (between || digits == 1)
            {
                if (count == parts.Length) return 0;
                parts[count++] = 0;
                between = false;
            }
            parts[count - 1] = parts[count - 1] * 10 + (c - '0');
            all = all * 10 + (c - '0');
        }
        if (digits < 3) return 0;
        if (count > 1) return parts[0] is < 100 or > 999 || parts[1] > 99 || parts[2] > 99 || count > 3 ? 0 : count == 2 ? parts[0] * 100 + parts[1] : (parts[0] * 100 + parts[1]) * 100 + parts[2];
        if (Named((int)all, name) is not null) return 0;
        Span<int> candidates = digits switch
        {
            4 => [(int)(all / 10 * 100 + all % 10)],
            5 => [(int)((all / 100 * 100 + all / 10 % 10) * 100 + all % 10)],
            6 => [(int)(all / 10 * 100 + all % 10), (int)((all / 1000 * 100 + all / 100 % 10) * 100 + all % 100)],
            _ => [],
        };
        foreach (var code in candidates)
        {
            if (Named(code, name) is not null) return code;
        }
        return 0;
    }

    /// <summary>Another code under the same parent that has this name: then the code or the name is misprinted.</summary>
    public CodeName? Sibling(int code, ReadOnlySpan<char> name)
    {
        if (!children.TryGetValue(Parent(code), out var siblings)) return null;
        foreach (var sibling in siblings)
        {
            if (sibling != code && Named(sibling, name) is { } line) return line;
        }
        return null;
    }

    internal static IEnumerable<string[]> Lines(string resource)
    {
        using var stream = typeof(CodeTable).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The classification {resource} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            if (++number == 1 || line.Length == 0) continue;
            yield return line.Split(',');
        }
    }

    internal static int Year(string text, int otherwise) => text.Length == 0 ? otherwise : int.Parse(text, CultureInfo.InvariantCulture);
}
