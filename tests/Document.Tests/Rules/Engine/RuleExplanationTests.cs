using System.Text.RegularExpressions;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Tests.Rules;

public sealed partial class RuleExplanationTests
{
    [Fact]
    public void Every_rule_is_explained()
    {
        var missing = RuleBook.Rules.Where(rule => !RuleExplanation.All.ContainsKey(rule.Id)).ToList();
        Assert.True(missing.Count == 0, string.Join("\n", missing.Select(rule => $$"""
            {{rule.Id}} is not explained. Add to services/Document/Rules/Explanations/{{rule.Id[..3]}}.json:
              "{{rule.Id}}": {
                "why": "(why it matters, a sentence or two)", "why-en": "",
                "mend": "(what to do)", "mend-en": "",
                "needs": "(what must be in the document for it to be checked)", "needs-en": "",
                "breaks": "(an example, as a document would print it)",
                "holds": "(one that holds)",
                "basis": "law | regulation | ministry | practice | arithmetic", "certainty": "read | reported | general"
              }
            """)));
    }

    [Fact]
    public void No_explanation_is_of_a_rule_that_is_not_there() =>
        Assert.Empty(RuleExplanation.All.Keys.Except(RuleBook.Rules.Select(rule => rule.Id)));

    /// <summary>No text is left empty, is the same as another rule's, or is in the wrong language.</summary>
    [Fact]
    public void Explanations_are_whole_and_each_rules_own()
    {
        Assert.All(RuleExplanation.All, entry =>
        {
            var (rule, e) = entry;
            foreach (var chinese in new[] { e.Why, e.Mend, e.Needs, e.Breaks, e.Holds }) Assert.True(Han().IsMatch(chinese) || Quoted().IsMatch(chinese), $"{rule}: {chinese}");
            foreach (var english in new[] { e.WhyEn, e.MendEn, e.NeedsEn }) Assert.Matches("^[A-Z0-9\"].*[.)?]$", english);
            foreach (var sentence in new[] { e.Why, e.Mend }) Assert.True(sentence.EndsWith('。'), $"{rule}: {sentence}");
            Assert.NotEqual(e.Breaks, e.Holds);
        });
        foreach (var text in new Func<RuleExplanation, string>[] { e => e.Why, e => e.WhyEn })
        {
            Assert.Empty(RuleExplanation.All.GroupBy(e => text(e.Value)).Where(g => g.Count() > 1).Select(g => $"{string.Join(", ", g.Select(e => e.Key).Order(StringComparer.Ordinal))}: {g.Key}"));
        }
    }

    /// <summary>What the rule says of its basis and what its explanation says are one.</summary>
    [Fact]
    public void The_kind_of_the_basis_is_that_of_the_rule() => Assert.All(RuleBook.Rules, rule =>
    {
        var kind = rule.Explanation.Basis;
        Assert.True(rule.Basis.IsLaw == kind is BasisKind.Law or BasisKind.Regulation, $"{rule.Id}: {rule.Basis} is explained as {kind}");
        Assert.True(rule.Basis == Basis.Arithmetic == (kind == BasisKind.Arithmetic), $"{rule.Id}: {rule.Basis} is explained as {kind}");
        if (rule.Basis.IsLaw) Assert.Matches("第.+条", rule.Basis.Text);
    });

    [GeneratedRegex("[\u4e00-\u9fff]")]
    private static partial Regex Han();

    [GeneratedRegex("^“.+”")]
    private static partial Regex Quoted();
}
