using Budget.Document.Relations;
using Budget.Document.Text;

namespace Budget.Document.Narrative;

/// <summary>Writes a document's text from its edition's wording: every number is computed from tables and facts, none is typed.</summary>
public static class Narrator
{
    public static IReadOnlyList<NarrativeSection> Write(DisclosureDocument document) => Write(document, new Figures(document));

    public static IReadOnlyList<NarrativeSection> Write(DisclosureDocument document, Figures figures) =>
        Sections(new Sentence(document, figures), document.Edition.Outline, level: 1);

    /// <summary>A single wording (a title, a line of the cover) as text.</summary>
    public static string Fill(DisclosureDocument document, Wording wording) =>
        string.Concat(new Sentence(document, new Figures(document)).Fill(wording, Item.None).Select(r => r.Text));

    static List<NarrativeSection> Sections(Sentence sentence, IReadOnlyList<OutlineSection> outline, int level)
    {
        var sections = new List<NarrativeSection>();
        foreach (var section in outline)
        {
            var blocks = section.Blocks.SelectMany(b => Blocks(sentence, b)).ToList();
            var inner = Sections(sentence, section.Sections, level + 1);
            if (section.Optional && blocks.Count == 0 && inner.Count == 0) continue;
            var heading = string.Concat(sentence.Fill(section.Heading, Item.None).Select(r => r.Text));
            sections.Add(new NarrativeSection(section.Id, section.Number, heading, level, blocks, inner));
        }
        return sections;
    }

    static IEnumerable<NarrativeBlock> Blocks(Sentence sentence, OutlineBlock block)
    {
        var document = sentence.Document;
        switch (block.Kind)
        {
            case BlockKind.Paragraph:
                if (block.When is { } when && sentence.Figures.Amount(when.Subject) is { Fen: 0 } != when.Zero) yield break;
                foreach (var item in Items(sentence, block.Each))
                {
                    var runs = sentence.Fill(block.Wording, item);
                    if (runs.Count > 0) yield return new(BlockKind.Paragraph, runs);
                }
                break;
            case BlockKind.Table:
                yield return new(block.Kind, [], block.Table);
                break;
            case BlockKind.ProjectPages when document.Projects.Any(p => p.Sections.Count > 0):
            case BlockKind.ProjectForms when document.Targets is { Projects.Count: > 0 }:
            case BlockKind.OverallForm when document.Targets is { Overall: not null }:
                yield return new(block.Kind, []);
                break;
        }
    }

    static IEnumerable<Item> Items(Sentence sentence, Repeat each)
    {
        var document = sentence.Document;
        return each switch
        {
            Repeat.Once => [Item.None],
            Repeat.Functions => document.Profile.Functions.Select((text, i) => new Item(i + 1) { Text = Numbered(i + 1, text) }),
            Repeat.Units => document.Profile.Units.Select((u, i) => new Item(i + 1) { Name = u.Name, Kind = u.Kind, Note = u.Note }),
            Repeat.Offices => document.Profile.Offices.Select((name, i) => new Item(i + 1) { Name = name }),
            Repeat.ProfileText => document.Profile.Text.Select((text, i) => new Item(i + 1) { Text = text }),
            Repeat.Plan => Lines(document.PlanText).Select((text, i) => new Item(i + 1) { Text = text }),
            Repeat.Glossary =>
                (document.Glossary.Count > 0 ? document.Glossary : document.Edition.Glossary)
                .Select((g, i) => new Item(i + 1) { Name = g.Term, Text = g.Definition }),
            Repeat.Projects => document.Projects.Select((p, i) => new Item(i + 1) { Name = p.Name, Subject = Subject.Project(p.Name) }),
            Repeat.FunctionItems => FunctionItems(document),
            _ => [],
        };
    }

    /// <summary>Every 项 of the general public budget, then of the funds, in table order.</summary>
    static IEnumerable<Item> FunctionItems(DisclosureDocument document)
    {
        var number = 0;
        foreach (var role in (TableRole[])[TableRole.GeneralPublic, TableRole.GovernmentFund, TableRole.StateCapital])
        {
            if (document.Find(role) is not { NotInSource: false } table) continue;
            var names = new Dictionary<int, string>();
            foreach (var row in table.Rows) names.TryAdd(row.Code, row.Name);
            foreach (var row in table.Rows)
            {
                if (row.IsTotal || row.Code < 1_000_000) continue;
                yield return new Item(++number)
                {
                    Name = row.Name,
                    Subject = Subject.Function(row.Code),
                    Section = names.GetValueOrDefault(row.Code / 100, ""),
                    Class = names.GetValueOrDefault(row.Code / 10_000, ""),
                };
            }
        }
    }

    public static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>With its number before it, unless it brought one.</summary>
    static string Numbered(int number, string text) =>
        PrintedName.WithoutNumbering(text) == PrintedName.Normalise(text) ? $"{number}．{text}" : text;
}

/// <summary>What a repeated paragraph speaks of.</summary>
readonly record struct Item(int Number)
{
    public static readonly Item None = new(0);

    public string? Name { get; init; }
    public string? Text { get; init; }
    public string? Kind { get; init; }
    public string? Note { get; init; }
    public string? Class { get; init; }
    public string? Section { get; init; }
    public Subject Subject { get; init; }
}
