using Budget.Document.Rules.Chapters;
using Budget.Document.Rules.Engine;
using static Budget.Document.TableRole;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class RevenueCases : RuleCases
{
    const long Wan = 1_000_000;
    const string Intro = "2025年部门预算编制说明 第1段";

    public RevenueCases()
    {
        Breaks("REV-001", "其他收入 typed, but not in the total", () => Shanghai().Cell(RevenueAndExpenditure, "四、其他收入", ColumnRole.Amount, _ => 100, Side.Revenue), also: ["REV-010"]);
        Breaks("REV-001", "with the tables lost, from the prose alone", () => WuhanPrinted().Lost()
            .Printed("三", "2021 年部门收支总预算", Measure.Amount, "1592.00").Printed("三（一）", "2021 年部门收入预算", Measure.Amount, "1592.00").Printed("三（二）", "2021 年部门支出预算", Measure.Amount, "1592.00"),
            also: ["EXP-001", "REV-003", "EXP-002", "EXP-003", "YOY-001", "OVL-001", "OVL-003", "PUB-007"]);
        NearMiss("REV-001", "a blank source reads as zero", () => Shanghai());
        NearMiss("REV-001", "whole 元 may be out by one 元 per row", () => ShanghaiPrinted().Table(RevenueAndExpenditure, t => t with { WholeYuan = true }).Add(RevenueAndExpenditure, "2. 政府性基金", ColumnRole.Amount, 0, Side.Revenue));
        CannotTell("REV-001", "no table", () => Shanghai().Without(RevenueAndExpenditure));

        Breaks("REV-002", "a gap where the other list prints a number", () => WuhanPrinted().Lost().Printed("三", "纳入财政专户管理资金", Measure.Amount, null), also: ["STR-011", "PUB-007"]);
        Breaks("REV-002", "another number than in the table", () => ShanghaiPrinted().Printed(Intro, "其他收入", Measure.Amount, "12.00"), also: ["REV-001", "REV-010"]);
        NearMiss("REV-002", "0 beside 0.00", () => WuhanPrinted().Lost().Printed("三", "其他收入", Measure.Amount, "0"));
        NearMiss("REV-002", "rounded up in prose", () => ShanghaiPrinted().Printed(Intro, "财政拨款收入", Measure.Amount, "2600.01"));
        CannotTell("REV-002", "one list, no table", () => ShanghaiPrinted().Without(RevenueAndExpenditure, Revenue));

        Breaks("REV-003", "a share that was not computed again", () => WuhanPrinted().Printed("三（一）", "事业收入", Measure.Share, "2.58"));
        NearMiss("REV-003", "out by 0.01 point", () => WuhanPrinted().Printed("三（一）", "事业收入", Measure.Share, "2.49"));
        CannotTell("REV-003", "no shares printed", () => ShanghaiPrinted());

        Breaks("REV-004", "shares of 90 %", () => WuhanPrinted().Printed("三（一）", "一般公共预算财政拨款收入", Measure.Share, "87.52"), also: ["REV-003"]);
        NearMiss("REV-004", "each rounded down", () => WuhanPrinted().Printed("三（一）", "一般公共预算财政拨款收入", Measure.Share, "97.51"));
        CannotTell("REV-004", "no shares printed", () => ShanghaiPrinted());

        Breaks("REV-005", "the prose's revenue is not its expenditure", () => ShanghaiPrinted().Without(RevenueAndExpenditure, Revenue, Expenditure).Printed("2025年部门预算编制说明 第2段", "支出预算", Measure.Amount, "2599.00"), also: ["EXP-009", "STR-002"]);
        Breaks("REV-005", "the totals of table 1 differ", () => Wuhan().Add(RevenueAndExpenditure, "支出总计", ColumnRole.Amount, Wan, Side.Expenditure), also: ["EXP-010"]);
        NearMiss("REV-005", "equal", () => Wuhan());
        CannotTell("REV-005", "no totals anywhere", () => Wuhan().Without(RevenueAndExpenditure));

        Breaks("REV-006", "the revenue table has another total", () => Shanghai().Add(Revenue, "合计", ColumnRole.Total, 1), also: ["REV-007", "REV-008"]);
        NearMiss("REV-006", "equal to the fen", () => Shanghai());
        CannotTell("REV-006", "no revenue table", () => Shanghai().Without(Revenue));

        Breaks("REV-007", "a row's source was changed alone", () => Shanghai().AddUp(Revenue, 2010302, 1, ColumnRole.FiscalAppropriation));
        NearMiss("REV-007", "blank sources read as zero", () => Shanghai());
        CannotTell("REV-007", "no revenue table", () => Shanghai().Without(Revenue));

        Breaks("REV-008", "an item was changed, its section not", () => Shanghai().Add(Revenue, "2010302", ColumnRole.Total, 1).Add(Revenue, "2010302", ColumnRole.FiscalAppropriation, 1));
        NearMiss("REV-008", "whole 元 may be out by one 元 per row", () => ShanghaiPrinted().Table(Revenue, t => t with { WholeYuan = true }).Add(Revenue, "2010302", ColumnRole.Total, 100).Add(Revenue, "2010302", ColumnRole.FiscalAppropriation, 100));
        CannotTell("REV-008", "no revenue table", () => Shanghai().Without(Revenue));

        Breaks("REV-009", "the budgets do not make the appropriation", () => Shanghai().Add(RevenueAndExpenditure, "2. 政府性基金", ColumnRole.Amount, Wan, Side.Revenue));
        Breaks("REV-009", "section 四 does not add up", () => WuhanPrinted().Lost().Printed("四", "政府性基金预算财政拨款本年收入", Measure.Amount, "3.00"), also: ["STR-005", "PUB-007"]);
        NearMiss("REV-009", "blank budgets read as zero", () => Wuhan());
        NearMiss("REV-009", "levels that the print does not tell", () => Wuhan().Rows(FiscalAppropriation, r => r with { Level = 1 }));
        CannotTell("REV-009", "no appropriation", () => Wuhan().Without(FiscalAppropriation, RevenueAndExpenditure));

        Breaks("REV-010", "the appropriation is more than everything", () => WuhanPrinted().Lost().Printed("四", "2021 年财政拨款收支总预算", Measure.Amount, "1700.00"), also: ["REV-009", "EXP-009", "OVL-001", "PUB-007"]);
        Breaks("REV-010", "no other source, but less than everything", () => Shanghai().AddUp(Revenue, 2010302, Wan, ColumnRole.Total, ColumnRole.FiscalAppropriation)
            .Add(RevenueAndExpenditure, "收入总计", ColumnRole.Amount, Wan, Side.Revenue), also: ["REV-001", "REV-005"]);
        NearMiss("REV-010", "less than everything where there is another source", () => Wuhan());
        CannotTell("REV-010", "no appropriation given", () => Shanghai().Without(FiscalAppropriation));

        Breaks("REV-011", "a head nobody prescribed", () => Shanghai().Rows(RevenueAndExpenditure, r => r.Name == "四、其他收入" ? r with { Name = "四、赞助收入", Subject = Subject.None, Cells = [100, null] } : r)
            .Add(RevenueAndExpenditure, "收入总计", ColumnRole.Amount, 100, Side.Revenue).Add(RevenueAndExpenditure, "支出总计", ColumnRole.Amount, 100, Side.Expenditure), also: ["REV-006", "EXP-010"]);
        NearMiss("REV-011", "an unknown head without money", () => Shanghai().Rows(RevenueAndExpenditure, r => r.Name == "四、其他收入" ? r with { Name = "四、赞助收入", Subject = Subject.None } : r));
        CannotTell("REV-011", "no revenue anywhere", () => Shanghai().Without(RevenueAndExpenditure, Revenue));

        Breaks("REV-012", "a negative source that keeps the sums", () => Shanghai().Cell(RevenueAndExpenditure, "四、其他收入", ColumnRole.Amount, _ => -100, Side.Revenue).Cell(RevenueAndExpenditure, "二、事业收入", ColumnRole.Amount, _ => 100, Side.Revenue));
        NearMiss("REV-012", "zero", () => Shanghai().Cell(RevenueAndExpenditure, "四、其他收入", ColumnRole.Amount, _ => 0, Side.Revenue));
        CannotTell("REV-012", "no revenue anywhere", () => Shanghai().Without(RevenueAndExpenditure, Revenue, FiscalAppropriation));

        Breaks("REV-013", "institutional revenue without an institution", () => Wuhan() with { Profile = Profile.Empty with { Units = [new("临江区人民政府办公室", "行政单位", "")] } });
        NearMiss("REV-013", "an institution is in the list", () => Wuhan());
        CannotTell("REV-013", "the kinds of the units are not stated", () => Wuhan() with { Profile = Profile.Empty with { Units = [new("临江区人民政府办公室", "", "")] } });

        Breaks("REV-014", "an item has less in one of them", () => Moved(ShanghaiPrinted(), 1), Severity.Warning);
        Breaks("REV-014", "an item that the revenue table lacks", () => Shanghai().Rows(Revenue, r => r.Code == 2210201 ? null : r).Add(Revenue, "2210203", ColumnRole.Total, 120 * Wan).Add(Revenue, "2210203", ColumnRole.FiscalAppropriation, 120 * Wan), Severity.Warning);
        NearMiss("REV-014", "the same items", () => Shanghai());
        CannotTell("REV-014", "codes of their own in the revenue table", () => Shanghai().Rows(Revenue, r => r.Code >= 1_000_000 ? r with { Code = r.Code + 40, CodeText = "" } : r));
    }

    /// <summary>Money of one item under its neighbour: every sum still holds.</summary>
    static DisclosureDocument Moved(DisclosureDocument document, long yuan) => document.Add(Revenue, "2210201", ColumnRole.Total, -100 * yuan).Add(Revenue, "2210201", ColumnRole.FiscalAppropriation, -100 * yuan)
        .Add(Revenue, "2210203", ColumnRole.Total, 100 * yuan).Add(Revenue, "2210203", ColumnRole.FiscalAppropriation, 100 * yuan);
}
