using Budget.V1;

namespace Budget.Intake.Prose;

/// <summary>Functions, offices and glossary, from the paragraphs under their headings.</summary>
static class ProfileOf
{
    public static void Fill(DepartmentBudget budget, IReadOnlyList<OutlinedParagraph> paragraphs)
    {
        var profile = new Profile();
        foreach (var paragraph in paragraphs)
        {
            var (heading, text) = (paragraph.Section + paragraph.Heading, paragraph.Paragraph.Text);
            if (Has(heading, "名词解释", "名称解释", "名词说明"))
            {
                if (Entry(text) is { } entry) budget.Glossary.Add(entry);
            }
            else if (Has(heading, "职能", "职责"))
            {
                if (Paragraphs.Numbered().IsMatch(text)) profile.Functions.Add(text);
                else profile.Text.Add(text);
            }
            else if (Has(heading, "机构设置", "单位构成", "内设机构")) profile.Text.Add(text);
        }
        budget.Profile = profile;
    }

    static GlossaryEntry? Entry(string text)
    {
        var bare = Paragraphs.Numbered().Replace(text, "");
        var colon = bare.IndexOfAny(['：', ':']);
        return colon is > 0 and < 40 ? new() { Term = bare[..colon].Trim(), Definition = bare[(colon + 1)..].Trim() } : null;
    }

    static bool Has(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
