using Budget.Contracts;
using Budget.Contracts.Events;
using Budget.Contracts.Reading;
using Budget.Document.Rules;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Google.Protobuf;
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
    public override async Task<SubmitDisclosureResponse> SubmitDisclosure(SubmitDisclosureRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var explanations = Explanations(request);
        var publishAt = Words.Hour(request.PublishAt, "publish_at", time.GetUtcNow());
        var row = await Load(request.Name, request.Etag, caller, context.CancellationToken);
        var to = Decide(row, Move.Submit, caller);
        await MustBeInTime(row, publishAt, context.CancellationToken);

        var parts = await ReadParts(row, context);
        var (document, violations) = reader.Read(parts.Department, parts.Budget, parts.Targets);
        if (document is null) throw PartsDisagree(row, violations);
        var report = RuleBook.Run(document).ToMessage(document.Edition.Id);
        var gate = Gate.Judge(report, explanations);
        var submission = await db.Submissions.AsTracking().SingleAsync(s => s.DisclosureId == row.Id, context.CancellationToken);
        submission.Checked = gate.Checked.ToByteArray();
        if (gate.IsClosed && !row.Archive)
        {
            // The refused report is kept, so that the preparer finds all of it; the disclosure itself stays as it was.
            await Save(row, context.CancellationToken);
            throw gate.Refusal(row);
        }

        Make(Move.Submit, row, to, caller, remark: "");
        (submission.Department, submission.Budget, submission.Targets) =
            (parts.Department.ToByteArray(), parts.Budget.ToByteArray(), parts.Targets.ToByteArray());
        // A new review decides anew; what was withheld of the version it corrects stays withheld.
        submission.Redactions = new Redactions
        {
            Withheld = { Redactions.Parser.ParseFrom(submission.Redactions).Withheld },
            MaskPhones = policy.Phones == PersonalData.Masked,
            MaskNames = policy.Names == PersonalData.Masked,
        }.ToByteArray();
        (row.DepartmentName, row.DistrictName, row.Edition) = (parts.Department.Name, parts.Department.District, document.Edition.Id);
        (row.BudgetRevision, row.BudgetHash) = (parts.BudgetRevision.Revision, parts.BudgetRevision.ContentHash);
        (row.TargetsRevision, row.TargetsHash) = (parts.TargetsRevision.Revision, parts.TargetsRevision.ContentHash);
        (row.SubmittedBy, row.PublishAt) = (caller.Id, publishAt);
        Tell(row, new DisclosureSubmitted(row.Name.ToString(), row.District, row.Department, row.Year, row.Version,
            row.BudgetFact, row.TargetsFact, caller.Id, time.GetUtcNow()));
        await Save(row, context.CancellationToken);

        var submitted = row.ToWire();
        submitted.MergeFrom(gate.Checked);
        submitted.Redactions = Redactions.Parser.ParseFrom(submission.Redactions);
        return new() { Disclosure = submitted };
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

    static RpcException PartsDisagree(DisclosureRow row, IReadOnlyList<FieldViolation> violations) => RichStatus.FailedPrecondition(
        "部门预算与绩效目标不能合为一份公开材料，请先改正并重新保存。 / Budget and targets do not make one document; mend and save them first.",
        violations.Select(v => ("PARTS_DISAGREE", $"{row.Name}#{v.Field}", $"{v.Message} / {v.MessageEn}")));
}
