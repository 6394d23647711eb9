using Budget.Document;
using Budget.Document.Narrative;
using Budget.Document.Relations;
using Budget.Document.Rules;
using Budget.Document.Text;

namespace Budget.Typesetting.Composition;

/// <summary>What explains each figure: how it is made, what it was, why it changed, what its term means, where else it stands.</summary>
sealed class FigureComposer
{
    readonly DisclosureDocument document;
    readonly Figures figures;
    readonly PublicationFacts facts;
    readonly List<(ComposedTable Composed, Table Table)> tables = [];
    readonly List<(ComposedSection Section, Paragraph Paragraph)> paragraphs = [];
    readonly Dictionary<CellOf, string> ids = [];
    readonly Dictionary<CellOf, List<Subject>> subjects = [];
    readonly Dictionary<Subject, List<FigureLink>> places = [];
    readonly Dictionary<string, string> before = new(StringComparer.Ordinal);

    FigureComposer(DisclosureDocument document, IReadOnlyList<ComposedSection> sections, Figures figures, PublicationFacts facts)
    {
        (this.document, this.figures, this.facts) = (document, figures, facts);
        foreach (var section in sections) Collect(section);
        foreach (var (composed, _) in tables)
        {
            foreach (var cell in composed.Rows.SelectMany(r => r.Cells))
            {
                if (cell.Of is { } of) ids[of] = cell.Id;
            }
        }
        foreach (var subject in Subjects()) Index(subject);
        foreach (var (_, paragraph) in paragraphs)
        {
            foreach (var run in paragraph.Runs)
            {
                if (run is { Kind: RunKind.Figure, Of: { Measure: Measure.Amount, Prior: false, Subject.IsNone: false } of }) PlacesOf(of.Subject).Add(new("", "文中", run.Text, $"text.html#{Fragment(run.Id)}"));
            }
        }
        if (facts.Before is { } last) Remember(last);
    }

    public static IReadOnlyList<FigurePage> Compose(DisclosureDocument document, IReadOnlyList<ComposedSection> sections, Figures figures, PublicationFacts facts)
    {
        var composer = new FigureComposer(document, sections, figures, facts);
        return [.. composer.tables.Where(t => t.Composed.Rows.Count > 0).Select(t => composer.OfTable(t.Composed, t.Table)), .. composer.OfText()];
    }

    void Collect(ComposedSection section)
    {
        foreach (var content in section.Contents)
        {
            if (content is ComposedTable { NotInSource: false, Number: > 0 } table && document.Tables.FirstOrDefault(t => t.Number == table.Number) is { } of) tables.Add((table, of));
            else if (content is Paragraph paragraph && paragraph.Runs.Any(r => r.Kind == RunKind.Figure)) paragraphs.Add((section, paragraph));
        }
        foreach (var inner in section.Sections) Collect(inner);
    }

    /// <summary>Whatever the tables state a figure of: the fixed subjects and every code.</summary>
    IEnumerable<Subject> Subjects()
    {
        foreach (var term in SubjectKinds.All)
        {
            if (term.IsMoney) yield return term.Kind;
        }
        foreach (var code in Codes(RowKind.FunctionCodes)) yield return Subject.Function(code);
        foreach (var code in Codes(RowKind.EconomicCodes)) yield return Subject.Economic(code);

        IEnumerable<int> Codes(RowKind rows) => tables.Where(t => t.Table.Definition.Rows == rows).SelectMany(t => t.Table.Rows).Select(r => r.Code).Where(c => c > 0).Distinct().ToList();
    }

    void Index(Subject subject)
    {
        foreach (var (table, row, column) in figures.CellsOf(subject))
        {
            var cell = new CellOf(row, column);
            if (!ids.TryGetValue(cell, out var id)) continue;
            if (!subjects.TryGetValue(cell, out var list)) subjects[cell] = list = [];
            list.Add(subject);
            PlacesOf(subject).Add(new("", $"表{table.Number}", new TableFigures(table).Text(row, column) + table.Unit.Chinese(), Link(table, id)));
        }
    }

