using System.Globalization;
using System.Text.RegularExpressions;
using Budget.V1;

namespace Budget.Publication.Workflow;

/// <summary>
/// What became of each finding since the last submission. The last report carries all that is needed (its findings, what was
/// fixed before, what was explained), so this is a pure function of two reports.
/// </summary>
public static partial class FindingHistory
{
    const int MostFixed = 1000;

    /// <summary>Says of each finding whether it is new, and takes over the explanations of those that are as they were.</summary>
    public static void Follow(CheckReport now, CheckReport? before)
    {
        IReadOnlyList<Finding> stood = before?.Findings ?? [], gone = before?.Fixed ?? [];
        Pair(now.Findings, [.. stood, .. gone]);
        // Reports of earlier releases gave several findings at one place one fingerprint.
        var known = stood.DistinctBy(f => f.Fingerprint).ToDictionary(f => f.Fingerprint, StringComparer.Ordinal);
        var past = gone.Where(f => !known.ContainsKey(f.Fingerprint)).DistinctBy(f => f.Fingerprint).ToDictionary(f => f.Fingerprint, StringComparer.Ordinal);
        foreach (var finding in now.Findings)
        {
            var persists = known.Remove(finding.Fingerprint, out var was);
            finding.State = persists ? FindingState.Persisting : past.Remove(finding.Fingerprint, out was) ? FindingState.Returned : FindingState.New;
            if (finding.Severity == Severity.Warning && was?.Accepted is { Kind: AcceptanceKind.Explained } explained && IsUnchanged(finding, was)) finding.Accepted = explained.Clone();
        }
        foreach (var finding in known.Values.Concat(past.Values).Take(MostFixed))
        {
            var copy = finding.Clone();
            copy.State = FindingState.Fixed;
            now.Fixed.Add(copy);
        }
    }

    /// <summary>Whether what was said of one holds for the other: the figures are the same, or there are none and the words are.</summary>
    public static bool IsUnchanged(Finding one, Finding other) =>
        one.Found == other.Found && one.Expected == other.Expected && one.Difference == other.Difference
        && (one.Found.Length + one.Expected.Length + one.Difference.Length > 0 || one.Message == other.Message);

    /// <summary>
    /// Several findings of one rule at one place are numbered as they come; when one of them is mended the others move up. Each
    /// keeps the fingerprint it had where its figures tell which one it is, the rest take what is left in their order.
    /// </summary>
    static void Pair(IReadOnlyList<Finding> now, IReadOnlyList<Finding> before)
    {
        var earlier = before.ToLookup(f => PlaceOf(f.Fingerprint), StringComparer.Ordinal);
        foreach (var group in now.GroupBy(f => PlaceOf(f.Fingerprint), StringComparer.Ordinal).ToList())
        {
            var left = earlier[group.Key].DistinctBy(f => f.Fingerprint).ToList();
            if (left.Count == 0 || left.Count == 1 && left[0].Fingerprint == group.Key && group.Count() == 1) continue;
            var taken = new HashSet<string>(StringComparer.Ordinal);
            var rest = new List<Finding>();
            foreach (var finding in group)
            {
                if (left.Find(f => IsUnchanged(finding, f)) is not { } same)
                {
                    rest.Add(finding);
                    continue;
                }
                left.Remove(same);
                finding.Fingerprint = same.Fingerprint;
                taken.Add(same.Fingerprint);
            }
            foreach (var finding in rest)
            {
                var free = left.Select(f => f.Fingerprint).Concat(Numbered(group.Key)).First(f => !taken.Contains(f));
                left.RemoveAll(f => f.Fingerprint == free);
                finding.Fingerprint = free;
                taken.Add(free);
            }
        }
    }

    static IEnumerable<string> Numbered(string place)
    {
        yield return place;
        for (var i = 2; ; i++) yield return string.Create(CultureInfo.InvariantCulture, $"{place}#{i}");
    }

    static string PlaceOf(string fingerprint) => Ordinal().Replace(fingerprint, "");

    [GeneratedRegex("#[0-9]+$")]
    private static partial Regex Ordinal();

    /// <summary>"新增 2 项，延续 3 项，…" for the history; empty where nothing was found and nothing fixed.</summary>
    public static string Summary(CheckReport report)
    {
        var counts = new (string Word, int Count)[]
        {
            ("新增", report.Findings.Count(f => f.State == FindingState.New)),
            ("延续", report.Findings.Count(f => f.State == FindingState.Persisting)),
            ("重现", report.Findings.Count(f => f.State == FindingState.Returned)),
            ("已改正", report.Fixed.Count),
            ("已说明", report.Findings.Count(f => f.Accepted?.Kind == AcceptanceKind.Explained)),
            ("已豁免", report.Findings.Count(f => f.Accepted?.Kind == AcceptanceKind.Waived)),
        };
        return string.Join("，", counts.Where(c => c.Count > 0).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Word} {c.Count} 项")));
    }
}
