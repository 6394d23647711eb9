using Budget.Document.Rules.Engine;
using static Budget.Document.SubjectKind;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class PublicationCases : RuleCases
{
    static DisclosureDocument Around(Surroundings around) => Shanghai() with { Surroundings = around };

    static DisclosureDocument Unit(Surroundings around) => Around(around) with { Department = Shanghai().Department with { IsUnit = true } };

    public PublicationCases()
    {
        var (approved, replied) = (new DateOnly(2025, 1, 10), new DateOnly(2025, 1, 20));
        Breaks("PUB-001", "on the 21st day", () => Around(new() { FinanceReplied = replied, Published = replied.AddDays(21) }), Severity.Error);
        NearMiss("PUB-001", "on the 20th day", () => Around(new() { FinanceReplied = replied, Published = replied.AddDays(20) }));
        CannotTell("PUB-001", "the day of the reply is not given", () => Around(new() { Published = replied }));
        CannotTell("PUB-001", "a unit's term runs from its department's reply", () => Unit(new() { FinanceReplied = replied, Published = replied.AddDays(30) }));
        Breaks("PUB-002", "the reply came late", () => Around(new() { CongressApproved = approved, FinanceReplied = approved.AddDays(25) }), Severity.Error);
        NearMiss("PUB-002", "on the 20th day", () => Around(new() { CongressApproved = approved, FinanceReplied = approved.AddDays(20) }));
        CannotTell("PUB-002", "no dates", () => Shanghai());
        Breaks("PUB-003", "on the 16th day", () => Unit(new() { FinanceReplied = replied, DepartmentReplied = replied.AddDays(16) }), Severity.Error);
        NearMiss("PUB-003", "on the 15th day", () => Unit(new() { FinanceReplied = replied, DepartmentReplied = replied.AddDays(15) }));
        CannotTell("PUB-003", "a department's document", () => Around(new() { FinanceReplied = replied, DepartmentReplied = replied.AddDays(16) }));
        Breaks("PUB-004", "on the 21st day", () => Unit(new() { DepartmentReplied = replied, Published = replied.AddDays(21) }), Severity.Error);
        NearMiss("PUB-004", "before its term begins", () => Unit(new() { DepartmentReplied = replied, Published = replied.AddDays(-1) }));
        CannotTell("PUB-004", "no dates", () => Unit(Surroundings.None));
        Breaks("PUB-006", "a name and a number", () => WuhanPrinted().Form(0, f => f with { Leader = "示例甲", Phone = "55501234" }), Severity.Warning);
        NearMiss("PUB-006", "masked, or an office", () => WuhanPrinted().Form(0, f => f with { Leader = "各科室负责人", Phone = "5550****" }));
        CannotTell("PUB-006", "the secrecy review confirms a document made here", () => Wuhan());
        Breaks("PUB-007", "tables as pictures", () => ShanghaiPrinted().Table(TableRole.StateCapital, t => t with { NotInSource = true, Note = "" }), Severity.Error);
        NearMiss("PUB-007", "an empty table is text", () => Shanghai());
        CannotTell("PUB-007", "no tables", () => Shanghai() with { Tables = [] });
    }
}
