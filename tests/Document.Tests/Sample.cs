using System.Globalization;
using Budget.Document.Codes;
using Budget.Document.Editions;
using Budget.Document.Text;

namespace Budget.Document.Tests;

/// <summary>
/// Invented disclosures without a fault, one of each form, whole: tables, facts, targets, and (the printed ones) the
/// prose of a document made elsewhere. Tests change one thing in them. No such department exists.
/// </summary>
static class Sample
{
    const long Yuan = 100, Wan = 1_000_000;

    /// <summary>An item's basic and project money in fen, from the general budget, the fund, or other sources.</summary>
    sealed record Leaf(int Code, long Basic, long Project, ColumnRole Source = ColumnRole.GeneralPublicBudget)
    {
        public long Total => Basic + Project;
    }

    sealed record Economic(int Code, long Fen);

    /// <summary>Shanghai form, 2025, with a government fund; all money fiscal.</summary>
    public static DisclosureDocument Shanghai(Random? noise = null)
    {
        Leaf[] leaves =
        [
            new(2010301, 1_090_000_150, 15_000_000),
            new(2010302, 0, 400_000_000),
            new(2010350, 160_000_055, 0),
            new(2080501, 150_000_000, 0),
            new(2080505, 170_000_033, 0),
            new(2080506, 85_000_017, 0),
            new(2101101, 70_000_000, 0),
            new(2101102, 30_000_000, 0),
            new(2210201, 120_000_000, 0),
            new(2210203, 110_000_000, 0),
            new(2120803, 0, 200_000_000, ColumnRole.GovernmentFund),
        ];
        return Make("shanghai-2025", new Department("601", "清河区云栖街道办事处", ["云栖街道"], "清河区", "310199", false), 2025, Noisy(leaves, noise)) with
        {
            Profile = new(["1.组织公共服务。", "2.实施综合管理。"], [new("清河区云栖街道办事处（本部）", "行政单位", "")], [], []),
            Targets = new([Form(0, "社区环境整治经费", 315_000_000, []), Form(1, "街面综合治理经费", 300_000_000, [])], null),
            Projects = [new(0, "社区环境整治经费", 315_000_000.Fen(), [new("项目概述", "整治辖区环境。")])],
        };
    }

    /// <summary>Wuhan form, 2021, with institutional revenue and money carried over.</summary>
    public static DisclosureDocument Wuhan(Random? noise = null)
    {
        Leaf[] leaves =
        [
            new(2010301, 960 * Wan, 12 * Wan),
            new(2010302, 0, 150 * Wan),
            new(2010399, 0, 38 * Wan, ColumnRole.Institutional),
            new(2080505, 120 * Wan, 0),
            new(2080506, 60 * Wan, 0),
            new(2101101, 55 * Wan, 0),
            new(2101103, 25 * Wan, 0),
            new(2210201, 110 * Wan, 0),
        ];
        leaves = Noisy(leaves, noise);
        ProjectTarget[] forms =
        [
            Form(0, "政务服务平台运行维护费", 100 * Wan, [new("1.办公设备购置", (20 * Wan).Fen()), new("2.维修（护）费", (80 * Wan).Fen())]),
            Form(1, "会务和督查工作经费", 62 * Wan, [new("1.办公费", (55 * Wan).Fen()), new("2.因公出国（境）费用", (5 * Wan).Fen()), new("3.公务接待费", (2 * Wan).Fen())]),
            Form(2, "课题研究经费", 38 * Wan, [new("1.劳务费", (30 * Wan).Fen()), new("2.印刷费", (8 * Wan).Fen())]),
        ];
        return Make("wuhan-2021", new Department("101", "临江区人民政府办公室", ["区政府办公室"], "临江区", "420199", false), 2021, leaves) with
        {
            Profile = new(["1.负责会务工作。", "2.负责督查工作。"], [new("临江区人民政府办公室", "行政单位", ""), new("临江区信息中心", "事业单位", "")], ["秘书科"], []),
            Projects = [new(0, "政务服务平台运行维护费", (100 * Wan).Fen(), []), new(1, "会务和督查工作经费", (62 * Wan).Fen(), []), new(2, "课题研究经费", (38 * Wan).Fen(), [])],
            OperatingExpenseKinds = ["办公费", "印刷费", "水电费", "差旅费", "公务用车运行维护费"],
            Targets = new(forms, Overall(forms, leaves.Where(l => l.Source == ColumnRole.GeneralPublicBudget).Sum(l => l.Total), 38 * Wan, leaves.Sum(l => l.Basic), leaves.Sum(l => l.Project))),
        };
    }

