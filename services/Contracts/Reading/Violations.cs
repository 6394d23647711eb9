using System.Buffers;
using System.Runtime.CompilerServices;

namespace Budget.Contracts.Reading;

/// <summary>What one reading found wrong, at most <see cref="Limits.Violations"/> of it. Field paths are only written out when something is wrong.</summary>
sealed class Violations
{
    // Control characters but tab and line ends; C1 too. Private-use characters stay: printed tick boxes are such.
    static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')), '\uFFFE', '\uFFFF']);

    readonly List<FieldViolation> list = [];
    int allText;

    public IReadOnlyList<FieldViolation> List => list;

    public bool Any => list.Count > 0;

    public void Add(string field, string message, string messageEn)
    {
        if (list.Count < Limits.Violations) list.Add(new(field, message, messageEn));
    }

    /// <summary>Refuses text that is too long or holds what nobody can read.</summary>
    public void Text(string text, int longest, [InterpolatedStringHandlerArgument("", nameof(text), nameof(longest))] ref BadTextPath path)
    {
        if (path.Bad) AddText(path.ToString(), text, longest);
    }

    /// <summary>Refuses a list that is longer than any document has.</summary>
    public bool TooMany(int count, int most, string field)
    {
        if (count <= most) return false;
        Add(field, $"有 {count} 项，最多 {most} 项；请核对是否重复。", $"has {count} entries, at most {most} are read; check for repetition");
        return true;
    }

    /// <summary>Refuses money that no department can have; sums over what is accepted cannot overflow.</summary>
    public void Money(long fen, [InterpolatedStringHandlerArgument(nameof(fen))] ref BadMoneyPath path)
    {
        if (path.Bad) Add(path.ToString(), $"金额 {fen} 分超出范围（±{Limits.Fen}）；金额以分为单位，请核对单位。", $"{fen} fen is out of range (±{Limits.Fen}); amounts are in fen, check the unit");
    }

    internal bool IsBad(string text, int longest)
    {
        if (text.Length == 0) return false;
        allText += text.Length;
        return text.Length > longest || allText > Limits.AllText || FirstUnreadable(text) >= 0;
    }

    static int FirstUnreadable(string text)
    {
        var at = text.AsSpan().IndexOfAny(Forbidden);
        if (at >= 0) return at;
        at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0) return -1;
        for (; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])) return at;
            at++;
        }
        return -1;
    }

    void AddText(string field, string text, int longest)
    {
        if (text.Length > longest)
        {
            Add(field, $"有 {text.Length} 个字符，最多 {longest} 个；请缩短。", $"has {text.Length} characters, at most {longest} are read; shorten it");
            return;
        }
        var at = FirstUnreadable(text);
        if (at >= 0)
        {
            Add(field, $"第 {at + 1} 个字符是不可显示的控制字符（U+{(int)text[at]:X4}）；请删除。", $"character {at + 1} is unreadable (U+{(int)text[at]:X4}); remove it");
            return;
        }
        // Said once: every later field would say the same.
        if (allText - text.Length <= Limits.AllText)
            Add(field, $"全文文字到此已超过 {Limits.AllText} 个字符；请缩短。", $"the document's text exceeds {Limits.AllText} characters here; shorten it");
    }
}

/// <summary>A field path that is only put together when the text it names is bad.</summary>
[InterpolatedStringHandler]
ref struct BadTextPath
{
    DefaultInterpolatedStringHandler inner;

    public BadTextPath(int literalLength, int formattedCount, Violations violations, string text, int longest, out bool bad)
    {
        Bad = bad = violations.IsBad(text, longest);
        if (bad) inner = new(literalLength, formattedCount);
    }

    public bool Bad { get; }

    public void AppendLiteral(string value) => inner.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => inner.AppendFormatted(value);

    public override string ToString() => inner.ToStringAndClear();
}

/// <summary>A field path that is only put together when the amount it names is out of range.</summary>
[InterpolatedStringHandler]
ref struct BadMoneyPath
{
    DefaultInterpolatedStringHandler inner;

    public BadMoneyPath(int literalLength, int formattedCount, long fen, out bool bad)
    {
        Bad = bad = fen is > Limits.Fen or < -Limits.Fen;
        if (bad) inner = new(literalLength, formattedCount);
    }

    public bool Bad { get; }

    public void AppendLiteral(string value) => inner.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => inner.AppendFormatted(value);

    public override string ToString() => inner.ToStringAndClear();
}
