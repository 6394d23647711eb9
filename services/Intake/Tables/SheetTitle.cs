using System.Text.RegularExpressions;
using Budget.Document;
using Budget.Intake.Layout;

namespace Budget.Intake.Tables;

/// <summary>What the lines over a table say of it: its title, label, unit of money and department.</summary>
/// <param name="Lines">How many of the lines above, from the last, say this.</param>
sealed partial record SheetTitle(string Title, string Label, string Unit, string Department, int Lines)
{
    public static readonly SheetTitle None = new("", "", "", "", 0);

    /// <summary>From the lines above, the nearest last; what is prose is no title.</summary>
    public static SheetTitle Of(IReadOnlyList<TextLine> lines)
    {
        var (title, label, unit, department) = ("", "", "", "");
        double size = 0;
        var taken = 0;
        for (var i = lines.Count - 1; i >= 0 && i >= lines.Count - 7; i--)
        {
            var line = lines[i];
            var told = Told(line.Text, ref label, ref unit, ref department);
            if (told.Length == 0 || YearAlone().IsMatch(told))
            {
                taken = lines.Count - i;
                continue;
            }
            if (title.Length == 0)
            {
                if (!MayBeTitle(told)) break;
                (title, size, taken) = (told, line.Size, lines.Count - i);
                if (!IsTail(title) && !title.StartsWith('（'))
                {
                    if (!EndsAsTable(title)) break;
                }
                continue;
            }
            // A title broken over two lines, or under a line that names its department.
            if (EndsAsTable(told) || told.EndsWith('。') || told.EndsWith('；') || told.EndsWith('：') || Math.Abs(line.Size - size) > 1.2 || told.Length > 45 || Heading().IsMatch(told) && !IsTail(title)) break;
            if (IsTail(title) || Labelled().IsMatch(told) || line.Box.Width > line.Page.Width * 0.55) (title, taken) = (told + title, lines.Count - i);
            break;
        }
        if (Labelled().Match(title) is { Success: true } numbered)
        {
            if (label.Length == 0) label = numbered.Groups[1].Value.Trim();
            title = title[numbered.Length..].TrimStart('：', ':', ' ', '—', '-');
        }
        return new(title.Replace(" ", "", StringComparison.Ordinal), label, unit, department, taken);
    }

    /// <summary>Takes the label, unit and department out of a line; what is left may be a title.</summary>
    public static string Told(string text, ref string label, ref string unit, ref string department)
    {
        var rest = text.Trim();
        if (UnitOf(rest) is { Length: > 0 } money)
        {
            if (unit.Length == 0) unit = money;
            rest = UnitWords().Replace(rest, " ").Trim();
        }
        if (Owner().Match(rest) is { Success: true } owner)
        {
            if (department.Length == 0) department = owner.Groups[2].Value.Trim().Replace(" ", "", StringComparison.Ordinal);
            rest = rest[..owner.Index].Trim();
        }
        if (OnlyLabel().Match(rest) is { Success: true } only)
        {
            if (label.Length == 0) label = only.Value.Trim();
            rest = "";
        }
        return PageNumber().IsMatch(rest) ? "" : rest;
    }

    public static string UnitOf(string text)
    {
        if (UnitWords().Match(text) is { Success: true } match) return match.Groups["u"].Value.Contains('万', StringComparison.Ordinal) ? "万元" : "元";
        return "";
    }

    static bool MayBeTitle(string text)
    {
        if (text.Length is < 3 or > 70 || text[^1] is '。' or '；' or '，' or '、' || text.Contains('。', StringComparison.Ordinal)) return false;
        return EndsAsTable(text) || text.Contains('表', StringComparison.Ordinal) && text.Length < 50 || IsTail(text);
    }

    static bool IsTail(string text) => text.Length <= 12 && EndsAsTable(text) && !Labelled().IsMatch(text) && !text.Contains("预算", StringComparison.Ordinal) || text.Length <= 5;

    public static bool EndsAsTable(string text) => TableEnd().IsMatch(text);

    [GeneratedRegex(@"(金额)?单\s*位\s*[：:]\s*(人民币)?\s*(?<u>万\s*元|元)|[（(]\s*(金额)?(单位)?[：:]?\s*(?<u>万\s*元|元)\s*[）)]|^(?<u>万元|元)$")]
    private static partial Regex UnitWords();

    [GeneratedRegex(@"(编制部门|编制单位|预算单位|单位名称|部门名称|填报单位|填报部门|预算部门|部门|单位|部门（单位）名称|预算代码[及和]?名称|部门/单位|填表人|公开部门|公开单位|主管部门)\s*[：:]\s*(.*)$")]
    private static partial Regex Owner();

    [GeneratedRegex(@"^(公开|预算|附|附件|部门)?\s*(表|附表)?\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})([-—－][0-9一二三四五六七八九十]{1,2})?\s*(表)?\s*[：:]?$|^附件\s*\d*[：:]?$")]
    private static partial Regex OnlyLabel();

    [GeneratedRegex(@"^((?:公开|预算|附)?\s*表?\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*表|(?:附表|附件|表)\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})([-—－][0-9]{1,2})?|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[\.、．](?!\d))\s*[：:、\.]?\s*")]
    private static partial Regex Labelled();

    [GeneratedRegex(@"表(\s*[（(][^（）()]{1,30}[）)])*\s*(表)?$|申报书$|（表）$|情况$")]
    private static partial Regex TableEnd();

    [GeneratedRegex(@"^(第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^[（(]?\s*\d{4}\s*年度?\s*[）)]?$")]
    private static partial Regex YearAlone();

    [GeneratedRegex(@"^[-—–－\s]*\d{1,3}[-—–－\s]*$|^第\s*\d+\s*页")]
    private static partial Regex PageNumber();
}
