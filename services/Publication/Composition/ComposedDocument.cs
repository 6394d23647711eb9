using Budget.Document;
using Budget.Document.Rules;

namespace Budget.Publication.Composition;

/// <summary>A published document without a format: what stands where, already worded. Every format prints this and decides nothing.</summary>
public sealed record ComposedDocument(
    string Title, string Department, string District, int Year, string UnitText,
    IReadOnlyList<string> Cover, Summary? Summary, IReadOnlyList<Notice> Notices, IReadOnlyList<ComposedSection> Sections,
    IReadOnlyList<Provenance> Provenance, IReadOnlyList<Download> Downloads)
{
    /// <summary>As in the site's addresses.</summary>
    public string DepartmentCode { get; init; } = "";

    public Story? Story { get; init; }

    /// <summary>Summary and story with English headings and labels.</summary>
    public Overview? English { get; init; }

    public IReadOnlyList<ComposedProject> Projects { get; init; } = [];
    public IReadOnlyList<FigurePage> Figures { get; init; } = [];

    /// <summary>What the district's pages tell of this document.</summary>
    public Glance? Glance { get; init; }

    /// <summary>Where the place of a finding stands in this document.</summary>
    public Anchors Anchors { get; init; } = new();
}

/// <param name="Id">Anchor, unique in the document.</param>
/// <param name="Number">As printed; empty where it has none.</param>
/// <param name="Level">From 1.</param>
public sealed record ComposedSection(
    string Id, string Number, string Heading, int Level, IReadOnlyList<Content> Contents, IReadOnlyList<ComposedSection> Sections)
{
    /// <summary>Number and heading as official documents join them: "三、…", "（一）…", "1. …".</summary>
    public string Title => Number.Length == 0 ? Heading : Number[^1] is '）' or ')' or '、' or '.' or '．' ? Number + Heading : Number + "、" + Heading;
}

public abstract record Content;

/// <param name="Id">Its address, where it has one of its own.</param>
public sealed record Paragraph(IReadOnlyList<TextRun> Runs, string Id = "") : Content
{
    public Paragraph(string text) : this([new TextRun(text)]) { }
}

public enum RunKind { Words, Figure, Gap }

/// <summary>Words or a figure. Beside a printed figure that differs from the computed one stands what was computed.</summary>
/// <param name="Id">The figure's address; empty for words.</param>
public readonly record struct TextRun(string Text, RunKind Kind = RunKind.Words, string Differs = "", string Id = "", FigureOf? Of = null);

/// <summary>What a figure in the prose speaks of.</summary>
/// <param name="Label">As the document names it, where its subject is not known.</param>
/// <param name="Prior">It is what the year is compared with.</param>
public sealed record FigureOf(Subject Subject, Measure Measure, bool Prior, string Label = "");

public enum NoticeKind { Information, Archive, Superseded, Missing }

/// <summary>A sentence set apart from the document's own words.</summary>
public sealed record Notice(NoticeKind Kind, string Text, string Link = "", string LinkText = "") : Content;

/// <summary>A numbered table of the disclosure, ready to print.</summary>
/// <param name="Number">Its number in the edition; its data file is named after it. 0: a table that belongs to a form and has none.</param>
/// <param name="RowHeader">Index of the column that names the row; -1 where rows have no name.</param>
public sealed record ComposedTable(
    string Id, int Number, string Title, string Unit, IReadOnlyList<ComposedColumn> Columns, int RowHeader,
    IReadOnlyList<ComposedRow> Rows, IReadOnlyList<string> Notes, bool NotInSource = false) : Content;

public enum CellKind { Text, Code, Name, Number }

/// <param name="Path">Heads from the outermost to the column's own.</param>
public sealed record ComposedColumn(IReadOnlyList<string> Path, CellKind Kind);

public sealed record ComposedRow(bool IsTotal, IReadOnlyList<ComposedCell> Cells);

/// <param name="Level">Depth of the row's name, from 1; 0 for none.</param>
/// <param name="Id">The figure's address, a blank one's too; empty for names and codes.</param>
/// <param name="Of">The figure in the document's table.</param>
public readonly record struct ComposedCell(string Text, int Level = 0, int RowSpan = 1, string Id = "", CellOf? Of = null);

/// <summary>A performance form (绩效目标申报表): labelled fields and tables under one title.</summary>
public sealed record ComposedForm(string Id, string Title, string Subtitle, IReadOnlyList<FormPart> Parts) : Content
{
    /// <summary>The project's own page, relative to the version's folder; empty where it has none.</summary>
    public string Page { get; init; } = "";
}

public abstract record FormPart;

/// <summary>Label and value; the values are short or whole paragraphs.</summary>
public sealed record FormFields(IReadOnlyList<FormField> Fields) : FormPart;

public sealed record FormField(string Label, IReadOnlyList<string> Lines, string Id = "");

public sealed record FormTable(ComposedTable Table) : FormPart;

/// <summary>What the rule book found in a document made elsewhere.</summary>
public sealed record FindingsList(IReadOnlyList<PublishedFinding> Findings) : Content;

/// <summary>The answer first: one sentence in plain words and the figures that matter most.</summary>
public sealed record Summary(string Sentence, IReadOnlyList<SummaryFigure> Figures);

/// <summary>What stands before the document: the answer and the story.</summary>
public sealed record Overview(Summary? Summary, Story Story);

/// <param name="Direction">1 up, -1 down, 0 equal or unknown.</param>
public sealed record SummaryFigure(string Label, string Amount, string Unit, int Direction, string Change);

public sealed record Provenance(string Label, string Value, string Link = "");

public sealed record Download(string Path, string Label);
