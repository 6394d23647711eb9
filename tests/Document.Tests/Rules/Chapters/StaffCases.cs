using Budget.Document.Rules.Engine;
using static Budget.Document.SubjectKind;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class StaffCases : RuleCases
{
    public StaffCases()
    {
        foreach (var (rule, whole) in new[] { ("STF-001", Establishment), ("STF-002", InPost), ("STF-003", Retired) })
        {
            Breaks(rule, "one more than its kinds", () => Wuhan().Count(whole, Wuhan().Facts[whole].Count + 1), Severity.Error);
            NearMiss(rule, "the sum of its kinds, as printed", () => WuhanPrinted());
            CannotTell(rule, "not given", () => Wuhan().WithoutFact(whole));
        }
        Breaks("STF-001", "as printed", () => WuhanPrinted().Printed("一（三）", "行政编制", Measure.Count, "31"));

        Breaks("STF-004", "more people than posts of their kind", () => Wuhan().Count(InPostLogistics, 5).Count(InPost, 38), Severity.Warning);
        NearMiss("STF-004", "as many people as posts", () => Wuhan().Count(InPostLogistics, 4).Count(InPost, 37));
        CannotTell("STF-004", "posts not given", () => Wuhan().WithoutFact(EstablishmentAdministrative).WithoutFact(EstablishmentInstitution).WithoutFact(EstablishmentLogistics).WithoutFact(EstablishmentQuota).WithoutFact(Establishment));

        Breaks("STF-005", "counted among the staff in post", () => Wuhan().Count(InPostPurchased, 5).Count(InPost, 41), Severity.Warning);
        NearMiss("STF-005", "named beside them", () => Wuhan().Count(InPostPurchased, 0));
        CannotTell("STF-005", "staff not given", () => Wuhan().WithoutFact(InPost));

        Breaks("STF-006", "more than the institution staff", () => Wuhan().Count(InPostCivilServiceLaw, 6));
        NearMiss("STF-006", "all of them", () => Wuhan().Count(InPostCivilServiceLaw, 5));
        CannotTell("STF-006", "not given", () => Wuhan().WithoutFact(InPostCivilServiceLaw));

        Breaks("STF-007", "retired staff and no money", () => Wuhan().Rows(TableRole.BasicExpenditure, r => r.Code / 100 == 303 ? r with { Code = 30399, CodeText = "30399", Name = "其他对个人和家庭的补助" } : r), Severity.Warning);
        Breaks("STF-007", "money and nobody retired", () => Wuhan().Count(Retired, 0).Count(RetiredVeteran, 0).Count(RetiredOrdinary, 0), Severity.Warning);
        NearMiss("STF-007", "both", () => Wuhan());
        CannotTell("STF-007", "no economic table", () => Wuhan().Without(TableRole.BasicExpenditure));

        Breaks("STF-008", "money for veterans that are not there", () => Wuhan().Count(RetiredVeteran, 0).Count(RetiredOrdinary, 20), Severity.Warning);
        NearMiss("STF-008", "neither", () => Wuhan().Count(RetiredVeteran, 0).Count(RetiredOrdinary, 20).Rows(TableRole.BasicExpenditure, r => r.Code == 30301 ? r with { Code = 30302, CodeText = "30302" } : r));
        CannotTell("STF-008", "not given", () => Wuhan().WithoutFact(RetiredVeteran));

        Breaks("STF-009", "a thousand people for the same wages", () => Wuhan().Count(InPost, 1036).Count(InPostAdministrative, 1028).Count(Establishment, 1040).Count(EstablishmentAdministrative, 1030), Severity.Info);
        NearMiss("STF-009", "31.7 万元 each", () => Wuhan());
        CannotTell("STF-009", "staff not given", () => Wuhan().WithoutFact(InPost));

        Breaks("STF-010", "more people than the department has", () => Party("57人"), Severity.Info);
        NearMiss("STF-010", "as many as it has", () => Party("56 人"));
        CannotTell("STF-010", "a price per head is no number of people", () => Party("200 每人"));
    }

    static DisclosureDocument Party(string value)
    {
        var d = Wuhan();
        var forms = d.Targets!.Projects.ToArray();
        forms[2] = forms[2] with { Name = "党建教育活动经费", Indicators = [new(0, "产出指标", "数量指标", "参加人数", value, "计划标准"), .. forms[2].Indicators.Skip(1)] };
        return d with { Targets = d.Targets with { Projects = forms }, Projects = [.. d.Projects.Select((p, i) => i == 2 ? p with { Name = forms[2].Name } : p)] };
    }
}
