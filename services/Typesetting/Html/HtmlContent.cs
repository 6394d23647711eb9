using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Html;

/// <summary>The parts of a composed document as HTML: paragraphs, tables, forms, findings; for every page that shows some of them.</summary>
/// <param name="language">Of the words around tables.</param>
/// <param name="explained">Figures lead to the pages that explain them, which lie beside this page.</param>
public sealed class HtmlContent(HtmlBuffer html, bool explained = false, Language language = Language.Chinese)
{
    /// <summary>From how many columns a table is printed across the long side of the paper.</summary>
    const int WideFrom = 8;

    public void Section(ComposedSection section)
    {
        html.Raw("<section id=\""u8).Text(section.Id).Raw("\">\n"u8);
        Heading(section.Level + 1, section.Title);
        foreach (var content in section.Contents)
        {
            switch (content)
            {
                case Paragraph paragraph: Paragraph(paragraph); break;
                case ComposedTable table: Table(table); break;
                case ComposedForm form: Form(form, section.Level + 2); break;
                case FindingsList findings: Findings(findings); break;
                case Notice notice: Notice(notice); break;
            }
        }
        foreach (var inner in section.Sections) Section(inner);
        html.Raw("</section>\n"u8);
    }

    public void Heading(int level, string text)
    {
        html.Raw("<h"u8).Number(Math.Min(level, 6)).Raw(">"u8).Text(text).Raw("</h"u8).Number(Math.Min(level, 6)).Raw(">\n"u8);
    }

    void Paragraph(Paragraph paragraph)
    {
        html.Raw("<p"u8);
        Id(paragraph.Id);
        html.Raw(">"u8);
        foreach (var run in paragraph.Runs)
        {
            switch (run.Kind)
            {
                case RunKind.Figure when explained: Explained(run); break;
                case RunKind.Figure: Run("<span class=\"f\""u8, run); break;
                case RunKind.Gap: Run("<span class=\"gap\""u8, run); break;
                default: html.Text(run.Text); break;
            }
            if (run.Differs.Length > 0) html.Raw("<span class=\"differs\">〔核算："u8).Text(run.Differs).Raw("〕</span>"u8);
        }
        html.Raw("</p>\n"u8);
    }

    void Run(ReadOnlySpan<byte> open, TextRun run)
    {
        html.Raw(open);
        Id(run.Id);
        html.Raw(">"u8).Text(run.Text).Raw("</span>"u8);
    }

    void Explained(TextRun run)
    {
        html.Raw("<a class=\"f\""u8);
        Id(run.Id);
        html.Raw(" href=\""u8).Text(FigurePage.Text).Raw("#"u8).Text(Anchors.Fragment(run.Id)).Raw("\">"u8).Text(run.Text).Raw("</a>"u8);
    }

    void Id(string id)
    {
        if (id.Length > 0) html.Raw(" id=\""u8).Text(id).Raw("\""u8);
    }

    public void Notice(Notice notice)
    {
        html.Raw("<p class=\"notice\">"u8).Text(notice.Text);
        if (notice.Link.Length > 0) html.Raw(" <a href=\""u8).Text(notice.Link).Raw("\">"u8).Text(notice.LinkText).Raw("</a>"u8);
        html.Raw("</p>\n"u8);
    }

    public void Table(ComposedTable table)
    {
        if (table.NotInSource)
        {
            html.Raw("<div class=\"lost\" id=\""u8).Text(table.Id).Raw("\">\n"u8);
            Heading(3, $"{table.Number}. {table.Title}");
            foreach (var note in table.Notes) html.Raw("<p class=\"notice\">"u8).Text(note).Raw("</p>\n"u8);
            html.Raw("</div>\n"u8);
            return;
        }
        var label = table.Title + (table.Unit.Length > 0 ? language.Of($"，单位：{table.Unit}", $", unit: {table.Unit}") : "");
        html.Raw(table.Columns.Count >= WideFrom ? "<div class=\"frame wide\" role=\"group\" tabindex=\"0\" aria-label=\""u8 : "<div class=\"frame\" role=\"group\" tabindex=\"0\" aria-label=\""u8).Text(label).Raw("\""u8);
        Id(table.Id);
        html.Raw(">\n<table>\n<caption><span class=\"t\">"u8);
        if (table.Number > 0) html.Number(table.Number).Raw(". "u8);
        html.Text(table.Title).Raw("</span>"u8);
        if (table.Unit.Length > 0) html.Raw("<span class=\"u\">"u8).Text(language.Of("单位：", "Unit: ")).Text(table.Unit).Raw("</span>"u8);
        html.Raw("</caption>\n<thead>\n"u8);
        Heads(table);
        html.Raw("</thead>\n<tbody>\n"u8);
        foreach (var row in table.Rows) Row(table, row);
        if (table.Rows.Count == 0) html.Raw("<tr><td colspan=\""u8).Number(table.Columns.Count).Raw("\">（空表）</td></tr>\n"u8);
        html.Raw("</tbody>\n</table>\n</div>\n"u8);
        foreach (var note in table.Notes) html.Raw("<p class=\"note\">"u8).Text(note).Raw("</p>\n"u8);
        if (explained && table is { Number: > 0, Rows.Count: > 0 })
        {
            html.Raw("<p class=\"more\"><a href=\""u8).Text(FigurePage.OfTable(table.Number)).Raw("\">表"u8).Number(table.Number).Raw("逐项说明</a> <a href=\"data/table-"u8).Number(table.Number).Raw(".csv\">表"u8)
                .Number(table.Number).Raw("数据（CSV）</a></p>\n"u8);
        }
    }

