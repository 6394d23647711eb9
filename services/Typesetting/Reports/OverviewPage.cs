using Budget.Contracts;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Typesetting.Html;

namespace Budget.Typesetting.Reports;

/// <param name="Page">Where its own report is, relative to the overview.</param>
public sealed record OverviewEntry(CheckedFile File, string Page);

/// <summary>Many documents on one desk: who has how many findings of which severity, worst first, and which rules are broken most.</summary>
public static class OverviewPage
{
    /// <param name="unreadable">Files that could not be read, with the reason; they are on the desk too.</param>
    public static byte[] Render(IReadOnlyList<OverviewEntry> entries, IReadOnlyList<(string File, string Problem)> unreadable)
    {
        var html = new HtmlBuffer();
        HtmlPage.Open(html, new PageHead("检查总览", "各部门公开材料的检查结果总览") { Style = PageStyle.Document });
        html.Raw("<header class=\"masthead\">\n<h1>检查总览</h1>\n<p class=\"cover\">"u8).Text($"共 {entries.Count + unreadable.Count} 份文件，规则 {RuleBook.Rules.Count} 条，规则库 {RuleBook.Version}").Raw("</p>\n<p class=\"cover\">"u8)
            .Text("科目数据：" + FindingRows.CodeLists).Raw("</p>\n<hr class=\"rule\">\n</header>\n<div class=\"body\">\n"u8);
        html.Raw("<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">目录</h2>\n<ol>\n<li><a href=\"#departments\">各部门</a></li>\n"u8);
        if (unreadable.Count > 0) html.Raw("<li><a href=\"#unreadable\">无法读取的文件</a></li>\n"u8);
        html.Raw("<li><a href=\"#rules\">各规则</a></li>\n</ol>\n</nav>\n<main id=\"main\">\n"u8);
        Departments(html, entries);
        Unreadable(html, unreadable);
        Rules(html, entries);
        html.Raw("</main>\n</div>\n"u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }

    static void Departments(HtmlBuffer html, IReadOnlyList<OverviewEntry> entries)
    {
        Head(html, "departments", "各部门", "部门", ["年度", "错误", "警告", "提示", "通过", "不通过", "无法核对", "文件"]);
        foreach (var (file, page) in entries.OrderByDescending(e => e.File.Count(Severity.Error)).ThenByDescending(e => e.File.Count(Severity.Warning)))
        {
            html.Raw("<tr><th scope=\"row\"><a href=\""u8).Text(page).Raw("\">"u8).Text(file.Department.Length > 0 ? file.Department : file.File).Raw("</a></th><td>"u8).Text(file.Year).Raw("</td>"u8);
            foreach (var count in Counts(file)) Number(html, count);
            html.Raw("<td>"u8).Text(Path.GetFileName(file.File)).Raw("</td></tr>\n"u8);
        }
        html.Raw("<tr class=\"sum\"><th scope=\"row\">合计</th><td></td>"u8);
        for (var i = 0; i < 6; i++) Number(html, entries.Sum(e => Counts(e.File)[i]));
        html.Raw("<td></td></tr>\n</tbody>\n</table>\n</div>\n</section>\n"u8);
    }

    static int[] Counts(CheckedFile file) =>
        [file.Count(Severity.Error), file.Count(Severity.Warning), file.Count(Severity.Info), file.Report.Passed, file.Report.Failed, file.Report.NotCheckable];

    static void Unreadable(HtmlBuffer html, IReadOnlyList<(string File, string Problem)> unreadable)
    {
        if (unreadable.Count == 0) return;
        html.Raw("<section aria-labelledby=\"unreadable\">\n<h2 id=\"unreadable\">无法读取的文件</h2>\n<dl>\n"u8);
        foreach (var (file, problem) in unreadable) html.Raw("<dt>"u8).Text(Path.GetFileName(file)).Raw("</dt><dd>"u8).Text(problem).Raw("</dd>\n"u8);
        html.Raw("</dl>\n</section>\n"u8);
    }

    static void Rules(HtmlBuffer html, IReadOnlyList<OverviewEntry> entries)
    {
        var broken = entries.SelectMany(e => e.File.Report.Findings.Select(f => (f.Rule, e.File))).GroupBy(f => f.Rule.Id)
            .Select(g => (g.First().Rule, Findings: g.Count(), Files: g.Select(f => f.File).Distinct().Count()))
            .OrderBy(r => r.Rule.Severity).ThenByDescending(r => r.Files).ThenBy(r => r.Rule.Id, StringComparer.Ordinal).ToList();
        Head(html, "rules", "各规则", "规则", ["级别", "文件数", "处数"]);
        if (broken.Count == 0) html.Raw("<tr><td colspan=\"4\">未发现问题。</td></tr>\n"u8);
        foreach (var (rule, findings, files) in broken)
        {
            html.Raw("<tr><th scope=\"row\">"u8).Text($"{rule.Id} {rule.Title}").Raw("</th><td>"u8).Text(rule.Severity.Chinese()).Raw("</td>"u8);
            Number(html, files);
            Number(html, findings);
            html.Raw("</tr>\n"u8);
        }
        html.Raw("</tbody>\n</table>\n</div>\n</section>\n"u8);
    }

    static void Head(HtmlBuffer html, string id, string title, string row, string[] heads)
    {
        html.Raw("<section aria-labelledby=\""u8).Text(id).Raw("\">\n<h2 id=\""u8).Text(id).Raw("\">"u8).Text(title).Raw("</h2>\n<div class=\"frame list\" role=\"group\" tabindex=\"0\" aria-label=\""u8).Text(title)
            .Raw("\">\n<table>\n<caption><span class=\"t\">"u8).Text(title).Raw("</span></caption>\n<thead>\n<tr><th class=\"r\" scope=\"col\">"u8).Text(row).Raw("</th>"u8);
        foreach (var head in heads) html.Raw("<th scope=\"col\">"u8).Text(head).Raw("</th>"u8);
        html.Raw("</tr>\n</thead>\n<tbody>\n"u8);
    }

    static void Number(HtmlBuffer html, int number) => html.Raw("<td class=\"n\">"u8).Number(number).Raw("</td>"u8);
}
