using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.SubjectKind;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class ThreePublicCases : RuleCases
{
    const long Wan = 1_000_000;
    const string Total = "2021 年一般公共预算财政拨款资金安排“三公”经费预算";
    const string Alone = "“三公”经费预算情况说明（单独公开）";
    const string AloneTotal = "2021 年部门财政拨款资金安排 “三公”经费预算";
    const string Section = "其他相关情况说明 一";

    static DisclosureDocument Cell(DisclosureDocument d, ColumnRole column, Func<long?, long?> change) => d.Cell(TableRole.ThreePublic, "", column, change);

    public ThreePublicCases()
    {
        Breaks("TPE-001", "the total is not the parts' sum", () => Cell(Wuhan(), ColumnRole.ThreePublic, was => was - Wan), also: []);
        Breaks("TPE-001", "from the prose alone", () => WuhanPrinted().Lost().Printed("六（二）3", "公务接待费预算", Measure.Amount, "7.00").Printed(Alone + " 二（三）", "公务接待费预算", Measure.Amount, "7.00"), also: ["TPE-004", "PUB-007"]);
        NearMiss("TPE-001", "three roundings may show 0.01", () => WuhanPrinted().Lost().Printed("六（二）3", "公务接待费预算", Measure.Amount, "6.01"));
        CannotTell("TPE-001", "no table", () => Shanghai().Without(TableRole.ThreePublic));

        Breaks("TPE-002", "purchase and operation do not make the vehicles", () => Cell(Shanghai(), ColumnRole.VehiclePurchase, was => was - Wan));
        NearMiss("TPE-002", "blank cells read as zero", () => Cell(Wuhan(), ColumnRole.VehiclePurchase, _ => null));
        CannotTell("TPE-002", "no table", () => Shanghai().Without(TableRole.ThreePublic));

        Breaks("TPE-003", "a part's change was not carried to the total", () => ShanghaiPrinted().Printed(Section + "（三）", "公务接待费", Measure.Change, "1.00", "减少", "压缩接待"), also: ["TPE-004"]);
        NearMiss("TPE-003", "持平 without a number is zero", () => ShanghaiPrinted());
        CannotTell("TPE-003", "a part is not compared", () => ShanghaiPrinted().Statements(s => s.Section == Section + "（三）" ? s with { Figures = [s.Figures[0]] } : s));

        Breaks("TPE-004", "last year's total is not its parts' sum", () => Cell(Wuhan(), ColumnRole.PriorThreePublic, was => was + Wan), also: ["YOY-018"]);
        NearMiss("TPE-004", "equal", () => Shanghai());
        CannotTell("TPE-004", "nothing of last year", () => ShanghaiPrinted().Statements(s => s.Section.StartsWith(Section, StringComparison.Ordinal) ? s with { Figures = [.. s.Figures.Where(f => f.Measure == Measure.Amount)] } : s));

        Breaks("TPE-005", "another total in the stand-alone statement", () => WuhanPrinted().Lost().Printed(Alone + " 二", AloneTotal, Measure.Amount, "32.00"), also: ["TPE-001", "TPE-004", "YOY-006", "PUB-007"]);
        NearMiss("TPE-005", "as in the text", () => WuhanPrinted());
        CannotTell("TPE-005", "no stand-alone statement", () => ShanghaiPrinted());

        Breaks("TPE-006", "another change of a part", () => WuhanPrinted().Printed(Alone + " 二（二）2", "公务用车运行维护费", Measure.Change, "1.50"), also: ["YOY-018"]);
        NearMiss("TPE-006", "15 beside 15.00", () => WuhanPrinted().Printed(Alone + " 二（二）2", "公务用车运行维护费", Measure.Amount, "9"));
        CannotTell("TPE-006", "no stand-alone statement", () => ShanghaiPrinted());

        Breaks("TPE-007", "the template's choice was not made", () => WuhanPrinted().Printed(Alone + " 二", AloneTotal, Measure.ChangeRate, "6.12", "增长(下降)"), also: ["YOY-010"]);
        Breaks("TPE-007", "another percentage", () => WuhanPrinted().Printed(Alone + " 二", AloneTotal, Measure.ChangeRate, "6.21"), also: ["YOY-006"]);
        NearMiss("TPE-007", "减少 is 下降", () => WuhanPrinted().Printed(Alone + " 二", AloneTotal, Measure.ChangeRate, "6.12", "减少"));
        CannotTell("TPE-007", "no stand-alone statement", () => ShanghaiPrinted());

        Breaks("TPE-008", "another name of the department", () => WuhanPrinted().Statements(s => s.Section == Alone + " 一" ? s with { Text = s.Text.Replace("区政府办公室因公", "临江区人民政府办公室因公", StringComparison.Ordinal) } : s), Severity.Info);
        NearMiss("TPE-008", "other brackets and spaces", () => WuhanPrinted().Statements(s => s.Section == Alone + " 一" ? s with { Text = s.Text.Replace("（境）", " (境) ", StringComparison.Ordinal) } : s));
        CannotTell("TPE-008", "told once", () => ShanghaiPrinted());

        Breaks("TPE-009", "the text tells another hospitality", () => ShanghaiPrinted().Printed(Section + "（三）", "公务接待费", Measure.Amount, "4.05"), also: ["TPE-001", "TPE-004"]);
        NearMiss("TPE-009", "0 beside a blank cell", () => Cell(WuhanPrinted(), ColumnRole.VehiclePurchase, _ => null));
        CannotTell("TPE-009", "no table", () => ShanghaiPrinted().Without(TableRole.ThreePublic));

        Breaks("TPE-010", "more than last year", () => ShanghaiPrinted().Printed(Section, "2025年“三公”经费预算数", Measure.Change, "1.50", "增加"), Severity.Warning, "TPE-003", "TPE-004");
        NearMiss("TPE-010", "as last year", () => Cell(Wuhan(), ColumnRole.PriorThreePublic, _ => 23 * Wan));
        CannotTell("TPE-010", "nothing of last year", () => ShanghaiPrinted().Statements(s => s.Section.StartsWith(Section, StringComparison.Ordinal) ? s with { Figures = [.. s.Figures.Where(f => f.Measure == Measure.Amount)] } : s));

        Breaks("TPE-011", "money without a vehicle", () => Shanghai().Count(VehiclesToBuy, 0).Count(VehiclesToBuyConfidential, 0), Severity.Warning);
        Breaks("TPE-011", "a vehicle without money", () => Wuhan().Count(VehiclesToBuy, 1), Severity.Warning);
        NearMiss("TPE-011", "special technical vehicles are not of the three", () => Wuhan().Count(VehiclesToBuy, 1).Count(VehiclesToBuySpecialTechnical, 1));
        CannotTell("TPE-011", "no money told", () => Shanghai().Without(TableRole.ThreePublic));

        Breaks("TPE-012", "money without vehicles", () => Shanghai().Count(VehicleCount, 0).Count(VehicleConfidential, 0).Count(VehicleEmergency, 0), Severity.Warning);
        NearMiss("TPE-012", "both none", () => NoVehicles());
        CannotTell("TPE-012", "vehicles not told", () => Shanghai().WithoutFact(VehicleCount));

        Breaks("TPE-013", "9 万元 for one vehicle", () => Shanghai().Count(VehicleCount, 1).WithoutFact(VehicleEmergency), Severity.Info);
        NearMiss("TPE-013", "2.25 万元 each", () => Shanghai());
        CannotTell("TPE-013", "no vehicles", () => Shanghai().WithoutFact(VehicleCount));

        Breaks("TPE-014", "basic and project lines make more", () => Line(1, 1, 6 * Wan), also: ["PRJ-009"]);
        NearMiss("TPE-014", "basic and a project line", () => Wuhan());
        NearMiss("TPE-014", "the table is lost, but the projects hold all of it", () => Cell(Wuhan().Table(TableRole.BasicExpenditure, t => t with { Rows = [], NotInSource = true }), ColumnRole.Overseas, _ => 5 * Wan));
        CannotTell("TPE-014", "less in basic, projects' lines not told", () => Cell(Shanghai(), ColumnRole.Overseas, was => was + Wan));
        Breaks("TPE-015", "more in basic expenditure than in all", () => Shanghai().Add(TableRole.BasicExpenditure, "30231", ColumnRole.Total, Wan).Add(TableRole.BasicExpenditure, "30231", ColumnRole.Operating, Wan)
            .Add(TableRole.BasicExpenditure, "30201", ColumnRole.Total, -Wan).Add(TableRole.BasicExpenditure, "30201", ColumnRole.Operating, -Wan));
        NearMiss("TPE-015", "equal", () => Wuhan());
        CannotTell("TPE-015", "no table, no lines", () => Shanghai().Without(TableRole.BasicExpenditure));
        Breaks("TPE-016", "a project line was dropped", () => Line(1, 2, 0, "3.会议费"), also: ["PRJ-009"]);
        NearMiss("TPE-016", "basic and a project line", () => Wuhan());
        CannotTell("TPE-016", "no table, no lines", () => Shanghai().Without(TableRole.BasicExpenditure));

        Breaks("TPE-017", "the purchase is not compared", () => WuhanPrinted().Statements(s => s.Section == "六（二）2(1)" ? s with { Figures = [s.Figures[0]] } : s), Severity.Info);
        NearMiss("TPE-017", "持平 is a comparison", () => ShanghaiPrinted());
        CannotTell("TPE-017", "not told", () => ShanghaiPrinted().Statements(s => s.Section.StartsWith(Section, StringComparison.Ordinal) ? null : s));

        Breaks("TPE-018", "a reason that explains no fall", () => ShanghaiPrinted().Printed(Section + "（二）", "公务用车运行费", Measure.Change, "0.50", "减少", "严格执行《公务用车制度改革和减少支出办法》，对保有车辆进行运行维护"), Severity.Info);
        NearMiss("TPE-018", "a reason that does", () => ShanghaiPrinted());
        CannotTell("TPE-018", "no reasons told", () => ShanghaiPrinted().Statements(s => s with { Figures = [.. s.Figures.Select(f => f with { Reason = "" })] }));
    }

    static DisclosureDocument NoVehicles()
    {
        var d = Shanghai().Count(VehicleCount, 0).Count(VehicleConfidential, 0).Count(VehicleEmergency, 0);
        d = Cell(d, ColumnRole.VehicleOperation, _ => null);
        d = Cell(d, ColumnRole.Vehicles, was => was - 9 * Wan);
        return Cell(d, ColumnRole.ThreePublic, was => was - 9 * Wan);
    }

    static DisclosureDocument Line(int form, int line, long fen, string? item = null)
    {
        var d = Wuhan();
        var forms = d.Targets!.Projects.ToArray();
        var lines = forms[form].Expenditure.ToArray();
        lines[line] = new(item ?? lines[line].Item, fen.Fen());
        forms[form] = forms[form] with { Expenditure = lines };
        return d with { Targets = d.Targets with { Projects = forms } };
    }
}
