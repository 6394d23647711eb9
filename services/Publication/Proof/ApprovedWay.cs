using Budget.Contracts;
using Budget.Document.Workflow;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;

namespace Budget.Publication.Proof;

/// <summary>
/// The three steps without which nothing is published: submitted, cleared by the secrecy review, approved by somebody else, in this order and
/// since the last return to draft. A row's state says only that somebody wrote it; the steps are what its history says.
/// </summary>
public sealed record ApprovedWay(HistoryRow Submitted, HistoryRow Cleared, HistoryRow Approved)
{
    /// <summary>Clocks of two instances may differ by this much, and no step is the later one for it.</summary>
    static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <param name="history">Of the version, in its order.</param>
    public static (ApprovedWay? Way, string Problem) Of(DisclosureRow row, IReadOnlyList<HistoryRow> history)
    {
        var since = history.Skip(history.ToList().FindLastIndex(entry => entry.To == State.Draft) + 1).ToList();
        var submitted = since.Find(entry => entry.Action == Actions.Submit);
        var cleared = since.FindLast(entry => entry.Action == Actions.ReviewSecrecy);
        var approved = since.FindLast(entry => entry.Action == Actions.Approve);
        if (submitted is null || !People.Same(submitted.Caller, row.SubmittedBy)) return No("历史中没有本次报送。", "The history has no such submission.");
        if (cleared is null || cleared.Id < submitted.Id || row.SecrecyOutcome != V1.SecrecyOutcome.Cleared || !People.Same(cleared.Caller, row.SecrecyReviewer))
            return No("历史中没有通过的保密审查。", "The history has no secrecy review that cleared it.");
        if (approved is null || approved.Id < cleared.Id || !People.Same(approved.Caller, row.ApprovedBy)) return No("历史中没有审定。", "The history has no approval.");
        if (People.Same(approved.Caller, submitted.Caller)) return No("审定人就是报送人。", "It was approved by who submitted it.");
        if (cleared.At < submitted.At - Skew || approved.At < cleared.At - Skew) return No("报送、审查、审定的时间先后颠倒。", "Its steps are dated in another order than they were made.");
        return (new(submitted, cleared, approved), "");

        (ApprovedWay?, string) No(string chinese, string english) => (null,
            $"{row.Name} 不能公开：{chinese}请核对操作历史；退回后重新报送、审查、审定即可。 / It cannot be published: {english} Look into its history; return it to go through all steps again.");
    }

    /// <summary>What a manifest's steps lack; null if it may be believed that the version was approved as it must be.</summary>
    public static (string Chinese, string English)? Problem(ManifestFacts manifest)
    {
        if (manifest.Steps is not [{ Role: Roles.Preparer, At: { } submitted }, { Role: Roles.SecrecyReviewer, At: { } cleared }, { Role: Roles.Approver, At: { } approved }])
            return ("清单没有写明报送、保密审查、审定三个步骤及其时间。", "the manifest does not date the steps submitted, cleared and approved.");
        if (cleared < submitted - Skew || approved < cleared - Skew) return ("清单所写步骤的先后颠倒。", "the manifest's steps are in the wrong order.");
        if (manifest.SaysNobody) return null;
        if (manifest.Steps.Any(step => step.By.Length == 0) || manifest.Steps[0].By == manifest.Steps[2].By) return ("审定人不是报送人以外的人。", "it was not approved by another person than who submitted it.");
        return null;
    }
}
