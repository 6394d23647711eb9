using Budget.Contracts;
using Budget.Document.Rules;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

/// <summary>What the rule book answered, now and before, and what people said of it.</summary>
public sealed partial class DisclosureRpcs
{
    /// <summary>Waivers that hold: given for this version or an earlier one of the year.</summary>
    async Task<List<WaiverRow>> WaiversOf(DisclosureRow row, CancellationToken cancellation) =>
        await db.Waivers.AsTracking().Include(w => w.Disclosure).Where(w => w.EndedAt == null && w.Disclosure.District == row.District
            && w.Disclosure.Department == row.Department && w.Disclosure.Year == row.Year && w.Disclosure.Version <= row.Version)
            .OrderBy(w => w.Id).ToListAsync(cancellation);

    /// <summary>A waiver that met other figures is over, and does not come back with the old ones.</summary>
    void EndFallen(IEnumerable<WaiverRow> fallen)
    {
        foreach (var waiver in fallen) waiver.EndedAt = time.GetUtcNow();
    }

    /// <summary>What the last submission of the year's disclosure was answered: of this version, or else of the one before.</summary>
    async Task<CheckReport?> ReportBefore(DisclosureRow row, CancellationToken cancellation)
    {
        var kept = await db.Submissions.Where(s => s.Disclosure.District == row.District && s.Disclosure.Department == row.Department && s.Disclosure.Year == row.Year
            && (s.Disclosure.Version == row.Version || s.Disclosure.Version == row.Version - 1)).OrderByDescending(s => s.Disclosure.Version).Select(s => s.Checked).ToListAsync(cancellation);
        return kept.Find(report => report.Length > 0) is { } last ? V1.Disclosure.Parser.ParseFrom(last).Report : null;
    }

    /// <summary>
    /// What is found now: in a draft by the rule book as its parts are saved, from submission on what it was submitted with.
    /// </summary>
    async Task<CheckReport> ReportNow(DisclosureRow row, SubmissionRow submission, ServerCallContext context)
    {
        if (row.State != State.Draft) return V1.Disclosure.Parser.ParseFrom(submission.Checked).Report;
        var parts = await ReadParts(row, context);
        var (document, violations) = reader.Read(parts.Department, parts.Budget, parts.Targets);
        if (document is null) throw PartsDisagree(row, violations);
        var settings = await SettingsInForce(row.District, row.Year, context.CancellationToken);
        var report = RuleBook.Run(document, settings, context.CancellationToken).ToMessage(document.Edition.Id);
        FindingHistory.Follow(report, await ReportBefore(row, context.CancellationToken));
        Waivers.Apply(report, await WaiversOf(row, context.CancellationToken));
        return report;
    }

    /// <summary>The report as it lies beside a submission, with its explanations where older clients look for them.</summary>
    static byte[] Kept(CheckReport report)
    {
        var kept = new V1.Disclosure { Report = report };
        kept.Explanations.AddRange(report.Findings.Where(f => f.Accepted?.Kind == AcceptanceKind.Explained).Select(f => new Explanation { Fingerprint = f.Fingerprint, Text = f.Accepted.Text }));
        return kept.ToByteArray();
    }
}
