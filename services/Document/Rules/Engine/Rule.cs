namespace Budget.Document.Rules.Engine;

/// <summary>
/// One rule of the book. Its body compares and reports through <see cref="Check"/>; it never throws for any document.
/// The answer follows from what the body did: found something (failed), compared something (passed), compared nothing (could not be checked).
/// </summary>
public sealed record Rule(string Id, Severity Severity, string Title, string TitleEn, Basis Basis, Action<Check> Body)
{
    /// <summary>Why it matters, how to mend a breach, what it needs, examples: data beside the rules.</summary>
    public RuleExplanation Explanation => RuleExplanation.Of(Id);

    internal static Rule Error(string id, string title, string titleEn, Basis basis, Action<Check> body) => new(id, Severity.Error, title, titleEn, basis, body);
    internal static Rule Warning(string id, string title, string titleEn, Basis basis, Action<Check> body) => new(id, Severity.Warning, title, titleEn, basis, body);
    internal static Rule Info(string id, string title, string titleEn, Basis basis, Action<Check> body) => new(id, Severity.Info, title, titleEn, basis, body);
}

/// <summary>Where a rule comes from. Practice is said to be practice.</summary>
public sealed record Basis(string Text, bool IsLaw = true)
{
    public static readonly Basis BudgetLaw32 = new("预算法 第三十二条");
    public static readonly Basis BudgetLaw14 = new("预算法 第十四条");
    public static readonly Basis BudgetLaw52 = new("预算法 第五十二条");
    public static readonly Basis BudgetRegulation5 = new("预算法实施条例 第五条");
    public static readonly Basis BudgetRegulation6 = new("预算法实施条例 第六条");
    public static readonly Basis BudgetRegulation40 = new("预算法实施条例 第四十条");
    public static readonly Basis BudgetRegulation11 = new("预算法实施条例 第十一条");
    public static readonly Basis Arithmetic = new("表内、表间勾稽关系（编报惯例）", IsLaw: false);
    public static readonly Basis Practice = new("部门预算公开编报惯例", IsLaw: false);

    public override string ToString() => IsLaw ? Text : $"{Text}，非法规条文";
}

/// <summary>The answer of one rule on one document. Reasons are set when it could not be checked.</summary>
public readonly record struct RuleAnswer(Rule Rule, Answer Answer, string Reason, string ReasonEn);
