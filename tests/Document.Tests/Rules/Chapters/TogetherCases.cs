using Budget.Document.Rules.Engine;
using static Budget.Document.TableRole;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

/// <summary>What templates leave behind, years and bases, one money in several tables, and what belongs together.</summary>
sealed class TogetherCases : RuleCases
{
    const string Notes = "2025年部门预算编制说明", Other = "其他相关情况说明";

    /// <summary>The printed sample with one paragraph more.</summary>
    static DisclosureDocument Says(string text, string section = Notes + " 第5段", string heading = "", params Figure[] figures)
    {
        var document = ShanghaiPrinted();
        return document with { Printed = document.Printed! with { Statements = [.. document.Printed.Statements, new(100, section, heading, text, figures)] } };
    }

    static DisclosureDocument Silent() => ShanghaiPrinted() with { Printed = ShanghaiPrinted().Printed! with { Statements = [] }, Glossary = [], Profile = Profile.Empty, Targets = null, Projects = [] };

    static DisclosureDocument Without(string section) => ShanghaiPrinted().Statements(s => s.Section == section ? null : s);

    static DisclosureDocument Page(string heading, string text) => Says(text, "项目经费情况说明 一", heading);

    /// <summary>The department with one unit that is all of it, printed as well.</summary>
    static DisclosureDocument WithUnit(Func<DisclosureDocument, DisclosureDocument> change, Func<DisclosureDocument, DisclosureDocument>? own = null) => (own?.Invoke(ShanghaiPrinted()) ?? ShanghaiPrinted()) with
    {
        Surroundings = new() { Units = [change(ShanghaiPrinted() with { Department = ShanghaiPrinted().Department with { IsUnit = true, Name = "示例单位" } })], UnitsAreAll = false },
    };

    /// <summary>The fourth account (150.00) with last year's outturn and a percentage.</summary>
    static DisclosureDocument Fourth(DisclosureDocument document, string now, string before, string rate) => document.Statements(s => s.Section != Notes + " 4" ? s : s with
    {
        Figures = [s.Figures[0] with { Value = PrintedNumber.Parse(now) }, PrintedSample.Amount("2024年当年预算执行数", before), PrintedSample.Amount("2025年预算安排", now), PrintedSample.Rate("2025年预算安排", rate, "增加", "2024年预算执行数") with { Reason = "离退休人员增加" }],
    });

