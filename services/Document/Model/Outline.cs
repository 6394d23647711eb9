namespace Budget.Document;

/// <summary>A section of an edition's outline with what stands in it, in printed order.</summary>
/// <param name="Id">Stable id; also the anchor of the page.</param>
/// <param name="Number">As printed ("三", "（一）"); empty for a part that has none.</param>
/// <param name="Optional">Left out where nothing stands in it.</param>
public sealed record OutlineSection(
    string Id, string Number, Wording Heading, bool Optional, IReadOnlyList<OutlineBlock> Blocks, IReadOnlyList<OutlineSection> Sections);

public enum BlockKind
{
    Paragraph,

    /// <summary>A table, by its number.</summary>
    Table,

    /// <summary>Every project with the sections of its own page (项目经费情况说明).</summary>
    ProjectPages,

    /// <summary>项目绩效目标申报表, one per project.</summary>
    ProjectForms,

    /// <summary>部门整体支出绩效目标申报表</summary>
    OverallForm,
}

/// <summary>What a paragraph is repeated for.</summary>
public enum Repeat { Once, Functions, Units, Offices, ProfileText, Plan, Glossary, FunctionItems, Projects }

public sealed record OutlineBlock(BlockKind Kind)
{
    public Wording Wording { get; init; } = Wording.Empty;
    public Repeat Each { get; init; }
    public Condition? When { get; init; }
    public int Table { get; init; }
}

/// <summary>A paragraph that is printed only where a subject is zero, or only where it is not (or not known).</summary>
public sealed record Condition(Subject Subject, bool Zero);
