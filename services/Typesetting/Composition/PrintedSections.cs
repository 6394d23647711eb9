using Budget.Document;
using Budget.Document.Narrative;
using Budget.Document.Recognition;
using Budget.Document.Text;

namespace Budget.Typesetting.Composition;

/// <summary>
/// The sections of a document made elsewhere: its statements as printed, each under the section of the edition it stood in
/// and in printed order; duties, units, plan, glossary, tables and forms where the edition has them. A statement whose
/// section the edition does not know keeps its own heading: nothing that was printed is left out.
/// </summary>
sealed class PrintedSections
{
    readonly DisclosureDocument document;
    readonly PrintedDocument printed;
    readonly Anchors anchors;
    readonly PrintedFigures figures;
    readonly HashSet<string> said;
    readonly Dictionary<string, List<Placed>> placed = [];
    readonly List<ComposedSection> unknown = [];

    PrintedSections(DisclosureDocument document, PrintedDocument printed, RecognisedFigures recognised, Anchors anchors)
    {
        (this.document, this.printed, this.anchors) = (document, printed, anchors);
        figures = new PrintedFigures(recognised, anchors);
        said = [.. printed.Statements.Select(s => PrintedName.Normalise(s.Text))];
        Place();
    }

    public static List<ComposedSection> Compose(DisclosureDocument document, PrintedDocument printed, RecognisedFigures recognised, Anchors anchors)
    {
        var sections = new PrintedSections(document, printed, recognised, anchors);
        return [.. document.Edition.Outline.Select(sections.Top).OfType<ComposedSection>(), .. sections.unknown];
    }

    /// <param name="Within">What its section says after the top section's number or name: "（一）1", "第1段".</param>
    /// <param name="Page">Name of a page of its own within the section (one project's), or empty.</param>
    readonly record struct Placed(Statement Statement, string Within, string Page);

    void Place()
    {
        var tops = document.Edition.Outline.Select(s => (Section: s, Heading: Bare(Heading(s)))).ToList();
        foreach (var statement in printed.Statements)
        {
            var section = statement.Section.Trim();
            var space = section.LastIndexOf(' ');
            var words = space >= 0 ? section[..space].Trim() : "";
            var number = section[(space + 1)..];
            if (words.Length == 0 && tops.FirstOrDefault(t => t.Section.Number.Length > 0 && number.StartsWith(t.Section.Number, StringComparison.Ordinal)) is { Section: { } numbered })
            {
                Add(numbered.Id, new(statement, number[numbered.Number.Length..], ""));
                continue;
            }
            var name = Bare(words.Length > 0 ? words : section);
            var best = tops.Where(t => Matches(t.Heading, name)).OrderByDescending(t => t.Heading.Length).Select(t => t).FirstOrDefault();
            if (best.Section is not null)
            {
                var page = name.EndsWith(best.Heading, StringComparison.Ordinal) && name.Length >= best.Heading.Length + 4 ? words : "";
                Add(best.Section.Id, new(statement, words.Length > 0 ? number : "", page));
            }
            else AddUnknown(statement, words.Length > 0 ? words : section);
        }

        void Add(string id, Placed statement)
        {
            if (!placed.TryGetValue(id, out var list)) placed[id] = list = [];
            list.Add(statement);
        }
    }

    static bool Matches(string heading, string name) =>
        heading.Length >= 4 && name.Length >= 4 && (name.Contains(heading, StringComparison.Ordinal) || heading.Contains(name, StringComparison.Ordinal));

    /// <summary>A heading without what varies from document to document: the department, the year, remarks in brackets.</summary>
    string Bare(string heading)
    {
        var bare = heading;
        foreach (var name in document.Department.ShortNames.Append(document.Department.Name).OrderByDescending(n => n.Length))
        {
            if (name.Length > 0) bare = bare.Replace(name, "", StringComparison.Ordinal);
        }
        bare = bare.Replace($"{document.Year}年", "", StringComparison.Ordinal).Replace($"{document.Year} 年", "", StringComparison.Ordinal);
        var bracket = bare.IndexOf('（', StringComparison.Ordinal);
        if (bracket > 0) bare = bare[..bracket];
        bare = PrintedName.Normalise(bare);
        return bare.StartsWith("部门", StringComparison.Ordinal) ? bare[2..] : bare;
    }

    void AddUnknown(Statement statement, string heading)
    {
        if (unknown.Count > 0 && unknown[^1].Heading == heading) unknown[^1] = unknown[^1] with { Contents = [.. unknown[^1].Contents, figures.Paragraph(statement)] };
        else unknown.Add(new($"further-{unknown.Count + 1}", "", heading, 1, [figures.Paragraph(statement)], []));
    }

    string Heading(OutlineSection section) => Narrator.Fill(document, section.Heading);

