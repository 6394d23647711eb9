using System.Collections.Frozen;
using System.Globalization;
using Budget.Document.Codes;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using Budget.Document.Text;
using static Budget.Document.Rules.Chapters.IndicatorRules;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>PRJ: the target form of each project, by itself, beside the others, and against the list of projects.</summary>
static class ProjectTargetRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Error("PRJ-001", "项目绩效目标表的项目名称不应重复", "Project names are not repeated on the target forms", Basis.Practice, Prj001),
        Error("PRJ-002", "项目绩效目标表应与项目清单一一对应", "Target forms and listed projects correspond one to one", Basis.Practice, Prj002),
        Info("PRJ-003", "项目绩效目标表宜与项目清单顺序一致", "Target forms follow the order of the project list", Basis.Practice, Prj003),
        Error("PRJ-004", "项目绩效目标表的当年预算应与项目清单一致", "The year's budget on a target form agrees with the project list", Basis.Arithmetic, Prj004),
        Error("PRJ-005", "各项目当年预算之和应等于项目支出", "The projects' budgets for the year add up to project expenditure", Basis.Arithmetic, Prj005),
        Error("PRJ-006", "当年预算不应超过项目总预算；一次性和常年性项目应相等", "The year's budget does not exceed the project's total budget, and equals it for one-off and recurring projects", Basis.Arithmetic, Prj006),
        Error("PRJ-007", "资金来源合计应等于各来源之和与当年预算", "Total funding equals the sum of its sources and the year's budget", Basis.Arithmetic, Prj007),
        Info("PRJ-008", "没有资金的来源宜填0.00，不留空白", "Funding sources without money are stated as 0.00", Basis.Practice, Prj008),
        Error("PRJ-009", "支出明细合计应等于各行之和与当年预算", "Total detailed expenditure equals the sum of its lines and the year's budget", Basis.Arithmetic, Prj009),
        Error("PRJ-010", "支出明细应为支出经济分类的款级科目", "Detailed expenditure is itemised by economic items", Basis.BudgetRegulation11, Prj010),
        Info("PRJ-011", "支出明细不宜有0.00的行", "Detailed expenditure has no lines of 0.00", Basis.Practice, Prj011),
        Warning("PRJ-012", "应填写测算依据及说明", "The basis of the calculation is stated", Basis.Practice, c => Filled(c, f => f.Basis, "测算依据及说明")),
        Warning("PRJ-013", "应填写前两年的预算金额", "Budgets of the two previous years are stated", Basis.Practice, Prj013),
        Error("PRJ-014", "各项目上年预算之和不应超过上年项目支出", "The projects' budgets of last year do not exceed last year's project expenditure", Basis.Arithmetic, Prj014),
        Warning("PRJ-015", "项目预算比上年变动20%以上的应说明原因", "Year-on-year changes of 20% or more in a project's budget are explained", Basis.Practice, Prj015),
        Error("PRJ-016", "项目类型应选择且只选择一种", "Exactly one project type is selected", Basis.Practice, Prj016),
        Error("PRJ-017", "延续性项目应填写起止年度，其他项目不填", "Continuing projects state their first and last year, other projects do not", Basis.Practice, Prj017),
        Info("PRJ-018", "项目负责人宜为具体人员", "The project leader is a named person", Basis.Practice, Prj018),
        Info("PRJ-019", "联系电话应为8位座机或11位手机号码", "Telephone numbers have 8 digits (landline) or 11 (mobile)", Basis.Practice, Prj019),
        Warning("PRJ-020", "项目主管部门应为本部门", "The responsible department is the department itself", Basis.Practice, Prj020),
        Info("PRJ-021", "项目执行单位应为本部门内设机构或所属单位", "The implementing unit is an office or a unit of the department", Basis.Practice, Prj021),
        Warning("PRJ-022", "填报日期应为有效日期，且不晚于预算年度", "The date of completion is a valid date no later than the budget year", Basis.Practice, Prj022),
        Warning("PRJ-023", "申请理由、主要内容和总目标应填写", "Reasons for the application, main content and overall goal are stated", Basis.Practice, Prj023),
        Info("PRJ-024", "主要内容、总目标和年度目标不宜相同", "Main content, overall goal and annual goal are not identical", Basis.Practice, Prj024),
        Warning("PRJ-025", "数量与单位成本之积应等于当年预算", "Quantity multiplied by unit cost equals the year's budget", Basis.Arithmetic, Prj025),
        Warning("PRJ-026", "台式计算机单价不应超过5000元", "The unit price of a desktop computer does not exceed 5,000 yuan", new Basis("财资〔2016〕27号，未见原文", IsLaw: false), Prj026),
        Info("PRJ-027", "10万元以上的项目宜分列支出明细", "Projects of 100,000 yuan or more are broken down into several lines", Basis.Practice, Prj027),
        Warning("PRJ-028", "帮扶、补助资金不应列委托业务费", "Assistance and subsidies are not booked as commissioned services", Basis.Practice, Prj028),
        Warning("PRJ-029", "资金占一半以上的项目，绩效指标不应少于一成", "A project with half of the funds has at least a tenth of the indicators", Basis.Practice, Prj029),
        Info("PRJ-030", "申请理由宜注明文件依据", "The reasons for the application cite a document", Basis.Practice, Prj030),
        Info("PRJ-031", "同一工作不宜在两个项目中安排", "The same activity is not budgeted in two projects", Basis.Practice, Prj031),
        .. ProjectPageRules.All,
    ];

    static readonly FrozenSet<string> Heads = CodeTable.Lines("Codes/economics.csv").Where(f => f[0].Length == 5).Select(f => TargetEvidence.Folded(f[1])).ToFrozenSet();

    static ProjectTarget[] Forms(Check check)
    {
        if (check.Targets.Forms.Length == 0) check.Missing("没有项目绩效目标表", "there are no project forms");
        return check.Targets.Forms;
    }

    /// <summary>Only the forms that have boxes for reason, content, basis and lines.</summary>
    static IEnumerable<ProjectTarget> WholeForms(Check check)
    {
        var any = false;
        foreach (var form in Forms(check))
        {
            if (!check.Targets.IsWhole(form)) continue;
            any = true;
            yield return form;
        }
        if (!any) check.Missing("项目绩效目标表没有此栏", "the forms have no such box");
    }

    static Reading Read(Check check, ProjectTarget form, Amount? amount, string box)
    {
        var grain = check.Evidence.MadeHere || form.Unit != MoneyUnit.Wan ? 0 : Told.WanGrain;
        return new(amount is null ? ReadingState.Blank : ReadingState.Number, amount?.Fen ?? 0, grain, 0, Spot.Form(form, box));
    }

    static Reading Year(Check check, ProjectTarget form) => Read(check, form, form.Year, "当年预算");

    static void Fail(Check check, ProjectTarget form, string box, string text, string textEn, string found = "", string expected = "", Severity? severity = null) =>
        check.Fail(TargetEvidence.PlaceOf(form, box), $"项目“{Short(form.Name)}”{text}", $"project \"{Short(form.Name)}\": {textEn}", found, expected, severity: severity);

    static void Prj001(Check check)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var form in Forms(check))
        {
            if (names.Add(TargetEvidence.Folded(form.Name))) check.Compared();
            else Fail(check, form, "项目名称", "有两张绩效目标表。请合并或改名。", "has two forms. Merge or rename them.", Short(form.Name));
        }
    }

    static string Listed(string? name)
    {
        var folded = TargetEvidence.Folded(name);
        return folded.EndsWith("项目", StringComparison.Ordinal) ? folded[..^2] : folded;
    }

    /// <summary>The list of projects by name, where it is a list of all with their amounts and not pages on some of them.</summary>
    static Dictionary<string, ProjectLine>? List(Check check)
    {
        var list = new Dictionary<string, ProjectLine>(StringComparer.Ordinal);
        foreach (var line in check.Document.Projects ?? [])
        {
            if (line?.Amount is null || line.Sections is { Count: > 0 })
            {
                list.Clear();
                break;
            }
            list.TryAdd(Listed(line.Name), line);
        }
        if (list.Count > 0 && Forms(check).Length > 0) return list;
        check.Missing("没有列出全部项目及其金额，或没有项目绩效目标表", "no list of all projects with amounts, or no project forms");
        return null;
    }

    static void Prj002(Check check)
    {
        if (List(check) is not { } list) return;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var form in check.Targets.Forms)
        {
            names.Add(Listed(form.Name));
            if (list.ContainsKey(Listed(form.Name))) check.Compared();
            else Fail(check, form, "项目名称", "不在项目清单中。请核对项目名称或补列。", "is not in the list of projects. Check its name or list it.", Short(form.Name));
        }
        foreach (var (name, line) in list)
        {
            if (names.Contains(name)) check.Compared();
            else check.Fail(new($"project:{line.Name}", $"项目清单 / {line.Name}"), $"项目“{Short(line.Name)}”没有绩效目标表。请补充。", "a listed project has no form. Add it.", Short(line.Name));
        }
    }

    static void Prj003(Check check)
    {
        if (List(check) is not { } list) return;
        var last = -1;
        var at = list.Keys.Select((name, i) => (name, i)).ToDictionary(x => x.name, x => x.i, StringComparer.Ordinal);
        foreach (var form in check.Targets.Forms)
        {
            if (!at.TryGetValue(Listed(form.Name), out var i)) continue;
            if (i < last)
            {
                Fail(check, form, "顺序", "在绩效目标表中的顺序与项目清单不同。宜一致。", "stands in another order than in the list.");
                return;
            }
            last = i;
            check.Compared();
        }
        check.Missing("项目清单与绩效目标表没有相同的项目", "list and forms have no project in common");
    }

    static void Prj004(Check check)
    {
        if (List(check) is not { } list) return;
        foreach (var form in check.Targets.Forms)
        {
            if (form.Year is null || !list.TryGetValue(Listed(form.Name), out var line) || line.Amount is not { } amount) continue;
            var year = Year(check, form);
            check.Equal(year, new Reading(ReadingState.Number, amount.Fen, year.Grain, 0, year.Spot), "绩效目标表的当年预算与项目清单不符", "the form's budget differs from the list");
        }
        check.Missing("项目清单与绩效目标表没有相同的项目", "list and forms have no project in common");
    }

    static void Prj005(Check check)
    {
        // Forms of some projects only make no sum; a whole list, or the department's own form, says that they are all.
        if (check.Targets.Overall is null && List(check) is null) return;
        Adder sum = default;
        foreach (var form in Forms(check)) sum.Add(Year(check, form));
        if (sum.Numbers == 0 || sum.Blanks > 0)
        {
            check.Missing("有项目没有填写当年预算", "a project has no budget");
            return;
        }
        var all = check.Evidence.Amount(SubjectKind.ExpenditureProject);
        var general = check.Evidence.Amount(SubjectKind.GeneralProject);
        if (all.IsNumber && Int128.Abs(all.Fen - sum.Fen) <= sum.Tolerance(all.Grain)) check.Compared();
        else check.Sum(all.IsNumber ? all : general, sum, "项目支出与各项目绩效目标表当年预算之和不符", "project expenditure is not the sum of the forms");
        check.Missing("没有项目支出的数字", "project expenditure is not given");
    }

    static void Prj006(Check check)
    {
        foreach (var form in Forms(check))
        {
            if (form.Year is null || form.Total is null) continue;
            var (year, total) = (Year(check, form), Read(check, form, form.Total, "项目总预算"));
            var once = form.Kind is not null && Kinds(form.Kind) == 1 && (form.Kind.Contains("一次性", StringComparison.Ordinal) || form.Kind.Contains("常年性", StringComparison.Ordinal));
            if (check.AtMost(year, total, "当年预算超过项目总预算", "the year's budget is more than the project's") && once)
                check.Equal(year, total, "一次性、常年性项目的当年预算与项目总预算不符", "the budgets of a one-off or yearly project differ");
        }
        check.Missing("没有填写当年预算和项目总预算", "the budgets are not filled in");
    }

    static bool IsTotal(string? source) => source is "total" or "project_total" or "applied_total" || source is not null && (source.Contains("合计", StringComparison.Ordinal) || source.Contains("总额", StringComparison.Ordinal) || source.Contains("总计", StringComparison.Ordinal));

    static void Prj007(Check check)
    {
        const string rule = "资金来源合计与各来源之和不符", ruleEn = "the sources do not make their total";
        foreach (var form in Forms(check))
        {
            // A form has one or two scopes: the project and the year.
            var lines = form.Funding ?? [];
            string? last = null;
            for (var i = 0; i < lines.Count && i < MostLines; i++)
            {
                if (lines[i] is not { } line || (line.Scope ?? "") == last || IsBefore(lines, i, line.Scope ?? "")) continue;
                last = line.Scope ?? "";
                var (total, parts) = Scope(check, form, lines, i, last);
                var budget = last == "project" ? Read(check, form, form.Total, "项目总预算") : Year(check, form);
                if (total.IsNumber && parts.Numbers > 0) check.Sum(total, parts, rule, ruleEn);
                if (total.IsNumber && budget.IsNumber) check.Equal(total, budget, "资金来源合计与预算不符", "the sources' total differs from the budget");
                else if (!total.IsNumber && parts.Numbers > 0 && budget.IsNumber) check.Sum(budget, parts, "预算与资金来源之和不符", "the budget is not the sum of its sources");
            }
        }
        check.Missing("没有填写资金来源", "the sources are not filled in");
    }

    /// <summary>Lines of one form that are looked at; no form has as many.</summary>
    const int MostLines = 64;

    static bool IsBefore(IReadOnlyList<FundingLine> lines, int end, string scope)
    {
        for (var i = 0; i < end; i++)
        {
            if (lines[i] is { } line && (line.Scope ?? "") == scope) return true;
        }
        return false;
    }

    static (Reading Total, Adder Parts) Scope(Check check, ProjectTarget form, IReadOnlyList<FundingLine> lines, int from, string scope)
    {
        var box = scope switch { "" => "资金来源/", "year" => "资金来源/year", "project" => "资金来源/project", _ => $"资金来源/{scope}" };
        var total = Reading.Missing;
        Adder parts = default;
        for (var i = from; i < lines.Count && i < MostLines; i++)
        {
            if (lines[i] is not { } line || (line.Scope ?? "") != scope) continue;
            var amount = Read(check, form, line.Amount, box);
            if (!IsTotal(line.Source)) parts.Add(amount);
            else if (!total.IsNumber) total = amount;
        }
        return (total, parts);
    }

    static void Prj008(Check check)
    {
        foreach (var form in Forms(check))
        {
            var (blank, any) = (0, false);
            foreach (var line in form.Funding ?? [])
            {
                any = true;
                if (line is { Amount: null }) blank++;
            }
            if (blank > 0) Fail(check, form, "资金来源", $"有 {blank} 项资金来源空白。没有资金的宜填0.00。", "sources are blank. Put 0.00 where there is no money.", "（空白）", "0.00");
            else if (any) check.Compared();
        }
        check.Missing("没有填写资金来源", "the sources are not filled in");
    }

    static void Prj009(Check check)
    {
        foreach (var form in Forms(check))
        {
            Adder lines = default;
            foreach (var line in form.Expenditure ?? []) lines.Add(line is null ? Reading.Missing : Read(check, form, line.Amount, "支出明细"));
            if (lines.Numbers == 0) continue;
            var total = Read(check, form, form.ExpenditureTotal, "支出明细合计");
            if (total.IsNumber) check.Sum(total, lines, "支出明细合计与各行之和不符", "the lines do not make their total");
            var year = Year(check, form);
            if (year.IsNumber && total.IsNumber) check.Equal(total, year, "支出明细合计与当年预算不符", "the lines' total differs from the budget");
            else if (year.IsNumber) check.Sum(year, lines, "当年预算与支出明细之和不符", "the budget is not the sum of its lines");
        }
        check.Missing("没有填写支出明细", "the lines are not filled in");
    }

    static IEnumerable<(ProjectTarget Form, ExpenditureLine Line)> Lines(Check check)
    {
        foreach (var form in Forms(check))
        {
            foreach (var line in form.Expenditure ?? [])
            {
                if (line?.Item is not null) yield return (form, line);
            }
        }
        check.Missing("没有填写支出明细", "the lines are not filled in");
    }

    static string Head(ExpenditureLine line) => TargetEvidence.Folded(Names.WithoutNumbering(line.Item).ToString());

    static void Prj010(Check check)
    {
        foreach (var (form, line) in Lines(check))
        {
            var head = Head(line);
            if (Heads.Contains(head)) check.Compared();
            else Fail(check, form, $"支出明细/{line.Item}", $"的支出明细“{Short(line.Item)}”不是支出经济分类的款级科目。请按科目名称填写。", "the line is no head of the economic classification. Use a head's name.", Short(line.Item), "款级科目名称");
        }
    }

    static void Prj011(Check check)
    {
        foreach (var (form, line) in Lines(check))
        {
            if (line.Amount is not { Fen: 0 }) check.Compared();
            else Fail(check, form, $"支出明细/{line.Item}", $"的支出明细“{Short(line.Item)}”为0.00。没有支出的行宜删去。", "the line is 0.00. Leave it out.", "0.00");
        }
    }

    static void Filled(Check check, Func<ProjectTarget, string?> text, string box)
    {
        foreach (var form in WholeForms(check)) Filled(check, form, text(form), box);
    }

    static void Filled(Check check, ProjectTarget form, string? text, string box)
    {
        if (!string.IsNullOrWhiteSpace(text) && (text.Length > 20 || TargetEvidence.Folded(text) is not ("略" or "(略)" or "无"))) check.Compared();
        else Fail(check, form, box, $"没有填写{box}。请补充。", "a box is blank. Fill it in.", Short(text).Length > 0 ? Short(text) : "（空白）", box);
    }

    /// <summary>The amounts that "2020 年预算 33万元", "上年安排165.00万元，前年安排160.00万元" give for last year and the year before.</summary>
    static (long? Last, long? Before) Past(string? text, int budgetYear)
    {
        long? last = null, before = null;
        var s = (text ?? "").AsSpan();
        var year = 0;
        for (var i = 0; i < s.Length; i++)
        {
            if (s[i] == '年' && i > 0)
            {
                if (s[i - 1] is '上' or '去') year = budgetYear - 1;
                else if (s[i - 1] == '前') year = budgetYear - 2;
                else if (s[i - 1] is '当' or '本' or '今') year = budgetYear;
            }
            if (s[i] is not (>= '0' and <= '9')) continue;
            var start = i;
            while (i < s.Length && (s[i] is >= '0' and <= '9' || s[i] is '.' or ',' && i + 1 < s.Length && s[i + 1] is >= '0' and <= '9')) i++;
            var number = PrintedNumber.Parse(s[start..i]);
            var rest = s[i..].TrimStart();
            i--;
            if (number is not { } n) continue;
            if (n is { Decimals: 0, Unscaled: >= 1990 and <= 2200 } && rest.Length > 0 && rest[0] == '年') year = (int)n.Unscaled;
            // "1.2020 年…": the number of the line stands before the year.
            else if (n.Decimals == 4 && rest.Length > 0 && rest[0] == '年') year = (int)(n.Unscaled % 10_000);
            else if (rest.StartsWith("万") || rest.StartsWith("元"))
            {
                var fen = n.AsMoney(rest[0] == '万' ? MoneyUnit.Wan : MoneyUnit.Yuan)?.Fen;
                if (year == budgetYear - 1) last ??= fen;
                else if (year == budgetYear - 2) before ??= fen;
            }
        }
        return (last, before);
    }

    static void Prj013(Check check)
    {
        foreach (var form in WholeForms(check))
        {
            var (last, before) = Past(form.PriorYearsText, check.Year);
            if (last is not null && before is not null) check.Compared();
            else
            {
                var missing = last is null && before is null ? $"{check.Year - 1}年和{check.Year - 2}年" : last is null ? $"{check.Year - 1}年" : $"{check.Year - 2}年";
                Fail(check, form, "前两年预算", $"没有填写{missing}的预算金额。请补充；没有的填0。", "the amounts of the two years before are not given. Give them, or 0.", Short(form.PriorYearsText), missing);
            }
        }
    }

    static void Prj014(Check check)
    {
        Adder sum = default;
        foreach (var form in WholeForms(check))
        {
            if (Past(form.PriorYearsText, check.Year).Last is { } last) sum.AddSigned(last, 0);
            else sum.Blanks++;
        }
        OverallFunds? projects = null;
        foreach (var line in check.Targets.Overall?.Expenditure ?? []) projects ??= line?.Name is not null && line.Name.Contains("项目支出", StringComparison.Ordinal) ? line : null;
        if (projects?.Prior is not { } prior || sum.Numbers == 0)
        {
            check.Missing("没有上年的项目支出或各项目的上年预算", "last year's project expenditure or projects are not given");
            return;
        }
        var spot = Spot.Overall(check.Targets.Overall!, $"项目支出/{check.Year - 1}年");
        // Projects of last year that were dropped have no form, so the forms may come to less.
        if (sum.Fen > (Int128)prior.Fen + Told.WanGrain)
            check.Fail(spot.Place, $"各项目绩效目标表的上年预算合计 {spot.Write(sum.Fen)}，超过上年项目支出 {spot.Write(prior.Fen)}。请核对。", $"the forms' last year comes to {spot.Write(sum.Fen)}, more than {spot.Write(prior.Fen)}. Check both.", spot.Write(sum.Fen), "≤ " + spot.Write(prior.Fen), "+" + spot.Write(sum.Fen - prior.Fen));
        else if (sum.Blanks == 0) check.Compared();
        else check.Missing($"有 {sum.Blanks} 个项目没有填写上年预算", "some projects do not give last year");
    }

    static readonly string[] Explaining = ["因", "由于", "压减", "压缩", "减少", "新增", "增加", "扩大", "上涨", "提高", "取消", "节约", "完成"];

    static void Prj015(Check check)
    {
        foreach (var form in WholeForms(check))
        {
            if (form.Year is not { } year || Past(form.PriorYearsText, check.Year).Last is not (> 0 and var last)) continue;
            var explained = false;
            foreach (var word in Explaining) explained |= form.PriorYearsText.Contains(word, StringComparison.Ordinal);
            var change = (Int128)year.Fen - last;
            if (explained || Int128.Abs(change) * 5 < last)
            {
                check.Compared();
                continue;
            }
            var percent = (long)Int128.Clamp(change * 100 / last, -100_000, 100_000);
            Fail(check, form, "前两年预算", $"当年预算 {Year(check, form).Shown} 比上年 {Spot.Form(form).Write(last)} 变动 {percent}%，没有说明原因。请补充。", $"the budget changes by {percent} % without a reason. Give it.", percent + "%");
        }
        check.Missing("没有填写上年预算金额", "last year's amounts are not given");
    }

    static int Kinds(string kind)
    {
        var count = 0;
        foreach (var word in (ReadOnlySpan<string>)["一次性", "常年性", "延续性", "阶段性", "经常性"]) count += kind.Contains(word, StringComparison.Ordinal) ? 1 : 0;
        return count;
    }

    static void Prj016(Check check)
    {
        foreach (var form in Forms(check))
        {
            var kinds = Kinds(form.Kind ?? "");
            if (kinds == 1) check.Compared();
            else if (kinds > 1) Fail(check, form, "项目类型", "选择了几种项目类型，或没有勾选。请选择一种。", "more than one kind is ticked, or none. Tick one.", Short(form.Kind), "一种");
            // Where no form has a kind the forms have no such box.
            else if (string.IsNullOrWhiteSpace(form.Kind) && (check.Evidence.MadeHere || check.Targets.IsWhole(form) || HasKinds(check))) Fail(check, form, "项目类型", "没有选择项目类型。请选择一种。", "no kind is ticked. Tick one.", "（空白）", "一种");
        }
        check.Missing("项目类型不是一次性、常年性、延续性等", "the kind is none of those known");
    }

    static bool HasKinds(Check check)
    {
        foreach (var form in check.Targets.Forms)
        {
            if (!string.IsNullOrWhiteSpace(form.Kind)) return true;
        }
        return false;
    }

    static void Prj017(Check check)
    {
        foreach (var form in Forms(check))
        {
            if (form.Kind is null || Kinds(form.Kind) != 1) continue;
            var inKind = form.Kind.AsSpan().IndexOfAnyInRange('0', '9') >= 0;
            var continued = form.Kind.Contains("延续性", StringComparison.Ordinal);
            if (continued && !inKind && (string.IsNullOrWhiteSpace(form.StartDate) || string.IsNullOrWhiteSpace(form.EndDate)))
                Fail(check, form, "项目类型", "是延续性项目，没有填写起止年度。请补充。", "a continued project has no years. Give them.", Short(form.Kind), "从…年至…年");
            else if (!continued && inKind) Fail(check, form, "项目类型", "不是延续性项目，不应填写起止年度。请核对。", "only a continued project has years. Check the kind.", Short(form.Kind));
            else check.Compared();
        }
        check.Missing("项目类型不是一次性、常年性、延续性等", "the kind is none of those known");
    }

    static void Prj018(Check check)
    {
        foreach (var form in Forms(check))
        {
            var leader = TargetEvidence.Folded(form.Leader);
            if (leader.Length == 0) continue;
            var office = leader.Length > 4 && !leader.Contains('·', StringComparison.Ordinal);
            foreach (var word in (ReadOnlySpan<string>)["负责人", "书记", "主任", "科长", "局长", "处长", "科室", "各"]) office |= leader.Contains(word, StringComparison.Ordinal);
            if (!office) check.Compared();
            else Fail(check, form, "项目负责人", $"的项目负责人“{Short(form.Leader)}”不是具体人员。宜填姓名。", "the leader is no named person. Give the name.", Short(form.Leader), "姓名");
        }
        check.Missing("没有填写项目负责人", "no leader is given");
    }

    static void Prj019(Check check)
    {
        foreach (var form in Forms(check))
        {
            var (digits, first) = (0, '\0');
            foreach (var c in form.Phone ?? "")
            {
                if (!char.IsAsciiDigit(c)) continue;
                if (digits++ == 0) first = c;
            }
            if (digits == 0) continue;
            // With its area code ("0517-8…", "027-8…") a number has 11 or 12 digits and begins with 0.
            if (digits is 8 or 11 || digits == 12 && first == '0') check.Compared();
            else Fail(check, form, "联系电话", $"的联系电话“{Short(form.Phone)}”有 {digits} 位数字。请核对。", $"the number has {digits} digits. Check it.", Short(form.Phone), "8位或11位");
        }
        check.Missing("没有填写联系电话", "no telephone number is given");
    }

    /// <summary>A name of the department or of a unit of it, in full or shortened by leaving characters out ("区政府办").</summary>
    static bool Belongs(Check check, string name)
    {
        var department = check.Document.Department;
        var own = TargetEvidence.Folded(department.Name);
        // Shorter or longer: "普陀区万里街道办事处" is "上海市普陀区人民政府万里街道办事处", and the other way round.
        if (Shortens(name, own) || own.Length >= 4 && Shortens(own, name)) return true;
        foreach (var other in department.ShortNames ?? [])
        {
            if (Shortens(name, TargetEvidence.Folded(other))) return true;
        }
        foreach (var unit in check.Document.Profile?.Units ?? [])
        {
            if (unit?.Name is not null && Shortens(name, TargetEvidence.Folded(unit.Name))) return true;
        }
        return false;
    }

    static bool Shortens(string name, string whole)
    {
        var i = 0;
        foreach (var c in whole)
        {
            if (i < name.Length && name[i] == c) i++;
        }
        return i == name.Length;
    }

    static void Prj020(Check check)
    {
        if (check.Document.Department is { IsUnit: true })
        {
            check.Missing("本文件是单位预算，项目主管部门是其上级", "this is a unit's document; its projects' competent department is the one above it");
            return;
        }
        foreach (var form in Forms(check))
        {
            var name = TargetEvidence.Folded(form.ManagingDepartment);
            if (name.Length == 0) continue;
            if (Belongs(check, name)) check.Compared();
            else Fail(check, form, "项目主管部门", $"的项目主管部门“{Short(form.ManagingDepartment)}”不是本部门名称。请填写部门全称。", "the competent department is not the department. Give its name.", Short(form.ManagingDepartment), check.Document.Department.Name);
        }
        check.Missing("没有填写项目主管部门", "no competent department is given");
    }

    static void Prj021(Check check)
    {
        if (check.Document.Profile?.Offices is not { Count: > 0 } offices)
        {
            check.Missing("没有内设机构名单", "the offices are not given");
            return;
        }
        foreach (var form in Forms(check))
        {
            var name = TargetEvidence.Folded(form.ExecutingUnit);
            if (name.Length == 0) continue;
            var known = Belongs(check, name);
            foreach (var office in offices) known |= office is { Length: > 1 } && name.EndsWith(TargetEvidence.Folded(office), StringComparison.Ordinal);
            if (known) check.Compared();
            else Fail(check, form, "项目执行单位", $"的执行单位“{Short(form.ExecutingUnit)}”不在内设机构和所属单位中。请核对。", "the executing unit is no office or unit of the department. Check it.", Short(form.ExecutingUnit));
        }
        check.Missing("没有填写项目执行单位", "no executing unit is given");
    }

    static void Prj022(Check check)
    {
        foreach (var form in Forms(check)) Date(check, form.FillDate, Spot.Form(form, "填报日期"));
        if (check.Targets.Overall is { } overall) Date(check, overall.FillDate, Spot.Overall(overall, "填报日期"));
        check.Missing("没有填写填报日期", "no date of filling in is given");
    }

    static void Date(Check check, string? text, Spot spot)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        Span<int> parts = stackalloc int[3];
        int n = -1, digits = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                digits = 0;
                continue;
            }
            if (digits++ == 0) n++;
            if (n < 3 && digits <= 4) parts[n] = (parts[n] * 10) + (c - '0');
        }
        var valid = n >= 1 && parts[0] is >= 1990 and <= 2200 && parts[1] is >= 1 and <= 12 && (n == 1 || parts[2] >= 1 && parts[2] <= DateTime.DaysInMonth(parts[0], parts[1]));
        if (valid && parts[0] <= check.Year) check.Compared();
        else check.Fail(spot.Place, valid ? $"填报日期 {Short(text)} 晚于预算年度 {check.Year} 年。请核对。" : $"填报日期“{Short(text)}”不是有效日期。请改正。", valid ? "the date is later than the budget year. Check it." : "this is no date. Correct it.", Short(text), $"≤ {check.Year}年");
    }

    static void Prj023(Check check)
    {
        foreach (var form in Forms(check))
        {
            if (check.Targets.IsWhole(form))
            {
                Filled(check, form, form.Reason, "申请理由");
                Filled(check, form, form.Content, "主要内容");
            }
            // A form with a goal of the year alone has no box for the whole project's.
            if (!string.IsNullOrWhiteSpace(form.OverallGoal) || string.IsNullOrWhiteSpace(form.AnnualGoal) || check.Evidence.MadeHere) Filled(check, form, form.OverallGoal, "总目标");
            else check.Compared();
        }
    }

    static void Prj024(Check check)
    {
        foreach (var form in Forms(check))
        {
            if (string.IsNullOrWhiteSpace(form.OverallGoal) || string.IsNullOrWhiteSpace(form.Content) && string.IsNullOrWhiteSpace(form.AnnualGoal)) continue;
            var same = Names.Same(form.OverallGoal, form.Content) ? "主要内容" : Names.Same(form.OverallGoal, form.AnnualGoal) ? "年度目标" : "";
            if (same.Length == 0) check.Compared();
            else Fail(check, form, "总目标", $"的总目标与{same}完全相同。宜写明要达到的结果。", "the goal repeats another box word for word. Say what is to be reached.", Short(form.OverallGoal));
        }
        check.Missing("没有填写主要内容或总目标", "content or goal are not filled in");
    }

    static void Prj025(Check check)
    {
        for (var f = 0; f < check.Targets.Forms.Length; f++)
        {
            IndicatorRow? number = null, cost = null;
            var (numbers, costs) = (0, 0);
            foreach (var row in check.Targets.FormRows[f])
            {
                if (row.Level == IndicatorLevel.Quantity && row.Value.IsCount) (number, numbers) = (row, numbers + 1);
                else if (row.Level == IndicatorLevel.Cost && row.Value.IsPerEach) (cost, costs) = (row, costs + 1);
            }
            if (numbers != 1 || costs != 1 || !Exact(number!) || !Exact(cost!) || check.Targets.Forms[f].Year is null) continue;
            var unit = cost!.Value.Unit;
            var each = unit[(unit.IndexOfAny('/', '每') + 1)..];
            if (!Names.Same(each, number!.Value.Unit)) continue;
            var year = Year(check, check.Targets.Forms[f]);
            var product = number.Value.Number!.Value.Value * cost.Value.Number!.Value.Value * (unit.Contains("万元", StringComparison.Ordinal) ? Amount.FenPerWan : Amount.FenPerYuan);
            check.Equal(year, new Reading(ReadingState.Number, (long)product, Math.Max(year.Grain, 1), 0, year.Spot), $"当年预算与数量（{Short(number.Printed.Value)}）乘以单位成本（{Short(cost.Printed.Value)}）不符", "the budget is not number times unit cost");
        }
        if (Forms(check).Length > 0) check.Missing("没有可相乘的数量和单位成本", "no number and unit cost that go together");
    }

    /// <summary>A number that is meant exactly, and small enough to be multiplied.</summary>
    static bool Exact(IndicatorRow row) => row.Value.Comparator is Comparator.None or Comparator.Equal && row.Value.Number is { Unscaled: > 0 and < 1_000_000_000, Decimals: < 6 };

    static void Prj026(Check check)
    {
        var cap = check.Band(Band.DesktopCap);
        for (var f = 0; f < check.Targets.Forms.Length; f++)
        {
            var form = check.Targets.Forms[f];
            Int128 equipment = 0;
            foreach (var line in form.Expenditure ?? [])
            {
                if (line?.Item is not null && line.Amount is { } amount && line.Item.Contains("办公设备购置", StringComparison.Ordinal)) equipment += amount.Fen;
            }
            IndicatorRow? desktops = null;
            var others = 0;
            foreach (var row in check.Targets.FormRows[f])
            {
                if (row.Level != IndicatorLevel.Quantity || !(row.Value.Unit.StartsWith("台") || row.Value.Unit.StartsWith("套"))) continue;
                if (row.Name.Contains("台式", StringComparison.Ordinal)) desktops = row;
                else others++;
            }
            if (equipment <= 0 || desktops is null || others > 0 || desktops.Value.Number is not { Unscaled: > 0, Decimals: 0 } number) continue;
            var each = equipment / number.Unscaled;
            if (each <= cap) check.Compared();
            else Fail(check, form, "支出明细/办公设备购置", $"的办公设备购置 {Spot.Form(form).Write(equipment)} 购置台式机 {Short(desktops.Printed.Value)}，平均每台 {Spot.Form(form).Write(each)}，超过{Spot.Form(form).Write(cap)}的标准。如另购其他设备，请列明。", "each desktop costs more than the standard. List other equipment if there is any.", Spot.Form(form).Write(each), "≤ " + Spot.Form(form).Write(cap));
        }
        if (Forms(check).Length > 0) check.Missing("没有购置台式机的项目", "no project buys desktop computers");
    }

    static void Prj027(Check check)
    {
        var from = check.Band(Band.SingleLineFrom);
        foreach (var form in Forms(check))
        {
            var lines = 0;
            foreach (var line in form.Expenditure ?? []) lines += line?.Amount is { Fen: not 0 } ? 1 : 0;
            if (lines == 0 || form.Year is not { } year) continue;
            if (lines > 1 || year.Fen < from) check.Compared();
            else Fail(check, form, "支出明细", $"当年预算 {Year(check, form).Shown}，只有一行支出明细。宜细化。", "all of its money is one line. Split it.", "1行");
        }
        check.Missing("没有填写支出明细", "the lines are not filled in");
    }

    static readonly string[] Aid = ["帮扶", "补助", "补贴", "资助", "救助", "抚恤", "转移支付"];

    static void Prj028(Check check)
    {
        foreach (var form in Forms(check))
        {
            if (form.Expenditure is not { Count: > 0 } lines) continue;
            var aid = false;
            foreach (var word in Aid) aid |= form.Name is not null && form.Name.Contains(word, StringComparison.Ordinal);
            Int128 commissioned = 0, all = 0;
            foreach (var line in lines)
            {
                if (line?.Amount is not { } amount) continue;
                all += amount.Fen;
                if (line.Item is not null && line.Item.Contains("委托业务费", StringComparison.Ordinal)) commissioned += amount.Fen;
            }
            if (!aid || commissioned * 2 <= all) check.Compared();
            else Fail(check, form, "支出明细/委托业务费", $"是帮扶、补助资金，{Spot.Form(form).Write(commissioned)} 列在委托业务费。请核对经济科目。", "aid is booked as commissioned services. Check the head.", Spot.Form(form).Write(commissioned));
        }
        check.Missing("没有填写支出明细", "the lines are not filled in");
    }

    static void Prj029(Check check)
    {
        var targets = check.Targets;
        Int128 money = 0;
        var rows = 0;
        for (var f = 0; f < targets.Forms.Length; f++)
        {
            money += Math.Max(0, targets.Forms[f].Year?.Fen ?? 0);
            rows += targets.FormRows[f].Count;
        }
        if (targets.Forms.Length < 3 || money == 0 || rows == 0)
        {
            check.Missing("项目少于3个，或没有金额和指标", "fewer than three projects, or no amounts or indicators");
            return;
        }
        for (var f = 0; f < targets.Forms.Length; f++)
        {
            var form = targets.Forms[f];
            var year = (Int128)Math.Max(0, form.Year?.Fen ?? 0);
            var count = targets.FormRows[f].Count;
            if (year * 2 < money || count * 10 > rows) check.Compared();
            else Fail(check, form, "绩效指标", $"占项目资金的 {year * 100 / money}%，{rows} 个绩效指标中只有 {count} 个。请补充绩效指标。", $"it has {year * 100 / money} % of the money and {count} of {rows} indicators. Add some.", $"{count}/{rows}");
        }
    }

    static void Prj030(Check check)
    {
        foreach (var form in WholeForms(check))
        {
            var reason = form.Reason ?? "";
            var named = reason.Contains('《', StringComparison.Ordinal) || reason.Contains("号文", StringComparison.Ordinal) || reason.Contains('〕', StringComparison.Ordinal) || reason.Contains(']', StringComparison.Ordinal) && reason.Contains('号', StringComparison.Ordinal);
            if (named) check.Compared();
            else Fail(check, form, "申请理由", "的申请理由没有注明文件依据。宜注明。", "the reason names no document. Name it.", Short(form.Reason), "文件名称或文号");
        }
    }

    /// <summary>So many characters of a project's name in another project's content are no chance.</summary>
    const int Piece = 6;

    static void Prj031(Check check)
    {
        var forms = Forms(check);
        if (forms.Length < 2)
        {
            check.Missing("没有两个以上的项目绩效目标表", "there are not two project forms");
            return;
        }
        // Pieces of names by their hash; −1 where two projects share a piece.
        var cores = new string[forms.Length];
        var pieces = new Dictionary<int, (int Form, int At)>();
        for (var f = 0; f < forms.Length; f++)
        {
            var core = cores[f] = TargetEvidence.CoreName(forms[f].Name);
            for (var i = 0; i + Piece <= core.Length && i < 100; i++)
            {
                var hash = string.GetHashCode(core.AsSpan(i, Piece), StringComparison.Ordinal);
                if (!pieces.TryAdd(hash, (f, i)) && pieces[hash].Form != f) pieces[hash] = (-1, 0);
            }
        }
        for (var f = 0; f < forms.Length; f++)
        {
            var content = TargetEvidence.Folded(forms[f].Content);
            if (content.Length == 0) continue;
            var (other, at) = (-1, 0);
            for (var i = 0; i + Piece <= content.Length && other < 0; i++)
            {
                if (pieces.TryGetValue(string.GetHashCode(content.AsSpan(i, Piece), StringComparison.Ordinal), out var owner) && owner.Form >= 0 && owner.Form != f
                    && cores[owner.Form].AsSpan(owner.At, Piece).SequenceEqual(content.AsSpan(i, Piece))) (other, at) = (owner.Form, i);
            }
            if (other < 0) check.Compared();
            else Fail(check, forms[f], $"主要内容/{forms[other].Name}", $"的主要内容提到“{content.Substring(at, Piece)}”，与项目“{Short(forms[other].Name)}”可能重复安排。请核对。", $"its content speaks of what \"{Short(forms[other].Name)}\" is for. Check that it is not financed twice.", content.Substring(at, Piece));
        }
        check.Missing("没有填写主要内容", "no content is filled in");
    }
}