    void Heads(ComposedTable table)
    {
        var heads = TableHeads.Of(table);
        for (var level = 0; level < heads.Depth; level++)
        {
            html.Raw("<tr>"u8);
            foreach (var head in heads.Cells.Where(h => h.Level == level))
            {
                html.Raw(head.Column == table.RowHeader && level + head.Levels == heads.Depth ? "<th class=\"r\" scope=\""u8 : "<th scope=\""u8).Raw(head.Columns > 1 ? "colgroup\" colspan=\""u8 : "col"u8);
                if (head.Columns > 1) html.Number(head.Columns);
                html.Raw("\""u8);
                if (head.Levels > 1) html.Raw(" rowspan=\""u8).Number(head.Levels).Raw("\""u8);
                html.Raw(">"u8).Text(head.Text).Raw("</th>"u8);
            }
            html.Raw("</tr>\n"u8);
        }
    }

    void Row(ComposedTable table, ComposedRow row)
    {
        html.Raw(row.IsTotal ? "<tr class=\"sum\">"u8 : "<tr>"u8);
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var cell = row.Cells[i];
            if (cell.RowSpan == 0) continue;
            var kind = table.Columns[i].Kind;
            var head = i == table.RowHeader && cell.Text.Length > 0;
            html.Raw(head ? "<th scope=\"row\""u8 : "<td"u8);
            var css = (kind, cell.Level) switch
            {
                (CellKind.Number, _) => "n",
                (CellKind.Code, _) => "c",
                (CellKind.Name, 2) => "l2",
                (CellKind.Name, >= 3) => "l3",
                (CellKind.Name, _) when row.IsTotal && !head => "s",
                _ => "",
            };
            if (css.Length > 0) html.Raw(" class=\""u8).Text(css).Raw("\""u8);
            Id(cell.Id);
            if (cell.RowSpan > 1) html.Raw(" rowspan=\""u8).Number(cell.RowSpan).Raw("\""u8);
            html.Raw(">"u8);
            if (explained && table.Number > 0 && cell.Text.Length > 0 && Explained(table, row, i) is { Length: > 0 } id) ExplainedCell(table, cell, id);
            else html.Text(cell.Text);
            html.Raw(head ? "</th>"u8 : "</td>"u8);
        }
        html.Raw("</tr>\n"u8);
    }

    /// <summary>The figure that a cell leads to: itself, or the first one after a line's name.</summary>
    static string Explained(ComposedTable table, ComposedRow row, int cell)
    {
        if (table.Columns[cell].Kind == CellKind.Number) return row.Cells[cell].Id;
        if (table.Columns[cell].Kind != CellKind.Name) return "";
        for (var i = cell + 1; i < row.Cells.Count; i++)
        {
            if (row.Cells[i].Id.Length > 0) return row.Cells[i].Id;
        }
        return "";
    }

    /// <summary>
    /// The line's name is the one stop for the keyboard; a stop at each of several hundred figures would leave no way through
    /// the page, and the name leads to the same lines of the same page.
    /// </summary>
    void ExplainedCell(ComposedTable table, ComposedCell cell, string id)
    {
        html.Raw(cell.Id.Length > 0 && table.RowHeader >= 0 ? "<a tabindex=\"-1\" href=\""u8 : "<a href=\""u8).Text(FigurePage.OfTable(table.Number)).Raw("#"u8)
            .Text(Anchors.Fragment(id)).Raw("\">"u8).Text(cell.Text).Raw("</a>"u8);
    }

    public void Form(ComposedForm form, int level)
    {
        html.Raw("<div class=\"form\" id=\""u8).Text(form.Id).Raw("\">\n"u8);
        Heading(level, form.Title);
        if (form.Subtitle.Length > 0) html.Raw("<p class=\"sub\">"u8).Text(form.Subtitle).Raw("</p>\n"u8);
        if (explained && form.Page.Length > 0) html.Raw("<p class=\"sub more\"><a href=\""u8).Text(form.Page).Raw("\">项目单页</a></p>\n"u8);
        foreach (var part in form.Parts)
        {
            if (part is FormTable table)
            {
                Table(table.Table);
                continue;
            }
            html.Raw("<dl>\n"u8);
            foreach (var field in ((FormFields)part).Fields) Field(field.Label, field.Lines, field.Id);
            html.Raw("</dl>\n"u8);
        }
        html.Raw("</div>\n"u8);
    }

    public void Field(string label, IReadOnlyList<string> lines, string id = "")
    {
        html.Raw("<dt>"u8).Text(label).Raw("</dt><dd"u8);
        Id(id);
        html.Raw(">"u8);
        if (lines.Count == 1) html.Text(lines[0]);
        else foreach (var line in lines) html.Raw("<p>"u8).Text(line).Raw("</p>"u8);
        html.Raw("</dd>\n"u8);
    }

    public void Findings(FindingsList list)
    {
        html.Raw("<ul class=\"findings\">\n"u8);
        foreach (var finding in list.Findings)
        {
            var (css, name) = finding.Severity switch { Severity.Error => ("error", "错误"), Severity.Warning => ("warning", "警告"), _ => ("info", "提示") };
            html.Raw("<li class=\""u8).Text(css).Raw("\"><p><span class=\"badge\">"u8).Text(name).Raw("</span><span class=\"where\">"u8).Text(finding.Place).Raw("</span></p><p>"u8).Text(finding.Message).Raw("</p>"u8);
            var more = new List<string>();
            if (finding.Found.Length > 0) more.Add("所印：" + finding.Found);
            if (finding.Expected.Length > 0) more.Add("应为：" + finding.Expected);
            if (finding.Difference.Length > 0) more.Add("相差：" + finding.Difference);
            more.Add("规则 " + finding.Rule);
            html.Raw("<p class=\"more\">"u8).Text(string.Join("　", more)).Raw("</p></li>\n"u8);
        }
        html.Raw("</ul>\n"u8);
    }
}