    List<FigureLink> PlacesOf(Subject subject)
    {
        if (!places.TryGetValue(subject, out var list)) places[subject] = list = [];
        return list;
    }

    /// <summary>What the version before said at each place.</summary>
    void Remember(DisclosureDocument last)
    {
        foreach (var table in last.Tables.Where(t => !t.NotInSource))
        {
            var written = new TableFigures(table);
            foreach (var row in table.Rows)
            {
                for (var c = 0; c < table.Columns.Count; c++) before.TryAdd(Place.KeyOfCell(table, row, table.Columns[c]), written.Text(row, c));
            }
        }
    }

    static string Fragment(string id) => Anchors.Fragment(id);

    static string Link(Table table, string id) => $"table-{table.Number}.html#{Fragment(id)}";

    // ---- tables

    FigurePage OfTable(ComposedTable composed, Table table)
    {
        var workings = new Workings(table, document.MadeElsewhere);
        var written = new TableFigures(table);
        var lines = new List<FigureLine>();
        foreach (var row in Sides(table).SelectMany(side => table.Rows.Where(r => r.Side == side)))
        {
            var entries = new List<FigureEntry>();
            for (var column = 0; column < table.Columns.Count; column++)
            {
                if (!ids.TryGetValue(new CellOf(row, column), out var id) || table.Columns[column].Side != row.Side) continue;
                entries.Add(Entry(table, row, column, id, workings, written));
            }
            lines.Add(Line(table, row, entries));
        }
        var terms = table.Columns.Select(c => Definition(c.Header)).Where(t => t.Length > 0).Distinct().ToList();
        return new(FigurePage.OfTable(table.Number), composed.Title, composed.Unit, composed.Id, terms, lines);
    }

    static Side[] Sides(Table table) => table.Columns.Any(c => c.Side != Side.Single) ? [Side.Revenue, Side.Expenditure] : [Side.Single];

    FigureLine Line(Table table, Row row, List<FigureEntry> entries)
    {
        var side = row.Side switch { Side.Revenue => "收入：", Side.Expenditure => "支出：", _ => "" };
        var name = row.Name.Length > 0 ? row.Name : table.Title;
        var subject = SubjectOf(row);
        var shown = entries.Where(e => e.Text.Length > 0).Select(e => $"{e.Label}{e.Text}{(e.Label.Contains('%', StringComparison.Ordinal) ? "" : table.Unit.Chinese())}");
        var address = $"{(facts.Site.Length > 0 ? facts.Site : "/")}{document.Department.DistrictCode}/{document.Year}/{document.Department.Code}/v{facts.Version}/{FigurePage.OfTable(table.Number)}";
        return new(row.Code > 0 ? $"{row.CodeText} {name}" : side + name, Trail(table, row), Definition(PrintedName.WithoutNumbering(row.Name)),
            subject.IsNone ? "" : figures.Purpose(subject), Compared(subject), $"{document.Department.Name}：《{document.Year}年部门预算》第{facts.Version}版，表{table.Number}“{name}”，{string.Join("、", shown)}。{address}", entries);
    }

    /// <summary>What the line as a whole speaks of.</summary>
    Subject SubjectOf(Row row) => !row.Subject.IsNone ? row.Subject : row.Code >= 1_000_000 ? Subject.Function(row.Code)
        : Enumerable.Range(0, row.Cells.Length).SelectMany(c => subjects.GetValueOrDefault(new CellOf(row, c)) ?? []).FirstOrDefault(s => s.Kind is not (SubjectKind.FunctionCode or SubjectKind.EconomicCode));

    static string Trail(Table table, Row row)
    {
        if (row.Code < 1_000) return "";
        var above = table.Rows.Where(r => !r.IsTotal && r.Code > 0 && r.Code < row.Code && row.CodeText.StartsWith(r.CodeText, StringComparison.Ordinal) && r.CodeText.Length < row.CodeText.Length);
        return string.Join(" › ", above.OrderBy(r => r.CodeText.Length).Select(r => $"{r.CodeText} {r.Name}"));
    }

