using System.Text;

namespace Budget.Document.Text;

/// <summary>
/// Names as documents print them differ in spacing, brackets and numbering where they mean the same; here they are made comparable.
/// </summary>
public static class PrintedName
{
    const string ChineseNumerals = "一二三四五六七八九十百";

    /// <summary>Without spaces, with full-width brackets and half-width digits.</summary>
    public static string Normalise(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsWhiteSpace(c) || c == '\u00a0') continue;
            text.Append(c switch
            {
                '(' => '（',
                ')' => '）',
                ',' => '，',
                ':' => '：',
                '．' => '.',
                >= '０' and <= '９' => (char)(c - '０' + '0'),
                _ => c,
            });
        }
        return text.ToString();
    }

    /// <summary>Normalised, and without "一、", "（一）", "1.", "1、" or "其中：" before it.</summary>
    public static string WithoutNumbering(string name)
    {
        var text = Normalise(name).AsSpan();
        while (true)
        {
            var rest = text;
            if (rest.StartsWith("其中：")) rest = rest[3..];
            else if (rest.StartsWith("其中")) rest = rest[2..];
            else if (rest.Length > 0 && rest[0] == '（')
            {
                var end = rest[1..].IndexOfAnyExcept(ChineseNumerals + "0123456789") + 1;
                if (end > 1 && rest[end] == '）') rest = rest[(end + 1)..];
            }
            else
            {
                var end = rest.IndexOfAnyExcept(ChineseNumerals + "0123456789");
                if (end > 0 && rest[end] is '、' or '.') rest = rest[(end + 1)..];
            }
            if (rest.Length == text.Length || rest.Length == 0) return text.ToString();
            text = rest;
        }
    }
}
