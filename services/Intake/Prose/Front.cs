using System.Globalization;
using System.Text.RegularExpressions;
using Budget.Intake.Layout;
using Budget.Intake.Tables;

namespace Budget.Intake.Prose;

/// <summary>Whose disclosure it is and of which year, from the cover, the heads of the tables and, last, the words themselves.</summary>
sealed partial record Front(string Department, bool IsUnit, int Year, string District, string Title, IReadOnlyList<string> Cover, IReadOnlyList<string> Contents, bool IsFinalAccount)
{
    /// <summary>Cover and contents are taken out of the lines.</summary>
    public static Front Of(List<TextLine> lines, IReadOnlyList<Sheet> sheets)
    {
        var cover = TakeCover(lines, sheets);
        var contents = TakeContents(lines);
        var first = cover.Concat(lines.Take(30).Select(line => line.Text)).Select(Paragraphs.Tidy).ToList();
        var year = YearIn(first, sheets, lines);
        var department = DepartmentIn(first, sheets);
        var title = first.Find(line => line.Contains("预算", StringComparison.Ordinal) && line.Contains('年', StringComparison.Ordinal)) ?? first.Find(line => line.Contains("预算", StringComparison.Ordinal)) ?? "";
        var unit = first.Take(12).Any(line => line.Contains("单位预算", StringComparison.Ordinal) || line.Contains("预算单位", StringComparison.Ordinal)) && !first.Take(12).Any(line => line.Contains("部门预算", StringComparison.Ordinal));
        var account = first.Take(8).Any(line => line.Contains("决算", StringComparison.Ordinal)) && !first.Take(8).Any(line => line.Contains("预算", StringComparison.Ordinal));
        return new(department, unit, year, DistrictOf(department), title, cover, contents, account);
    }

    static List<string> TakeCover(List<TextLine> lines, IReadOnlyList<Sheet> sheets)
    {
        if (lines.Count == 0) return [];
        var page = lines[0].Page;
        var own = lines.TakeWhile(line => line.Page == page).ToList();
        if (own.Count > 14 || own.Sum(line => line.Text.Length) > 300 || sheets.Any(sheet => sheet.Pages.Contains(page.Number)) || own.Exists(line => line.Text.Contains('。', StringComparison.Ordinal))) return [];
        lines.RemoveRange(0, own.Count);
        return [.. own.Select(line => Paragraphs.Tidy(line.Text))];
    }

    static List<string> TakeContents(List<TextLine> lines)
    {
        var at = lines.FindIndex(line => PlainText(line.Text) == "目录");
        var contents = lines.Where(line => Leader().IsMatch(line.Text)).ToList();
        if (at >= 0 && lines[at].Page.Number <= 6)
        {
            // Without dots between heading and page, what stands on its own page is the contents.
            var page = lines[at].Page;
            var rest = lines.Skip(at).TakeWhile(line => line.Page == page).ToList();
            if (!rest.Exists(line => line.Text.Contains('。', StringComparison.Ordinal))) contents.AddRange(rest.Except(contents));
            else contents.Add(lines[at]);
        }
        var taken = contents.ToHashSet();
        var texts = lines.Where(taken.Contains).Select(line => Paragraphs.Tidy(Leader().Replace(line.Text, ""))).Where(text => text.Length > 0).ToList();
        lines.RemoveAll(taken.Contains);
        return texts;
    }

    static string PlainText(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("　", "", StringComparison.Ordinal);

    static int YearIn(List<string> first, IReadOnlyList<Sheet> sheets, List<TextLine> lines)
    {
        var counts = new Dictionary<int, int>();
        foreach (var line in first.Take(10)) Count(line, 20);
        foreach (var sheet in sheets) Count(sheet.Title + sheet.Above, 6);
        foreach (var line in lines) Count(line.Text, 1);
        return counts.Count == 0 ? 0 : counts.MaxBy(pair => pair.Value).Key;

        void Count(string text, int weight)
        {
            foreach (Match match in YearWords().Matches(text))
            {
                var digits = string.Concat(match.Groups[1].Value.Select(c => "〇零○一二三四五六七八九".IndexOf(c) is >= 0 and var i ? (char)('0' + Math.Max(0, i - 2)) : FigureText.Half(c.ToString())[0]));
                if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 2005 and < 2100) counts[year] = counts.GetValueOrDefault(year) + weight * (text.Contains("预算", StringComparison.Ordinal) ? 2 : 1);
            }
        }
    }

