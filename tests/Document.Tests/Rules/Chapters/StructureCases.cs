using Budget.Document.Rules.Engine;
using static Budget.Document.Tests.Sample;

namespace Budget.Document.Tests.Rules;

sealed class StructureCases : RuleCases
{
    const string Fund = "注：本部门2025年无政府性基金预算财政拨款安排的预算，故本表为空表。", Capital = "注：本部门2025年无国有资本经营预算财政拨款安排的预算，故本表为空表。";

    static DisclosureDocument Nothing() => new(Shanghai().Department, 2025, Shanghai().Edition);
    static DisclosureDocument Plan(string text) => Shanghai() with { PlanText = text };
    static DisclosureDocument Functions(params string[] items) => Shanghai() with { Profile = Shanghai().Profile with { Functions = items } };
    static DisclosureDocument Introduced(params string[] texts) => Shanghai() with { Profile = Shanghai().Profile with { Text = texts } };
    static DisclosureDocument Noted(TableRole role, string note) => Shanghai().Table(role, t => t with { Note = note });
    static DisclosureDocument Offices(string reason) => Wuhan() with
    {
        Profile = Wuhan().Profile with { Offices = ["秘书科", "调研科", "文电科", "督查室"] },
        Targets = Wuhan().Targets! with { Projects = [Wuhan().Targets!.Projects[0] with { Reason = reason }, .. Wuhan().Targets!.Projects.Skip(1)] },
    };
    static DisclosureDocument Tasks(string tasks, string name = "临江区人民政府办公室") => Wuhan() with { Targets = Wuhan().Targets! with { Overall = new DepartmentTarget { DepartmentName = name, AnnualTasks = tasks } } };
    static DisclosureDocument Said(string section, string text) => WuhanPrinted().Statements(s => s.Section == section ? s with { Text = text } : s);

    static DisclosureDocument Unit(string operating) => ShanghaiPrinted().Statements(s => s.Heading == "机关运行经费预算" ? s with { Text = operating } : s) with { Department = Shanghai().Department with { IsUnit = true } };
    static DisclosureDocument Procurement(string text) => ShanghaiPrinted().Statements(s => s.Heading == "政府采购预算情况" ? s with { Text = text } : s);

