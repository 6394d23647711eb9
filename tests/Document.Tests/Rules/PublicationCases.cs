using Budget.Document.Rules;
using static Budget.Document.SubjectKind;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class PublicationCases : RuleCases
{
    public PublicationCases()
    {
        Breaks("PUB-007", "tables as pictures", () => ShanghaiPrinted().Table(TableRole.StateCapital, t => t with { NotInSource = true, Note = "" }), Severity.Error);
        NearMiss("PUB-007", "an empty table is text", () => Shanghai());
        CannotTell("PUB-007", "no tables", () => Shanghai() with { Tables = [] });
    }
}

sealed class AcrossYearsCases : RuleCases
{
    const long Wan = 1_000_000;

    /// <summary>The same department a year before: its three public expenses as this year's document says they were.</summary>
    static DisclosureDocument Before(long overseas) => (Wuhan() with { Year = 2020 }).Without([.. Wuhan().Tables.Select(t => t.Role).Where(r => r != TableRole.GeneralPublic)]) with
    {
        Facts = new Dictionary<Subject, Fact> { [Overseas] = new(Overseas, new Amount(overseas), null, null, PriorBasis.Unknown, "", "") },
    };

    static DisclosureDocument After(DisclosureDocument before) => Wuhan() with { LastYear = before };

    public AcrossYearsCases()
    {
        Breaks("XDC-001", "another figure was published", () => After(Before(8 * Wan)));
        NearMiss("XDC-001", "as published", () => After(Before(9 * Wan)));
        CannotTell("XDC-001", "last year's document is not at hand", () => Wuhan());
        CannotTell("XDC-001", "a document of another year", () => After(Before(8 * Wan) with { Year = 2019 }));
    }
}
