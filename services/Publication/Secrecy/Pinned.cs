using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Publication.Proof;
using Budget.Publication.Site;
using Budget.Publication.Storage;
using Budget.Typesetting;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Pdf;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Secrecy;

/// <summary>What may be published of a version.</summary>
public sealed record PublicContent(DisclosureDocument Document, V1.DisclosureFile File, V1.CheckReport Report, PublicationFacts Facts, Withheld Withheld);

/// <summary>
/// What was pinned when a version was submitted, less what is withheld, and nothing that was saved since. Whatever is published is made
/// from here, so no format can know more.
/// </summary>
public sealed class Pinned(PublicationDb db, DocumentReader reader, PdfTool pdf, SiteFolder site)
{
    public async Task<PublicContent> Read(DisclosureRow row, CancellationToken stop)
    {
        var submission = await db.Submissions.SingleAsync(s => s.DisclosureId == row.Id, stop);
        var whole = FileOf(row, submission);
        var document = DocumentOf(whole);
        var redacted = Redactor.Apply(whole, V1.Disclosure.Parser.ParseFrom(submission.Checked).Report, document.Edition, V1.Redactions.Parser.ParseFrom(submission.Redactions));
        if (redacted.BudgetChanged || redacted.TargetsChanged) document = DocumentOf(redacted.File);
        return new(document, redacted.File, redacted.Report, Facts(row, redacted), new(string.Concat(redacted.Notices), redacted.BudgetChanged, redacted.TargetsChanged));
    }

    /// <summary>All files of the version, in every form. What the version before said stands in them only as far as it may still be read there.</summary>
    public async Task<IReadOnlyList<RenderedFile>> Files(DisclosureRow row, PublicContent content, PublicationFacts facts, CancellationToken stop)
    {
        var before = await Before(row, stop);
        facts = facts with { Before = before?.Document };
        var composed = Composer.Compose(content.Document, facts);
        var files = Publisher.Render(content.Document, composed, facts, content.File, await pdf.Render(composed, stop));
        if (row.Version == 1) return files;
        var changes = before is null ? null : DisclosureComparison.Of(before.File, content.File, content.Document.Edition);
        return [.. files, new(ChangesPage.File, "text/html", ChangesPage.Render(content.Document, facts, changes))];
    }

    /// <summary>The version that this one corrects; null for the first, and where that is withheld.</summary>
    async Task<PublicContent?> Before(DisclosureRow row, CancellationToken stop)
    {
        if (row.Version == 1) return null;
        var before = await db.Disclosures.SingleAsync(d => d.District == row.District && d.Department == row.Department && d.Year == row.Year && d.Version == row.Version - 1, stop);
        return before.State == State.Withheld ? null : await Read(before, stop);
    }

    public static V1.DisclosureFile FileOf(DisclosureRow row, SubmissionRow submission) => new()
    {
        Department = V1.Department.Parser.ParseFrom(submission.Department),
        Year = row.Year,
        Edition = row.Edition,
        Budget = V1.DepartmentBudget.Parser.ParseFrom(submission.Budget),
        Targets = V1.PerformanceTargets.Parser.ParseFrom(submission.Targets),
    };

    public DisclosureDocument DocumentOf(V1.DisclosureFile file)
    {
        var (document, violations) = reader.Read(file);
        return document ?? throw new InvalidOperationException($"What was approved cannot be read any more: {violations[0].Field}: {violations[0].MessageEn}");
    }

    /// <summary>No person is named: who submitted and approved is the officials' to know.</summary>
    PublicationFacts Facts(DisclosureRow row, Redactor.Result redacted) => new(row.Version)
    {
        Site = site.PublicAddress,
        PublishedAt = row.PublishedAt,
        BudgetHash = redacted.BudgetChanged ? "" : row.BudgetHash,
        TargetsHash = redacted.TargetsChanged ? "" : row.TargetsHash,
        CorrectionReason = row.CorrectionReason,
        Archive = row.Archive,
        Withheld = row is { State: not State.Withheld, WithheldAt: { } at } ? [.. redacted.Notices, $"本版公开后，财政部门于{Composer.ChinaTime(at)}撤下部分内容。撤下原因：{row.WithheldReason}"] : redacted.Notices,
        Findings = row.Archive ? [.. redacted.Report.Findings.Select(PublishedFinding.From)] : [],
    };
}