    public TogetherCases()
    {
        Breaks("STR-026", "a reason that is not there", () => Says("公务用车运行费6.40万元，主要原因是。"), Severity.Error);
        NearMiss("STR-026", "a reason", () => Says("公务用车运行费减少，主要原因是：车辆报废。"));
        NearMiss("STR-026", "a list that follows", () => Says("财政拨款支出主要用于："));
        CannotTell("STR-026", "no text", () => Silent());

        Breaks("STR-027", "fewer offices than are said", () => Says("某某局设9个内设机构，包括：办公室、综合科（法规科）、财务科。", "机构设置 第1段"), Severity.Warning);
        Breaks("STR-027", "more units than are listed", () => Says("本部门中，行政单位1家，事业单位2家，具体包括：", "机构设置 第2段"), Severity.Warning);
        NearMiss("STR-027", "brackets hold no office of their own", () => Says("某某局设3个内设机构，包括：办公室、综合科（法规科、督查科）、财务科。", "机构设置 第1段"));
        CannotTell("STR-027", "nothing is numbered", () => ShanghaiPrinted());

        Breaks("STR-028", "two stops", () => Says("主要用于信息化建设等方面的支出。。"), Severity.Warning);
        Breaks("STR-028", "a lead-in twice", () => Says("农林水支出，主要用于主要用于人员经费。"), Severity.Warning);
        NearMiss("STR-028", "a word that ends as the next begins", () => Says("按照部门部署，预算单位分别编制。"));
        CannotTell("STR-028", "no text", () => Silent());

        Breaks("STR-029", "a part of the three public expenses is not told", () => Without(Other + " 一（三）"), Severity.Warning);
        Breaks("STR-029", "the total of revenue is not told", () => Without(Notes + " 第1段"), Severity.Warning);
        Breaks("STR-029", "the agency's operating expenses are not told", () => Without(Other + " 二"), Severity.Warning, "STR-001");
        NearMiss("STR-029", "all are told", () => ShanghaiPrinted());
        CannotTell("STR-029", "made here", () => Shanghai());

        Breaks("STR-030", "a paragraph between two others is missing", () => Without(Other + " 一（二）"), Severity.Info);
        NearMiss("STR-030", "all are there", () => ShanghaiPrinted());
        CannotTell("STR-030", "made here", () => Shanghai());

        Breaks("EXP-040", "personnel money is not the economic table's", () => Split(100), Severity.Error);
        NearMiss("EXP-040", "the same in all three tables", () => Split(0));
        CannotTell("EXP-040", "the first table has one column", () => Shanghai());

        Breaks("EXP-041", "two budgets' lines changed places", () => Exchanged());
        NearMiss("EXP-041", "each budget spends what it gets", () => Shanghai());
        CannotTell("EXP-041", "no table of the appropriation", () => Shanghai().Without(FiscalAppropriation));

        Breaks("EXP-042", "no total row", () => Shanghai().Rows(Expenditure, r => r.IsTotal ? null : r), Severity.Warning);
        NearMiss("EXP-042", "a total row", () => Shanghai());
        CannotTell("EXP-042", "no tables", () => Shanghai() with { Tables = [] });

        Breaks("EXP-043", "the class's name of 2018", () => Shanghai().Rows(RevenueAndExpenditure, r => r.Name.EndsWith("卫生健康支出", StringComparison.Ordinal) ? r with { Name = "三、医疗卫生与计划生育支出" } : r), Severity.Warning);
        NearMiss("EXP-043", "this year's names", () => Shanghai());
        CannotTell("EXP-043", "no two-sided table", () => Shanghai().Without(RevenueAndExpenditure, FiscalAppropriation));

        Breaks("EXP-044", "元 for 万元", () => Says("会议费34.00元。", Other + " 三", "政府采购预算情况", PrintedSample.Amount("会议费", "34.00") with { Unit = "元" }), Severity.Warning);
        NearMiss("EXP-044", "a standard for each", () => Says("每人200元。", Other + " 三", "政府采购预算情况", PrintedSample.Amount("每人", "200") with { Unit = "元" }));
        CannotTell("EXP-044", "no text", () => Silent());

        Breaks("YOY-020", "the outturn of another year", () => Says("2022年当年预算执行数为10.00万元。"), Severity.Error);
        Breaks("YOY-020", "the budget of next year", () => Says("2026年，本部门收入预算10.00万元。"), Severity.Error);
        NearMiss("YOY-020", "a document and a plan of other years", () => Says("根据《2019年部门预算管理办法》和2021-2026年规划，2025年预算安排10.00万元。"));
        CannotTell("YOY-020", "made here", () => Shanghai());

        Breaks("YOY-021", "revenue against the outturn, expenditure against the budget", () => ShanghaiPrinted().Statements(s => s.Section != Notes + " 第1段" ? s : s with { Figures = [.. s.Figures.Select(f => f.Basis.Length > 0 ? f with { Basis = "2024年预算执行数" } : f)] }), Severity.Warning);
        Breaks("YOY-021", "a part against another base than its total", () => ShanghaiPrinted().Statements(s => s.Section != Notes + " 第2段" ? s : s with { Figures = [.. s.Figures.Select(f => f.Label.StartsWith("政府性基金", StringComparison.Ordinal) && f.Basis.Length > 0 ? f with { Basis = "2024年预算执行数" } : f)] }), Severity.Warning);
        NearMiss("YOY-021", "one base", () => ShanghaiPrinted());
        CannotTell("YOY-021", "made here", () => Shanghai());

        Breaks("OTH-013", "fewer projects than are said", () => Listed("3", "20.00"), Severity.Warning);
        NearMiss("OTH-013", "as many and as much", () => Listed("2", "15.00"));
        CannotTell("OTH-013", "no list", () => ShanghaiPrinted());

        Breaks("PRJ-035", "last year's period", () => Page("实施周期", "2024年1月1日至2024年12月31日"), Severity.Error);
        Breaks("PRJ-035", "it ends before it begins", () => Page("实施周期", "2026年1月1日至2025年12月31日"), Severity.Error);
        NearMiss("PRJ-035", "several years", () => Page("实施周期", "2023.1.1-2026.12.31"));
        CannotTell("PRJ-035", "no page and no form", () => ShanghaiPrinted() with { Targets = null });

        Breaks("PRJ-036", "parts that miss the whole", () => Page("年度预算安排", "2025年度项目总预算30.00万元，其中甲项10.00万元，乙项10.00万元，合计30.00万元。"), Severity.Error);
        NearMiss("PRJ-036", "a name that sounds like growth", () => Page("年度预算安排", "2025年度项目总预算30.00万，其中支持商销稳增长10.00万，支持出口20.00万，合计30.00万。"));
        CannotTell("PRJ-036", "no page", () => ShanghaiPrinted());

        Breaks("PRJ-037", "another amount than in the form", () => Says("社区环境整治经费325.00万元。", "项目经费情况说明 六", "年度预算安排"), Severity.Error);
        NearMiss("PRJ-037", "the form's amount", () => Says("社区环境整治经费315万元。", "项目经费情况说明 六", "年度预算安排"));
        CannotTell("PRJ-037", "told once", () => ShanghaiPrinted());

        Breaks("XDC-006", "a unit has more of an account", () => WithUnit(u => u.Add(GeneralPublic, "2210201", ColumnRole.Total, 10_000_000)), Severity.Error);
        NearMiss("XDC-006", "as much", () => WithUnit(u => u));
        CannotTell("XDC-006", "no units at hand", () => ShanghaiPrinted());

        Breaks("XDC-007", "the department's figure of last year", () => WithUnit(u => Fourth(u, "90.00", "120.00", "10.00"), d => Fourth(d, "150.00", "120.00", "25.00")), Severity.Warning);
        NearMiss("XDC-007", "its own, and its percentage fits", () => WithUnit(u => Fourth(u, "90.00", "80.00", "12.50"), d => Fourth(d, "150.00", "120.00", "25.00")));
        CannotTell("XDC-007", "no units at hand", () => ShanghaiPrinted());
    }

