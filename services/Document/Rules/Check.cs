namespace Budget.Document.Rules;

/// <summary>One run of the rule book over one document: what rules read, and how they report.</summary>
public sealed class Check(DisclosureDocument document)
{
    readonly List<Finding> findings = [];
    Rule? current;
    int compared;
    string reason = "", reasonEn = "";

    public DisclosureDocument Document { get; } = document;
    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>Counts a comparison that was made; a rule that made none could not be checked.</summary>
    public void Compared() => compared++;

    /// <summary>Says why (a part of) the rule could not be checked. Kept only if the rule compares nothing at all.</summary>
    public void Missing(string why, string whyEn)
    {
        if (reason.Length == 0) (reason, reasonEn) = (why, whyEn);
    }

    public void Fail(Place place, string message, string messageEn, string found = "", string expected = "", string difference = "", string tolerance = "", Severity? severity = null)
    {
        compared++;
        findings.Add(new Finding(current!, place, message, messageEn)
        {
            Found = found, Expected = expected, Difference = difference, Tolerance = tolerance, Severity = severity ?? current!.Severity,
        });
    }

    internal RuleAnswer Run(Rule rule)
    {
        (current, compared, reason, reasonEn) = (rule, 0, "", "");
        var before = findings.Count;
        rule.Body(this);
        if (findings.Count > before) return new(rule, Answer.Failed, "", "");
        if (compared > 0) return new(rule, Answer.Passed, "", "");
        return new(rule, Answer.NotCheckable, reason.Length > 0 ? reason : "本文件没有该规则所需的内容", reasonEn.Length > 0 ? reasonEn : "the document has nothing this rule speaks of");
    }
}