    /// <summary>Other amounts to the fen; everything still adds up.</summary>
    static Leaf[] Noisy(Leaf[] leaves, Random? noise) =>
        noise is null ? leaves : [.. leaves.Select(l => l.Basic == 0 ? l : l with { Basic = l.Basic + noise.Next(30_000_000) })];

    /// <summary>The Shanghai sample as if made elsewhere: its prose is printed.</summary>
    public static DisclosureDocument ShanghaiPrinted(Random? noise = null) => PrintedSample.Shanghai(Shanghai(noise));

    /// <summary>The Wuhan sample as if made elsewhere: its prose is printed.</summary>
    public static DisclosureDocument WuhanPrinted(Random? noise = null) => PrintedSample.Wuhan(Wuhan(noise));

    /// <summary>The tables as print shows them: every cell rounded by itself to a multiple of this many fen.</summary>
    public static DisclosureDocument Rounded(this DisclosureDocument document, long to) => document with
    {
        Tables = [.. document.Tables.Select(t => t with
        {
            WholeYuan = to == Yuan && t.Unit == MoneyUnit.Yuan,
            Rows = [.. t.Rows.Select(r => r with { Cells = [.. r.Cells.Select((c, i) => c is { } fen && !t.Columns[i].IsRate ? (long)Math.Round(fen / (decimal)to, MidpointRounding.AwayFromZero) * to : c)] })],
        })],
    };

    public static Amount Fen(this long fen) => new(fen);
    public static Amount Fen(this int fen) => new(fen);

    /// <summary>A form without lines is the kind that has boxes for neither reason nor content nor basis nor standards.</summary>
    static ProjectTarget Form(int index, string name, long fen, ExpenditureLine[] lines)
    {
        var whole = lines.Length > 0;
        var standard = whole ? "计划标准" : "";
        Indicator[] indicators =
        [
            new(0, "产出指标", "数量指标", name + "完成事项", "≥12项", standard), new(1, "产出指标", "质量指标", name + "验收合格率", "≥98%", standard),
            new(2, "产出指标", "时效指标", name + "完成时间", $"{(whole ? 2021 : 2025)}年11月底前", standard), new(3, "产出指标", "成本指标", name + "平均成本", $"≤{5 + index}.20万元/项", standard),
            new(4, "效益指标", "社会效益指标", name + "惠及群众", $"≥{3 + index}000户", standard), new(5, "满意度指标", "服务对象满意度指标", name + "使用单位满意度", "≥95%", standard),
        ];
        var form = new ProjectTarget(index, name)
        {
            Total = fen.Fen(),
            Year = fen.Fen(),
            Expenditure = lines,
            Unit = MoneyUnit.Wan,
            Indicators = indicators,
            OverallGoal = "按年度计划完成各项任务。",
            AnnualGoal = whole ? "" : "2025年内完成各项任务。",
            Leader = whole ? "示例甲" : "",
            Phone = whole ? "55501234" : "",
            Kind = whole ? "常年性项目" : "经常性项目",
            Funding = [new("applied_total", "year", fen.Fen()), new("current_year_appropriation", "year", fen.Fen()), new("carried_over", "year", 0.Fen()), new("other", "year", 0.Fen())],
        };
        if (!whole) return form with { ManagingDepartment = "清河区云栖街道办事处", ExecutingUnit = "清河区云栖街道办事处", StartDate = "2025-01-01", EndDate = "2025-12-31" };
        var before = (fen / 1_000_000m).ToString("0.00", CultureInfo.InvariantCulture);
        return form with
        {
            ManagingDepartment = "临江区人民政府办公室",
            ExecutingUnit = "秘书科",
            FillDate = "2021年1月12日",
            ExpenditureTotal = fen.Fen(),
            Reason = "依据《临江区政务运行管理办法》申请。",
            Content = $"第{index + 1}项政务保障任务。",
            Basis = "按合同和标准测算。",
            PriorYearsText = $"2020年安排{before}万元，2019年安排{before}万元。",
        };
    }

