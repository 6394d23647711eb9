using System.Text.RegularExpressions;
using Budget.Document;

namespace Budget.Intake.Tables;

/// <summary>Figures as cells print them.</summary>
public static partial class FigureText
{
    /// <summary>The figure without thousands marks and with plain digits; null where the text is no single figure.</summary>
    public static string? Plain(string text)
    {
        var plain = Half(text).Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (plain.StartsWith('¥') || plain.StartsWith('￥')) plain = plain[1..];
        if (plain.Length > 2 && plain[0] == '(' && plain[^1] == ')' && Number().IsMatch(plain[1..^1])) plain = "-" + plain[1..^1];
        return Number().IsMatch(plain) && !TwoOfThem(text) ? plain : null;
    }

    /// <summary>A figure that can only be money: it has decimals, thousands marks, or is zero or longer than a year.</summary>
    public static bool IsAmount(string text) => Plain(text) is { } plain && (plain.Contains('.', StringComparison.Ordinal) || plain is "0" || text.Contains(',', StringComparison.Ordinal)
        || plain.Length is 1 or 2 or 4 or 6 or > 7 && !plain.StartsWith('0'));

    public static bool IsFigure(string text) => Plain(text) is not null;

    /// <summary>"12.00 34.00" in one cell: which is the cell's figure cannot be known.</summary>
    static bool TwoOfThem(string text) => Two().IsMatch(Half(text));

    public static bool IsPercent(string text) => text.Length > 1 && text[^1] is '%' or '％' && Plain(text[..^1]) is not null;

    public static string Half(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('０', '９') < 0 && text.AsSpan().IndexOfAny(Wide) < 0) return text;
        return string.Concat(text.Select(c => c switch
        {
            >= '０' and <= '９' => (char)(c - '０' + '0'),
            '．' => '.',
            '，' => ',',
            '－' or '−' => '-',
            '（' => '(',
            '）' => ')',
            _ => c,
        }));
    }

    static readonly System.Buffers.SearchValues<char> Wide = System.Buffers.SearchValues.Create("．，－−（）");

    /// <summary>All numbers in a text, as the guard counts them.</summary>
    public static IEnumerable<string> Tokens(string text) => Token().Matches(Half(text)).Select(match => match.Value.Replace(",", "", StringComparison.Ordinal));

    [GeneratedRegex(@"^-?\d+(\.\d+)?$|^-?\.\d+$")]
    private static partial Regex Number();

    [GeneratedRegex(@"\d\.\d+ +-?\d")]
    private static partial Regex Two();

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?")]
    private static partial Regex Token();
}
