using System.Globalization;
using Budget.Document.Codes;
using Budget.Document.Rules.Engine;
using Budget.Document.Text;

namespace Budget.Document.Rules;

/// <summary>
/// One defect as a reader is told it: the finding that says most of it, the other places where the same stands, and what only follows
/// from it.
/// </summary>
public sealed record ReportLine(Finding Finding, IReadOnlyList<Finding> AlsoAt, IReadOnlyList<Finding> Follows)
{
    public string Message => Finding.Message + More("同样的问题另有 {0} 处：{1}", AlsoAt, f => f.Place.Text, "；") + More("由此引起、改正后应随之消失的另有 {0} 条：{1}", Follows, f => f.Rule.Id, "、");

    public string MessageEn => Finding.MessageEn + More(" The same at {0} more places: {1}", AlsoAt, f => f.Place.English, "; ") + More(" {0} more findings follow from it and should go with it: {1}", Follows, f => f.Rule.Id, ", ");

    const int MostNamed = 12;

    static string More(string words, IReadOnlyList<Finding> findings, Func<Finding, string> name, string between)
    {
        if (findings.Count == 0) return "";
        var names = string.Join(between, findings.Take(MostNamed).Select(name).Distinct()) + (findings.Count > MostNamed ? between + "…" : "");
        return string.Format(CultureInfo.InvariantCulture, words, findings.Count, names) + (between == "; " || between == ", " ? "." : "。");
    }
}

/// <summary>
/// Findings as lines to act on: what follows from a cause stands under it, one defect at many places is one line, and the weightiest
/// come first. Rules stay independent of each other; what belongs together is data here.
/// </summary>
public static class ReportLines
{
    /// <summary>What is on top of every form of the report.</summary>
    public const int ThatMatter = 10;

    enum Scope { Cell, Statement, Form, Document }

    /// <summary>Where both stand in the scope, the second is told under the first.</summary>
    static readonly (string Cause, string Effect, Scope Within)[] Known =
    [
        ("TPE-007", "STR-012", Scope.Statement), ("TPE-007", "YOY-010", Scope.Statement), ("TPE-007", "YOY-006", Scope.Statement), ("STR-012", "YOY-010", Scope.Statement), ("STR-012", "STR-026", Scope.Statement),
        ("STR-011", "REV-002", Scope.Cell), ("STR-013", "OVL-007", Scope.Cell), ("STR-026", "YOY-013", Scope.Statement), ("STR-026", "YOY-017", Scope.Statement), ("YOY-021", "YOY-008", Scope.Statement),
        ("EXP-035", "YOY-002", Scope.Statement), ("EXP-035", "YOY-010", Scope.Statement), ("EXP-035", "YOY-014", Scope.Statement), ("EXP-035", "YOY-018", Scope.Statement), ("EXP-035", "YOY-007", Scope.Statement),
        ("YOY-007", "YOY-008", Scope.Statement), ("YOY-007", "YOY-010", Scope.Statement), ("YOY-010", "YOY-002", Scope.Statement), ("YOY-010", "YOY-014", Scope.Statement), ("YOY-002", "YOY-014", Scope.Statement), ("YOY-010", "YOY-011", Scope.Statement),
        ("YOY-016", "YOY-020", Scope.Statement), ("YOY-016", "YOY-021", Scope.Statement), ("STR-025", "YOY-020", Scope.Statement), ("STR-008", "YOY-020", Scope.Statement),
        ("STR-024", "STR-027", Scope.Statement), ("STR-027", "STR-010", Scope.Statement), ("EXP-044", "EXP-035", Scope.Statement), ("EXP-044", "EXP-009", Scope.Statement), ("EXP-044", "YOY-002", Scope.Statement), ("EXP-044", "REV-002", Scope.Statement),
        ("YOY-017", "PRJ-015", Scope.Form), ("IND-005", "IND-006", Scope.Form), ("IND-005", "PRJ-029", Scope.Form), ("PRJ-029", "IND-006", Scope.Form), ("PRJ-028", "PRJ-027", Scope.Form), ("IND-005", "OVL-015", Scope.Document),
        ("OVL-010", "IND-022", Scope.Form), ("IND-009", "IND-010", Scope.Cell), ("IND-009", "IND-023", Scope.Form), ("IND-007", "IND-017", Scope.Cell), ("IND-014", "IND-017", Scope.Cell), ("IND-014", "IND-008", Scope.Cell), ("IND-013", "IND-008", Scope.Cell),
        ("IND-009", "IND-018", Scope.Form), ("IND-016", "IND-018", Scope.Form), ("IND-016", "OVL-013", Scope.Document), ("IND-016", "OVL-014", Scope.Document), ("IND-019", "IND-018", Scope.Form),
        ("EXP-026", "EXP-037", Scope.Cell), ("EXP-027", "EXP-037", Scope.Cell), ("OVL-004", "OVL-005", Scope.Document), ("PRJ-013", "PRJ-014", Scope.Document),
        ("XDC-006", "XDC-007", Scope.Cell), ("YOY-020", "YOY-016", Scope.Cell), ("STR-029", "STR-030", Scope.Document),
    ];

