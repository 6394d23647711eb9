using Budget.Publication.Storage;
using Budget.V1;

namespace Budget.Publication.Workflow;

static class Waivers
{
    /// <summary>Marks the errors that are waived as they stand; returns the waivers whose finding is there with other figures.</summary>
    public static IReadOnlyList<WaiverRow> Apply(CheckReport report, IReadOnlyList<WaiverRow> waivers)
    {
        foreach (var finding in report.Findings.Where(f => f.Accepted?.Kind == AcceptanceKind.Waived)) finding.Accepted = null;
        if (waivers.Count == 0) return [];
        var found = report.Findings.DistinctBy(f => f.Fingerprint).ToDictionary(f => f.Fingerprint, StringComparer.Ordinal);
        var fallen = new List<WaiverRow>();
        foreach (var waiver in waivers)
        {
            if (!found.TryGetValue(waiver.Fingerprint, out var finding)) continue;
            if (!FindingHistory.IsUnchanged(finding, Finding.Parser.ParseFrom(waiver.Finding))) fallen.Add(waiver);
            else if (finding.Severity == Severity.Error) finding.Accepted = waiver.ToWire();
        }
        return fallen;
    }
}