    public StructureCases()
    {
        Breaks("STR-001", "procurement is left out", () => WuhanPrinted().Statements(s => s.Section == "八（二）" ? null : s));
        Breaks("STR-001", "no glossary", () => WuhanPrinted() with { Glossary = [] });
        NearMiss("STR-001", "told under another heading", () => WuhanPrinted().Statements(s => s.Section == "八（二）" ? s with { Section = "十二", Heading = "其他", Text = "本年采购货物……" } : s));
        NearMiss("STR-001", "a unit that is an institution tells no operating expenses", () => WuhanPrinted().Statements(s => s.Section == "八（一）" ? null : s) with { Department = Wuhan().Department with { IsUnit = true } });
        CannotTell("STR-001", "no text", () => ShanghaiPrinted().Statements(_ => null));
        Breaks("STR-002", "the fund's table is missing", () => Shanghai().Without(TableRole.StateCapital));
        NearMiss("STR-002", "every table, one empty", () => Shanghai());
        NearMiss("STR-002", "no table by item of its own, where the general budget's table has the items", () => Wuhan().Without(TableRole.GeneralPublicItems));
        CannotTell("STR-002", "published as pictures", () => ShanghaiPrinted().Lost());
        Breaks("STR-003", "not told", () => ShanghaiPrinted().Statements(s => s.Section.StartsWith("其他相关情况说明 一", StringComparison.Ordinal) ? null : s));
        NearMiss("STR-003", "told", () => ShanghaiPrinted());
        CannotTell("STR-003", "no text at all", () => ShanghaiPrinted().Statements(_ => null));
        Breaks("STR-004", "nowhere mentioned", () => Said("七", "本部门没有使用政府性基金预算财政拨款安排的支出。"), Severity.Warning);
        NearMiss("STR-004", "said to be none", () => WuhanPrinted());
        CannotTell("STR-004", "no text, no table", () => Nothing());
        Breaks("STR-005", "none, and nothing says so", () => WuhanPrinted().Statements(s => s.Section == "七" ? s with { Heading = "国有资本经营预算情况", Text = "国有资本经营预算：无。" } : s).Table(TableRole.GovernmentFund, t => t with { Note = "" }), also: ["STR-006"]);
        CannotTell("STR-005", "a chapter on it whose words are not understood", () => Said("七", "详见附表。也没有国有资本经营预算。").Table(TableRole.GovernmentFund, t => t with { Note = "" }));
        Breaks("STR-005", "there is money but it says none", () => ShanghaiPrinted().Statements(s => s.Section.EndsWith("第3段", StringComparison.Ordinal) ? s with { Text = "没有使用政府性基金预算安排的支出。项目调整是主要原因。" } : s));
        NearMiss("STR-005", "none, and it says so", () => WuhanPrinted());
        CannotTell("STR-005", "no figure of the fund", () => Nothing());
        Breaks("STR-006", "an empty table without a note", () => Noted(TableRole.StateCapital, ""));
        Breaks("STR-006", "a table with figures that says it is empty", () => Noted(TableRole.GovernmentFund, Fund));
        NearMiss("STR-006", "a table of zeros that says it is empty", () => Noted(TableRole.StateCapital, Capital).Rows(TableRole.StateCapital, r => r with { Cells = [0, 0, 0] }));
        Breaks("STR-006", "no note, but the text says that there is none", () => ShanghaiPrinted().Table(TableRole.StateCapital, t => t with { Note = "" }), Severity.Info);
        NearMiss("STR-006", "empty with its note", () => Noted(TableRole.StateCapital, Capital));
        CannotTell("STR-006", "published as pictures", () => ShanghaiPrinted().Lost());
        Breaks("STR-007", "the note of another table", () => Noted(TableRole.StateCapital, Fund), Severity.Warning);
        NearMiss("STR-007", "a note that names no budget", () => Noted(TableRole.StateCapital, "注：本部门无此项预算，故本表为空表。"));
        NearMiss("STR-007", "its own note", () => Noted(TableRole.StateCapital, Capital));
        CannotTell("STR-007", "no notes", () => Noted(TableRole.StateCapital, ""));
        Breaks("STR-008", "last year's title", () => Shanghai().Table(TableRole.Revenue, t => t with { Title = "2024年部门收入预算总表" }));
        Breaks("STR-008", "a heading of last year's document", () => ShanghaiPrinted().Statements(s => s.Heading == "政府采购预算情况" ? s with { Heading = "2024年部门政府采购预算情况" } : s));
        NearMiss("STR-008", "a project of another year in a heading", () => ShanghaiPrinted().Statements(s => s.Heading == "政府采购预算情况" ? s with { Heading = "2024年度老旧小区改造项目采购情况" } : s));
        NearMiss("STR-008", "the year with a space", () => Shanghai().Table(TableRole.Revenue, t => t with { Title = "2025 年部门收入预算总表" }));
        CannotTell("STR-008", "no titles", () => Nothing());
        Breaks("STR-009", "a longer name", () => Tasks("", "武汉市临江区人民政府办公室"), Severity.Warning, "OVL-007");
        NearMiss("STR-009", "a registered short name", () => Tasks("", "区政府办公室"));
        CannotTell("STR-009", "no overall form", () => Shanghai());
        Breaks("STR-010", "本单位 in a department's plan", () => Plan("规范本单位预算执行管理。"), Severity.Info);
        NearMiss("STR-010", "本部门", () => Plan("规范本部门及所属单位的预算执行管理。"));
        CannotTell("STR-010", "a unit's document", () => Shanghai() with { Department = Shanghai().Department with { IsUnit = true } });
        Breaks("STR-011", "a blank before 万元", () => WuhanPrinted().Printed("三", "其他收入", Measure.Amount, null), also: ["REV-002"]);
        NearMiss("STR-011", "0 is an amount", () => WuhanPrinted());
        CannotTell("STR-011", "no amounts", () => ShanghaiPrinted().Statements(_ => null));
        Breaks("STR-012", "both words left", () => Plan("预算比上年增加（减少）5万元。"));
        Breaks("STR-012", "a choice without brackets before a number", () => Plan("预算比上年增加或减少 5万元。"));
        NearMiss("STR-012", "both words meant, without a number", () => Plan("按工作量增加或减少安排。"));
        NearMiss("STR-012", "both words meant", () => Plan("人员有增加，也有减少。"));
        CannotTell("STR-012", "no text", () => Nothing());
        Breaks("STR-013", "（略）", () => Plan("（略）"));
        Breaks("STR-013", "a year to fill in", () => Plan("20XX年完成改造。"));
        NearMiss("STR-013", "略 as a word", () => Plan("落实发展战略（策略），编号X101。"));
        CannotTell("STR-013", "no text", () => Nothing());
        Breaks("STR-014", "the same duty twice", () => Functions("1.负责会务工作和文件办理。", "2.负责会务工作和文件办理；"), Severity.Warning);
        NearMiss("STR-014", "one word differs", () => Functions("1.负责会务工作和文件办理。", "2.负责会务工作和文件归档。"));
        CannotTell("STR-014", "no duties", () => Functions());
        Breaks("STR-015", "a gap", () => Functions("1.组织公共服务。", "3.实施综合管理。"), Severity.Info);
        Breaks("STR-015", "a lone full-width number", () => Introduced("１．办公室由三个科组成。"), Severity.Info);
        NearMiss("STR-015", "1 and 2", () => Introduced("1.本部。", "2.所属单位。"));
        CannotTell("STR-015", "no numbers", () => Functions("组织公共服务。"));
        Breaks("STR-016", "the last without its stop", () => Functions("1.组织公共服务。", "2.实施综合管理。", "3.完成其他任务"), Severity.Info);
        NearMiss("STR-016", "semicolons, then a stop", () => Functions("1.组织公共服务；", "2.实施综合管理；", "3.完成其他任务。"));
        CannotTell("STR-016", "no stops", () => Functions("组织公共服务", "实施综合管理"));
        Breaks("STR-017", "one too many", () => Plan("购置车辆(含税) ）及租用费。"), Severity.Info);
        NearMiss("STR-017", "of two widths, and a number with half a bracket", () => Plan("1)购置（含税)，“三公”经费。"));
        CannotTell("STR-017", "no text", () => Nothing());
        Breaks("STR-018", "a box of a private font", () => Plan("一次性项目\uF0A3 常年性项目\uF052"), Severity.Warning);
        NearMiss("STR-018", "a tick", () => Plan("一次性项目□ 常年性项目☑"));
        CannotTell("STR-018", "no text", () => Nothing() with { Targets = null });
        Breaks("STR-019", "a doubled title", () => Plan("按照《区委办公室关于印发<关于印发改革方案>的通知》办理。"), Severity.Info);
        NearMiss("STR-019", "once", () => Plan("按照《区委办公室关于印发改革方案的通知》办理。"));
        CannotTell("STR-019", "no text", () => Nothing());
        Breaks("STR-020", "a sentence and the sentence again", () => Tasks("强化帮扶投入支持机制，用于实施精准项目。根据文件要求，强化帮扶投入支持机制，用于实施精准项目。"), Severity.Info, "OVL-007");
        NearMiss("STR-020", "short sentences may return", () => Tasks("按时完成。质量达标。按时完成。"));
        CannotTell("STR-020", "no forms", () => Nothing());
        Breaks("STR-021", "a term is not explained", () => Shanghai() with { Glossary = [new("一般公共预算", "……"), new("“三公”经费", "……"), new("政府性基金预算", "……")] }, Severity.Info);
        NearMiss("STR-021", "explained under another term", () => Shanghai() with { Glossary = [new("财政拨款收入", "包括一般公共预算和政府性基金预算。"), new("“三公”经费", "……"), new("机关运行经费", "……")] });
        CannotTell("STR-021", "no glossary", () => ShanghaiPrinted() with { Glossary = [] });
        Breaks("STR-022", "another unit in a document made elsewhere, stated", () => ShanghaiPrinted().Table(TableRole.StateCapital, t => t with { Unit = MoneyUnit.Wan }), Severity.Info);
        Breaks("STR-022", "another unit", () => Shanghai().Table(TableRole.GovernmentFund, t => t with { Unit = MoneyUnit.Wan }), Severity.Warning);
        NearMiss("STR-022", "the unit of the form", () => Shanghai());
        CannotTell("STR-022", "published as pictures", () => ShanghaiPrinted().Lost());
        Breaks("STR-023", "one is left out", () => Offices("用于秘书科、调研科、文电科等部门。"), Severity.Info);
        NearMiss("STR-023", "all of them", () => Offices("用于秘书科、调研科、文电科、督查室。"));
        CannotTell("STR-023", "named once", () => Shanghai());
        Breaks("STR-024", "the department's sentence left in", () => Unit("2025年云栖街道下属1家机关和1家事业单位的机关运行经费为111.00万元。"), Severity.Warning);
        NearMiss("STR-024", "no body under it", () => Unit("2025年本单位没有下属单位，机关运行经费为111.00万元。"));
        CannotTell("STR-024", "a department's document", () => ShanghaiPrinted());
        Breaks("STR-025", "last year's paragraph with this year's amount", () => Procurement("2024年本部门政府采购预算150.00万元。"), Severity.Warning);
        Breaks("STR-025", "last year's year, this year's amount of the table", () => ShanghaiPrinted().Statements(s => s.Section.EndsWith('一') && s.Heading.Contains("三公", StringComparison.Ordinal) ? s with { Text = "2024年“三公”经费预算数为34.00万元。" } : s), Severity.Error);
        NearMiss("STR-025", "both years", () => Procurement("2024年政府采购预算140.00万元，2025年政府采购预算150.00万元。"));
        NearMiss("STR-025", "what was done last year", () => Procurement("2024年对5个项目开展绩效评价，涉及预算150.00万元。"));
        CannotTell("STR-025", "no paragraph begins with a year", () => ShanghaiPrinted().Statements(s => s with { Text = "无" }));
    }
}
