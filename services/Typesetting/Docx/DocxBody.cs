using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;

namespace Budget.Typesetting.Docx;

/// <summary>The text itself, written from front to back; the contents come first in the file and are written last.</summary>
sealed class DocxBody(ComposedDocument document)
{
    public const string Header = "rId8", Footer = "rId9";

    /// <summary>In twips (1/20 pt): 156 mm of text on A4, 245 mm across it.</summary>
    const int TextWidth = 8844, AcrossWidth = 13890;

    readonly HtmlBuffer xml = new(512 * 1024);
    readonly List<(int Level, string Title, int Bookmark, int Page)> contents = [];
    readonly PageReckoning pages = new();
    int bookmarks;
    bool across;

    public byte[] Write()
    {
        foreach (var notice in document.Notices) Text("Notice"u8, notice.Text);
        if (document.Summary is { } summary) Summary(summary);
        foreach (var section in document.Sections) Section(section);
        Heading(1, "公开信息");
        foreach (var line in document.Provenance) Text("TableNote"u8, $"{line.Label}：{line.Value}");

        var part = DocxDocument.Part("document"u8, 512 * 1024).Raw("<w:body>"u8);
        Front(part);
        part.Raw(xml.ToArray());
        SectionProperties(part, across);
        return part.Raw("</w:body></w:document>"u8).ToArray();
    }

    /// <summary>Cover and contents. How many pages the contents take is known only now; what follows them moves by as many.</summary>
    void Front(HtmlBuffer part)
    {
        Paragraph(part, "Title"u8, document.Title);
        foreach (var line in document.Cover)
        {
            if (!document.Title.Contains(line, StringComparison.Ordinal)) Paragraph(part, "CoverLine"u8, line);
        }
        foreach (var line in document.Provenance.Where(p => p.Label is "版本" or "公开时间")) Paragraph(part, "CoverLine"u8, $"{line.Label}：{line.Value}");
        Paragraph(part, "TOCHeading"u8, "目录");
        var before = 1 + PageReckoning.PagesOfContents(contents.Count);
        for (var i = 0; i < contents.Count; i++)
        {
            var (level, title, bookmark, page) = contents[i];
            part.Raw("<w:p><w:pPr><w:pStyle w:val=\"TOC"u8).Number(level).Raw("\"/></w:pPr>"u8);
            if (i == 0) Field(part, " TOC \\o &quot;1-3&quot; \\h \\z \\u "u8);
            part.Raw("<w:hyperlink w:anchor=\"_Toc"u8).Number(bookmark).Raw("\" w:history=\"1\"><w:r><w:t xml:space=\"preserve\">"u8).Text(title).Raw("</w:t></w:r><w:r><w:tab/></w:r>"u8);
            part.Raw("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGEREF _Toc"u8).Number(bookmark)
                .Raw(" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>"u8).Number(before + page).Raw("</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:hyperlink>"u8);
            if (i == contents.Count - 1) part.Raw("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"u8);
            part.Raw("</w:p>"u8);
        }
        // Cover and contents are a section of their own, whose first page has neither head nor number.
        part.Raw("<w:p><w:pPr><w:pStyle w:val=\"SectionEnd\"/>"u8);
        SectionProperties(part, isAcross: false, isFirst: true);
        part.Raw("</w:pPr></w:p>"u8);
    }