    /// <summary>The first table with a column each for personnel, operating and project money; so much is moved from the one to the other.</summary>
    static DisclosureDocument Split(long moved)
    {
        var document = Shanghai();
        var (spent, basic) = (document.Tables.Single(t => t.Role == Expenditure), document.Tables.Single(t => t.Role == BasicExpenditure));
        long Of(Table table, Row row, ColumnRole column) => row.Cells[table.IndexOf(column)] ?? 0;
        var operating = Of(basic, basic.Rows.Single(r => r.IsTotal), ColumnRole.Operating);
        // The first class has all operating money.
        long?[] Parts(Row line)
        {
            var row = spent.Rows.Single(r => line.IsTotal ? r.IsTotal : r.Code is > 0 and < 1000 && line.Name.EndsWith(r.Name, StringComparison.Ordinal));
            var own = line.IsTotal || line.Name.EndsWith("一般公共服务支出", StringComparison.Ordinal) ? operating - moved : 0;
            return [Of(spent, row, ColumnRole.Basic) - own, own, Of(spent, row, ColumnRole.Project)];
        }
        return document.Table(RevenueAndExpenditure, t => t with
        {
            Columns = [.. t.Columns, .. new[] { (ColumnRole.Personnel, "人员经费"), (ColumnRole.Operating, "公用经费"), (ColumnRole.Project, "项目支出") }.Select(c => new Column(c.Item2, c.Item2, "", Side.Expenditure, c.Item1))],
            Rows = [.. t.Rows.Select(r => r with { Cells = r.Side == Side.Expenditure ? [.. r.Cells, .. Parts(r)] : [.. r.Cells, null, null, null] })],
        });
    }

    /// <summary>What the general budget and the fund receive stand on each other's lines; the total is the same.</summary>
    static DisclosureDocument Exchanged() => Shanghai().Table(FiscalAppropriation, t =>
    {
        var general = t.Rows.First(r => r.Subject.Kind == SubjectKind.FiscalGeneralPublicBudget);
        var fund = t.Rows.First(r => r.Subject.Kind == SubjectKind.FiscalGovernmentFund);
        return t with { Rows = [.. t.Rows.Select(r => ReferenceEquals(r, general) ? r with { Cells = fund.Cells } : ReferenceEquals(r, fund) ? r with { Cells = general.Cells } : r)] };
    });

    static DisclosureDocument Listed(string count, string amount) => (ShanghaiPrinted() with { Targets = null }).Statements(s => s.Heading != "绩效目标设置情况" ? s : s with
    {
        Text = "编报绩效目标的项目……其中：……",
        Figures = [PrintedSample.Count("编报绩效目标的项目", count, "个"), PrintedSample.Amount("涉及项目预算资金", amount), PrintedSample.Amount("甲项目经费", "10.00"), PrintedSample.Amount("乙项目经费", "5.00")],
    });
}