    /// <summary>The department's form whose goals take up what its projects promise.</summary>
    static DepartmentTarget Overall(ProjectTarget[] forms, long appropriated, long other, long basic, long project) => new()
    {
        DepartmentName = "临江区人民政府办公室",
        FilledBy = "示例乙",
        Phone = "55501235",
        FillDate = "2021-01-12",
        Unit = MoneyUnit.Wan,
        FunctionsSummary = "负责会务、督查和政务服务。",
        AnnualTasks = "完成年度政务保障任务。",
        Revenue =
        [
            new("财政拨款", appropriated.Fen(), Share(appropriated, appropriated + other), (appropriated + 7 * Wan).Fen(), appropriated.Fen()),
            new("其他资金", other.Fen(), Share(other, appropriated + other), other.Fen(), other.Fen()),
            new("合计", (appropriated + other).Fen(), "100%", (appropriated + other + 7 * Wan).Fen(), (appropriated + other).Fen()),
        ],
        Expenditure =
        [
            new("基本支出", basic.Fen(), Share(basic, basic + project), (basic + 3 * Wan).Fen(), basic.Fen()),
            new("项目支出", project.Fen(), Share(project, basic + project), (project + 4 * Wan).Fen(), project.Fen()),
            new("合计", (basic + project).Fen(), "100%", (basic + project + 7 * Wan).Fen(), (basic + project).Fen()),
        ],
        Goals = [new(true, 1, "持续完善政务服务平台。", forms[0].Indicators), new(false, 1, "做好会务和督查。", forms[1].Indicators), new(false, 2, "完成课题研究。", forms[2].Indicators)],
    };

    static string Share(long part, long whole) => (part * 100m / whole).ToString("0.00", CultureInfo.InvariantCulture) + "%";

