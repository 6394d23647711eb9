using Budget.Document.Rules.Chapters;
using Budget.Document.Rules.Engine;
using static Budget.Document.SubjectKind;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class AcrossDocumentsCases : RuleCases
{
    const long Wan = 1_000_000;

    /// <summary>The same department a year before: its three public expenses as this year's document says they were.</summary>
    static DisclosureDocument Before(long overseas) => (Wuhan() with { Year = 2020 }).Without([.. Wuhan().Tables.Select(t => t.Role).Where(r => r != TableRole.GeneralPublic)]) with
    {
        Facts = new Dictionary<Subject, Fact> { [Overseas] = new(Overseas, new Amount(overseas), null, null, PriorBasis.Unknown, "", "") },
        Tables = [.. Wuhan().Tables.Where(t => t.Role == TableRole.GeneralPublic).Select(PriorAsTotal)],
    };

    /// <summary>Last year's table has as its amounts what this year's prints as last year's.</summary>
    static Table PriorAsTotal(Table table)
    {
        var (prior, total) = (table.IndexOf(ColumnRole.Prior), table.IndexOf(ColumnRole.Total));
        return table with { Rows = [.. table.Rows.Select(r => r with { Cells = [.. r.Cells.Select((c, i) => i == total ? r.Cells[prior] : null)] })] };
    }

    static DisclosureDocument After(DisclosureDocument before) => Wuhan() with { LastYear = before };

    static DisclosureDocument Unit(long of) => Shanghai() with
    {
        Department = Shanghai().Department with { IsUnit = true, Name = "单位" + of },
        Tables = [.. Shanghai().Tables.Where(t => t.Role == TableRole.Expenditure).Select(t => t with { Rows = [.. t.Rows.Select(r => r with { Cells = [.. r.Cells.Select(c => c / 2 + (c % 2 == 0 ? 0 : of))] })] })],
    };

    static DisclosureDocument Of(bool all, params DisclosureDocument[] units) => Shanghai() with { Surroundings = new() { Units = units, UnitsAreAll = all } };

    static DisclosureDocument Moved(string name, string plan = "") => Shanghai() with { PlanText = plan, LastYear = (Shanghai() with { Year = 2024, Tables = [.. Shanghai().Tables.Where(t => t.Role == TableRole.GeneralPublic)], Facts = new Dictionary<Subject, Fact>() }).Rows(TableRole.GeneralPublic, r => r.Code == 2080501 ? r with { Code = 2080509, CodeText = "2080509", Name = name } : r) };

    public AcrossDocumentsCases()
    {
        Breaks("XDC-001", "another figure was published", () => After(Before(8 * Wan)));
        Breaks("XDC-001", "an item's column of last year", () => After(Before(9 * Wan).Add(TableRole.GeneralPublic, "2010301", ColumnRole.Total, 100_000)));
        NearMiss("XDC-001", "as published", () => After(Before(9 * Wan)));
        CannotTell("XDC-001", "last year's document is not at hand", () => Wuhan());
        CannotTell("XDC-001", "a document of another year", () => After(Before(8 * Wan) with { Year = 2019 }));

        Breaks("XDC-002", "a unit spends more", () => Of(true, Unit(0), Unit(1).Add(TableRole.Expenditure, "2010301", ColumnRole.Total, Wan)), Severity.Error);
        Breaks("XDC-002", "a code that only a unit has", () => Of(true, Unit(0).Recode(TableRole.Expenditure, "2010350", 2010306), Unit(1).Recode(TableRole.Expenditure, "2010350", 2010306)), Severity.Error);
        NearMiss("XDC-002", "two halves", () => Of(true, Unit(0), Unit(1)));
        CannotTell("XDC-002", "one of two units is not at hand", () => Of(false, Unit(0)));
        CannotTell("XDC-002", "no units at hand", () => Shanghai());

        Breaks("XDC-003", "the accounts start from another budget", () => Accounts(Wan), Severity.Warning);
        NearMiss("XDC-003", "rounded to 0.01万元", () => Accounts(3_000));
        CannotTell("XDC-003", "no final accounts", () => Shanghai());

        Breaks("XDC-004", "the item stands under another code", () => Moved("行政单位离退休"), Severity.Warning);
        NearMiss("XDC-004", "the move is told", () => Moved("行政单位离退休", "因科目调整，上年列2080509的支出本年列2080501。"));
        NearMiss("XDC-004", "the item was dropped", () => Moved("其他离退休支出"));
        CannotTell("XDC-004", "last year's document is not at hand", () => Shanghai());

        Breaks("XDC-005", "the district publishes more", () => District(new(new(500 * Wan), new(490 * Wan), 12, true)), Severity.Info);
        NearMiss("XDC-005", "rounded in each department", () => District(new(new(500 * Wan), new(500 * Wan + 50_000), 12, true)));
        CannotTell("XDC-005", "departments are missing", () => District(new(new(500 * Wan), new(490 * Wan), 11, false)));
    }

    static DisclosureDocument Accounts(long more) => Shanghai() with
    {
        Surroundings = new() { FinalAccounts = new Dictionary<Subject, Amount> { [Revenue] = new(Shanghai().Tables.Single(t => t.Role == TableRole.Revenue).Rows.Single(r => r.IsTotal).Cells[0]!.Value + more) } },
    };

    static DisclosureDocument District(DistrictSum sum) => Shanghai() with { Surroundings = new() { DistrictThreePublic = sum } };
}
