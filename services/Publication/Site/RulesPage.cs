using Budget.Document.Codes;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;

namespace Budget.Publication.Site;

/// <summary>The rule book for everyone: what a disclosure is checked for, why, and how a breach is mended. Each rule has its id as its address.</summary>
static class RulesPage
{
    public const string Path = "rules/index.html";

    /// <summary>The book does not change while the program runs.</summary>
    public static readonly SitePage Page = new(Path, Render());

    static byte[] Render()
    {
        var html = new HtmlBuffer(512 * 1024);
        HtmlPage.Open(html, new PageHead("部门预算公开校验规则", "部门预算公开材料的全部校验规则：为什么、如何改、依据和例子") { Style = PageStyle.Document });
        html.Raw("<header class=\"masthead\">\n"u8);
        HtmlPage.Crumbs(html, Language.Chinese, [("部门预算公开", "../index.html"), ("校验规则", "")], "");
        html.Raw("<h1>部门预算公开校验规则</h1>\n<p class=\"cover\" lang=\"en\">Rule book</p>\n<hr class=\"rule\">\n</header>\n<div class=\"body\">\n"u8);
        Contents(html);
        html.Raw("<main id=\"main\">\n<section aria-labelledby=\"about\">\n<h2 id=\"about\">说明</h2>\n<p>共 "u8).Number(RuleBook.Rules.Count).Raw(" 条规则。每条规则对一份文件给出三种回答之一：通过、不通过、无法核对（并说明原因）。"u8)
            .Raw("错误须改正后方可报送，或由财政审核人说明理由予以豁免；警告须由编制人说明；提示供参考。</p>\n<dl>\n<dt>规则库版本</dt><dd>"u8).Text(RuleBook.Version).Raw("</dd>\n<dt>科目数据</dt><dd>"u8);
        foreach (var list in CodeList.All) html.Raw("<p>"u8).Text(list.ToString()).Raw("</p>"u8);
        html.Raw("</dd>\n</dl>\n</section>\n"u8);
        foreach (var chapter in RuleCatalogue.Chapters)
        {
            html.Raw("<section id=\""u8).Text(chapter.Prefix).Raw("\">\n<h2>"u8).Text($"{chapter.Prefix} {chapter.Chinese}").Raw(" <span lang=\"en\">"u8).Text(chapter.English).Raw("</span></h2>\n"u8);
            foreach (var rule in chapter.Rules) Rule(html, rule);
            html.Raw("</section>\n"u8);
        }
        html.Raw("<p><a href=\"../index.html\">返回目录</a></p>\n</main>\n</div>\n"u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }

    static void Contents(HtmlBuffer html)
    {
        html.Raw("<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">目录</h2>\n<ol>\n"u8);
        foreach (var chapter in RuleCatalogue.Chapters)
        {
            html.Raw("<li><a href=\"#"u8).Text(chapter.Prefix).Raw("\">"u8).Text($"{chapter.Prefix} {chapter.Chinese}（{chapter.Rules.Count}条）").Raw("</a></li>\n"u8);
        }
        html.Raw("</ol>\n</nav>\n"u8);
    }

    static void Rule(HtmlBuffer html, Rule rule)
    {
        var explained = rule.Explanation;
        html.Raw("<section id=\""u8).Text(rule.Id).Raw("\" class=\""u8).Text(rule.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" }).Raw("\">\n<h3><span class=\"badge\">"u8)
            .Text(rule.Severity.Chinese()).Raw("</span>"u8).Text($"{rule.Id} {rule.Title}").Raw("</h3>\n<p class=\"note\" lang=\"en\">"u8).Text(rule.TitleEn).Raw("</p>\n<dl>\n"u8);
        Both(html, "为什么", explained.Why, explained.WhyEn);
        Both(html, "如何改", explained.Mend, explained.MendEn);
        Both(html, "可核对的前提", explained.Needs, explained.NeedsEn);
        html.Raw("<dt>不符合</dt><dd>"u8).Text(explained.Breaks).Raw("</dd>\n<dt>符合</dt><dd>"u8).Text(explained.Holds).Raw("</dd>\n<dt>依据</dt><dd>"u8).Text(rule.Basis.Text);
        html.Text($"（{string.Join("，", new[] { explained.Basis.Chinese(), explained.Remark() }.Where(t => t.Length > 0))}）").Raw("</dd>\n"u8);
        if (explained.Years() is { Length: > 0 } years) html.Raw("<dt>适用年度</dt><dd>"u8).Text(years).Raw("</dd>\n"u8);
        html.Raw("</dl>\n</section>\n"u8);
    }

    static void Both(HtmlBuffer html, string label, string chinese, string english) =>
        html.Raw("<dt>"u8).Text(label).Raw("</dt><dd><p>"u8).Text(chinese).Raw("</p><p lang=\"en\">"u8).Text(english).Raw("</p></dd>\n"u8);
}