    static readonly ILookup<string, (string Cause, Scope Within)> ByEffect = Known.ToLookup(k => k.Effect, k => (k.Cause, k.Within), StringComparer.Ordinal);

    /// <summary>A wrong code stands in sums, looks for its parent and has no name: none of that is a defect of its own.</summary>
    static readonly HashSet<string> OfCode = ["EXP-010", "EXP-012", "EXP-013", "EXP-015", "EXP-024", "EXP-026", "EXP-028", "EXP-035", "EXP-036", "EXP-037", "EXP-039", "EXP-040", "REV-008", "REV-014", "EXP-014"];

    /// <summary>Rules of which several findings are one habit of one document, told once with all its places.</summary>
    static readonly HashSet<string> Habits =
    [
        "STR-008", "STR-010", "STR-014", "STR-015", "STR-016", "STR-017", "STR-018", "STR-019", "STR-020", "STR-024", "STR-026", "STR-027", "STR-028", "STR-030", "EXP-026", "EXP-027", "EXP-036", "EXP-037", "EXP-038", "EXP-039", "EXP-042", "EXP-043", "EXP-044",
        "YOY-009", "YOY-012", "YOY-013", "YOY-015", "YOY-016", "YOY-017", "YOY-019", "YOY-020", "TPE-017", "TPE-018", "STF-005", "PRJ-008", "PRJ-011", "PRJ-012", "PRJ-013", "PRJ-014", "PRJ-015", "PRJ-018", "PRJ-019", "PRJ-020", "PRJ-021", "PRJ-024", "PRJ-027",
        "PRJ-030", "PRJ-031", "PRJ-033", "PRJ-034", "IND-003", "IND-006", "IND-008", "IND-009", "IND-010", "IND-012", "IND-013", "IND-014", "IND-015", "IND-016", "IND-017", "IND-018", "IND-019", "IND-020", "IND-022", "IND-023", "IND-024",
        "OVL-005", "OVL-011", "OVL-012", "OVL-013", "OVL-014", "OVL-015", "OVL-016", "PUB-006", "XDC-007", "TPE-008",
    ];

    /// <summary>Rules that hold sums and copies against each other: one wrong figure shows in several of them by the same difference.</summary>
    static bool IsSum(string rule) => rule[..3] is "EXP" or "REV" or "TPE" or "XDC" or "OTH" && rule is not ("EXP-032" or "EXP-033");

    /// <summary>Of findings with one difference the first of these says where it comes from.</summary>
    static readonly string[] Sources = ["EXP-011", "EXP-001", "REV-007", "EXP-005", "EXP-035", "EXP-040", "EXP-012", "REV-008", "EXP-013"];

