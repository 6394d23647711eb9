using Budget.Contracts;
using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Finding = Budget.Document.Rules.Engine.Finding;
using RuleSettings = Budget.Document.Rules.Engine.RuleSettings;

namespace Budget.Publication.Settings;

/// <summary>Checks documents twice, as the settings in force say and as others would, and adds up where the two differ. Pure; the rows are read elsewhere.</summary>
public sealed class Rehearsal(RuleSettings tried)
{
    readonly SortedDictionary<string, RehearsedRule> rules = new(StringComparer.Ordinal);
    readonly SortedSet<string> blocked = new(StringComparer.Ordinal), free = new(StringComparer.Ordinal);

    public RehearsalSummary Summary { get; } = new() { RuleBook = RuleBook.StampOf(tried) };

    /// <summary>What the settings would do to this disclosure; null where they make no difference.</summary>
    /// <param name="submitted">The report of its submission, with what was explained and waived in it.</param>
    public RehearsedDisclosure? Add(DisclosureRow row, DisclosureDocument document, CheckReport submitted, RuleSettings inForce, Patience patience)
    {
        Summary.Disclosures++;
        if (tried.Hash == inForce.Hash) return null;
        var (now, then) = (RuleBook.Run(document, inForce, patience), RuleBook.Run(document, tried, patience));
        var answer = new RehearsedDisclosure { Name = row.Name.ToString(), Department = row.Department, DepartmentName = row.DepartmentName, Year = row.Year };
        Compare(now.Findings, then.Findings, answer);
        // What was made elsewhere is published with its findings; nothing blocks it.
        answer.BlockedNow = !row.Archive && Blocks(now, document, submitted);
        answer.Blocked = !row.Archive && Blocks(then, document, submitted);
        if (answer.Appear.Count + answer.Go.Count + answer.Regraded.Count == 0) return null;

        Summary.Differ++;
        if (answer.Blocked && !answer.BlockedNow) blocked.Add(row.Department);
        if (answer.BlockedNow && !answer.Blocked) free.Add(row.Department);
        return answer;
    }

    public RehearsalSummary Finish()
    {
        Summary.NewlyBlocked.Add(blocked);
        Summary.NewlyFree.Add(free);
        Summary.Rules.Add(rules.Values);
        return Summary;
    }

    /// <summary>Whether it would be refused with what was said of its findings when it was submitted.</summary>
    static bool Blocks(Report report, DisclosureDocument document, CheckReport submitted)
    {
        var message = report.ToMessage(document.Edition.Id);
        FindingHistory.Follow(message, submitted);
        var waived = submitted.Findings.Where(f => f.Accepted?.Kind == AcceptanceKind.Waived).ToDictionary(f => f.Fingerprint, StringComparer.Ordinal);
        foreach (var finding in message.Findings)
        {
            if (finding.Severity == V1.Severity.Error && waived.TryGetValue(finding.Fingerprint, out var was) && FindingHistory.IsUnchanged(finding, was)) finding.Accepted = was.Accepted;
        }
        return Gate.Judge(message).IsClosed;
    }

    void Compare(IReadOnlyList<Finding> now, IReadOnlyList<Finding> then, RehearsedDisclosure answer)
    {
        var before = now.ToDictionary(f => f.Fingerprint, StringComparer.Ordinal);
        foreach (var finding in then)
        {
            if (!before.Remove(finding.Fingerprint, out var was))
            {
                answer.Appear.Add(finding.ToMessage());
                Summary.Appear++;
                Of(finding).Appear++;
            }
            else if (was.Severity != finding.Severity)
            {
                answer.Regraded.Add(finding.ToMessage());
                Summary.Regraded++;
                Of(finding).Regraded++;
            }
        }
        foreach (var gone in before.Values)
        {
            answer.Go.Add(gone.ToMessage());
            Summary.Go++;
            Of(gone).Go++;
        }
    }

    RehearsedRule Of(Finding finding)
    {
        if (!rules.TryGetValue(finding.Rule.Id, out var rule)) rules[finding.Rule.Id] = rule = new() { Rule = finding.Rule.Id };
        return rule;
    }
}