    static DisclosureDocument Make(string editionId, Department department, int year, Leaf[] leaves)
    {
        var edition = EditionBook.BuiltIn.Find(editionId)!;
        var general = leaves.Where(l => l.Source == ColumnRole.GeneralPublicBudget).ToArray();
        var basic = general.Sum(l => l.Basic);
        long Of(int code) => general.Where(l => l.Code == code).Sum(l => l.Basic);
        var medical = general.Where(l => l.Code is 2101101 or 2101102).Sum(l => l.Basic);
        Economic[] fixedLines =
        [
            new(30101, 200 * Wan), new(30108, Of(2080505)), new(30109, Of(2080506)), new(30110, medical), new(30111, Of(2101103)), new(30113, Of(2210201)),
            new(30201, 60 * Wan), new(30202, 5 * Wan), new(30212, 3 * Wan), new(30217, 4 * Wan), new(30231, 9 * Wan), new(30239, 20 * Wan),
            new(30301, 8 * Wan), new(30302, 70 * Wan), new(31002, 10 * Wan),
        ];
        Economic[] economic = [.. fixedLines.Where(e => e.Fen != 0), new(30102, basic - fixedLines.Sum(e => e.Fen))];
        var operating = economic.Where(e => e.Code / 100 is 302 or 310).Sum(e => e.Fen);

        var wuhan = editionId.StartsWith("wuhan", StringComparison.Ordinal);
        // 三公: what is in the basic table, and (Wuhan) the lines of the project forms.
        var overseas = wuhan ? 8 * Wan : 3 * Wan;
        var hospitality = wuhan ? 6 * Wan : 4 * Wan;
        var operation = 9 * Wan;
        var purchase = wuhan ? 0L : 18 * Wan;
        var vehicles = purchase + operation;
        var threePublic = overseas + hospitality + vehicles;
        var prior = new { Overseas = overseas + Wan, Hospitality = hospitality, Purchase = purchase, Operation = operation + Wan / 2 };

        var tables = edition.Tables.Select(definition => definition.Role switch
        {
            TableRole.RevenueAndExpenditure or TableRole.FiscalAppropriation => TwoSided(definition, department, year, leaves),
            TableRole.Revenue => ByFunction(definition, department, year, leaves, RevenueCell),
            TableRole.Expenditure => ByFunction(definition, department, year, leaves, ExpenditureCell),
            TableRole.GeneralPublic or TableRole.GeneralPublicItems => ByFunction(definition, department, year, general, ExpenditureCell),
            TableRole.GovernmentFund => ByFunction(definition, department, year, [.. leaves.Where(l => l.Source == ColumnRole.GovernmentFund)], ExpenditureCell),
            TableRole.StateCapital => ByFunction(definition, department, year, [.. leaves.Where(l => l.Source == ColumnRole.StateCapital)], ExpenditureCell),
            TableRole.BasicExpenditure => ByEconomic(definition, department, year, economic),
            _ => OneRow(definition, department, year, role => role switch
            {
                ColumnRole.ThreePublic => threePublic,
                ColumnRole.Overseas => overseas,
                ColumnRole.Hospitality => hospitality,
                ColumnRole.Vehicles => vehicles,
                ColumnRole.VehiclePurchase => purchase,
                ColumnRole.VehicleOperation => operation,
                ColumnRole.AgencyOperating => operating,
                ColumnRole.PriorThreePublic => prior.Overseas + prior.Hospitality + prior.Purchase + prior.Operation,
                ColumnRole.PriorOverseas => prior.Overseas,
                ColumnRole.PriorHospitality => prior.Hospitality,
                ColumnRole.PriorVehicles => prior.Purchase + prior.Operation,
                ColumnRole.PriorVehiclePurchase => prior.Purchase,
                ColumnRole.PriorVehicleOperation => prior.Operation,
                _ => null,
            }),
        }).ToArray();

        var document = new DisclosureDocument(department, year, edition) { Tables = tables };
        var generalProject = general.Sum(l => l.Project);
        var fundProject = leaves.Where(l => l.Source == ColumnRole.GovernmentFund).Sum(l => l.Project);
        void Money(SubjectKind kind, long? fen, long? was = null, string reason = "") => document = document.Fact(kind, fen, was, reason);
        void Count(SubjectKind kind, long count) => document = document.Count(kind, count);

        Money(SubjectKind.ThreePublic, wuhan ? null : null, prior.Overseas + prior.Hospitality + prior.Purchase + prior.Operation, "压缩因公出国（境）费");
        Money(SubjectKind.Overseas, null, prior.Overseas, "减少因公出国（境）计划");
        Money(SubjectKind.Hospitality, null, prior.Hospitality);
        Money(SubjectKind.Vehicles, null, prior.Purchase + prior.Operation, "压减车辆运行费");
        Money(SubjectKind.VehiclePurchase, null, prior.Purchase);
        Money(SubjectKind.VehicleOperation, null, prior.Operation, "压减车辆运行费");
        if (wuhan) Money(SubjectKind.AgencyOperating, operating);
        Money(SubjectKind.Procurement, 150 * Wan);
        Money(SubjectKind.ProcurementGoods, 30 * Wan);
        Money(SubjectKind.ProcurementWorks, 0);
        Money(SubjectKind.ProcurementServices, 120 * Wan);
        Money(SubjectKind.ProcurementSme, 60 * Wan);
        Money(SubjectKind.ProcurementSmallMicro, 42 * Wan);
        if (wuhan)
        {
            Money(SubjectKind.PerformanceGeneral, generalProject);
            Money(SubjectKind.PerformanceFund, fundProject);
        }
        else Money(SubjectKind.PerformanceAmount, leaves.Sum(l => l.Project));
        Count(SubjectKind.PerformanceProjects, wuhan ? 3 : 2);
        Count(SubjectKind.VehicleCount, 4);
        Count(SubjectKind.VehicleConfidential, 1);
        Count(wuhan ? SubjectKind.VehicleGeneral : SubjectKind.VehicleEmergency, 3);
        Count(SubjectKind.VehiclesToBuy, wuhan ? 0 : 1);
        if (!wuhan) Count(SubjectKind.VehiclesToBuyConfidential, 1);
        Count(SubjectKind.Establishment, 40);
        Count(SubjectKind.EstablishmentAdministrative, 30);
        Count(SubjectKind.EstablishmentInstitution, 6);
        Count(SubjectKind.EstablishmentLogistics, 4);
        Count(SubjectKind.EstablishmentQuota, 0);
        Count(SubjectKind.InPost, 36);
        Count(SubjectKind.InPostAdministrative, 28);
        Count(SubjectKind.InPostInstitution, 5);
        Count(SubjectKind.InPostCivilServiceLaw, 2);
        Count(SubjectKind.InPostLogistics, 3);
        Count(SubjectKind.InPostQuota, 0);
        Count(SubjectKind.InPostPurchased, 0);
        Count(SubjectKind.Retired, 20);
        Count(SubjectKind.RetiredVeteran, 1);
        Count(SubjectKind.RetiredOrdinary, 19);
        return document;
    }

