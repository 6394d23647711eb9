using System.Runtime.InteropServices;
using Budget.Document.Recognition;
using Budget.Document.Relations;

namespace Budget.Document.Rules.Engine;

/// <summary>
/// One run of the rule book over one document: what rules read, and how they report. A rule compares through
/// <see cref="Equal"/>, <see cref="Sum"/> and their like, which count the comparison and make the finding; a rule that
/// compared nothing could not be checked, and says why through <see cref="Missing"/>.
/// </summary>
public sealed class Check
{
    readonly List<Finding> findings = [];
    Dictionary<string, int>? places;
    readonly RuleSettings settings;
    Rule? current;
    int compared;
    string reason = "", reasonEn = "";

    public Check(DisclosureDocument document, RuleSettings? settings = null) : this(document, new Evidence(document), settings ?? RuleSettings.None)
    {
    }

    internal Check(DisclosureDocument document, Evidence evidence, RuleSettings settings) => (Document, Evidence, this.settings) = (document, evidence, settings);

    public DisclosureDocument Document { get; private set; }
    public IReadOnlyList<Finding> Findings => findings;

    internal Evidence Evidence { get; private set; }
    internal Patience Patience { get; init; }
    internal int Year => Document.Year;

    TargetEvidence? targets;
    internal TargetEvidence Targets => targets ??= new(Document);

    /// <summary>A number that the rule book leaves to the district: its own, else the usual one.</summary>
    internal long Band(Band band) => settings.Band(band);

    /// <summary>Goes on with another document that differs only in figures of tables, facts and projects.</summary>
    internal void GoOn(DisclosureDocument document, Evidence evidence) => (Document, Evidence) = (document, evidence);

    /// <summary>Counts a comparison that was made; a rule that made none could not be checked.</summary>
    public void Compared() => compared++;

    /// <summary>Says why (a part of) the rule could not be checked. Kept only if the rule compares nothing at all.</summary>
    public void Missing(string why, string whyEn)
    {
        if (reason.Length == 0) (reason, reasonEn) = (why, whyEn);
    }

    public void Fail(Place place, string message, string messageEn, string found = "", string expected = "", string difference = "", string tolerance = "", Severity? severity = null)
    {
        compared++;
        Patience.Check();
        ref var ordinal = ref CollectionsMarshal.GetValueRefOrAddDefault(places ??= [], place.Key, out _);
        findings.Add(new Finding(current!, place, message, messageEn)
        {
            Found = found,
            Expected = expected,
            Difference = difference,
            Tolerance = tolerance,
            Severity = settings.Grade(current!, severity),
            Ordinal = ++ordinal,
        });
    }

    /// <summary>The rule's answer and findings by themselves.</summary>
    internal (RuleAnswer Answer, Finding[] Findings) RunAlone(Rule rule)
    {
        findings.Clear();
        var answer = Run(rule);
        return (answer, [.. findings]);
    }

    internal RuleAnswer Run(Rule rule)
    {
        Patience.Check();
        if (settings.IsOff(rule)) return new(rule, Answer.NotCheckable, "本地区已停用该规则", "the district has switched this rule off");
        (current, compared, reason, reasonEn) = (rule, 0, "", "");
        places?.Clear();
        var before = findings.Count;
        rule.Body(this);
        if (findings.Count > before) return new(rule, Answer.Failed, "", "");
        if (compared > 0) return new(rule, Answer.Passed, "", "");
        return new(rule, Answer.NotCheckable, reason.Length > 0 ? reason : "本文件没有该规则所需的内容", reasonEn.Length > 0 ? reasonEn : "the document has nothing this rule speaks of");
    }

    /// <summary>The table, or why the rule cannot be checked without it.</summary>
    internal Sheet? Need(TableRole role)
    {
        if (Evidence[role] is { } sheet) return sheet;
        var (name, nameEn) = TableRoles.Name(role);
        if (Evidence.IsLost(role)) Missing($"{name}在来源文件中缺失（如以图片公布）", $"the {nameEn} is not in the source (published as a picture, say)");
        else Missing($"没有{name}", $"there is no {nameEn}");
        return null;
    }

    /// <summary>
    /// What the prose of a document made here says is computed from its figures: the comparison is made, and holds,
    /// as soon as the figure is there.
    /// </summary>
    internal bool ComputedHere(params ReadOnlySpan<SubjectKind> subjects)
    {
        if (!Evidence.MadeHere) return false;
        foreach (var subject in subjects)
        {
            if (!Evidence.Stored(subject).Exists) continue;
            Compared();
            return true;
        }
        Missing("尚未填报该规则所说的数字", "the figures this rule speaks of are not typed yet");
        return true;
    }

    /// <summary>Both figures are one and the same. Rounding is allowed for as far as the prints round.</summary>
    internal bool Equal(in Reading found, in Reading expected, string rule, string ruleEn, Severity? severity = null)
    {
        if (!found.Exists || !expected.Exists) return true;
        return Equal(found, expected.Fen, Math.Max(found.Grain, expected.Grain), Math.Max(found.Loose, expected.Loose), expected.Spot, rule, ruleEn, severity, blank: !expected.IsNumber);
    }

    /// <summary>The total is the sum of its parts.</summary>
    internal bool Sum(in Reading total, in Adder parts, string rule, string ruleEn, Severity? severity = null)
    {
        if (!total.Exists || parts.IsEmpty) return true;
        return Equal(total, parts.Fen, parts.Tolerance(total.Grain), Math.Max(total.Loose, parts.Loose), null, rule, ruleEn, severity, blank: false);
    }

