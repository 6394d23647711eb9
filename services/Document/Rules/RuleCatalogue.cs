using System.Globalization;
using System.Text;
using Budget.Document.Codes;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Rules;

/// <summary>A chapter of the rule book: the rules whose ids begin with its prefix.</summary>
public sealed record RuleChapter(string Prefix, string Chinese, string English)
{
    public IReadOnlyList<Rule> Rules => [.. RuleBook.Rules.Where(rule => rule.Id.StartsWith(Prefix, StringComparison.Ordinal))];
}

/// <summary>The rule book as officials read it: made from the rules and their explanations, so that it cannot differ from them.</summary>
public static class RuleCatalogue
{
    public static readonly IReadOnlyList<RuleChapter> Chapters =
    [
        new("STR", "文件结构", "Structure"), new("REV", "收入", "Revenue"), new("EXP", "支出", "Expenditure"), new("YOY", "与上年比较", "Year on year"), new("TPE", "“三公”经费", "Three public expenses"),
        new("OTH", "其他重要事项", "Other matters"), new("STF", "人员", "Staff"), new("PRJ", "项目绩效目标", "Project targets"), new("IND", "绩效指标", "Indicators"), new("OVL", "部门整体绩效目标", "Department targets"),
        new("PUB", "公开", "Publication"), new("XDC", "跨文件", "Across documents"),
    ];

    public static RuleChapter ChapterOf(Rule rule) => Chapters.First(chapter => rule.Id.StartsWith(chapter.Prefix, StringComparison.Ordinal));

    public static string Chinese(this Severity severity) => severity switch { Severity.Error => "错误", Severity.Warning => "警告", _ => "提示" };

    public static string Chinese(this BasisKind kind) => kind switch
    {
        BasisKind.Law => "法律",
        BasisKind.Regulation => "行政法规",
        BasisKind.Ministry => "部门规范性文件",
        BasisKind.Practice => "编报惯例",
        _ => "勾稽关系",
    };

    /// <summary>How sure the basis is, as a remark behind it; empty where nothing needs to be remarked.</summary>
    public static string Remark(this RuleExplanation explanation) => explanation.Basis == BasisKind.Arithmetic ? "" : explanation.Certainty switch
    {
        Certainty.Read => explanation.Basis == BasisKind.Practice ? "已公开文件中可见" : "已核对原文",
        Certainty.Reported => "据他处转述，未见原文",
        _ => explanation.Basis == BasisKind.Practice ? "一般认识" : "未见原文",
    };

    /// <summary>The years a rule is limited to; empty where it is not.</summary>
    public static string Years(this RuleExplanation explanation) => (explanation.FirstYear, explanation.LastYear) switch
    {
        (0, int.MaxValue) => "",
        (var first, int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"{first}年起"),
        (0, var last) => string.Create(CultureInfo.InvariantCulture, $"至{last}年"),
        var (first, last) => string.Create(CultureInfo.InvariantCulture, $"{first}至{last}年"),
    };

    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("# 预算公开校验规则 / Rule book\n\n");
        text.Append($"共 {RuleBook.Rules.Count} 条规则，版本 {RuleBook.Version}。每条规则给出三种回答之一：通过、不通过、无法核对（并说明原因）。\n");
        text.Append("错误须改正后方可提交，或由财政审核人豁免；警告须由填报人说明；提示供参考。标注“非法规条文”的依据是编报惯例。\n");
        text.Append($"科目数据：{string.Join("；", CodeList.All)}。\n");
        foreach (var chapter in Chapters)
        {
            if (chapter.Rules is not { Count: > 0 } rules) continue;
            text.Append($"\n## {chapter.Prefix} {chapter.Chinese} / {chapter.English}\n\n| 编号 | 级别 | 规则 | Rule | 依据 |\n|---|---|---|---|---|\n");
            foreach (var rule in rules) text.Append($"| {rule.Id} | {rule.Severity.Chinese()} | {rule.Title} | {rule.TitleEn} | {rule.Basis} |\n");
            foreach (var rule in rules) Explained(text, rule);
        }
        return text.ToString();
    }

    static void Explained(StringBuilder text, Rule rule)
    {
        var explained = rule.Explanation;
        text.Append($"\n### {rule.Id} {rule.Title}\n\n");
        var remarks = string.Join("，", new[] { explained.Basis.Chinese(), explained.Remark(), explained.Years() is { Length: > 0 } years ? "适用" + years : "" }.Where(r => r.Length > 0));
        text.Append($"{rule.Severity.Chinese()}；{rule.Basis.Text}（{remarks}）\n\n");
        text.Append($"- 为什么：{explained.Why}\n  {explained.WhyEn}\n- 如何改：{explained.Mend}\n  {explained.MendEn}\n- 可核对的前提：{explained.Needs}\n  {explained.NeedsEn}\n");
        text.Append($"- 不符合：{explained.Breaks}\n- 符合：{explained.Holds}\n");
    }
}