    static long? RevenueCell(ColumnRole role, Leaf[] under) => role switch
    {
        ColumnRole.Total => under.Sum(l => l.Total),
        ColumnRole.FiscalAppropriation => under.Where(l => l.Source is ColumnRole.GeneralPublicBudget or ColumnRole.GovernmentFund or ColumnRole.StateCapital).Sum(l => l.Total),
        _ => under.Any(l => l.Source == role) ? under.Where(l => l.Source == role).Sum(l => l.Total) : null,
    };

    static long? ExpenditureCell(ColumnRole role, Leaf[] under)
    {
        var (total, basic, project) = (under.Sum(l => l.Total), under.Sum(l => l.Basic), under.Sum(l => l.Project));
        // Item by item, so that last year's amounts add up too.
        var prior = under.Sum(l => l.Total + l.Total / 200 / 10_000 * 10_000);
        return role switch
        {
            ColumnRole.Total => total,
            ColumnRole.Basic => basic == 0 ? null : basic,
            ColumnRole.Project => project == 0 ? null : project,
            ColumnRole.Prior => prior,
            ColumnRole.Change => total - prior,
            ColumnRole.ChangeRate => prior == 0 ? null : (total - prior) * 10_000 / prior,
            _ => null,
        };
    }

    static Table ByFunction(TableDefinition definition, Department department, int year, Leaf[] leaves, Func<ColumnRole, Leaf[], long?> cell)
    {
        var codes = leaves.SelectMany(l => new[] { l.Code / 10000, l.Code / 100, l.Code }).Distinct().OrderBy(c => c.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var rows = codes.Select((code, i) => new Row(i, Side.Single, code, code.ToString(CultureInfo.InvariantCulture), FunctionCodes.All.Name(code, year)!.Name, code < 1000 ? 1 : code < 100_000 ? 2 : 3, false, Subject.Function(code),
            Cells(definition, role => cell(role, [.. leaves.Where(l => Under(l.Code, code))])))).ToList();
        rows.Add(new(rows.Count, Side.Single, 0, "", "合计", 0, true, Subject.None, Cells(definition, role => leaves.Length == 0 ? null : cell(role, leaves))));
        return New(definition, department, year, rows, leaves.Length == 0 ? definition.EmptyNoteOf(department.Name, year) : "");
    }

    static bool Under(int code, int above)
    {
        for (; code > 0; code = CodeTable.Parent(code))
        {
            if (code == above) return true;
        }
        return false;
    }

    static Table ByEconomic(TableDefinition definition, Department department, int year, Economic[] lines)
    {
        var codes = lines.SelectMany(l => new[] { l.Code / 100, l.Code }).Distinct().OrderBy(c => c.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        long? Cell(ColumnRole role, Economic[] under)
        {
            var personnel = under.Where(l => l.Code / 100 is 301 or 303).Sum(l => l.Fen);
            var operating = under.Where(l => l.Code / 100 is 302 or 310).Sum(l => l.Fen);
            return role switch { ColumnRole.Total => personnel + operating, ColumnRole.Personnel => personnel == 0 ? null : personnel, _ => operating == 0 ? null : operating };
        }
        var rows = codes.Select((code, i) => new Row(i, Side.Single, code, code.ToString(CultureInfo.InvariantCulture), EconomicCodes.All.Name(code, year)!.Name, code < 1000 ? 1 : 2, false, Subject.Economic(code),
            Cells(definition, role => Cell(role, [.. lines.Where(l => Under(l.Code, code))])))).ToList();
        rows.Add(new(rows.Count, Side.Single, 0, "", "合计", 0, true, Subject.None, Cells(definition, role => Cell(role, lines))));
        return New(definition, department, year, rows);
    }

    static Table OneRow(TableDefinition definition, Department department, int year, Func<ColumnRole, long?> cell) =>
        New(definition, department, year, [new(0, Side.Single, 0, "", "", 0, false, SubjectKind.ThreePublic, Cells(definition, cell))]);

    static Table TwoSided(TableDefinition definition, Department department, int year, Leaf[] leaves)
    {
        var fiscalOnly = definition.Role == TableRole.FiscalAppropriation;
        bool IsFiscal(Leaf l) => l.Source is ColumnRole.GeneralPublicBudget or ColumnRole.GovernmentFund or ColumnRole.StateCapital;
        Leaf[] mine = fiscalOnly ? [.. leaves.Where(IsFiscal)] : leaves;
        long From(ColumnRole source) => mine.Where(l => l.Source == source).Sum(l => l.Total);
        var rows = new List<Row>();
        var underCarriedOver = false;
        foreach (var line in definition.Lines)
        {
            if (line.Side == Side.Revenue)
            {
                underCarriedOver |= line.Name.Contains("上年结转", StringComparison.Ordinal);
                long? value = line.Subject.Kind switch
                {
                    SubjectKind.Revenue or SubjectKind.RevenueThisYear or SubjectKind.Fiscal => mine.Sum(l => l.Total),
                    SubjectKind.RevenueFiscalAppropriation => mine.Where(IsFiscal).Sum(l => l.Total),
                    SubjectKind.RevenueGeneralPublicBudget or SubjectKind.FiscalGeneralPublicBudget => From(ColumnRole.GeneralPublicBudget),
                    SubjectKind.RevenueGovernmentFund or SubjectKind.FiscalGovernmentFund => From(ColumnRole.GovernmentFund),
                    SubjectKind.RevenueInstitutional => From(ColumnRole.Institutional),
                    _ when underCarriedOver => 0,
                    _ when line.Name.Contains("本年", StringComparison.Ordinal) => mine.Sum(l => l.Total),
                    _ => null,
                };
                rows.Add(new(rows.Count, Side.Revenue, 0, "", line.Name, line.Level, line.IsTotal, line.Subject, Cells(definition, (role, side) => side == Side.Revenue ? value == 0 && !line.IsTotal ? null : value : null)));
                continue;
            }
            Leaf[] under = line.IsTotal ? mine
                : line.Name.Contains("结转下年", StringComparison.Ordinal) ? []
                : [.. mine.Where(l => Names.Same(FunctionCodes.All.Name(l.Code / 10000, year)!.Name, Names.WithoutNumbering(line.Name)))];
            if (under.Length == 0 && line.Optional) continue;
            rows.Add(new(rows.Count, Side.Expenditure, 0, "", line.Name, line.Level, line.IsTotal, line.Subject, Cells(definition, (role, side) => side != Side.Expenditure ? null : role switch
            {
                ColumnRole.GeneralPublicBudget or ColumnRole.GovernmentFund or ColumnRole.StateCapital => under.Any(l => l.Source == role) ? under.Where(l => l.Source == role).Sum(l => l.Total) : null,
                _ => under.Length == 0 ? null : under.Sum(l => l.Total),
            })));
        }
        return New(definition, department, year, rows);
    }

    static long?[] Cells(TableDefinition definition, Func<ColumnRole, long?> cell) => [.. definition.Columns.Select(c => cell(c.Role))];
    static long?[] Cells(TableDefinition definition, Func<ColumnRole, Side, long?> cell) => [.. definition.Columns.Select(c => cell(c.Role, c.Side))];

    static Table New(TableDefinition definition, Department department, int year, IReadOnlyList<Row> rows, string note = "") =>
        new(definition, definition.TitleOf(department.Name, year), definition.Unit, definition.Columns, rows, note, false);
}
