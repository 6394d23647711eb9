using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>STR, third part: nothing of what belongs together is left out; with it OTH-013, the list of projects with targets.</summary>
static class CompletenessRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Warning("STR-029", "合计与其各部分应都有说明", "A total and its parts are all told", Basis.Practice, Str029),
        Info("STR-030", "各段编号应连续", "The paragraphs' numbers run without gaps", Basis.Practice, Str030),
    ];

    /// <summary>Strict: each part is told even where it is nothing.</summary>
    static readonly (SubjectKind Whole, SubjectKind[] Parts, bool Strict)[] Together =
    [
        (SubjectKind.ThreePublic, [SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.Hospitality], true),
        (SubjectKind.Vehicles, [SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation], false),
        (SubjectKind.GeneralBasic, [SubjectKind.GeneralPersonnel, SubjectKind.GeneralOperating], false),
        (SubjectKind.General, [SubjectKind.GeneralBasic, SubjectKind.GeneralProject], false),
        (SubjectKind.Expenditure, [SubjectKind.ExpenditureBasic, SubjectKind.ExpenditureProject], false),
        (SubjectKind.Procurement, [SubjectKind.ProcurementGoods, SubjectKind.ProcurementWorks, SubjectKind.ProcurementServices], false),
    ];

    static void Str029(Check check)
    {
        var evidence = check.Evidence;
        if (evidence.MadeHere || evidence.Statements.Count < 3)
        {
            check.Missing("本文件没有印出的文字，或只有部分文字", "the document has no printed text, or only some of it");
            return;
        }
        foreach (var (whole, parts, strict) in Together)
        {
            var blocks = strict ? evidence.FirstAmount(whole, 2) is null ? 1 : 2 : 0;
            for (var block = (byte)Math.Min(1, blocks); block <= blocks; block++) Whole(check, whole, parts, strict, block);
        }
        // Revenue and expenditure are told together.
        if (evidence.FirstAmount(SubjectKind.Expenditure) is { } spent) Told(check, SubjectKind.Revenue, spent);
        if (evidence.FirstAmount(SubjectKind.Revenue) is { } received) Told(check, SubjectKind.Expenditure, received);
        if (evidence.FirstAmount(SubjectKind.Revenue) is null && evidence.FirstAmount(SubjectKind.Expenditure) is null && HasItems(evidence) is { } item)
        {
            Told(check, SubjectKind.Revenue, item);
            Told(check, SubjectKind.Expenditure, item);
        }
        if (evidence.FirstAmount(SubjectKind.ProcurementSme) is { } reserved && evidence.FirstAmount(SubjectKind.Procurement) is null) Untold(check, SubjectKind.Procurement, reserved.Spot.Place, reserved.Reading.Shown);
        if (evidence.Stored(SubjectKind.AgencyOperating) is { IsPositive: true } agency && evidence.FirstAmount(SubjectKind.AgencyOperating) is null) Untold(check, SubjectKind.AgencyOperating, agency.Spot.Place, agency.Shown);
        if (evidence.Stored(SubjectKind.ThreePublic) is { IsPositive: true } expenses && evidence.FirstAmount(SubjectKind.ThreePublic) is null) Untold(check, SubjectKind.ThreePublic, expenses.Spot.Place, expenses.Shown);
        check.Missing("文中没有合计及其各部分", "the text tells no total with its parts");
    }

    /// <summary>
    /// Words under which a document may tell the subject though nobody tied the figure: what stands in the text is never called missing.
    /// </summary>
    static string[] WordsOf(SubjectKind kind) => kind switch
    {
        SubjectKind.Revenue => ["收入预算", "收入总计", "收入总预算", "收支总", "收入合计", "总收入", "预算收入", "收支预算"],
        SubjectKind.Expenditure => ["支出预算", "支出总计", "支出总预算", "收支总", "支出合计", "总支出", "预算支出", "收支预算"],
        SubjectKind.ThreePublic => ["三公"],
        SubjectKind.Overseas => ["出国"],
        SubjectKind.Hospitality => ["接待"],
        SubjectKind.Vehicles => ["车购置及运行", "用车购置和运行", "车购置费及运行", "用车费"],
        SubjectKind.VehiclePurchase => ["车购置费", "车辆购置", "用车购置"],
        SubjectKind.VehicleOperation => ["车运行", "车辆运行", "用车运行"],
        SubjectKind.GeneralBasic or SubjectKind.ExpenditureBasic => ["基本支出"],
        SubjectKind.GeneralProject or SubjectKind.ExpenditureProject => ["项目支出"],
        SubjectKind.GeneralPersonnel => ["人员经费"],
        SubjectKind.GeneralOperating => ["公用经费"],
        SubjectKind.Procurement => ["政府采购预算", "政府采购支出", "政府采购安排", "政府采购总", "政府采购项目纳入"],
        SubjectKind.ProcurementGoods => ["货物"],
        SubjectKind.ProcurementWorks => ["工程"],
        SubjectKind.ProcurementServices => ["服务"],
        SubjectKind.AgencyOperating => ["运行经费"],
        _ => [],
    };

    static bool IsSaid(Check check, SubjectKind kind)
    {
        var words = WordsOf(kind);
        foreach (var statement in check.Evidence.Statements)
        {
            if (ProseChapter.Of(statement.Section, statement.Heading) == Chapter.ProjectPage) continue;
            foreach (var word in words)
            {
                if (!statement.Text.Contains(word, StringComparison.Ordinal)) continue;
                // "政府采购" heads the paragraph on what is reserved as well.
                if (kind == SubjectKind.Procurement && statement.Text.Contains("中小企业", StringComparison.Ordinal) && !statement.Text.Contains("货物", StringComparison.Ordinal)) continue;
                return true;
            }
        }
        return false;
    }

    static Told? HasItems(Evidence evidence)
    {
        Told? first = null;
        var items = 0;
        foreach (var told in evidence.TellsOf(SubjectKind.FunctionCode))
        {
            first ??= told;
            if (told.Fit is PathFit.Whole or PathFit.Partly) items++;
        }
        return items >= 3 ? first : null;
    }

    static void Told(Check check, SubjectKind kind, in Told beside)
    {
        if (check.Evidence.FirstAmount(kind) is not null || check.Evidence.Stored(kind) is not { IsPositive: true } stored || IsSaid(check, kind)) check.Compared();
        else Untold(check, kind, beside.Spot.Place, stored.Shown);
    }

    static void Untold(Check check, SubjectKind kind, Place place, string amount)
    {
        if (IsSaid(check, kind)) return;
        var term = SubjectKinds.Of(kind)!;
        check.Fail(new($"text:untold/{term.Id}", "正文"), $"正文没有说明{term.Chinese}（参见 {place.Text}：{amount}）。请补充该段。", $"The text does not tell {Lower(term.English)} (see {place.English}: {amount}). Add the paragraph.", amount);
    }

    static string Lower(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];

    static void Whole(Check check, SubjectKind whole, SubjectKind[] parts, bool strict, byte block)
    {
        var evidence = check.Evidence;
        var total = evidence.FirstAmount(whole, block);
        Adder sum = default;
        List<SubjectKind>? missing = null;
        Told? first = null;
        // A part that is told in words nobody tied: then the sum of the others says nothing.
        var unread = false;
        foreach (var part in parts)
        {
            var told = evidence.FirstAmount(part, block);
            // A subtotal is told by its parts as well.
            if (told is null && part == SubjectKind.Vehicles && evidence.FirstAmount(SubjectKind.VehicleOperation, block) is { } operation)
            {
                first ??= operation;
                continue;
            }
            if (told is null && !IsSaid(check, part)) (missing ??= []).Add(part);
            else if (told is null) unread = true;
            else
            {
                first ??= told;
                sum.Add(told.Value.Reading);
            }
        }
        if (first is null) return;
        if (total is null)
        {
            // One part by itself is told for itself.
            if (parts.Length - (missing?.Count ?? 0) < 2 || IsSaid(check, whole) || whole is SubjectKind.General or SubjectKind.Expenditure) return;
            var term = SubjectKinds.Of(whole)!;
            check.Fail(new($"text:untold/{term.Id}{Block(block)}", "正文"), $"正文分项说明了{Names(parts)}，没有说明合计“{term.Chinese}”。请补充。", $"The text tells {English(parts)} and not their total, {Lower(term.English)}. Add it.");
            return;
        }
        if (missing is null || unread && !strict || !total.Value.IsNumber || !strict && Int128.Abs(sum.Fen - total.Value.Value) <= Math.Max(sum.Grain, total.Value.Grain) * 2)
        {
            check.Compared();
            return;
        }
        var place = total.Value.Spot.Place;
        check.Fail(place with { Key = $"{place.Key}/untold{Block(block)}" }, $"{place.Text} 为 {total.Value.Reading.Shown}，没有说明其中的{Names(missing)}。请逐项说明；没有的填 0。", $"{place.English} is {total.Value.Reading.Shown}; {English(missing)} is not told. Tell each part, or 0 where there is none.", total.Value.Reading.Shown);
    }

    static string Block(byte block) => block > 1 ? "/" + block : "";

    static string Names(IReadOnlyList<SubjectKind> kinds) => string.Join('、', kinds.Select(k => $"“{SubjectKinds.Of(k)!.Chinese}”"));

    static string English(IReadOnlyList<SubjectKind> kinds) => string.Join(", ", kinds.Select(k => Lower(SubjectKinds.Of(k)!.English)));

    static void Str030(Check check)
    {
        if (check.Evidence.MadeHere)
        {
            check.Missing("本文件的文字由系统生成", "the system wrote this document's words");
            return;
        }
        var series = new Dictionary<string, List<(int Number, Statement Statement)>>(StringComparer.Ordinal);
        foreach (var statement in check.Evidence.Statements)
        {
            var at = 0;
            // Every number of the section belongs to the series of what stands before it.
            while (Next(statement.Section, ref at, out var start, out var number, out var style))
            {
                // Chapters of a document may stand in other parts of it than its paragraphs.
                if (start == 0 && style == 'a') continue;
                var key = statement.Section[..start] + style;
                if (!series.TryGetValue(key, out var list)) series.Add(key, list = []);
                if (list.Count == 0 || list[^1].Number != number) list.Add((number, statement));
            }
        }
        foreach (var list in series.Values)
        {
            // A lone second paragraph had a first.
            if (list.Count < 2 && list[0].Number != 2) continue;
            var gaps = 0;
            for (var i = 0; i < list.Count; i++) gaps += list[i].Number > (i == 0 ? 0 : list[i - 1].Number) + 1 ? 1 : 0;
            if (gaps == 0) check.Compared();
            // Numbers that jump again and again are no numbering.
            if (gaps != 1) continue;
            for (var i = 0; i < list.Count; i++)
            {
                var expected = (i == 0 ? 0 : list[i - 1].Number) + 1;
                if (list[i].Number <= expected || list[i].Number > expected + 2) continue;
                var place = Spot.Figure(list[i].Statement, null).Place;
                check.Fail(place with { Key = place.Key + "/number" }, $"{place.Text} 的编号是 {list[i].Number}，前面没有第 {expected} 项。请核对是否漏了一段，或改正编号。", $"{place.English} has the number {list[i].Number}, and there is no number {expected} before it. Check whether a paragraph is missing, or correct the number.", $"{list[i].Number}", $"{expected}");
            }
        }
        check.Missing("正文各段没有编号", "the paragraphs have no numbers");
    }

    const string Numerals = "一二三四五六七八九十";

    /// <summary>The next number of a section's name: "一", "（二）", "3", "(4)"; "第3段" and years are none.</summary>
    static bool Next(string section, ref int at, out int start, out int number, out char style)
    {
        for (; at < section.Length; at++)
        {
            var bracket = section[at] is '（' or '(';
            var from = bracket ? at + 1 : at;
            if (from >= section.Length) break;
            var end = from;
            var chinese = Numerals.Contains(section[from], StringComparison.Ordinal);
            while (end < section.Length && (chinese ? Numerals.Contains(section[end], StringComparison.Ordinal) : char.IsAsciiDigit(section[end]))) end++;
            if (end == from) continue;
            if (end - from > 2 || end < section.Length && (section[end] is '年' or '段' or '类' or '月' or '日' || bracket && section[end] is not ('）' or ')')) || at > 0 && !bracket && section[at - 1] is not (' ' or '）' or ')') && !Numerals.Contains(section[at - 1], StringComparison.Ordinal))
            {
                at = end - 1;
                continue;
            }
            (start, style) = (at, bracket ? chinese ? 'c' : 'b' : chinese ? 'a' : 'n');
            number = chinese ? Chinese(section[from..end]) : int.Parse(section.AsSpan(from, end - from), System.Globalization.CultureInfo.InvariantCulture);
            at = bracket ? end + 1 : end;
            return number > 0;
        }
        (start, number, style) = (0, 0, ' ');
        return false;
    }

    static int Chinese(string numeral) => numeral.Length == 1 ? Numerals.IndexOf(numeral[0], StringComparison.Ordinal) + 1
        : numeral[0] == '十' ? 11 + Numerals.IndexOf(numeral[1], StringComparison.Ordinal) : numeral[1] == '十' ? (Numerals.IndexOf(numeral[0], StringComparison.Ordinal) + 1) * 10 : 0;

    internal static void Oth013(Check check)
    {
        foreach (var count in check.Evidence.TellsOf(SubjectKind.PerformanceProjects))
        {
            if (count is not { Measure: Measure.Count, IsNumber: true } || !count.Statement.Text.Contains("其中", StringComparison.Ordinal) && !count.Statement.Text.Contains("包括", StringComparison.Ordinal)) continue;
            Adder listed = default;
            var after = false;
            foreach (var figure in count.Statement.Figures)
            {
                var total = figure.Label.Contains("涉及", StringComparison.Ordinal) || figure.Label.Contains("资金", StringComparison.Ordinal) && !after;
                after |= ReferenceEquals(figure, count.Figure);
                if (after && !total && figure is { Measure: Measure.Amount, Unit: "万元", Value: { } value } && value.AsMoney(MoneyUnit.Wan) is { } money) listed.AddSigned(money.Fen, value.LastDigitInFen(MoneyUnit.Wan));
            }
            if (listed.Numbers < 2) continue;
            check.EqualCount(count.Value, count.Spot, listed.Numbers, "个", "编报绩效目标的项目数与所列项目不符", "the number of projects with targets is not that of the projects listed");
            if (check.Evidence.AmountBeside(count, SubjectKind.PerformanceAmount) is { IsNumber: true } amount) check.Sum(amount.Reading, listed, "绩效目标涉及的资金与所列项目之和不符", "the money with targets is not the sum of the projects listed");
        }
        check.Missing("没有逐项列出编报绩效目标的项目", "the projects with targets are not listed");
    }
}
