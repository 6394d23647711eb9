using Budget.Document.Recognition;
using Budget.Document.Rules.Engine;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>STR, second half: what a template leaves behind when its slots are not filled, and slips in its fixed wording.</summary>
static class TemplateRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Error("STR-026", "引出原因、用途的词语后应有内容", "What a lead-in announces is there", Basis.Practice, Str026),
        Warning("STR-027", "列举的个数应与所列各项一致", "A number of bodies is the number of those listed", Basis.Practice, Str027),
        Warning("STR-028", "标点、词语不应重复", "No stop and no word stands there twice", Basis.Practice, Str028),
    ];

    /// <summary>Words that must be followed by something; the longest first.</summary>
    static readonly string[] Leads =
        ["增加的主要原因是", "减少的主要原因是", "主要原因是由于", "主要原因是", "主要原因为", "主要原因：", "主要原因:", "原因是：", "原因是", "原因为", "主要用于：", "主要用于", "主要包括", "用途为"];

    static void Str026(Check check)
    {
        foreach (var text in check.Evidence.Texts)
        {
            if (EmptyLead(text.Text) is not { } lead)
            {
                check.Compared();
                continue;
            }
            var place = text.Place;
            check.Fail(place with { Key = place.Key + "/lead" }, $"{place.Text}：“{lead}”后面没有内容。请写明；没有的请删去。", $"{place.English}: nothing follows \"{lead}\". Write what is announced, or drop the words.", lead);
        }
        check.Missing("本文件没有文字", "the document has no text");
    }

    /// <summary>The lead-in with the stop behind it; null where each is followed by something.</summary>
    static string? EmptyLead(string text)
    {
        foreach (var lead in Leads)
        {
            for (var at = text.IndexOf(lead, StringComparison.Ordinal); at >= 0; at = text.IndexOf(lead, at + lead.Length, StringComparison.Ordinal))
            {
                var end = at + lead.Length;
                while (end < text.Length && (char.IsWhiteSpace(text[end]) || text[end] is '：' or ':' or '，' or ',' or '是' or '为')) end++;
                // What ends the paragraph may announce a list that follows; a reason never does.
                if (end < text.Length ? text[end] is '。' or '；' or ';' : text[^1] is not ('：' or ':' or '，' or ',') && lead.Contains("原因", StringComparison.Ordinal)) return text[at..Math.Min(end + 1, text.Length)];
            }
        }
        return null;
    }

    static void Str027(Check check)
    {
        var profile = check.Document.Profile;
        var none = profile is { Units.Count: 1 } && check.Evidence.Statements.Any(s => s.Text.Contains("下属0家", StringComparison.Ordinal) || s.Text.Contains("下属0个", StringComparison.Ordinal));
        foreach (var text in check.Evidence.Texts)
        {
            if (text.Part is not ("text" or "profile")) continue;
            Offices(check, text, profile);
            Units(check, text, profile);
            NoUnits(check, text, profile, none);
        }
        check.Missing("没有写明个数的列举", "nothing is listed with its number");
    }

    /// <summary>"设9个内设机构，包括：A、B…": the list that follows, else the offices of the profile.</summary>
    static void Offices(Check check, in PrintedText text, Profile? profile)
    {
        var at = text.Text.IndexOf("内设机构", StringComparison.Ordinal);
        if (at < 0) at = text.Text.IndexOf("内设科室", StringComparison.Ordinal);
        if (at < 0 || NumberBefore(text.Text, at) is not (> 0 and var said)) return;
        var listed = 0;
        foreach (var lead in (ReadOnlySpan<string>)["包括：", "包括:", "分别为：", "分别是：", "分别为", "包括"])
        {
            var from = text.Text.IndexOf(lead, at, StringComparison.Ordinal);
            if (from < 0 || from - at > 12) continue;
            var rest = text.Text.AsSpan(from + lead.Length);
            var end = rest.IndexOfAny('。', '；', '\n');
            rest = (end < 0 ? rest : rest[..end]).Trim();
            if (rest.Length > 0) listed = Items(rest);
            break;
        }
        if (listed < 2) listed = profile?.Offices?.Count ?? 0;
        if (listed < 2) return;
        // "…等" ends a list that is not whole.
        if (listed == said || text.Text.Contains('等', StringComparison.Ordinal) && listed < said) check.Compared();
        else Differs(check, text, "内设机构", "internal offices", said, listed);
    }

    /// <summary>Items joined by "、" outside of brackets.</summary>
    static int Items(ReadOnlySpan<char> list)
    {
        var (count, depth) = (1, 0);
        foreach (var c in list)
        {
            if (c is '（' or '(') depth++;
            else if (c is '）' or ')') depth--;
            else if (depth == 0 && c is '、' or '，') count++;
        }
        return count;
    }

    /// <summary>"行政单位1家，参公单位1家，事业单位4家": together the units that are listed; "下属5家" are those but the department itself.</summary>
    static void Units(Check check, in PrintedText text, Profile? profile)
    {
        if (profile?.Units is not { Count: > 0 } units) return;
        var (kinds, sum) = (0, 0);
        foreach (var kind in (ReadOnlySpan<string>)["行政单位", "参公单位", "参照公务员法管理事业单位", "事业单位"])
        {
            var at = text.Text.IndexOf(kind, StringComparison.Ordinal);
            if (at < 0 || at > 0 && text.Text[at - 1] == '公' || NumberAfter(text.Text, at + kind.Length) is not { } number) continue;
            kinds++;
            sum += number;
        }
        if (kinds >= 2 && text.Text.Contains("包括", StringComparison.Ordinal))
        {
            if (sum == units.Count) check.Compared();
            else Differs(check, text, "预算单位", "budget units", sum, units.Count);
        }
        var under = text.Text.IndexOf("下属", StringComparison.Ordinal);
        if (under < 0 || !text.Text.Contains("综合收支计划", StringComparison.Ordinal) || NumberAfter(text.Text, under + 2) is not { } said) return;
        var own = text.Text.AsSpan(0, under).Contains("本部", StringComparison.Ordinal) || text.Text.AsSpan(0, under).Contains("本级", StringComparison.Ordinal) ? 1 : 0;
        if (said + own == units.Count) check.Compared();
        else Differs(check, text, "下属单位", "units under it", said, units.Count - own);
    }

    /// <summary>"局本级及所属单位" where the document says that there are none; "下属2家机关" where it lists one.</summary>
    static void NoUnits(Check check, in PrintedText text, Profile? profile, bool none)
    {
        var evidence = check.Evidence;
        if (text.Text.Contains("机关运行经费", StringComparison.Ordinal) && text.Text.IndexOf("下属", StringComparison.Ordinal) is >= 0 and var under)
        {
            foreach (var (said, kind) in (ReadOnlySpan<(string, SubjectKind)>)[("家机关", SubjectKind.UnitsAdministrative), ("家参公", SubjectKind.UnitsCivilServiceLaw), ("家事业单位", SubjectKind.UnitsInstitution)])
            {
                var at = text.Text.IndexOf(said, under, StringComparison.Ordinal);
                if (at < 0 || NumberBefore(text.Text, at) is not (> 0 and var number) || evidence.Count(kind, out _) is not { } listed) continue;
                if (number <= listed) check.Compared();
                else Differs(check, text, said[1..], SubjectKinds.Of(kind)!.English, number, (int)listed);
            }
        }
        // Units whose budget is another's have none to set targets for.
        if (text.Text.Contains("绩效目标", StringComparison.Ordinal) && text.Text.IndexOf("个预算单位", StringComparison.Ordinal) is > 0 and var units && profile is { Units.Count: > 0 } && NumberBefore(text.Text, units) is > 0 and var set)
        {
            var own = profile.Units.Count(u => u is not null && !(u.Note + u.Name).Contains("不单列", StringComparison.Ordinal) && !(u.Note + u.Name).Contains("并入", StringComparison.Ordinal));
            if (set <= own) check.Compared();
            else Differs(check, text, "编报绩效目标的预算单位", "budget units with targets", set, own);
        }
        if (!none) return;
        foreach (var word in (ReadOnlySpan<string>)["及所属单位", "和所属单位", "及下属单位", "和下属单位", "所属各单位"])
        {
            if (!text.Text.Contains(word, StringComparison.Ordinal)) continue;
            var place = text.Place;
            check.Fail(place with { Key = place.Key + "/units" }, $"{place.Text}：写有“{word}”，但机构设置说明下属 0 家。请核对。", $"{place.English}: says \"{word}\", while the organisation names 0 units. Check both.", word);
            return;
        }
    }

    static void Differs(Check check, in PrintedText text, string what, string whatEn, int said, int listed)
    {
        var place = text.Place;
        check.Fail(place with { Key = $"{place.Key}/count/{what}" }, $"{place.Text}：写明{what} {said} 个，所列为 {listed} 个。请核对个数和名单。", $"{place.English}: {said} {whatEn} are said, {listed} are listed. Check the number and the list.", $"{said}", $"{listed}");
    }

    static int NumberBefore(string text, int at)
    {
        var end = at;
        while (end > 0 && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '个' or '家')) end--;
        var start = end;
        while (start > 0 && char.IsAsciiDigit(text[start - 1])) start--;
        return end > start && end - start < 4 ? int.Parse(text.AsSpan(start, end - start), System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    static int? NumberAfter(string text, int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '为' or '共')) at++;
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        var end = at;
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return end > start && end - start < 4 && at < text.Length && text[at] is '家' or '个' ? int.Parse(text.AsSpan(start, end - start), System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    static readonly string[] Twice = ["。。", "，，", "；；", "、、", "：：", "，。", "。，", "；。", "的的", "和和", "是是", "为为", "万元万元", "预算预算", "支出支出支出", "单位单位", "部门部门", "主要用于主要用于", "原因是是", "主要原因是主要原因是", "主要用于主要"];

    static void Str028(Check check)
    {
        foreach (var text in check.Evidence.Texts)
        {
            string? found = null;
            foreach (var twice in Twice)
            {
                // "……。" and the like aside, none of these is ever meant.
                if (found is null && text.Text.Contains(twice, StringComparison.Ordinal)) found = twice;
            }
            if (found is null)
            {
                check.Compared();
                continue;
            }
            var at = text.Text.IndexOf(found, StringComparison.Ordinal);
            var around = text.Text[Math.Max(0, at - 6)..Math.Min(text.Text.Length, at + found.Length + 2)];
            var place = text.Place;
            check.Fail(place with { Key = place.Key + "/twice" }, $"{place.Text}：“{around}”中“{found}”重复或相连。请删去多余的。", $"{place.English}: \"{found}\" in \"{around}\" is doubled. Drop what is too much.", around);
        }
        check.Missing("本文件没有文字", "the document has no text");
    }
}