    static string DepartmentIn(List<string> first, IReadOnlyList<Sheet> sheets)
    {
        foreach (var line in first.Take(12))
        {
            if (Named().Match(line) is { Success: true } named && named.Groups[1].Value.Length is > 2 and < 40) return Clean(named.Groups[1].Value);
        }
        // A cover may break its title over lines; the whole of it says more than its last line.
        foreach (var line in first.Take(16).Prepend(string.Concat(first.Take(2))).Prepend(string.Concat(first.Take(4))))
        {
            if (Titled(line) is { } name) return name;
        }
        var owners = sheets.Where(sheet => sheet.Department.Length is > 2 and < 40).GroupBy(sheet => Clean(sheet.Department)).OrderByDescending(group => group.Count()).ToList();
        if (owners.Count > 0 && owners[0].Key.Length > 2) return owners[0].Key;
        return first.Take(8).FirstOrDefault(line => line.Length < 24 && line.AsSpan().IndexOfAny("，；。、") < 0 && Owner().IsMatch(Clean(line))) is { } owner ? Clean(owner) : Unknown;
    }

    public const string Unknown = "（原件未载部门名称）";

    /// <summary>"市信访局" of "2026年市信访局部门预算".</summary>
    static string? Titled(string line)
    {
        var at = Budget().Match(Years().Replace(line, ""));
        if (!at.Success) return null;
        var name = Clean(at.Groups[1].Value);
        return name.Length is > 3 and < 40 && Owner().IsMatch(name) ? name : null;
    }

    static string Clean(string name)
    {
        name = Paragraphs.Tidy(name).Trim('：', ':', '　', ' ', '《');
        name = Years().Replace(name, "");
        name = Codes().Replace(name, "");
        if (name.EndsWith("部门", StringComparison.Ordinal) || name.EndsWith("单位", StringComparison.Ordinal)) name = name[..^2];
        return name.Replace("（汇总）", "", StringComparison.Ordinal).Replace("(汇总)", "", StringComparison.Ordinal).Trim();
    }

    /// <summary>"普陀区" of "上海市普陀区司法局".</summary>
    static string DistrictOf(string department)
    {
        var match = Districts().Matches(department.StartsWith("中共", StringComparison.Ordinal) ? department[2..] : department);
        return match.Count == 0 ? "" : match[^1].Value;
    }

    [GeneratedRegex(@"[.…·。]{4,}\s*-?\s*[\dIVX]*\s*-?\s*$")]
    private static partial Regex Leader();

    [GeneratedRegex(@"([12２１][0-9０-９]{3}|二[〇零○]二[〇零○一二三四五六七八九])\s*年")]
    private static partial Regex YearWords();

    [GeneratedRegex(@"(?:预算主管部门|预算单位|部门名称|单位名称|编制单位|编制部门)[：:](.+)$")]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?:附件\s*\d*)?(.{3,40}?)(?:部门|单位)?(?:综合)?预算")]
    private static partial Regex Budget();

    [GeneratedRegex(@"(局|委|会|办|室|厅|院|中心|校|学|府|处|协会|部|队|所|馆|站|社|团|园|公司|厂|场|台)([（(](本级|本部|机关|汇总)[）)])?$(?<!(第.+|全|各)部)")]
    private static partial Regex Owner();

    [GeneratedRegex(@"20\d\d年度?|^\d{4}年")]
    private static partial Regex Years();

    [GeneratedRegex(@"^[\d\-]+|^\[\d+\]")]
    private static partial Regex Codes();

    [GeneratedRegex(@"[\u4e00-\u9fff]{2,4}?(?:省|市|区|县|旗)")]
    private static partial Regex Districts();
}