    FigureEntry Entry(Table table, Row row, int column, string id, Workings workings, TableFigures written)
    {
        var head = table.Columns[column];
        var text = written.Text(row, column);
        var ways = workings.Of(row, column).Select(w => Way(table, w, text, written)).ToList();
        if (ways.Count == 0 && text.Length > 0) ways.Add(new(document.MadeElsewhere ? "文件所列，本表没有它的分项。" : "部门填报的数，本表没有它的分项。", [], ""));
        var label = head.Group.Length == 0 || head.Side != Side.Single || table.Columns.All(c => c.Group == head.Group) ? head.Header : $"{head.Group.Split('/')[^1]} {head.Header}";
        return new(id, head.IsRate ? label + (label.Contains('%', StringComparison.Ordinal) ? "" : "（%）") : label, text, ways, Elsewhere(table, row, column, id), Correction(table, row, head, text));
    }

    FigureWay Way(Table table, Working working, string text, TableFigures written)
    {
        var parts = new List<FigureLink>();
        foreach (var (row, column) in working.Parts)
        {
            var amount = written.Text(row, column);
            // What is blank or nothing adds nothing; it would only make the sum hard to read.
            if (working.Kind is WorkingKind.Lines or WorkingKind.Columns && (row.Cells[column] ?? 0) == 0) continue;
            var sign = parts.Count == 0 ? "" : working.Kind switch { WorkingKind.Change => "−", WorkingKind.Rate => "与", _ => "＋" };
            parts.Add(new(sign, working.Kind == WorkingKind.Lines ? (row.Code > 0 ? $"{row.CodeText} {row.Name}" : row.Name) : Named(table.Columns[column]), amount, Link(table, ids[new CellOf(row, column)])));
        }
        var words = working.Kind switch
        {
            WorkingKind.Lines => "各行相加：",
            WorkingKind.Columns => "各栏相加：",
            WorkingKind.Change => "两年相减：",
            _ => "增减额除以上年数的百分比：",
        };
        if (parts.Count == 0) words = working.Kind == WorkingKind.Lines ? "所属各行都没有数。" : "所属各栏都没有数。";
        var verdict = (working.Answer, working.Sum) switch
        {
            (Answer.Passed, _) => "核对一致",
            (Answer.Failed, { } sum) => $"不一致：相加得{sum.In(table.Unit)}，所列{text}",
            _ => "",
        };
        return new(words, parts, parts.Count == 0 ? "" : verdict, working.Answer == Answer.Failed);
    }

    /// <summary>"小计" says nothing without the group it sums up.</summary>
    static string Named(Column column) => column is { Header: "小计", Group.Length: > 0 } ? column.Group.Split('/')[^1] : column.Header;

    /// <summary>The same money in other places, and the same line in other tables.</summary>
    List<FigureLink> Elsewhere(Table table, Row row, int column, string id)
    {
        var own = Link(table, id);
        var links = new List<FigureLink>();
        foreach (var subject in subjects.GetValueOrDefault(new CellOf(row, column)) ?? []) links.AddRange(PlacesOf(subject).Where(p => p.Link != own));
        if (row.Code > 0 && table.Columns[column].Role is ColumnRole.Total or ColumnRole.Basic or ColumnRole.Project)
        {
            foreach (var (_, other) in tables)
            {
                if (other == table || other.Definition.Rows != table.Definition.Rows || other.IndexOf(table.Columns[column].Role) is not (>= 0 and var there)) continue;
                if (other.Rows.FirstOrDefault(r => r.Code == row.Code) is { } same && same.Cells[there] is not null && ids.TryGetValue(new CellOf(same, there), out var at))
                    links.Add(new("", $"表{other.Number}", new TableFigures(other).Text(same, there) + other.Unit.Chinese(), Link(other, at)));
            }
        }
        return [.. links.DistinctBy(l => l.Link)];
    }

