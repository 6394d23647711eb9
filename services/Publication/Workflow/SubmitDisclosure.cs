using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.Settings;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>
    /// The gate. What passes it is pinned with its figures: they are reviewed, approved and published as they were read here,
    /// whatever is saved in the meantime.
    /// </summary>
    [Allow(Roles.Preparer)]
    [Costly]
    public override async Task<SubmitDisclosureResponse> SubmitDisclosure(SubmitDisclosureRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var explanations = Explanations(request);
        var publishAt = Words.Hour(request.PublishAt, "publish_at", time.GetUtcNow());
        var row = await Load(request.Name, request.Etag, caller, context.CancellationToken);
        var to = Decide(row, Move.Submit, caller);
        await MustBeInTime(row, publishAt, context.CancellationToken);

        var parts = await ReadParts(row, context);
        if (row.Archive && parts.Budget.Printed is null) throw NotMadeElsewhere(row);
        IReadOnlyList<string> authors = [.. new[] { parts.BudgetRevision.SavedBy, parts.TargetsRevision.SavedBy }.Where(author => author.Length > 0).Distinct()];
        var side = new Situation(caller.Id) { Authors = authors };
        var (document, violations) = reader.Read(parts.Department, parts.Budget, parts.Targets);
        if (document is null) throw PartsDisagree(row, violations);
        var settings = await SettingsInForce(row.District, row.Year, context.CancellationToken);
        var report = RuleBook.Run(document, settings, context.CancellationToken).ToMessage(document.Edition.Id);
        FindingHistory.Follow(report, await ReportBefore(row, context.CancellationToken));
        Explain(report, explanations, row, caller);
        // A waiver of one's own error is none.
        EndFallen(Waivers.Apply(report, [.. (await WaiversOf(row, context.CancellationToken)).Where(waiver => policy.FourEyes == FourEyes.SubmitterOnly || !side.IsOfTheirSide(waiver.Caller))]));
        var submission = db.Submissions.Attach(SubmissionRow.Of(row)).Entity;
        submission.Checked = Kept(report);
        if (Gate.Judge(report) is { IsClosed: true } gate && !row.Archive)
        {
            // The refused report is kept, so that the preparer finds all of it; the disclosure itself stays as it was. If it was
            // moved meanwhile, nothing is kept: the report is of another state than the one it would stand beside.
            db.Entry(row).Property(r => r.Moves).IsModified = true;
            Note(Actions.Refuse, row, caller, gate.Words + (FindingHistory.Summary(report) is { Length: > 0 } summary ? "；" + summary : ""));
            await Save(row, context.CancellationToken);
            throw gate.Refusal(row);
        }

        Make(Move.Submit, row, to, caller, FindingHistory.Summary(report));
        (submission.Department, submission.Budget, submission.Targets) =
            (parts.Department.ToByteArray(), parts.Budget.ToByteArray(), parts.Targets.ToByteArray());
        // A new review decides anew; what was withheld of the version it corrects stays withheld.
        var redactions = new Redactions { Withheld = { await WithheldOf(row, context.CancellationToken) }, MaskPhones = policy.Phones == PersonalData.Masked, MaskNames = policy.Names == PersonalData.Masked };
        submission.Redactions = redactions.ToByteArray();
        // Also where nothing is redacted: what the last review decided must not stay.
        db.Entry(submission).Property(s => s.Redactions).IsModified = true;
        (row.DepartmentName, row.DistrictName, row.Edition) = (parts.Department.Name, parts.Department.District, document.Edition.Id);
        (row.BudgetRevision, row.BudgetHash) = (parts.BudgetRevision.Revision, parts.BudgetRevision.ContentHash);
        (row.TargetsRevision, row.TargetsHash) = (parts.TargetsRevision.Revision, parts.TargetsRevision.ContentHash);
        (row.SubmittedBy, row.Authors, row.PublishAt) = (caller.Id, string.Join('\n', authors), publishAt);
        Tell(row, new DisclosureSubmitted(row.Name.ToString(), row.District, row.Department, row.Year, row.Version,
            row.BudgetFact, row.TargetsFact, caller.Id, time.GetUtcNow()));
        await Save(row, context.CancellationToken);

        var submitted = row.ToWire();
        submitted.MergeFrom(submission.Checked);
        submitted.Redactions = redactions;
        return new() { Disclosure = submitted };
    }

    async Task<IReadOnlyList<Redaction>> WithheldOf(DisclosureRow row, CancellationToken cancellation) => Redactions.Parser.ParseFrom(
        await db.Submissions.Where(s => s.DisclosureId == row.Id).Select(s => s.Redactions).SingleAsync(cancellation)).Withheld;

    /// <summary>Takes up what the preparer says of warnings; what is said again in the same words stays as it was said first.</summary>
    void Explain(CheckReport report, Dictionary<string, string> explanations, DisclosureRow row, Caller caller)
    {
        var said = new List<string>();
        foreach (var finding in report.Findings)
        {
            if (finding.Severity != V1.Severity.Warning || !explanations.TryGetValue(finding.Fingerprint, out var text) || finding.Accepted?.Text == text) continue;
            finding.Accepted = new()
            {
                Kind = AcceptanceKind.Explained,
                Text = text,
                By = caller.Id,
                ByName = caller.Name,
                At = time.GetUtcNow().ToTimestamp(),
                Version = row.Version,
            };
            said.Add($"{finding.Rule} {finding.Place}：{text}");
        }
        if (said.Count > 0) Note(Actions.Explain, row, caller, Words.Listed(said));
    }

    static Dictionary<string, string> Explanations(SubmitDisclosureRequest request)
    {
        if (request.Explanations.Count > MostExplanations) throw TooManyExplanations(request.Explanations.Count);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < request.Explanations.Count; i++)
        {
            var explanation = request.Explanations[i];
            if (!texts.TryAdd(explanation.Fingerprint, Words.Required(explanation.Text, $"explanations[{i}].text"))) throw ExplainedTwice(i, explanation.Fingerprint);
        }
        return texts;
    }

    const int MostExplanations = 1000;

    static RpcException TooManyExplanations(int count) => RichStatus.InvalidArgument(
        "说明过多。 / Too many explanations.", ("explanations", $"{count} 条，最多 {MostExplanations} 条 / {count}, at most {MostExplanations}"));

    static RpcException ExplainedTwice(int index, string fingerprint) => RichStatus.InvalidArgument(
        "同一提示有两条说明。 / A warning is explained twice.", ($"explanations[{index}].fingerprint", $"{fingerprint} 重复 / {fingerprint} appears twice"));

    static RpcException NotMadeElsewhere(DisclosureRow row) => Refusals.Precondition("ARCHIVE_NOT_PRINTED", row,
        "存档公开只用于他处编制并已印发的材料；本份材料在本系统编制，须通过校验后报送。请另开普通公开材料。",
        "Only what was made and printed elsewhere is archived with its findings; this was made here and passes the gate. Open it without archive.");

    static RpcException PartsDisagree(DisclosureRow row, IReadOnlyList<FieldViolation> violations) => RichStatus.FailedPrecondition(
        "部门预算与绩效目标不能合为一份公开材料，请先改正并重新保存。 / Budget and targets do not make one document; mend and save them first.",
        violations.Select(v => ("PARTS_DISAGREE", $"{row.Name}#{v.Field}", $"{v.Message} / {v.MessageEn}")));
}
