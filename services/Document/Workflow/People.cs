using System.Globalization;
using System.Text;

namespace Budget.Document.Workflow;

/// <summary>
/// Whether two ids are one person's. Ids come from the district's issuer as it spells them; where four eyes are asked for, a blank, a
/// capital or a
/// full-width letter must not make two people of one. Rather two people taken for one, and a third asked, than one for two.
/// </summary>
public static class People
{
    public static bool Same(string one, string other) => Key(one) == Key(other);

    /// <summary>Alike for every spelling of an id.</summary>
    public static string Key(string id)
    {
        var key = new StringBuilder(id.Length);
        foreach (var rune in id.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control) continue;
            // Without the globalization library full-width letters are not folded by normalizing.
            key.Append(Rune.ToUpperInvariant(rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune).ToString());
        }
        return key.ToString();
    }
}