    string Correction(Table table, Row row, Column head, string text)
    {
        if (facts.Before is null) return "";
        return before.TryGetValue(Place.KeyOfCell(table, row, head), out var was) ? was == text ? "" : $"第{facts.Version - 1}版此处为{(was.Length == 0 ? "空白" : was)}，本版更正。"
            : text.Length > 0 ? $"第{facts.Version - 1}版没有此数，本版补列。" : "";
    }

    string Compared(Subject subject)
    {
        if (subject.IsNone || figures.Prior(subject) is not { } prior || figures.Change(subject) is not { } change) return "";
        var unit = document.Edition.TextUnit;
        var text = $"上年{prior.In(unit)}{unit.Chinese()}，" + new AmountWords(unit, Language.Chinese).Change(change, figures.ChangeRate(subject)).Replace("比上年", "本年", StringComparison.Ordinal).Replace("与上年", "本年", StringComparison.Ordinal);
        var reason = figures.Reason(subject).TrimEnd('。', '；', ' ');
        return text + (reason.Length > 0 ? $"。原因：{reason}。" : "。文件没有说明原因。");
    }

    /// <summary>The document's own definition of the term by which a line or column is named; empty where it has none.</summary>
    string Definition(string name)
    {
        if (name.Length < 4) return "";
        var glossary = document.Glossary.Count > 0 ? document.Glossary : document.Edition.Glossary;
        var found = glossary.FirstOrDefault(g => PrintedName.Normalise(g.Term) is var term && (term.StartsWith(name, StringComparison.Ordinal) || (term.Length >= 4 && name.StartsWith(term, StringComparison.Ordinal))));
        return found is null ? "" : $"{found.Term}：{found.Definition}";
    }

    // ---- prose

    IEnumerable<FigurePage> OfText()
    {
        if (paragraphs.Count == 0) yield break;
        var lines = paragraphs.Select(p => new FigureLine(Beginning(p.Paragraph), p.Section.Title, "", "", "", "", [.. p.Paragraph.Runs.Where(r => r.Kind == RunKind.Figure).Select(Entry)])).ToList();
        yield return new(FigurePage.Text, "文字部分的数字", "", paragraphs[0].Section.Id, [], lines);
    }

    static string Beginning(Paragraph paragraph)
    {
        var text = string.Concat(paragraph.Runs.Select(r => r.Text));
        return text.Length <= 40 ? text : text[..(char.IsHighSurrogate(text[38]) ? 39 : 38)] + "……";
    }

    FigureEntry Entry(TextRun run)
    {
        var of = run.Of!;
        var subject = of.Subject;
        var label = of.Name + of.Measure switch { Measure.Change => "（增减）", Measure.ChangeRate => "（增减率，%）", Measure.Share or Measure.Rate => "（占比，%）", Measure.Count => "（数量）", _ => of.Prior ? "（上年）" : "" };
        var ways = new List<FigureWay>();
        var sources = subject.IsNone ? [] : PlacesOf(subject).Where(p => p.Text != "文中").ToList();
        if (sources.Count > 0) ways.Add(new(of.Measure switch
        {
            Measure.Amount when !of.Prior => "取自：",
            Measure.Change or Measure.ChangeRate => "与上年数比较算出，本年数见：",
            Measure.Share or Measure.Rate => "按比例算出，分子见：",
            _ => "本年数见：",
        }, sources, ""));
        else ways.Add(new(document.MadeElsewhere ? subject.IsNone ? "文件所印，未能认定它说的是哪一项。" : "文件所印，各表没有同一数。" : "部门填报的事实。", [], ""));
        if (run.Differs.Length > 0) ways.Add(new("", [], $"与各表不一致：按各表核算为{run.Differs}", Wrong: true));
        if (of.Measure == Measure.Amount && !of.Prior && Compared(subject) is { Length: > 0 } compared) ways.Add(new(compared, [], ""));
        return new(run.Id, label, run.Text, ways, [], "");
    }
}
