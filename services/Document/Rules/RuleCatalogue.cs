using System.Text;

namespace Budget.Document.Rules;

/// <summary>The rule book as officials read it: made from the rules, so that it cannot differ from them.</summary>
public static class RuleCatalogue
{
    static readonly (string Prefix, string Chinese, string English)[] Chapters =
    [
        ("STR", "文件结构", "Structure"), ("REV", "收入", "Revenue"), ("EXP", "支出", "Expenditure"), ("YOY", "与上年比较", "Year on year"), ("TPE", "“三公”经费", "Three public expenses"),
        ("OTH", "其他重要事项", "Other matters"), ("STF", "人员", "Staff"), ("PRJ", "项目绩效目标", "Project targets"), ("IND", "绩效指标", "Indicators"), ("OVL", "部门整体绩效目标", "Department targets"),
        ("PUB", "公开", "Publication"), ("XDC", "跨文件", "Across documents"),
    ];

    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("# 预算公开校验规则 / Rule book\n\n");
        text.Append($"共 {RuleBook.Rules.Count} 条规则，版本 {RuleBook.Version}。每条规则给出三种回答之一：通过、不通过、无法核对（并说明原因）。\n");
        text.Append("错误须改正后方可提交；警告须由填报人说明；提示供参考。标注“非法规条文”的依据是编报惯例。\n");
        foreach (var chapter in RuleBook.Rules.GroupBy(r => r.Id[..3]))
        {
            var (_, chinese, english) = Chapters.First(c => c.Prefix == chapter.Key);
            text.Append($"\n## {chapter.Key} {chinese} / {english}\n\n| 编号 | 级别 | 规则 | Rule | 依据 |\n|---|---|---|---|---|\n");
            foreach (var rule in chapter) text.Append($"| {rule.Id} | {Level(rule.Severity)} | {rule.Title} | {rule.TitleEn} | {rule.Basis} |\n");
        }
        return text.ToString();
    }

    static string Level(Severity severity) => severity switch { Severity.Error => "错误", Severity.Warning => "警告", _ => "提示" };
}
