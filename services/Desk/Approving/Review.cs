using Budget.Contracts;
using Budget.Desk.Calls;
using Budget.Desk.Comparing;
using Budget.Desk.Frame;
using Budget.Desk.Storage;
using Budget.Document;
using Budget.Document.Relations;
using Budget.V1;
using Grpc.Core;
using Microsoft.Extensions.Primitives;

namespace Budget.Desk.Approving;

/// <param name="Before">The draft the person had seen before this one; null: never looked, or nothing came since.</param>
public sealed record ReviewModel(
    Disclosure Disclosure, Department Department, IReadOnlyList<HistoryEntry> History, Content Now, Content? Before, LookRow Look, Deadline? Deadline,
    FigureChanges Figures, IReadOnlyList<TextChange> Texts, IReadOnlyDictionary<string, BudgetRevision> Authors, string View, DecisionForm Form)
{
    public string Address => ApprovingPages.Address(Disclosure);
    public int Changed => Figures.Count + Texts.Count;
    public bool MayDecide => Disclosure.State == DisclosureState.Submitted;
    public bool Cleared => Disclosure.SecrecyReview is { Outcome: SecrecyOutcome.Cleared };
    public IEnumerable<Finding> Findings => (Disclosure.Report?.Findings ?? []).Where(f => f.Severity is Severity.Error or Severity.Warning).OrderByDescending(Headline.Weight);

    /// <summary>Name of whoever has this id, as the history knows it.</summary>
    public string NameOf(string id) => History.LastOrDefault(e => e.Caller == id)?.CallerName is { Length: > 0 } name ? name : id;

    public HistoryEntry? Submission => History.LastOrDefault(e => e.Action == "submit" && e.Version == Disclosure.Version);
    public int Submissions => History.Count(e => e.Action == "submit" && e.Version == Disclosure.Version);
}

/// <summary>What stands in the decision's form: as typed, with what is wrong with it.</summary>
public sealed record DecisionForm(string Choice, string Reason, string Problem = "", bool Kept = false)
{
    public const int LongestReason = 200;

    public static readonly DecisionForm Empty = new("", "");

    public static DecisionForm Of(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var read = fields.ToDictionary(f => f.Key, f => f.Value.ToString());
        return new(read.GetValueOrDefault("decision", ""), read.GetValueOrDefault("reason", "").Trim());
    }

    /// <summary>What is missing before it can be sent; empty: nothing.</summary>
    public string Missing(Here here) => Choice switch
    {
        "approve" => "",
        "return" when Reason.Length == 0 => here["请写退回的原因：送审人要照它改。", "Say why you return it: the submitter mends by it."],
        "return" when Reason.EnumerateRunes().Count() > LongestReason => here[$"退回的原因最多 {LongestReason} 字，现在 {Reason.EnumerateRunes().Count()} 字。", $"The reason may have {LongestReason} characters; it has {Reason.EnumerateRunes().Count()}."],
        "return" => "",
        _ => here["请先选“审定”或“退回”。", "Choose to approve or to return."],
    };
}

/// <summary>Loads what an approver reviews, and notes that it was looked at.</summary>
sealed class Review(Caller caller, Board board, Contents contents, Looks looks, Here here)
{
    /// <summary>Further back nobody asks who typed a figure.</summary>
    const int MostRevisionsWalked = 12;

    public async Task<ReviewModel> Read(DisclosureName name, string view, DecisionForm form)
    {
        var disclosure = await board.Whole(name.ToString());
        var department = await board.Department(name.Department);
        here.District = department.District;
        var (history, deadline, waiting) = (board.History(disclosure.Name), board.Deadlines(disclosure.Year), board.Disclosures());
        here.Waiting["/approvals"] = (await waiting).Count(d => d.State == DisclosureState.Submitted && d.SecrecyReview is { Outcome: SecrecyOutcome.Cleared });
        // A draft pins nothing; what it would pin are the newest revisions, which its own department's people may read.
        var now = await contents.Of(caller, disclosure, department) ?? (await contents.Of(caller, department, disclosure.Year, 0, -1))!;
        var look = await looks.Open(caller.Person, disclosure, caller.Cancellation);
        var before = look.BudgetBefore > 0 ? await contents.Of(caller, department, disclosure.Year, look.BudgetBefore, look.TargetsBefore) : null;
        var figures = before is null ? FigureChanges.None : FigureChanges.Between(before, now);
        return new(disclosure, department, await history, now, before, look, (await deadline).GetValueOrDefault(disclosure.Department), figures,
            before is null ? [] : TextChanges.Between(before, now), before is null ? new Dictionary<string, BudgetRevision>() : await Authors(department, disclosure.Year, before, now, figures),
            view.Length > 0 ? view : before is null ? "year" : "since", form);
    }

    /// <summary>Which revision brought each changed figure: the first after which it stood as it stands now.</summary>
    async Task<IReadOnlyDictionary<string, BudgetRevision>> Authors(Department department, int year, Content before, Content now, FigureChanges changes)
    {
        var found = new Dictionary<string, BudgetRevision>(StringComparer.Ordinal);
        if (changes.Figures.Count == 0 || now.BudgetRevision.Revision - before.BudgetRevision.Revision > MostRevisionsWalked) return found;
        var earlier = before;
        for (var revision = before.BudgetRevision.Revision + 1; revision <= now.BudgetRevision.Revision; revision++)
        {
            var next = await contents.Of(caller, department, year, revision, 0);
            if (next is null) continue;
            foreach (var change in FigureChanges.Between(earlier with { Targets = null, TargetsRevision = null }, next).Figures) found[change.Key] = next.BudgetRevision;
            earlier = next;
        }
        return found;
    }
}
