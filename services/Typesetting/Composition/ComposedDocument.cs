using System.Text.Json.Serialization;
using Budget.Document;
using Budget.Document.Relations;

namespace Budget.Typesetting.Composition;

/// <summary>A published document without a format: what stands where, already worded. Every format prints this and decides nothing.</summary>
public sealed record ComposedDocument(
    string Title, string Department, string District, int Year, string UnitText,
    IReadOnlyList<string> Cover, Summary? Summary, IReadOnlyList<Notice> Notices, IReadOnlyList<ComposedSection> Sections,
    IReadOnlyList<Provenance> Provenance, IReadOnlyList<Download> Downloads)
{
    /// <summary>As in the site's addresses.</summary>
    public string DepartmentCode { get; init; } = "";

    [JsonIgnore]
    public Story? Story { get; init; }

    /// <summary>Summary and story with English headings and labels.</summary>
    [JsonIgnore]
    public Overview? English { get; init; }

    [JsonIgnore]
    public IReadOnlyList<ComposedProject> Projects { get; init; } = [];

    [JsonIgnore]
    public IReadOnlyList<FigurePage> Figures { get; init; } = [];

    /// <summary>What the district's pages tell of this document.</summary>
    [JsonIgnore]
    public Glance? Glance { get; init; }

    /// <summary>Where the place of a finding stands in this document.</summary>
    [JsonIgnore]
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

// Formats that are made by another program (PDF) get the document as JSON; "is" says what a content is.
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Notice), "notice")]
[JsonDerivedType(typeof(ComposedTable), "table")]
[JsonDerivedType(typeof(ComposedForm), "form")]
[JsonDerivedType(typeof(FindingsList), "findings")]
public abstract record Content;

/// <param name="Id">Its address, where it has one of its own.</param>
public sealed record Paragraph(IReadOnlyList<TextRun> Runs, string Id = "") : Content
{
    public Paragraph(string text) : this([new TextRun(text)]) { }
}

public enum RunKind { Words, Figure, Gap }

/// <summary>Words or a figure. Beside a printed figure that differs from the computed one stands what was computed.</summary>
/// <param name="Id">The figure's address; empty for words.</param>
/// <param name="Of">What a figure speaks of; null for words.</param>
public readonly record struct TextRun(string Text, RunKind Kind = RunKind.Words, string Differs = "", string Id = "", [property: JsonIgnore] FigureOf? Of = null);

/// <summary>What a figure in the prose speaks of.</summary>
/// <param name="Subject">None where a document made elsewhere does not say.</param>
/// <param name="Name">The subject's; in a document made elsewhere the words the figure stands with.</param>
/// <param name="Prior">It is what the year is compared with.</param>
public sealed record FigureOf(Subject Subject, string Name, Measure Measure, string Unit, bool Prior);

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
/// <param name="IsRate">Percent, not money.</param>
public sealed record ComposedColumn(IReadOnlyList<string> Path, CellKind Kind, bool IsRate = false);

public sealed record ComposedRow(bool IsTotal, IReadOnlyList<ComposedCell> Cells);

/// <param name="Level">Depth of the row's name, from 1; 0 for none.</param>
/// <param name="Id">The figure's address, a blank one's too; empty for names and codes.</param>
/// <param name="Value">The figure itself: fen, or hundredths of a percent in a rate column; null where there is none.</param>
/// <param name="From">How it follows from other cells of the composed table, where it does to the fen.</param>
/// <param name="Of">The figure in the document's table; null in tables that are not the document's.</param>
public readonly record struct ComposedCell(string Text, int Level = 0, int RowSpan = 1, string Id = "", long? Value = null, Derivation? From = null, [property: JsonIgnore] CellOf? Of = null);

/// <summary>A performance form (绩效目标申报表): labelled fields and tables under one title.</summary>
public sealed record ComposedForm(string Id, string Title, string Subtitle, IReadOnlyList<FormPart> Parts) : Content
{
    /// <summary>The project's own page, relative to the version's folder; empty where it has none.</summary>
    public string Page { get; init; } = "";

    /// <summary>It has tables: on paper it is a sheet of its own.</summary>
    public bool IsSheet => Parts.Any(part => part is FormTable);

    /// <summary>Forms all have one title; the project tells them apart.</summary>
    public string Name => Parts is [FormFields { Fields: [{ Label: "项目名称", Lines: [var name, ..] }, ..] }, ..] ? name : Title;
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(FormFields), "fields")]
[JsonDerivedType(typeof(FormTable), "table")]
public abstract record FormPart;

/// <summary>Label and value; the values are short or whole paragraphs.</summary>
public sealed record FormFields([property: JsonIgnore] IReadOnlyList<FormField> Fields) : FormPart
{
    /// <summary>As the paper forms have them: two short fields share a line, an amount with an amount; what is long has one of its own.</summary>
    public IEnumerable<IReadOnlyList<FormField>> Paired
    {
        get
        {
            for (var i = 0; i < Fields.Count; i++)
            {
                if (i + 1 < Fields.Count && IsShort(Fields[i]) && IsShort(Fields[i + 1]) && Fields[i].Fen is null == Fields[i + 1].Fen is null) yield return [Fields[i], Fields[++i]];
                else yield return [Fields[i]];
            }
            static bool IsShort(FormField box) => box.Lines is [{ Length: <= 16 }];
        }
    }
}

/// <param name="Fen">The amount, where the field is one; its unit stands in the label.</param>
public sealed record FormField(string Label, IReadOnlyList<string> Lines, string Id = "", long? Fen = null);

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