    static void Field(HtmlBuffer part, ReadOnlySpan<byte> instruction) => part
        .Raw("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">"u8).Raw(instruction).Raw("</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"u8);

    static void SectionProperties(HtmlBuffer part, bool isAcross, bool isFirst = false)
    {
        part.Raw("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId8\"/><w:footerReference w:type=\"default\" r:id=\"rId9\"/><w:type w:val=\"nextPage\"/>"u8)
            .Raw(isAcross
                ? "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"1474\" w:right=\"1474\" w:bottom=\"1474\" w:left=\"1474\" w:header=\"851\" w:footer=\"794\" w:gutter=\"0\"/>"u8
                : "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"1247\" w:footer=\"1361\" w:gutter=\"0\"/>"u8)
            .Raw(isFirst ? "<w:titlePg/></w:sectPr>"u8 : "</w:sectPr>"u8);
    }

    void Turn(bool toAcross)
    {
        if (across == toAcross) return;
        xml.Raw("<w:p><w:pPr><w:pStyle w:val=\"SectionEnd\"/>"u8);
        SectionProperties(xml, across);
        xml.Raw("</w:pPr></w:p>"u8);
        across = toAcross;
        pages.NewPage(across);
    }

    void Section(ComposedSection section)
    {
        Turn(false);
        // A form with tables is a sheet of its own, as on paper; the first one's begins with its section's heading.
        Heading(section.Level, section.Title, onNewPage: section.Contents is [ComposedForm { IsSheet: true }, ..]);
        foreach (var content in section.Contents)
        {
            if (content is not ComposedTable) Turn(false);
            switch (content)
            {
                case Paragraph paragraph: Runs(paragraph); break;
                case ComposedTable table: Numbered(table); break;
                case ComposedForm form: Form(form, section.Level + 1, onNewPage: form.IsSheet && content != section.Contents[0]); break;
                case FindingsList findings: Findings(findings); break;
                case Notice notice: Text("Notice"u8, notice.Text); break;
            }
        }
        foreach (var inner in section.Sections) Section(inner);
        Turn(false);
    }

    void Heading(int level, string title, bool onNewPage = false)
    {
        if (onNewPage) pages.NewPage(across);
        else pages.Heading();
        xml.Raw("<w:p><w:pPr><w:pStyle w:val=\"Heading"u8).Number(Math.Min(level, 4)).Raw(onNewPage ? "\"/><w:pageBreakBefore/></w:pPr>"u8 : "\"/></w:pPr>"u8);
        Bookmarked(Math.Min(level, 4), title);
    }

    /// <summary>The rest of a paragraph that the contents lead to.</summary>
    void Bookmarked(int level, string title)
    {
        bookmarks++;
        if (level <= 3) contents.Add((level, title, bookmarks, pages.Page));
        xml.Raw("<w:bookmarkStart w:id=\""u8).Number(bookmarks).Raw("\" w:name=\"_Toc"u8).Number(bookmarks).Raw("\"/><w:r><w:t xml:space=\"preserve\">"u8).Text(title)
            .Raw("</w:t></w:r><w:bookmarkEnd w:id=\""u8).Number(bookmarks).Raw("\"/></w:p>"u8);
        pages.Text(title, 28, 1);
    }

    void Runs(Paragraph paragraph)
    {
        xml.Raw("<w:p>"u8);
        foreach (var run in paragraph.Runs)
        {
            Run(run.Kind == RunKind.Gap ? "Gap"u8 : [], run.Text);
            if (run.Differs.Length > 0) Run("Differs"u8, $"〔核算：{run.Differs}〕");
        }
        xml.Raw("</w:p>"u8);
        pages.Text(string.Concat(paragraph.Runs.Select(r => r.Text)), 28, 1);
    }

    void Run(ReadOnlySpan<byte> style, string text)
    {
        xml.Raw("<w:r>"u8);
        if (style.Length > 0) xml.Raw("<w:rPr><w:rStyle w:val=\""u8).Raw(style).Raw("\"/></w:rPr>"u8);
        xml.Raw("<w:t xml:space=\"preserve\">"u8).Text(text).Raw("</w:t></w:r>"u8);
    }

    void Text(ReadOnlySpan<byte> style, string text)
    {
        Paragraph(xml, style, text);
        pages.Text(text, 40, 0.6);
    }

    static void Paragraph(HtmlBuffer part, ReadOnlySpan<byte> style, string text) =>
        part.Raw("<w:p><w:pPr><w:pStyle w:val=\""u8).Raw(style).Raw("\"/></w:pPr><w:r><w:t xml:space=\"preserve\">"u8).Text(text).Raw("</w:t></w:r></w:p>"u8);

    void Summary(Summary summary)
    {
        Text("PartTitle"u8, "一眼看懂");
        Text("TableNote"u8, summary.Sentence);
        var columns = summary.Figures.Count;
        if (columns == 0) return;
        Begin("一眼看懂", [.. Enumerable.Repeat(TextWidth / columns, columns)]);
        xml.Raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>"u8);
        foreach (var figure in summary.Figures)
        {
            Cell(TextWidth / columns);
            Paragraph(xml, "TableText"u8, figure.Label);
            Paragraph(xml, "TableHead"u8, figure.Amount + figure.Unit);
            Paragraph(xml, "TableText"u8, figure.Change);
            xml.Raw("</w:tc>"u8);
        }
        xml.Raw("</w:tr></w:tbl>"u8);
        pages.Points(80);
    }

    void Numbered(ComposedTable table)
    {
        Turn(!table.NotInSource && TableWidths.Needed(table) > TextWidth / 20.0);
        pages.Heading();
        xml.Raw("<w:p><w:pPr><w:pStyle w:val=\"Caption\"/></w:pPr>"u8);
        Bookmarked(2, $"{table.Number}. {table.Title}");
        if (!table.NotInSource)
        {
            Text("UnitLine"u8, $"单位：{table.Unit}");
            Grid(table);
        }
        foreach (var note in table.Notes) Text("TableNote"u8, note);
    }

    void Grid(ComposedTable table)
    {
        var widths = TableWidths.Of(table, (across ? AcrossWidth : TextWidth) / 20.0).Select(points => (int)(points * 20)).ToArray();
        Begin(table.Title + (table.Unit.Length > 0 ? $"，单位：{table.Unit}" : ""), widths);
        var heads = TableHeads.Of(table);
        for (var level = 0; level < heads.Depth; level++) Heads(heads, level, widths);
        foreach (var row in table.Rows)
        {
            xml.Raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>"u8);
            for (var c = 0; c < row.Cells.Count; c++)
            {
                var cell = row.Cells[c];
                Cell(widths[c], shade: row.IsTotal ? "F5F5F0"u8 : [], joins: cell.RowSpan == 0 ? "continue"u8 : cell.RowSpan > 1 ? "restart"u8 : []);
                Value(table.Columns[c].Kind, row, cell);
                xml.Raw("</w:tc>"u8);
            }
            xml.Raw("</w:tr>"u8);
            pages.Row(row, widths);
        }
        if (table.Rows.Count == 0)
        {
            xml.Raw("<w:tr>"u8);
            Cell(widths.Sum(), span: widths.Length);
            Paragraph(xml, "TableCenter"u8, "（空表）");
            xml.Raw("</w:tc></w:tr>"u8);
        }
        xml.Raw("</w:tbl>"u8);
    }

    void Value(CellKind kind, ComposedRow row, ComposedCell cell)
    {
        xml.Raw("<w:p><w:pPr><w:pStyle w:val=\""u8).Raw((kind, cell.Level) switch
        {
            (CellKind.Number, _) => "TableNumber"u8,
            (CellKind.Code, _) => "TableCenter"u8,
            (CellKind.Name, 2) => "TableText2"u8,
            (CellKind.Name, >= 3) => "TableText3"u8,
            (CellKind.Name, 0) when row.IsTotal => "TableCenter"u8,
            _ => "TableText"u8,
        }).Raw("\"/></w:pPr>"u8);
        if (cell.Text.Length > 0 && cell.RowSpan > 0)
            xml.Raw(row.IsTotal ? "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">"u8 : "<w:r><w:t xml:space=\"preserve\">"u8).Text(cell.Text).Raw("</w:t></w:r>"u8);
        xml.Raw("</w:p>"u8);
    }

    void Heads(TableHeads heads, int level, int[] widths)
    {
        xml.Raw("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"u8);
        for (var c = 0; c < widths.Length;)
        {
            // The head that stands here, or the one above that reaches down to here.
            var head = heads.Cells.First(h => h.Column <= c && c < h.Column + h.Columns && h.Level <= level && level < h.Level + h.Levels);
            Cell(widths.Skip(head.Column).Take(head.Columns).Sum(), head.Columns, "E8EEF4"u8, head.Levels == 1 ? [] : head.Level == level ? "restart"u8 : "continue"u8);
            Paragraph(xml, "TableHead"u8, head.Level == level ? head.Text : "");
            xml.Raw("</w:tc>"u8);
            c += head.Columns;
        }
        xml.Raw("</w:tr>"u8);
        pages.Points(22);
    }

    void Begin(string description, int[] widths)
    {
        xml.Raw("<w:tbl><w:tblPr><w:tblStyle w:val=\"BudgetTable\"/><w:tblW w:w=\""u8).Number(widths.Sum()).Raw("\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/><w:tblCaption w:val=\""u8)
            .Text(description).Raw("\"/></w:tblPr><w:tblGrid>"u8);
        foreach (var width in widths) xml.Raw("<w:gridCol w:w=\""u8).Number(width).Raw("\"/>"u8);
        xml.Raw("</w:tblGrid>"u8);
    }

    void Cell(int width, int span = 1, ReadOnlySpan<byte> shade = default, ReadOnlySpan<byte> joins = default)
    {
        xml.Raw("<w:tc><w:tcPr><w:tcW w:w=\""u8).Number(width).Raw("\" w:type=\"dxa\"/>"u8);
        if (span > 1) xml.Raw("<w:gridSpan w:val=\""u8).Number(span).Raw("\"/>"u8);
        if (joins.Length > 0) xml.Raw("<w:vMerge w:val=\""u8).Raw(joins).Raw("\"/>"u8);
        if (shade.Length > 0) xml.Raw("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\""u8).Raw(shade).Raw("\"/>"u8);
        xml.Raw("<w:vAlign w:val=\"center\"/></w:tcPr>"u8);
    }

    void Form(ComposedForm form, int level, bool onNewPage)
    {
        Heading(level, form.Name == form.Title ? form.Title : $"{form.Title}：{form.Name}", onNewPage);
        if (form.Subtitle.Length > 0) Text("TableCenter"u8, form.Subtitle);
        foreach (var part in form.Parts)
        {
            if (part is FormFields fields) Fields(fields);
            else if (part is FormTable { Table: var table })
            {
                Text("PartTitle"u8, table.Unit.Length > 0 ? $"{table.Title}（单位：{table.Unit}）" : table.Title);
                Grid(table);
                foreach (var note in table.Notes) Text("TableNote"u8, note);
            }
        }
    }

    void Fields(FormFields fields)
    {
        const int label = 1500, value = (TextWidth / 2) - label;
        Begin("申报表", [label, value, label, value]);
        foreach (var line in fields.Paired)
        {
            xml.Raw("<w:tr>"u8);
            foreach (var field in line)
            {
                Cell(label, shade: "E8EEF4"u8);
                Paragraph(xml, "TableHead"u8, field.Label);
                xml.Raw("</w:tc>"u8);
                if (line.Count == 2) Cell(value);
                else Cell(value + label + value, span: 3);
                foreach (var text in field.Lines) Paragraph(xml, field.Fen is null ? "TableText"u8 : "TableNumber"u8, text);
                xml.Raw("</w:tc>"u8);
            }
            xml.Raw("</w:tr>"u8);
            pages.Points(line.Max(f => f.Lines.Sum(l => 14 + (13 * (l.Length / (line.Count == 2 ? 15 : 38))))) + 6);
        }
        xml.Raw("</w:tbl>"u8);
    }

    void Findings(FindingsList list)
    {
        foreach (var finding in list.Findings)
        {
            Text("PartTitle"u8, $"{DocxDocument.NameOf(finding.Severity)}　{finding.Place}");
            Text("TableNote"u8, finding.Message);
            var more = new List<string>();
            if (finding.Found.Length > 0) more.Add("所印：" + finding.Found);
            if (finding.Expected.Length > 0) more.Add("应为：" + finding.Expected);
            if (finding.Difference.Length > 0) more.Add("相差：" + finding.Difference);
            more.Add("规则 " + finding.Rule);
            Text("TableText"u8, string.Join("　", more));
        }
    }
}
