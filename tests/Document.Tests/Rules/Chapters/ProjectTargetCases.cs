using Budget.Document.Rules.Engine;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class ProjectTargetCases : RuleCases
{
    const long Wan = 1_000_000;

    public ProjectTargetCases()
    {
        for (var i = 1; i <= 31; i++) CannotTell($"PRJ-{i:000}", "no targets", () => Wuhan().WithoutTargets());
        foreach (var rule in new[] { "PRJ-009", "PRJ-010", "PRJ-011", "PRJ-012", "PRJ-013", "PRJ-014", "PRJ-015", "PRJ-021", "PRJ-022", "PRJ-027", "PRJ-028", "PRJ-030" })
            CannotTell(rule, "a form without these boxes", () => Shanghai());
        foreach (var rule in new[] { "PRJ-002", "PRJ-003", "PRJ-004", "PRJ-005" }) CannotTell(rule, "pages on some projects are no list of all", () => Shanghai());

        Breaks("PRJ-001", "two forms of one project", () => Shanghai().Form(1, f => f with { Name = "社区环境整治 经费" }));
        NearMiss("PRJ-001", "names that begin alike", () => Shanghai().Form(1, f => f with { Name = "社区环境整治经费二期" }));
        Breaks("PRJ-002", "a form nobody listed", () => Wuhan().Form(2, f => f with { Name = "另一课题经费" }));
        NearMiss("PRJ-002", "the list adds 项目", () => Wuhan() with { Projects = [.. Wuhan().Projects.Select(p => p with { Name = p.Name + "项目" })] });
        Breaks("PRJ-003", "another order", () => Wuhan() with { Projects = [.. Wuhan().Projects.Reverse()] }, Severity.Info);
        NearMiss("PRJ-003", "the same order", () => Wuhan());
        Breaks("PRJ-004", "another amount in the list", () => Wuhan() with { Projects = [.. Wuhan().Projects.Select((p, i) => i == 0 ? p with { Amount = (99 * Wan).Fen() } : p)] }, Severity.Error, "EXP-008");
        NearMiss("PRJ-004", "the same amounts", () => Wuhan());
        Breaks("PRJ-005", "a form has more", () => More(Wan), Severity.Error, "PRJ-004");
        NearMiss("PRJ-005", "they make it", () => Wuhan());
        Breaks("PRJ-006", "more in the year than in all", () => Shanghai().Form(0, f => f with { Total = (f.Year!.Value.Fen - 1).Fen() }), Severity.Error);
        Breaks("PRJ-006", "a yearly project with more in all", () => Wuhan().Form(0, f => f with { Total = (200 * Wan).Fen() }), Severity.Error);
        NearMiss("PRJ-006", "a continued project with more in all", () => Wuhan().Form(0, f => f with { Total = (200 * Wan).Fen(), Kind = "延续性项目（从2020年至2022年）" }));
        Breaks("PRJ-007", "a source is more than all", () => Shanghai().Form(0, f => f with { Funding = [f.Funding[0], f.Funding[1] with { Amount = (f.Year!.Value.Fen + 516_000_00).Fen() }, .. f.Funding.Skip(2)] }), Severity.Error);
        NearMiss("PRJ-007", "blank sources", () => Shanghai().Form(0, f => f with { Funding = [f.Funding[0], f.Funding[1], f.Funding[2] with { Amount = null }] }));
        Breaks("PRJ-008", "blank sources", () => Shanghai().Form(0, f => f with { Funding = [f.Funding[0], f.Funding[1], f.Funding[2] with { Amount = null }] }), Severity.Info);
        NearMiss("PRJ-008", "zeros", () => Wuhan());
        Breaks("PRJ-009", "a line has more", () => Wuhan().Form(2, f => f with { Expenditure = [f.Expenditure[0] with { Amount = (31 * Wan).Fen() }, f.Expenditure[1]] }), Severity.Error);
        NearMiss("PRJ-009", "a line of nothing", () => Wuhan().Form(2, f => f with { Expenditure = [.. f.Expenditure, new("3.咨询费", 0.Fen())] }));
        Breaks("PRJ-010", "no such head", () => Wuhan().Form(2, f => f with { Expenditure = [f.Expenditure[0], f.Expenditure[1] with { Item = "2.宣传费" }] }), Severity.Error);
        NearMiss("PRJ-010", "half-width brackets", () => Wuhan().Form(0, f => f with { Expenditure = [f.Expenditure[0], f.Expenditure[1] with { Item = "2.维修(护)费" }] }));
        Breaks("PRJ-011", "a line of nothing", () => Wuhan().Form(2, f => f with { Expenditure = [.. f.Expenditure, new("3.咨询费", 0.Fen())] }), Severity.Info);
        NearMiss("PRJ-011", "small lines", () => Wuhan());
        Breaks("PRJ-012", "blank", () => Wuhan().Form(0, f => f with { Basis = "" }), Severity.Warning);
        NearMiss("PRJ-012", "one sentence", () => Wuhan());
        Breaks("PRJ-013", "only one year", () => Wuhan().Form(0, f => f with { PriorYearsText = "2020 年预算 100万元，2021年预算 100万元。" }), Severity.Warning);
        NearMiss("PRJ-013", "numbered lines", () => Wuhan().Form(0, f => f with { PriorYearsText = "1.2019 年预算安排 98 万元；2020年预算安排 100万元；\n2.当年预算 100 万元" }));
        NearMiss("PRJ-013", "上年 and 前年", () => Wuhan().Form(0, f => f with { PriorYearsText = "上年安排100.00万元，前年安排98.00万元。" }));
        Breaks("PRJ-014", "more than there was", () => Wuhan().Form(0, f => f with { PriorYearsText = "2020年安排105.00万元，2019年安排98.00万元。" }), Severity.Error);
        NearMiss("PRJ-014", "projects were dropped", () => Wuhan().Form(0, f => f with { PriorYearsText = "2020年安排95.00万元，2019年安排98.00万元。" }));
        CannotTell("PRJ-014", "a project does not say", () => Wuhan().Form(0, f => f with { PriorYearsText = "" }));
        Breaks("PRJ-015", "by a quarter, without a reason", () => Wuhan().Form(0, f => f with { PriorYearsText = "2020年安排80万元，2019年安排80万元。" }), Severity.Warning);
        NearMiss("PRJ-015", "with a reason", () => Wuhan().Form(0, f => f with { PriorYearsText = "2020年安排80万元，2019年安排80万元，因新平台上线。" }));
        Breaks("PRJ-016", "nothing ticked", () => Wuhan().Form(0, f => f with { Kind = "一次性项目□ 常年性项目□ 延续性项目□" }), Severity.Error);
        NearMiss("PRJ-016", "one ticked", () => Wuhan().Form(0, f => f with { Kind = "一次性项目" }));
        Breaks("PRJ-017", "a continued project without years", () => Wuhan().Form(0, f => f with { Kind = "延续性项目" }), Severity.Error);
        Breaks("PRJ-017", "a yearly project with years", () => Wuhan().Form(0, f => f with { Kind = "常年性项目（从2020年至2022年）" }), Severity.Error);
        NearMiss("PRJ-017", "a continued project with years", () => Wuhan().Form(0, f => f with { Kind = "延续性项目（从2020年至2022年）" }));
        Breaks("PRJ-018", "an office", () => Wuhan().Form(0, f => f with { Leader = "各科室负责人" }), Severity.Info);
        NearMiss("PRJ-018", "a name of four characters", () => Wuhan().Form(0, f => f with { Leader = "欧阳示例" }));
        CannotTell("PRJ-018", "no leader in the form", () => Shanghai());
        Breaks("PRJ-019", "a digit lost", () => Wuhan().Form(0, f => f with { Phone = "8389972" }), Severity.Info);
        NearMiss("PRJ-019", "with the area code", () => Wuhan().Form(0, f => f with { Phone = "027-83899720" }));
        Breaks("PRJ-020", "an office of it", () => Wuhan().Form(0, f => f with { ManagingDepartment = "秘书科" }), Severity.Warning);
        NearMiss("PRJ-020", "shortened", () => Wuhan().Form(0, f => f with { ManagingDepartment = "区政府办" }));
        Breaks("PRJ-021", "no office of it", () => Wuhan().Form(0, f => f with { ExecutingUnit = "机关党总支" }), Severity.Info);
        NearMiss("PRJ-021", "a unit of it", () => Wuhan().Form(0, f => f with { ExecutingUnit = "临江区信息中心" }));
        Breaks("PRJ-022", "next year", () => Wuhan().Form(0, f => f with { FillDate = "2022 年 1 月 19 日" }), Severity.Warning);
        Breaks("PRJ-022", "no such day", () => Wuhan().Form(0, f => f with { FillDate = "2021-02-30" }), Severity.Warning);
        NearMiss("PRJ-022", "the year before", () => Wuhan().Form(0, f => f with { FillDate = "2020年12月31日" }));
        Breaks("PRJ-023", "no reason", () => Wuhan().Form(0, f => f with { Reason = "略" }), Severity.Warning);
        NearMiss("PRJ-023", "a form without reason and content", () => Shanghai());
        Breaks("PRJ-024", "word for word", () => Wuhan().Form(0, f => f with { Content = f.OverallGoal }), Severity.Info);
        NearMiss("PRJ-024", "content and more", () => Wuhan().Form(0, f => f with { Content = f.OverallGoal + "开展督查。" }));
        Breaks("PRJ-025", "57 people at 200 each are not 100 万元", () => Each("57人", "200 每人", 100 * Wan), Severity.Warning);
        NearMiss("PRJ-025", "500 people at 2000 yuan each", () => Each("500人", "2000元/人", 100 * Wan));
        CannotTell("PRJ-025", "at least and at most", () => Wuhan());
        Breaks("PRJ-026", "3.3 万元 each", () => Desktops("6 台"), Severity.Warning);
        NearMiss("PRJ-026", "5,000 yuan each", () => Desktops("40台"));
        CannotTell("PRJ-026", "no desktops", () => Wuhan());
        Breaks("PRJ-027", "one line", () => Wuhan().Form(2, f => f with { Expenditure = [new("1.劳务费", f.Year)] }), Severity.Info);
        NearMiss("PRJ-027", "two lines", () => Wuhan());
        Breaks("PRJ-028", "aid as a service", () => Aid("委托业务费"), Severity.Warning);
        NearMiss("PRJ-028", "aid as something else", () => Aid("其他商品和服务支出"));
        Breaks("PRJ-029", "half of the money, one indicator of thirteen", () => Wuhan().Indicators(0, x => [x[5]]), Severity.Warning, "IND-005");
        NearMiss("PRJ-029", "half of the money, a third of the indicators", () => Wuhan());
        CannotTell("PRJ-029", "two projects", () => Shanghai());
        Breaks("PRJ-030", "no document", () => Wuhan().Form(0, f => f with { Reason = "工作需要。" }), Severity.Info);
        NearMiss("PRJ-030", "a document's number", () => Wuhan().Form(0, f => f with { Reason = "根据武发[2015]8 号文件。" }));
        Breaks("PRJ-031", "another project's work", () => Wuhan().Form(1, f => f with { Content = "开展政务服务平台运行维护等工作。" }), Severity.Info);
        NearMiss("PRJ-031", "its own work", () => Wuhan().Form(0, f => f with { Content = "开展政务服务平台运行维护等工作。" }));
    }

    static DisclosureDocument More(long fen) => Wuhan().Form(2, f => f with
    {
        Year = (f.Year!.Value.Fen + fen).Fen(),
        Total = (f.Year.Value.Fen + fen).Fen(),
        ExpenditureTotal = (f.Year.Value.Fen + fen).Fen(),
        Funding = [],
        Expenditure = [f.Expenditure[0] with { Amount = (f.Expenditure[0].Amount!.Value.Fen + fen).Fen() }, f.Expenditure[1]],
    });

    static DisclosureDocument Each(string number, string cost, long year)
    {
        Assert.Equal(year, Wuhan().Targets!.Projects[0].Year!.Value.Fen);
        return Wuhan().Indicator(0, 0, x => x with { Value = number }).Indicator(0, 3, x => x with { Value = cost });
    }

    static DisclosureDocument Desktops(string value) => Wuhan().Indicator(0, 0, x => x with { Name = "台式机", Value = value });

    static DisclosureDocument Aid(string head)
    {
        var d = Wuhan().Form(2, f => f with { Name = "对口帮扶资金", Expenditure = [new($"1.{head}", (30 * Wan).Fen()), f.Expenditure[1]] });
        return d with { Projects = [.. d.Projects.Select((p, i) => i == 2 ? p with { Name = "对口帮扶资金" } : p)] };
    }
}
