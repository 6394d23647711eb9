namespace Budget.Document.Text;

/// <summary>
/// Compares names as people read them: spaces, quotation marks and the width of brackets, digits and
/// dashes carry no meaning in a printed name, and printed forms vary in exactly these.
/// </summary>
public static class Names
{
    /// <summary>The character as it counts in a comparison; '\0' where it does not count.</summary>
    public static char Fold(char c) => c is >= '一' and <= '鿿' ? c : c switch
    {
        ' ' or '\t' or '\n' or '\r' or '\u00a0' or '\u3000' or '\u200b' => '\0',
        '“' or '”' or '"' or '‘' or '’' or '\'' or '「' or '」' or '＂' => '\0',
        '（' or '〔' or '﹙' => '(',
        '）' or '〕' or '﹚' => ')',
        '：' => ':',
        '，' => ',',
        '－' or '—' or '–' or '‐' or '−' or '―' => '-',
        >= '０' and <= '９' => (char)(c - '０' + '0'),
        _ => c,
    };

    public static bool Same(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        int i = 0, j = 0;
        while (true)
        {
            while (i < a.Length && Fold(a[i]) == '\0') i++;
            while (j < b.Length && Fold(b[j]) == '\0') j++;
            if (i == a.Length || j == b.Length) return i == a.Length && j == b.Length;
            if (Fold(a[i++]) != Fold(b[j++])) return false;
        }
    }

    /// <summary>For dictionaries and sets of names, looked up by any part of a text.</summary>
    public static readonly IEqualityComparer<string> Comparer = new SameNames();

    /// <summary>The same for pieces of a text that is not to be copied.</summary>
    public static readonly IEqualityComparer<ReadOnlyMemory<char>> PieceComparer = new SamePieces();

    /// <summary>Equal for names that are the same. Others may share it, so it narrows a search and decides nothing.</summary>
    public static int Hash(ReadOnlySpan<char> name)
    {
        var hash = 17;
        foreach (var c in name)
        {
            if (Fold(c) is var folded and not '\0') hash = unchecked((hash * 31) + folded);
        }
        return hash;
    }

    /// <summary>Writes the name folded; returns how many characters were written. What does not fit is cut off.</summary>
    public static int FoldInto(ReadOnlySpan<char> name, Span<char> target)
    {
        var n = 0;
        foreach (var c in name)
        {
            if (n == target.Length) break;
            if (Fold(c) is var folded and not '\0') target[n++] = folded;
        }
        return n;
    }

    /// <summary>Without the numbering before it: "一、财政拨款收入", "1.一般公共预算", "（一）…", "其中：…".</summary>
    public static ReadOnlySpan<char> WithoutNumbering(ReadOnlySpan<char> name)
    {
        while (true)
        {
            name = name.TrimStart([' ', '\u3000', '\u00a0', '\t', '.', '、', '．', '，', ',']);
            if (name.StartsWith("其中：") || name.StartsWith("其中:")) name = name[3..];
            else if (name.StartsWith("其中")) name = name[2..];
            else if (Bracketed(name) is > 0 and var inside) name = name[inside..];
            else if (Numbered(name) is > 0 and var length) name = name[length..];
            else return name.TrimEnd();
        }
    }

    static int Bracketed(ReadOnlySpan<char> name)
    {
        if (name.Length < 3 || name[0] is not ('（' or '(')) return 0;
        var i = 1;
        while (i < name.Length && IsNumeral(name[i])) i++;
        return i > 1 && i < name.Length && name[i] is '）' or ')' ? i + 1 : 0;
    }

    static int Numbered(ReadOnlySpan<char> name)
    {
        var i = 0;
        while (i < name.Length && IsNumeral(name[i])) i++;
        return i > 0 && i < name.Length && name[i] is '、' or '.' or '．' ? i + 1 : 0;
    }

    static bool IsNumeral(char c) =>
        c is >= '0' and <= '9' or >= '０' and <= '９' or '一' or '二' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十';

    sealed class SameNames : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<char>, string>
    {
        public bool Equals(string? x, string? y) => Same(x, y);

        public int GetHashCode(string name) => Hash(name);

        public bool Equals(ReadOnlySpan<char> alternate, string other) => Same(alternate, other);

        public int GetHashCode(ReadOnlySpan<char> alternate) => Hash(alternate);

        public string Create(ReadOnlySpan<char> alternate) => alternate.ToString();
    }

    sealed class SamePieces : IEqualityComparer<ReadOnlyMemory<char>>
    {
        public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => Same(x.Span, y.Span);

        public int GetHashCode(ReadOnlyMemory<char> piece) => Hash(piece.Span);
    }
}
