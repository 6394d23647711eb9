using Budget.Document;
using Budget.Document.Recognition;
using Budget.Document.Relations;

namespace Budget.Typesetting.Composition;

/// <summary>
/// A document's figures for summaries and pictures: computed where tables and facts say them; of a document made
/// elsewhere whose tables are lost, what its own prose says. Amount and change of one subject come from one source.
/// </summary>
sealed class KnownFigures(DisclosureDocument document, Figures figures, RecognisedFigures printed)
{
    public DisclosureDocument Document => document;

    public Amount? Amount(Subject subject) => figures.Amount(subject) ?? printed.Amount(subject);

    /// <summary>The first of the subjects that is known: what is told by another name where the document tells only that.</summary>
    public Amount? Amount(Subject subject, params ReadOnlySpan<SubjectKind> otherwise)
    {
        var amount = Amount(subject);
        foreach (var other in otherwise) amount ??= Amount(other);
        return amount;
    }

    /// <summary>The change and its rate in hundredths of a percent, both computed or both as printed.</summary>
    public (Amount Amount, long? Rate)? Change(Subject subject) =>
        figures.Change(subject) is { } computed ? (computed, figures.ChangeRate(subject))
        : printed.Change(subject) is { } said ? (said, printed.ChangeRate(subject))
        : null;

    /// <summary>Where the part is all there is, both subjects are the same money and the comparison stands at either.</summary>
    public (Amount Amount, long? Rate)? Change(Subject subject, SubjectKind part) =>
        Change(subject) ?? (IsAll(subject, part) ? Change(part) : null);

    public Amount? Prior(Subject subject, SubjectKind part = SubjectKind.None) =>
        Amount(subject, part) is { } amount && (part == SubjectKind.None ? Change(subject) : Change(subject, part)) is { } change ? amount - change.Amount : null;

    public string Reason(Subject subject, SubjectKind part = SubjectKind.None)
    {
        var reason = figures.Reason(subject) is { Length: > 0 } typed ? typed : printed.Reason(subject);
        return reason.Length > 0 || part == SubjectKind.None || !IsAll(subject, part) ? reason.TrimEnd('。', '；', ' ') : Reason(part);
    }

    /// <summary>What the year is compared with, for this subject.</summary>
    public PriorBasis Basis(Subject subject) => figures.Basis(subject) is var own and not PriorBasis.Unknown ? own : document.Edition.ComparedWith;

    bool IsAll(Subject subject, SubjectKind part) => Amount(part) is { } amount && amount == (Amount(subject) ?? amount);
}
