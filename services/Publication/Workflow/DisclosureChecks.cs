using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Document.Workflow;
using Budget.Hosting.Errors;
using Budget.Publication.Storage;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using RuleSettings = Budget.Document.Rules.Engine.RuleSettings;

namespace Budget.Publication.Workflow;

/// <param name="Fallen">Waivers that met other figures.</param>
public sealed record Checked(DisclosureDocument Document, CheckReport Report, IReadOnlyList<WaiverRow> Fallen);

/// <summary>What the rule book answers, now and before, and what people said of it: read, run, followed from the last report, waivers applied.</summary>
public sealed class DisclosureChecks(PublicationDb db, DocumentReader reader, SavedParts saved, TimeProvider time)
{
    /// <summary>The parts as they were read, by the rules as they are in force for the disclosure.</summary>
    /// <param name="explain">What the preparer says of the findings, before waivers are looked at.</param>
    /// <param name="counts">Which of the version's waivers hold here.</param>
    public async Task<Checked> Check(DisclosureRow row, Parts parts, Action<CheckReport> explain, Func<WaiverRow, bool> counts, CancellationToken cancellation)
    {
        var (document, violations) = reader.Read(parts.Department, parts.Budget, parts.Targets);
        if (document is null) throw PartsDisagree(row, violations);
        var settings = await SettingsInForce(row.District, row.Year, cancellation);
        var report = RuleBook.Run(document, settings, cancellation).ToMessage(document.Edition.Id);
        FindingHistory.Follow(report, await ReportBefore(row, cancellation));
        explain(report);
        var waivers = await WaiversOf(row, cancellation);
        return new(document, report, Waivers.Apply(report, [.. waivers.Where(counts)]));
    }

    /// <summary>What is found now: in a draft by the rule book as its parts are saved, from submission on what it was submitted with.</summary>
    public async Task<CheckReport> Now(DisclosureRow row, SubmissionRow submission, ServerCallContext context) => row.State == State.Draft
        ? (await Check(row, await saved.Read(row, context), _ => { }, _ => true, context.CancellationToken)).Report
        : V1.Disclosure.Parser.ParseFrom(submission.Checked).Report;

    /// <summary>What a submission pinned; null where the reader of today cannot read it.</summary>
    public DisclosureDocument? Submitted(SubmissionRow submission)
    {
        var (document, _) = reader.Read(V1.Department.Parser.ParseFrom(submission.Department), DepartmentBudget.Parser.ParseFrom(submission.Budget),
            V1.PerformanceTargets.Parser.ParseFrom(submission.Targets));
        return document;
    }

    /// <summary>What has not been saved; it has no history and nobody has waived anything of it.</summary>
    public async Task<CheckReport> Unsaved(V1.Department department, DepartmentBudget budget, V1.PerformanceTargets? targets, CancellationToken cancellation)
    {
        var (document, violations) = reader.Read(department, budget, targets);
        if (document is null)
        {
            throw RichStatus.InvalidArgument("提交的内容有误；请按各字段的说明改正。 / The message is malformed; mend each field as said.",
                violations.Select(v => ("unsaved." + v.Field, $"{v.Message} / {v.MessageEn}")));
        }
        var settings = await SettingsInForce(department.DistrictCode, document.Year, cancellation);
        return RuleBook.Run(document, settings, cancellation).ToMessage(document.Edition.Id);
    }

    public async Task<RuleSettings> SettingsInForce(string district, int year, CancellationToken cancellation) =>
        (await RuleSettingsRow.InForce(db.RuleSettings, district, year, time.GetUtcNow()).SingleOrDefaultAsync(cancellation))?.Settings ?? RuleSettings.None;

    /// <summary>Waivers that hold: given for this version or an earlier one of the year.</summary>
    public async Task<List<WaiverRow>> WaiversOf(DisclosureRow row, CancellationToken cancellation) =>
        await db.Waivers.AsTracking().Include(w => w.Disclosure).Where(w => w.EndedAt == null && w.Disclosure.District == row.District
            && w.Disclosure.Department == row.Department && w.Disclosure.Year == row.Year && w.Disclosure.Version <= row.Version)
            .OrderBy(w => w.Id).ToListAsync(cancellation);

    /// <summary>Who waived what is part of who may review and approve it.</summary>
    public async Task<Situation> SituationOf(DisclosureRow row, CancellationToken cancellation) =>
        row.Situation with { WaivedBy = [.. (await WaiversOf(row, cancellation)).Select(waiver => waiver.Caller)] };

    /// <summary>A waiver that met other figures is over, and does not come back with the old ones.</summary>
    public void End(IEnumerable<WaiverRow> fallen)
    {
        foreach (var waiver in fallen) waiver.EndedAt = time.GetUtcNow();
    }

    /// <summary>The report as it lies beside a submission, with its explanations where older clients look for them.</summary>
    public static byte[] Kept(CheckReport report)
    {
        var kept = new V1.Disclosure { Report = report };
        kept.Explanations.AddRange(report.Findings.Where(f => f.Accepted?.Kind == AcceptanceKind.Explained)
            .Select(f => new Explanation { Fingerprint = f.Fingerprint, Text = f.Accepted.Text }));
        return kept.ToByteArray();
    }

    /// <summary>The kept report says who waived what, so that everyone who reviews it reads that.</summary>
    public static void Keep(SubmissionRow submission, IReadOnlyList<WaiverRow> waivers)
    {
        if (V1.Disclosure.Parser.ParseFrom(submission.Checked).Report is not { } report) return;
        Waivers.Apply(report, waivers);
        submission.Checked = Kept(report);
    }

    /// <summary>What the last submission of the year's disclosure was answered: of this version, or else of the one before.</summary>
    async Task<CheckReport?> ReportBefore(DisclosureRow row, CancellationToken cancellation)
    {
        var kept = await db.Submissions
            .Where(s => s.Disclosure.District == row.District && s.Disclosure.Department == row.Department && s.Disclosure.Year == row.Year
                && (s.Disclosure.Version == row.Version || s.Disclosure.Version == row.Version - 1))
            .OrderByDescending(s => s.Disclosure.Version).Select(s => s.Checked).ToListAsync(cancellation);
        return kept.Find(report => report.Length > 0) is { } last ? V1.Disclosure.Parser.ParseFrom(last).Report : null;
    }

    static RpcException PartsDisagree(DisclosureRow row, IReadOnlyList<FieldViolation> violations) => RichStatus.FailedPrecondition(
        "部门预算与绩效目标不能合为一份公开材料，请先改正并重新保存。 / Budget and targets do not make one document; mend and save them first.",
        violations.Select(v => ("PARTS_DISAGREE", $"{row.Name}#{v.Field}", $"{v.Message} / {v.MessageEn}")));
}
