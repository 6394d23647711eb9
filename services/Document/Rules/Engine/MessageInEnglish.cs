using System.Text;

namespace Budget.Document.Rules.Engine;

/// <summary>
/// Both languages say the same, to the figure: an English message begins with a capital, names its place in English, and carries every
/// figure and every quotation that the Chinese one has.
/// </summary>
static class MessageInEnglish
{
    public static string Of(Place place, string chinese, string english)
    {
        var whole = new StringBuilder(english.Length + 80);
        var where = place.English;
        whole.Append(english);
        if (place.Text.Length > 0) whole.Replace(place.Text, where);
        var told = whole.ToString();
        if (where.Length > 0 && !told.Contains(where, StringComparison.Ordinal) && !Begins(told, where)) whole.Insert(0, where + ": ");
        if (whole.Length > 0 && char.IsAsciiLetterLower(whole[0])) whole[0] = char.ToUpperInvariant(whole[0]);
        var missing = Missing(chinese, whole.ToString());
        if (missing.Count > 0) whole.Append(" [").AppendJoin(", ", missing).Append(']');
        return whole.ToString();
    }

    static bool Begins(string told, string where) => told.Length > 0 && where.StartsWith(told.Split(':')[0], StringComparison.Ordinal);

    /// <summary>Quotations and figures of the Chinese message that the English one leaves out, in their order.</summary>
    static List<string> Missing(string chinese, string english)
    {
        var missing = new List<string>();
        for (var i = 0; i < chinese.Length && missing.Count < 12; i++)
        {
            if (chinese[i] == '“' && chinese.IndexOf('”', i) is > 0 and var close)
            {
                var quoted = chinese[(i + 1)..close];
                if (quoted.Length > 0 && !english.Contains(quoted, StringComparison.Ordinal) && !missing.Contains($"“{quoted}”")) missing.Add($"“{quoted}”");
                i = close;
            }
            else if (char.IsAsciiDigit(chinese[i]))
            {
                var end = i;
                while (end < chinese.Length && (char.IsAsciiDigit(chinese[end]) || chinese[end] is ',' or '.' && end + 1 < chinese.Length && char.IsAsciiDigit(chinese[end + 1]))) end++;
                var number = chinese[i..end];
                if (!HasNumber(english, number) && !missing.Exists(m => HasNumber(m, number))) missing.Add(chinese[i..Math.Min(chinese.Length, end + Unit(chinese, end))]);
                i = end - 1;
            }
        }
        return missing;
    }

    static int Unit(string text, int at) => at < text.Length && text[at] is '%' or '元' or '人' or '个' or '辆' or '家' ? 1 : at + 1 < text.Length && text[at] == '万' && text[at + 1] == '元' ? 2 : 0;

    static bool HasNumber(string text, string number)
    {
        for (var at = text.IndexOf(number, StringComparison.Ordinal); at >= 0; at = text.IndexOf(number, at + 1, StringComparison.Ordinal))
        {
            var end = at + number.Length;
            var alone = (at == 0 || !char.IsAsciiDigit(text[at - 1]) && !(text[at - 1] is '.' or ',' && at > 1 && char.IsAsciiDigit(text[at - 2])))
                && (end == text.Length || !char.IsAsciiDigit(text[end]) && !(text[end] is '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])));
            if (alone) return true;
        }
        return false;
    }
}
