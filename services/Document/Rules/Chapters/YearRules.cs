using System.Globalization;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>YOY, second half: every year that is said is the budget's or the one before, as its words say; and what is compared has one base.</summary>
static class YearRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Error("YOY-020", "文中的年度应为预算年度或上一年度", "Years in the text are the budget's or the one before, as their words say", Basis.Practice, Yoy020),
        Warning("YOY-021", "收入与支出、合计与各部分应与同一基数比较", "Revenue and expenditure, a total and its parts are compared with one base", Basis.Practice, Yoy021),
    ];

    static readonly string[] OfThisYear =
        ["部门预算", "单位预算", "预算安排", "本部门", "本单位", "“三公”", "三公", "收入预算", "支出预算", "收支", "政府采购", "机关运行", "项目预算绩效", "项目预算", "年初预算", "财政拨款", "一般公共预算", "政府性基金预算", "国有资本经营预算", "部门收", "单位收", "安排购置", "项目总预算", "编报绩效"];
    static readonly string[] OfLastYear = ["当年预算执行", "预算执行", "执行数", "当年执行", "全年执行"];
    static readonly string[] Against = ["比", "较", "与", "同", "比较", "相比"];

    static void Yoy020(Check check)
    {
        if (check.Evidence.MadeHere)
        {
            check.Missing("本文件的文字由系统生成", "the system wrote this document's words");
            return;
        }
        // What each paragraph compares with; a hundred characters hold what any real one says.
        var bases = new Dictionary<Statement, string>(ReferenceEqualityComparer.Instance);
        foreach (var c in check.Evidence.Comparisons)
        {
            if (bases.GetValueOrDefault(c.Said.Statement, "") is { Length: < 100 } basis) bases[c.Said.Statement] = basis + c.Said.Figure.Basis;
        }
        foreach (var statement in check.Evidence.Statements)
        {
            var page = ProseChapter.Of(statement.Section, statement.Heading) == Chapter.ProjectPage;
            var told = 0;
            int now = 0, before = 0;
            foreach (var said in Years(statement.Text))
            {
                var kind = Of(statement.Text, said.At);
                if (kind == Says.Nothing || page && kind == Says.LastYear) continue;
                // A year's own budget and the year's execution cannot both be told in one paragraph.
                if (kind == Says.ThisYear) now = said.Year;
                if (kind == Says.LastYear) before = said.Year;
                var right = kind == Says.ThisYear ? said.Year == check.Year || !page && said.Year == check.Year - 1 : said.Year == check.Year - 1;
                if (right || Compared(bases, statement, said.Year))
                {
                    check.Compared();
                    continue;
                }
                var expected = kind == Says.ThisYear ? check.Year : check.Year - 1;
                Fail(check, statement, said.Year, expected, Words(statement.Text, said.At), ++told);
            }
            if (now > 0 && now == before && told == 0 && !Compared(bases, statement, now)) Fail(check, statement, now, now == check.Year ? check.Year - 1 : check.Year, $"{now}年", 1);
        }
        check.Missing("文中没有写明年度", "the text names no year");
    }

    static void Fail(Check check, Statement statement, int found, int expected, string words, int times)
    {
        var place = Spot.Figure(statement, null).Place;
        check.Fail(place with { Key = times > 1 ? $"{place.Key}/years/{times}" : $"{place.Key}/years" }, $"{place.Text}：“{words}”的年度应为 {expected} 年，写作 {found} 年。请改正年度；如数字也是旧的，请一并更新。",
            $"{place.English}: the year in \"{words}\" is {found} and should be {expected}. Correct the year, and the figures if they are old too.", $"{found}年", $"{expected}年");
    }

    /// <summary>YOY-016 tells of a comparison that is tied to its subject.</summary>
    static bool Compared(Dictionary<Statement, string> bases, Statement statement, int year) => bases.TryGetValue(statement, out var basis) && basis.Contains(year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    enum Says { Nothing, ThisYear, LastYear }

    static Says Of(string text, int at)
    {
        var before = text.AsSpan(0, at).TrimEnd();
        var rest = text.AsSpan(at + 4).TrimStart()[1..].TrimStart('度').TrimStart();
        var against = false;
        foreach (var word in Against) against |= before.EndsWith(word);
        foreach (var word in OfLastYear)
        {
            if (rest.StartsWith(word)) return Says.LastYear;
        }
        if (against) return StartsWith(rest, "预算") || StartsWith(rest, "年初预算") || StartsWith(rest, "部门预算") || StartsWith(rest, "当年") ? Says.LastYear : Says.Nothing;
        if (before.Length > 0 && before[^1] is '-' or '—' or '至' or '到' or '自' or '从' or '~' or '～') return Says.Nothing;
        foreach (var word in OfThisYear)
        {
            if (rest.StartsWith(word)) return Says.ThisYear;
        }
        // "2026年，某局收入预算…" opens a paragraph of the budget.
        var opens = before.Length == 0 || before[^1] is '。' or '；' or '、' or '.' && before.Length < 4;
        if (opens && rest.StartsWith("，") && rest.Length > 4 && (rest.Contains("预算", StringComparison.Ordinal) && rest.IndexOf("预算") < 40)) return Says.ThisYear;
        return Says.Nothing;
    }

    static bool StartsWith(ReadOnlySpan<char> text, string word) => text.StartsWith(word);

    static string Words(string text, int at) => text.Substring(at, Math.Min(12, text.Length - at)).Split('。', '，', '；')[0];

    /// <summary>"2026年" outside of titles and numbers of documents, with or without spaces.</summary>
    internal static IEnumerable<(int At, int Year)> Years(string text)
    {
        var title = 0;
        for (var i = 0; i + 4 < text.Length; i++)
        {
            if (text[i] is '《' or '〔' or '[') title++;
            else if (text[i] is '》' or '〕' or ']') title = Math.Max(0, title - 1);
            if (title > 0 || text[i] != '2' || text[i + 1] != '0' || i > 0 && char.IsAsciiDigit(text[i - 1]) || !char.IsAsciiDigit(text[i + 2]) || !char.IsAsciiDigit(text[i + 3])) continue;
            var behind = i + 4;
            while (behind < text.Length && text[behind] == ' ') behind++;
            if (behind < text.Length && text[behind] == '年') yield return (i, int.Parse(text.AsSpan(i, 4), CultureInfo.InvariantCulture));
        }
    }

    static readonly SubjectKind[] Revenues = [SubjectKind.RevenueFiscalAppropriation, SubjectKind.Revenue];
    static readonly SubjectKind[] Expenditures = [SubjectKind.Fiscal, SubjectKind.Expenditure];
    static readonly SubjectKind[] Parts = [SubjectKind.General, SubjectKind.GovernmentFund, SubjectKind.StateCapital];

    static void Yoy021(Check check)
    {
        if (check.Evidence.MadeHere)
        {
            check.Missing("本文件的文字由系统生成", "the system wrote this document's words");
            return;
        }
        var (revenue, expenditure) = (First(check, Revenues), First(check, Expenditures));
        if (revenue is not null && expenditure is not null) OneBase(check, revenue, expenditure);
        List<Comparison>? others = null;
        foreach (var kind in Parts)
        {
            if (expenditure is null || First(check, [kind]) is not { } part) continue;
            if (Base(part) == Base(expenditure)) check.Compared();
            else (others ??= []).Add(part);
        }
        if (others is not null) Mixed(check, expenditure!, others);
        check.Missing("文中没有写明与何种基数比较", "the text does not say what it compares with");
    }

    static Comparison? First(Check check, ReadOnlySpan<SubjectKind> kinds)
    {
        foreach (var kind in kinds)
        {
            foreach (var c in check.Evidence.Comparisons)
            {
                if (c.Kind == kind && Base(c) is not null) return c;
            }
        }
        return null;
    }

    static string? Base(Comparison c) => c.Said.Figure.Basis is not { Length: > 0 } basis ? null
        : basis.Contains("执行", StringComparison.Ordinal) ? "预算执行数" : basis.Contains("决算", StringComparison.Ordinal) ? "决算数" : basis.Contains("预算", StringComparison.Ordinal) ? "预算" : null;

    static void OneBase(Check check, Comparison one, Comparison other)
    {
        if (Base(one) == Base(other))
        {
            check.Compared();
            return;
        }
        var (place, at) = (one.Said.Spot.Place, other.Said.Spot.Place);
        var (was, wasOther) = (Was(one), Was(other));
        var (implied, impliedEn) = one.Before is { } a && other.Before is { } b && a != 0 && b != 0 && one.Amount?.Value == other.Amount?.Value
            ? ($"（由此得出的上年数分别为 {was} 和 {wasOther}）", $" (last year's figures then are {was} and {wasOther})") : ("", "");
        check.Fail(place with { Key = place.Key + "/base" },
            $"{place.Text} 与“{one.Said.Figure.Basis}”比较（{Change(one)}），{at.Text} 与“{other.Said.Figure.Basis}”比较（{Change(other)}）{implied}。同一口径的收支、合计与部分应与同一基数比较，请统一。",
            $"{place.English} is compared with \"{one.Said.Figure.Basis}\" ({Change(one)}), {at.English} with \"{other.Said.Figure.Basis}\" ({Change(other)}){impliedEn}. Compare both with one base.",
            one.Said.Figure.Basis, other.Said.Figure.Basis, was);
    }

    static void Mixed(Check check, Comparison whole, List<Comparison> parts)
    {
        var (place, basis) = (whole.Said.Spot.Place, parts[0].Said.Figure.Basis);
        var (names, namesEn) = (string.Join('、', parts.Select(p => p.Said.Figure.Label)), string.Join(", ", parts.Select(p => SubjectKinds.Of(p.Kind)!.English)));
        check.Fail(place with { Key = place.Key + "/bases" }, $"{place.Text} 与“{whole.Said.Figure.Basis}”比较，其中的{names}与“{basis}”比较。合计与各部分应与同一基数比较，请统一。",
            $"{place.English} is compared with \"{whole.Said.Figure.Basis}\", its parts ({namesEn}) with \"{basis}\". Compare a total and its parts with one base.", whole.Said.Figure.Basis, basis);
    }

    static string Was(Comparison c) => c.Before is { } before ? Money.Rounded(before, MoneyUnit.Wan) : "";

    static string Change(Comparison c) => c.Said.Figure is { Value: { } value } figure ? $"{figure.Direction}{value}{figure.Unit}" : c.Said.Figure.Direction;
}
