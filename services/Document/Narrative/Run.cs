namespace Budget.Document.Narrative;

/// <summary>A piece of a sentence: words, or a figure that knows what it speaks of.</summary>
/// <param name="Measure">What the figure measures; Unknown for words.</param>
/// <param name="Prior">The figure is what the year is compared with.</param>
/// <param name="Gap">The source is missing; whoever prints it must show the gap, never a number.</param>
public readonly record struct Run(string Text, Subject Subject = default, Measure Measure = Measure.Unknown, bool Gap = false,
    bool Prior = false)
{
    public bool IsFigure => Measure != Measure.Unknown;

    public static Run Missing(Subject subject = default, Measure measure = Measure.Unknown, bool prior = false) =>
        new("", subject, measure, Gap: true, prior);
}

/// <summary>A section of the document as it reads, in printed order.</summary>
public sealed record NarrativeSection(string Id, string Number, string Heading, int Level, IReadOnlyList<NarrativeBlock> Blocks,
    IReadOnlyList<NarrativeSection> Sections);

/// <summary>A paragraph with its runs, or the place of a table or of forms.</summary>
public sealed record NarrativeBlock(BlockKind Kind, IReadOnlyList<Run> Runs, int Table = 0);