    public static IReadOnlyList<ReportLine> Of(Report report)
    {
        var findings = report.Findings;
        if (findings.Count == 0) return [];
        var under = new int[findings.Count];
        Array.Fill(under, -1);
        var byRule = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < findings.Count; i++)
        {
            if (!byRule.TryGetValue(findings[i].Rule.Id, out var list)) byRule.Add(findings[i].Rule.Id, list = []);
            list.Add(i);
        }
        Codes(report, byRule, under);
        Causes(findings, byRule, under);
        Copies(findings, under);
        Differences(findings, under);
        var also = Together(findings, under);
        return Lines(findings, under, also);
    }

    /// <summary>The finding under which another is told; itself where it stands on its own.</summary>
    static int Root(int[] under, int i)
    {
        for (var steps = 0; under[i] >= 0 && steps < 100; steps++) i = under[i];
        return i;
    }

    static void Put(int[] under, int effect, int cause)
    {
        if (under[effect] < 0 && Root(under, cause) is var root && root != effect) under[effect] = root;
    }

    /// <summary>How many causes of one kind are looked at for one effect; no real report has as many.</summary>
    const int Reach = 200;

    static void Causes(IReadOnlyList<Finding> findings, Dictionary<string, List<int>> byRule, int[] under)
    {
        for (var i = 0; i < findings.Count; i++)
        {
            foreach (var (cause, within) in ByEffect[findings[i].Rule.Id])
            {
                if (under[i] >= 0 || !byRule.TryGetValue(cause, out var causes)) continue;
                var own = Key(findings[i].Place.Key, within);
                for (var n = 0; n < causes.Count && n < Reach && under[i] < 0; n++)
                {
                    // A hint explains no error.
                    if (findings[causes[n]].Severity <= findings[i].Severity && Key(findings[causes[n]].Place.Key, within) == own) Put(under, i, causes[n]);
                }
            }
        }
    }

    /// <summary>What the overall form copies from a project's form is told there.</summary>
    static void Copies(IReadOnlyList<Finding> findings, int[] under)
    {
        var first = new Dictionary<(string, string), int>();
        for (var i = 0; i < findings.Count; i++)
        {
            if (findings[i].Place.Key.StartsWith("form:", StringComparison.Ordinal)) first.TryAdd((findings[i].Rule.Id, Last(findings[i].Place.Key)), i);
        }
        for (var i = 0; i < findings.Count; i++)
        {
            if (findings[i].Rule.Id.StartsWith("IND", StringComparison.Ordinal) && findings[i].Place.Key.StartsWith("overall:", StringComparison.Ordinal) && first.TryGetValue((findings[i].Rule.Id, Last(findings[i].Place.Key)), out var form)) Put(under, i, form);
        }
    }

    static string Last(string key) => key[(key.LastIndexOf('/') + 1)..];

    /// <summary>What follows from a wrong code: the same code and those above it in the same table, and the code that its name has elsewhere.</summary>
    static void Codes(Report report, Dictionary<string, List<int>> byRule, int[] under)
    {
        if (!byRule.TryGetValue("EXP-025", out var wrong) || wrong.Count > 20) return;
        foreach (var cause in wrong)
        {
            var parts = report.Findings[cause].Place.Key.Split(':', '/');
            if (parts.Length < 3 || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var code)) continue;
            var related = new HashSet<int>();
            Above(code, related);
            var name = report.Document?.Tables?.SelectMany(t => t?.Rows ?? []).FirstOrDefault(r => r?.Code == code)?.Name;
            foreach (var row in report.Document?.Tables?.SelectMany(t => t?.Rows ?? []) ?? [])
            {
                if (name is not null && row is { Code: > 0 } && row.Code != code && Names.Same(row.Name, name)) Above(row.Code, related);
            }
            for (var i = 0; i < report.Findings.Count; i++)
            {
                if (OfCode.Contains(report.Findings[i].Rule.Id) && (CodeOf(report.Findings[i].Place.Key) is > 0 and var own && related.Contains(own) || report.Findings[i].Expected.Length > 0 && report.Findings[i].Rule.Id == "EXP-036" && report.Findings[i].Message.Contains($"{code}", StringComparison.Ordinal))) Put(under, i, cause);
            }
        }
    }

    static void Above(int code, HashSet<int> all)
    {
        for (; code > 0; code = CodeTable.Parent(code)) all.Add(code);
    }

    static int CodeOf(string key)
    {
        var parts = key.Split(':', '/');
        return parts.Length > 2 && int.TryParse(parts[2].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;
    }

    /// <summary>Sums that fail by one amount fail for one figure.</summary>
    static void Differences(IReadOnlyList<Finding> findings, int[] under)
    {
        var groups = new Dictionary<long, List<int>>();
        for (var i = 0; i < findings.Count; i++)
        {
            if (under[i] >= 0 || findings[i].Severity == Severity.Info || !IsSum(findings[i].Rule.Id) || Fen(findings[i].Difference) is not (> 0 and var by)) continue;
            if (!groups.TryGetValue(by, out var list)) groups.Add(by, list = []);
            list.Add(i);
        }
        foreach (var group in groups.Values)
        {
            if (group.Count < 2) continue;
            var cause = group.MinBy(i => (findings[i].Severity, Array.IndexOf(Sources, findings[i].Rule.Id) is >= 0 and var at ? at : Sources.Length, i));
            foreach (var i in group) Put(under, i, cause);
        }
    }

    /// <summary>"-64,840,547.00元" → the amount in fen without its sign; 0 where it is no money.</summary>
    static long Fen(string difference)
    {
        var text = difference.AsSpan().TrimStart("+-".AsSpan());
        var unit = text.EndsWith("万元") ? MoneyUnit.Wan : MoneyUnit.Yuan;
        if (!text.EndsWith("元")) return 0;
        return PrintedNumber.Parse(unit == MoneyUnit.Wan ? text[..^2] : text[..^1])?.AsMoney(unit)?.Fen ?? 0;
    }

    /// <summary>Findings that stand on their own, by the first of their habit; −1 for the first itself.</summary>
    static int[] Together(IReadOnlyList<Finding> findings, int[] under)
    {
        var also = new int[findings.Count];
        Array.Fill(also, -1);
        var first = new Dictionary<(string, Severity), int>();
        for (var i = 0; i < findings.Count; i++)
        {
            var habit = Habits.Contains(findings[i].Rule.Id) || findings[i].Severity == Severity.Info;
            if (under[i] < 0 && habit && !first.TryAdd((findings[i].Rule.Id, findings[i].Severity), i)) also[i] = first[(findings[i].Rule.Id, findings[i].Severity)];
        }
        return also;
    }

    static List<ReportLine> Lines(IReadOnlyList<Finding> findings, int[] under, int[] also)
    {
        var (same, follows) = (new Dictionary<int, List<Finding>>(), new Dictionary<int, List<Finding>>());
        for (var i = 0; i < findings.Count; i++)
        {
            if (also[i] >= 0) Add(same, also[i], findings[i]);
            else if (under[i] >= 0 && Root(under, i) is var root) Add(follows, also[root] >= 0 ? also[root] : root, findings[i]);
        }
        var lines = new List<(int At, ReportLine Line)>();
        for (var i = 0; i < findings.Count; i++)
        {
            if (also[i] < 0 && under[i] < 0) lines.Add((i, new(findings[i], same.GetValueOrDefault(i) ?? (IReadOnlyList<Finding>)[], follows.GetValueOrDefault(i) ?? (IReadOnlyList<Finding>)[])));
        }
        return [.. lines.OrderBy(l => l.Line.Finding.Severity).ThenByDescending(l => Weight(l.Line)).ThenBy(l => l.At).Select(l => l.Line)];

        static void Add(Dictionary<int, List<Finding>> to, int key, Finding finding)
        {
            if (!to.TryGetValue(key, out var list)) to.Add(key, list = []);
            list.Add(finding);
        }
    }

    /// <summary>Rules whose breach makes the document unreadable, or its money wrong, weigh more than wording; among those the greater amount and the more that follows.</summary>
    static long Weight(ReportLine line)
    {
        var rule = line.Finding.Rule.Id;
        var kind = rule is "PUB-007" or "STR-001" or "STR-002" ? 5
            : rule[..3] is "EXP" or "REV" or "TPE" or "XDC" || rule is "OVL-001" or "OVL-002" or "OVL-003" or "OVL-004" or "PRJ-004" or "PRJ-005" or "PRJ-006" or "PRJ-007" or "OTH-001" or "OTH-002" or "OTH-008" ? 4
            : rule[..3] is "YOY" or "OTH" || rule is "STR-011" or "PRJ-036" or "PRJ-037" or "OVL-009" or "OVL-010" or "PRJ-032" ? 3
            : rule is "STR-012" or "STR-013" or "STR-014" or "STR-026" or "IND-005" or "IND-007" or "IND-021" or "PRJ-029" or "PRJ-035" ? 2 : 1;
        var amount = Math.Min(Fen(line.Finding.Difference) / 1_000_000, 999_999);
        return kind * 10_000_000L + amount * 10 + Math.Min(9, line.Follows.Count + line.AlsoAt.Count);
    }

    /// <summary>The place as far as it decides what belongs together.</summary>
    static string Key(string key, Scope scope) => scope switch
    {
        Scope.Document => "",
        Scope.Statement or Scope.Form => key.Split('/')[0],
        _ => key.StartsWith("text:", StringComparison.Ordinal) ? string.Join('/', key.Split('/').Take(2)) : key.TrimEnd('#'),
    };
}
