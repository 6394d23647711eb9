using Budget.Document.Rules;
using Budget.Publication.Composition;

namespace Budget.Publication.Formats.Html;

/// <summary>A composed document → one page of HTML.</summary>
public static class HtmlDocument
{
    /// <summary>From how many columns a table is printed across the long side of the paper.</summary>
    const int WideFrom = 8;

    public static byte[] Render(ComposedDocument document)
    {
        var html = new HtmlBuffer(256 * 1024);
        HtmlPage.Open(html, document.Title.Contains(document.Department, StringComparison.Ordinal) ? document.Title : $"{document.Title} {document.Department}", document.Summary?.Sentence ?? document.Title);
        Masthead(html, document);
        html.Raw("<div class=\"body\">\n"u8);
        Contents(html, document);
        html.Raw("<main id=\"main\">\n"u8);
        foreach (var notice in document.Notices) Notice(html, notice);
        if (document.Summary is { } summary) Summary(html, summary);
        foreach (var section in document.Sections) Section(html, section);
        About(html, document);
        html.Raw("</main>\n</div>\n"u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }

    static void Masthead(HtmlBuffer html, ComposedDocument document)
    {
        html.Raw("<header class=\"masthead\">\n<p class=\"place\">"u8).Text(document.District).Raw(" · 部门预算公开</p>\n<h1>"u8).Text(document.Title).Raw("</h1>\n"u8);
        foreach (var line in document.Cover)
        {
            if (!document.Title.Contains(line, StringComparison.Ordinal)) html.Raw("<p class=\"cover\">"u8).Text(line).Raw("</p>\n"u8);
        }
        html.Raw("<hr class=\"rule\">\n</header>\n"u8);
    }

    static void Contents(HtmlBuffer html, ComposedDocument document)
    {
        html.Raw("<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">目录</h2>\n<ol>\n"u8);
        foreach (var section in document.Sections) Entry(html, section);
        html.Raw("<li><a href=\"#about\">公开信息与数据下载</a></li>\n</ol>\n</nav>\n"u8);
    }

    static void Entry(HtmlBuffer html, ComposedSection section)
    {
        html.Raw("<li><a href=\"#"u8).Text(section.Id).Raw("\">"u8).Text(section.Title).Raw("</a>"u8);
        var inner = section.Sections.Count > 0 && section.Level == 1;
        var named = section.Contents.Where(c => c is ComposedTable or ComposedForm).ToList();
        if (inner || named.Count > 0)
        {
            html.Raw("\n<ol>\n"u8);
            foreach (var content in named)
            {
                var (id, title) = content is ComposedTable t ? (t.Id, $"{t.Number}. {t.Title}") : (((ComposedForm)content).Id, ((ComposedForm)content).Name);
                html.Raw("<li><a href=\"#"u8).Text(id).Raw("\">"u8).Text(title).Raw("</a></li>\n"u8);
            }
            if (inner)
            {
                foreach (var s in section.Sections) Entry(html, s);
            }
            html.Raw("</ol>\n"u8);
        }
        html.Raw("</li>\n"u8);
    }

    static void Summary(HtmlBuffer html, Summary summary)
    {
        html.Raw("<section class=\"summary\" aria-labelledby=\"summary\">\n<h2 id=\"summary\">一眼看懂</h2>\n<p class=\"lead\">"u8).Text(summary.Sentence).Raw("</p>\n<ul class=\"cards\">\n"u8);
        foreach (var figure in summary.Figures)
        {
            html.Raw("<li><span class=\"label\">"u8).Text(figure.Label).Raw("</span> <strong>"u8).Text(figure.Amount).Raw("</strong><span class=\"unit\">"u8).Text(figure.Unit).Raw("</span>"u8);
            if (figure.Change.Length > 0)
            {
                html.Raw(figure.Direction switch
                {
                    > 0 => "<span class=\"change up\"><span aria-hidden=\"true\">▲ </span>"u8,
                    < 0 => "<span class=\"change down\"><span aria-hidden=\"true\">▼ </span>"u8,
                    _ => "<span class=\"change\"><span aria-hidden=\"true\">＝ </span>"u8,
                }).Text(figure.Change).Raw("</span>"u8);
            }
            html.Raw("</li>\n"u8);
        }
        html.Raw("</ul>\n</section>\n"u8);
    }

    static void Section(HtmlBuffer html, ComposedSection section)
    {
        html.Raw("<section id=\""u8).Text(section.Id).Raw("\">\n"u8);
        Heading(html, section.Level + 1, section.Title);
        foreach (var content in section.Contents)
        {
            switch (content)
            {
                case Paragraph paragraph: Paragraph(html, paragraph); break;
                case ComposedTable table: Table(html, table); break;
                case ComposedForm form: Form(html, form, section.Level + 2); break;
                case FindingsList findings: Findings(html, findings); break;
                case Notice notice: Notice(html, notice); break;
            }
        }
        foreach (var inner in section.Sections) Section(html, inner);
        html.Raw("</section>\n"u8);
    }

    static void Heading(HtmlBuffer html, int level, string text)
    {
        html.Raw("<h"u8).Number(Math.Min(level, 6)).Raw(">"u8).Text(text).Raw("</h"u8).Number(Math.Min(level, 6)).Raw(">\n"u8);
    }

    static void Paragraph(HtmlBuffer html, Paragraph paragraph)
    {
        html.Raw("<p"u8);
        Id(html, paragraph.Id);
        html.Raw(">"u8);
        foreach (var run in paragraph.Runs)
        {
            switch (run.Kind)
            {
                case RunKind.Figure: Run(html, "<span class=\"f\""u8, run); break;
                case RunKind.Gap: Run(html, "<span class=\"gap\""u8, run); break;
                default: html.Text(run.Text); break;
            }
            if (run.Differs.Length > 0) html.Raw("<span class=\"differs\">〔核算："u8).Text(run.Differs).Raw("〕</span>"u8);
        }
        html.Raw("</p>\n"u8);
    }

    static void Run(HtmlBuffer html, ReadOnlySpan<byte> open, TextRun run)
    {
        html.Raw(open);
        Id(html, run.Id);
        html.Raw(">"u8).Text(run.Text).Raw("</span>"u8);
    }

    static void Id(HtmlBuffer html, string id)
    {
        if (id.Length > 0) html.Raw(" id=\""u8).Text(id).Raw("\""u8);
    }

    static void Notice(HtmlBuffer html, Notice notice)
    {
        html.Raw("<p class=\"notice\">"u8).Text(notice.Text);
        if (notice.Link.Length > 0) html.Raw(" <a href=\""u8).Text(notice.Link).Raw("\">"u8).Text(notice.LinkText).Raw("</a>"u8);
        html.Raw("</p>\n"u8);
    }

    static void Table(HtmlBuffer html, ComposedTable table)
    {
        if (table.NotInSource)
        {
            html.Raw("<div class=\"lost\" id=\""u8).Text(table.Id).Raw("\">\n"u8);
            Heading(html, 3, $"{table.Number}. {table.Title}");
            foreach (var note in table.Notes) html.Raw("<p class=\"notice\">"u8).Text(note).Raw("</p>\n"u8);
            html.Raw("</div>\n"u8);
            return;
        }
        var label = table.Title + (table.Unit.Length > 0 ? $"，单位：{table.Unit}" : "");
        html.Raw(table.Columns.Count >= WideFrom ? "<div class=\"frame wide\" role=\"group\" tabindex=\"0\" aria-label=\""u8 : "<div class=\"frame\" role=\"group\" tabindex=\"0\" aria-label=\""u8).Text(label).Raw("\""u8);
        Id(html, table.Id);
        html.Raw(">\n<table>\n<caption><span class=\"t\">"u8);
        if (table.Number > 0) html.Number(table.Number).Raw(". "u8);
        html.Text(table.Title).Raw("</span>"u8);
        if (table.Unit.Length > 0) html.Raw("<span class=\"u\">单位："u8).Text(table.Unit).Raw("</span>"u8);
        html.Raw("</caption>\n<thead>\n"u8);
        Heads(html, table);
        html.Raw("</thead>\n<tbody>\n"u8);
        foreach (var row in table.Rows) Row(html, table, row);
        if (table.Rows.Count == 0) html.Raw("<tr><td colspan=\""u8).Number(table.Columns.Count).Raw("\">（空表）</td></tr>\n"u8);
        html.Raw("</tbody>\n</table>\n</div>\n"u8);
        foreach (var note in table.Notes) html.Raw("<p class=\"note\">"u8).Text(note).Raw("</p>\n"u8);
    }

    static void Heads(HtmlBuffer html, ComposedTable table)
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

    static void Row(HtmlBuffer html, ComposedTable table, ComposedRow row)
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
            Id(html, cell.Id);
            if (cell.RowSpan > 1) html.Raw(" rowspan=\""u8).Number(cell.RowSpan).Raw("\""u8);
            html.Raw(">"u8).Text(cell.Text).Raw(head ? "</th>"u8 : "</td>"u8);
        }
        html.Raw("</tr>\n"u8);
    }