    /// <summary>
    /// Every sum of this kind that the rule at work holds the table to. Columns stand one after the other, as a table is added up.
    /// </summary>
    internal void Sums(Sheet sheet, RelationKind kind, string rule, string ruleEn)
    {
        var relations = sheet.Relations.All;
        for (var from = 0; from < relations.Count; from++)
        {
            if (relations[from].Kind != kind || relations[from].Rule != current!.Id) continue;
            var across = relations[from].Across;
            var to = from + 1;
            while (to < relations.Count && ReferenceEquals(relations[to].Across, across)) to++;
            foreach (var at in across)
            {
                for (var i = from; i < to; i++)
                {
                    if (relations[i].Kind == kind && relations[i].Rule == current!.Id) Sum(sheet, relations[i], at, rule, ruleEn);
                }
            }
            from = to - 1;
        }
    }

    void Sum(Sheet sheet, Relation relation, int across, string rule, string ruleEn)
    {
        var total = sheet.At(relation.TotalAt(across));
        if (relation.IsUncertain) Missing("有的行名称未识别，无法确定是否计入合计", "lines are not recognised; it is not known whether they are part of the total");
        else if (relation.Kind != RelationKind.Change || total.IsNumber) Sum(total, relation.Sum(sheet, across), rule, ruleEn, relation.IsRemark ? Severity.Info : null);
    }

    /// <summary>Where is the other figure; null where what is expected is a sum. Nothing is written before something is found.</summary>
    bool Equal(in Reading found, Int128 expected, long tolerance, long loose, Spot? where, string rule, string ruleEn, Severity? severity, bool blank)
    {
        var difference = (Int128)found.Fen - expected;
        var size = Int128.Abs(difference);
        if (size <= tolerance)
        {
            Compared();
            return true;
        }
        // A figure printed with fewer decimals than the rest may be a rounding: said, but not held against it.
        var rounded = size <= loose / 2;
        var unit = found.Spot.Unit;
        var shown = blank ? "（空白）" : found.Spot.Write(expected);
        var fromText = found.Spot.Owner is Statement;
        if (fromText && !blank && (expected % 10_000) != 0 && unit == MoneyUnit.Wan) shown = Money.Rounded(expected, unit);
        var by = fromText && unit == MoneyUnit.Wan && (difference % 10_000) != 0 ? Money.Rounded(difference, unit) : found.Spot.Write(difference);
        if (difference > 0) by = "+" + by;
        var place = found.Spot.Place;
        var at = where is { } other ? $"（{other.Place.Text}）" : "";
        // What rounding explains is said, so that nobody takes the rest for it.
        var allowed = tolerance > 0 ? Money.Write(tolerance, unit) : "";
        var (beyond, beyondEn) = allowed.Length > 0 ? ($"，超出四舍五入可解释的 ±{allowed}", $", beyond the ±{allowed} that rounding explains") : ("", "");
        var hint = rounded ? "此数小数位少于他处，可能是四舍五入所致，请按统一小数位列示。" : where is null ? "请核对各分项与合计，改正有误的数字。" : "请核对这两处数据，改正有误的一处。";
        var hintEn = rounded ? "The figure has fewer decimals than the others and may be a rounding; print it with the same decimals." : where is null ? "Check the parts and the total and correct what is wrong." : "Check both figures and correct the wrong one.";
        Fail(place,
            $"{rule}：{place.Text} 为 {found.Shown}，应为 {shown}{at}，相差 {by}{beyond}。{hint}",
            $"{ruleEn}: {found.Shown} stands at {place.Text}, expected {shown}{at}, difference {by}{beyondEn}. {hintEn}",
            found.Shown, shown, by, allowed.Length > 0 ? "±" + allowed : "", rounded ? Severity.Info : severity);
        return false;
    }

    /// <summary>The first figure is no greater than the second.</summary>
    internal bool AtMost(in Reading found, in Reading most, string rule, string ruleEn, Severity? severity = null)
    {
        if (!found.Exists || !most.Exists) return true;
        var over = (Int128)found.Fen - most.Fen;
        var tolerance = Math.Max(found.Grain, most.Grain);
        if (over <= tolerance)
        {
            Compared();
            return true;
        }
        var place = found.Spot.Place;
        var more = found.Spot.Write(over);
        var by = "+" + more;
        var limit = "≤ " + found.Spot.Write(most.Fen);
        Fail(place,
            $"{rule}：{place.Text} 为 {found.Shown}，超过 {most.Spot.Place.Text} 的 {found.Spot.Write(most.Fen)}，多 {more}。请核对这两处数据。",
            $"{ruleEn}: {found.Shown} at {place.Text} is more than {found.Spot.Write(most.Fen)} at {most.Spot.Place.Text}, by {more}. Check both figures.",
            found.Shown, limit, by, tolerance > 0 ? "±" + Money.Write(tolerance, found.Spot.Unit) : "", severity);
        return false;
    }

    /// <summary>Two counts are the same number.</summary>
    internal bool EqualCount(long found, Spot spot, Int128 expected, string unit, string rule, string ruleEn, Severity? severity = null)
    {
        if (found == expected)
        {
            Compared();
            return true;
        }
        var difference = found - expected;
        var by = (difference > 0 ? "+" : "") + difference + unit;
        var place = spot.Place;
        Fail(place,
            $"{rule}：{place.Text} 为 {found}{unit}，应为 {expected}{unit}，相差 {by}。请核对分项与合计。",
            $"{ruleEn}: {found} at {place.Text}, expected {expected}, difference {difference}. Check the parts and the total.",
            found + unit, expected + unit, by, "", severity);
        return false;
    }
}
