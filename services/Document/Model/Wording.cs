using System.Text;

namespace Budget.Document;

/// <summary>
/// A sentence of an edition with slots: "比{last-year}年预算{change general.basic}万元[，主要原因是{reason general.basic}]".
/// A slot is bound to a subject; nobody types the figure. What stands in [ ] is left out where a slot in it has no source.
/// A bracket that is meant is written twice: "[[", "{{".
/// </summary>
public sealed record Wording(IReadOnlyList<WordingPart> Parts)
{
    public static readonly Wording Empty = new([]);

    /// <summary>Every slot, those in [ ] included.</summary>
    public IEnumerable<Slot> Slots() => Parts.SelectMany(p => p is OptionalPart o ? o.Parts : [p]).OfType<Slot>();
}

public abstract record WordingPart;

public sealed record LiteralPart(string Text) : WordingPart;

public sealed record OptionalPart(IReadOnlyList<WordingPart> Parts) : WordingPart;

/// <summary>What fills a slot.</summary>
public enum SlotKind
{
    // Of the document.
    Department, District, Year, LastYear, Offices, ExpenseKinds,

    // Of the item a paragraph is repeated for.
    Number, Name, Text, Kind, Note, Class, Section,

    // Of a subject.
    Amount, Prior, Count, Compare, CompareRate, Rate, Share, Reason, Purpose,
}

/// <summary>A place in a sentence that is filled from the document.</summary>
/// <param name="Kind">What is printed.</param>
/// <param name="Subject">What it speaks of; None with <paramref name="OfItem"/> for the item a paragraph is repeated for ("this").</param>
/// <param name="Whole">The whole of a share.</param>
/// <param name="Basis">What a change is measured against, where it is not what the edition compares with.</param>
public sealed record Slot(SlotKind Kind, Subject Subject, bool OfItem, Subject Whole, PriorBasis Basis) : WordingPart
{
    public bool NeedsItem => OfItem || Kind is >= SlotKind.Number and <= SlotKind.Section;
}