    static void Form(HtmlBuffer html, ComposedForm form, int level)
    {
        html.Raw("<div class=\"form\" id=\""u8).Text(form.Id).Raw("\">\n"u8);
        Heading(html, level, form.Title);
        if (form.Subtitle.Length > 0) html.Raw("<p class=\"sub\">"u8).Text(form.Subtitle).Raw("</p>\n"u8);
        foreach (var part in form.Parts)
        {
            if (part is FormTable table)
            {
                Table(html, table.Table);
                continue;
            }
            html.Raw("<dl>\n"u8);
            foreach (var field in ((FormFields)part).Fields) Field(html, field.Label, field.Lines, field.Id);
            html.Raw("</dl>\n"u8);
        }
        html.Raw("</div>\n"u8);
    }

    static void Field(HtmlBuffer html, string label, IReadOnlyList<string> lines, string id = "")
    {
        html.Raw("<dt>"u8).Text(label).Raw("</dt><dd"u8);
        Id(html, id);
        html.Raw(">"u8);
        if (lines.Count == 1) html.Text(lines[0]);
        else foreach (var line in lines) html.Raw("<p>"u8).Text(line).Raw("</p>"u8);
        html.Raw("</dd>\n"u8);
    }

    static void Findings(HtmlBuffer html, FindingsList list)
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

    static void About(HtmlBuffer html, ComposedDocument document)
    {
        html.Raw("<section class=\"about\" id=\"about\">\n<h2>公开信息与数据下载</h2>\n<dl>\n"u8);
        foreach (var line in document.Provenance) Field(html, line.Label, [line.Value]);
        html.Raw("</dl>\n<ul class=\"files\">\n"u8);
        foreach (var file in document.Downloads) html.Raw("<li><a href=\""u8).Text(file.Path).Raw("\">"u8).Text(file.Label).Raw("</a></li>\n"u8);
        html.Raw("</ul>\n</section>\n"u8);
    }
}
