using Budget.Document.Rules;
using static Budget.Document.SubjectKind;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class PublicationCases : RuleCases
{
    static DisclosureDocument Form(string leader, string phone) =>
        WuhanPrinted() with { Targets = WuhanPrinted().Targets! with { Projects = [WuhanPrinted().Targets!.Projects[0] with { Leader = leader, Phone = phone }, .. WuhanPrinted().Targets!.Projects.Skip(1)] } };

    public PublicationCases()
    {
        Breaks("PUB-006", "a name and a number", () => Form("张小示", "55501234"), Severity.Warning);
        Breaks("PUB-006", "a mobile number in the text", () => Shanghai() with { PlanText = "联系人电话13900001234。" }, Severity.Warning);
        NearMiss("PUB-006", "a post and a masked number", () => Form("各科室负责人", "555****4"));
        CannotTell("PUB-006", "the secrecy review confirms what is made here", () => Shanghai() with { PlanText = "投入12345678901元，编号20250101123。" });
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
