using Budget.Document.Rules.Engine;

namespace Budget.Document.Tests.Rules;

/// <summary>
/// What a rule says on one document. A rule without a breaking case, a near miss and one that cannot be checked fails the tests; cases are kept
/// beside the chapter they speak of and found by reflection.
/// </summary>
sealed record RuleCase(string Rule, Answer Answer, string What, Func<DisclosureDocument> Document)
{
    /// <summary>Other rules that see the same fault from their side; no other error may appear.</summary>
    public string[] Also { get; init; } = [];

    public Severity? Severity { get; init; }

    public override string ToString() => $"{Rule} {Answer}: {What}";
}

abstract class RuleCases
{
    readonly List<RuleCase> cases = [];

    public static IReadOnlyList<RuleCase> All { get; } =
    [
        .. typeof(RuleCases).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(RuleCases))).OrderBy(t => t.Name, StringComparer.Ordinal)
            .SelectMany(t => ((RuleCases)Activator.CreateInstance(t)!).cases),
    ];

    protected void Breaks(string rule, string what, Func<DisclosureDocument> document, Severity? severity = null, params string[] also) =>
        cases.Add(new(rule, Answer.Failed, what, document) { Also = also, Severity = severity });

    protected void NearMiss(string rule, string what, Func<DisclosureDocument> document) => cases.Add(new(rule, Answer.Passed, what, document));

    protected void CannotTell(string rule, string what, Func<DisclosureDocument> document) => cases.Add(new(rule, Answer.NotCheckable, what, document));
}