    ComposedSection? Top(OutlineSection section)
    {
        var statements = placed.GetValueOrDefault(section.Id) ?? [];
        // The first statement of a numbered section carries the heading as it was printed there.
        var top = new Draft(section.Number, statements is [{ Within: "", Statement.Heading.Length: > 0 } first, ..] && section.Number.Length > 0 && first.Statement.Section == section.Number
            ? first.Statement.Heading : Heading(section));
        Draft page = top, current = top;
        foreach (var s in statements)
        {
            if (s.Page.Length > 0 && s.Page != page.Heading) current = page = top.Open("", s.Page);
            var heading = s.Statement.Heading;
            if (heading.Length > 0 && heading != top.Heading && heading != current.Heading) current = page.Open(NumberOf(s.Within), heading);
            current.Contents.Add(figures.Paragraph(s.Statement));
        }
        top.Contents.AddRange(section.Blocks.SelectMany(b => Structural(b, spoken: statements.Count > 0)));
        var composed = top.Compose(section.Id, 1);
        composed = composed with { Sections = [.. section.Sections.Select(Nested).OfType<ComposedSection>(), .. composed.Sections] };
        return composed.Contents.Count + composed.Sections.Count == 0 ? null : composed;
    }

    /// <summary>A section while its statements come in.</summary>
    sealed record Draft(string Number, string Heading)
    {
        public List<Content> Contents { get; } = [];
        List<Draft> Inner { get; } = [];

        public Draft Open(string number, string heading)
        {
            Inner.Add(new Draft(number, heading));
            return Inner[^1];
        }

        public ComposedSection Compose(string id, int level) => new(id, Number, Heading, level, Contents, [.. Inner.Select((d, i) => d.Compose($"{id}-{i + 1}", level + 1))]);
    }

    ComposedSection? Nested(OutlineSection section)
    {
        var contents = section.Blocks.SelectMany(b => Structural(b, spoken: false)).ToList();
        return contents.Count == 0 ? null : new(section.Id, section.Number, Heading(section), 2, contents, []);
    }

    /// <summary>"（一）" of "（一）1(1)", "三" of "三"; a paragraph's ordinal ("第1段") is no number of a section.</summary>
    static string NumberOf(string within)
    {
        if (within.StartsWith('第')) return "";
        var end = within.IndexOf('）', StringComparison.Ordinal);
        if (within.StartsWith('（') && end > 0) return within[..(end + 1)];
        var bracket = within.IndexOf('（', StringComparison.Ordinal);
        return bracket > 0 ? within[..bracket] : within;
    }

    /// <summary>
    /// The table of this number; after the edition's last, those that the edition has no number for. A document in another form is not
    /// told that it lacks what its own form does not ask for.
    /// </summary>
    IEnumerable<Content> Tables(int number)
    {
        var numbers = document.Edition.Tables.Select(t => t.Number).ToList();
        IEnumerable<int> further = number == numbers.Max() ? document.Tables.Select(t => t.Number).Where(n => !numbers.Contains(n)).Order() : [];
        IEnumerable<int> here = document.Mapping is { OtherForm: true } && document.Tables.All(t => t.Number != number) ? [] : [number];
        return here.Concat(further).SelectMany(n => Composer.Parts(document, BlockKind.Table, n, anchors));
    }

    /// <summary>What is no statement but stands in the section: duties, units, plan, glossary, tables, forms.</summary>
    IEnumerable<Content> Structural(OutlineBlock block, bool spoken)
    {
        if (block.Kind == BlockKind.Table) return Tables(block.Table);
        if (block.Kind != BlockKind.Paragraph) return block.Kind == BlockKind.ProjectPages && spoken ? [] : Composer.Parts(document, block.Kind, 0, anchors);
        var profile = document.Profile;
        var text = profile.Text.Where(t => !said.Contains(PrintedName.Normalise(t))).ToList();
        var duties = text.FindIndex(t => t.Contains("职能", StringComparison.Ordinal) && t.TrimEnd().EndsWith('：')) + 1;
        switch (block.Each)
        {
            case Repeat.Functions:
                return text.Take(duties).Concat(profile.Functions).Select(t => new Paragraph(t));
            case Repeat.Units:
                // The paragraphs as printed say more than the list made of them.
                var rest = text.Skip(duties).ToList();
                return rest.Count > 0 ? rest.Select(t => new Paragraph(t)) : profile.Units.Select((u, i) => new Paragraph($"{i + 1}. {u.Name}{(u.Kind.Length > 0 ? $"（{u.Kind}）" : "")}{(u.Note.Length > 0 ? "，" + u.Note : "")}"));
            case Repeat.Plan:
                return Narrator.Lines(document.PlanText).Select(t => new Paragraph(t));
            case Repeat.Glossary:
                return document.Glossary.Select((g, i) => new Paragraph($"{i + 1}. {g.Term}：{g.Definition}"));
            default:
                return [];
        }
    }
}
