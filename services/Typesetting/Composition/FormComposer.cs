using Budget.Document;
using Budget.Document.Narrative;

namespace Budget.Typesetting.Composition;

/// <summary>绩效目标申报表: project forms and the overall form, with everything that stands in them and nothing that does not.</summary>
sealed class FormComposer
{
    readonly Anchors anchors;
    readonly string key;

    /// <param name="key">Begins the addresses of everything in the form, as findings name its boxes.</param>
    FormComposer(string key, string id, Anchors anchors)
    {
        (this.key, this.anchors) = (key, anchors);
        anchors.Point(key, id);
    }

    public static ComposedForm Project(ProjectTarget target, int year, Anchors anchors)
    {
        var id = $"project-form-{target.Index + 1}";
        return new FormComposer($"form:{target.Name}", id, anchors).Project(target, year, id);
    }

    public static ComposedForm Overall(DepartmentTarget target, DisclosureDocument document, Anchors anchors) =>
        new FormComposer("overall", "overall", anchors).Overall(target, document);

    ComposedForm Project(ProjectTarget target, int year, string id)
    {
        var unit = target.Unit;
        var parts = new List<FormPart>
        {
            new FormFields(
            [
                .. Fields(
                    ("项目名称", "", target.Name), ("项目主管部门", "", target.ManagingDepartment), ("项目执行单位", "", target.ExecutingUnit), ("项目负责人", "", target.Leader), ("联系电话", "", target.Phone),
                    ("项目类型", "", target.Kind), ("项目类别", "", target.Category), ("起止时间", "", Span(target.StartDate, target.EndDate)), ("填报日期", "", target.FillDate),
                    ("项目申请理由", "申请理由", target.Reason), ("项目主要内容", "主要内容", target.Content)).Fields,
                .. Sum("项目总预算", "项目总预算", target.Total, unit), .. Sum("项目当年预算", "当年预算", target.Year, unit), .. Fields(("前两年预算及变动情况", "前两年预算", target.PriorYearsText)).Fields,
            ]),
        };
        if (target.Funding.Count > 0)
        {
            var scoped = target.Funding.Any(f => f.Scope.Length > 0);
            parts.Add(Table("项目资金来源", unit, scoped ? ["范围", "资金来源", "金额"] : ["资金来源", "金额"], scoped ? 1 : 0, numbers: 1,
                target.Funding.Select(f => (f.Source == "total", $"{key}/资金来源", scoped ? (ComposedCell[])[new(Scope(f.Scope)), new(Source(f.Source)), Money(f.Amount, unit)] : [new(Source(f.Source)), Money(f.Amount, unit)]))));
        }
        if (target.Expenditure.Count > 0 || target.ExpenditureTotal is not null)
        {
            IEnumerable<(bool, string, ComposedCell[])> rows = target.Expenditure.Select(e => (false, $"{key}/支出明细", (ComposedCell[])[new(e.Item), Money(e.Amount, unit)]));
            if (target.ExpenditureTotal is { } total) rows = rows.Append((true, $"{key}/支出明细合计", [new("合计"), Money(total, unit) with { From = Sum(target.Expenditure, total) }]));
            parts.Add(Table("项目支出明细预算", unit, ["项目支出明细", "金额"], 0, numbers: 1, rows));
        }
        parts.Add(Fields(("测算依据及说明", "", target.Basis), ("项目绩效总目标", "总目标", target.OverallGoal), ("年度绩效目标", "年度目标", target.AnnualGoal)));
        if (target.Indicators.Count > 0) parts.Add(Indicators("项目年度绩效指标", key, target.Indicators));
        return new ComposedForm(id, OrElse(target.FormTitle, "项目绩效目标申报表"), target.FormTitle.Contains(Year(year), StringComparison.Ordinal) ? "" : $"（{Year(year)}）", NotEmpty(parts));
    }

    ComposedForm Overall(DepartmentTarget target, DisclosureDocument document)
    {
        var unit = target.Unit;
        var parts = new List<FormPart>
        {
            Fields(("部门名称", "", target.DepartmentName), ("填报人", "", target.FilledBy), ("联系电话", "", target.Phone), ("填报日期", "", target.FillDate)),
        };
        if (target.Revenue.Count + target.Expenditure.Count > 0)
        {
            var rows = target.Revenue.Select(f => ("收入构成", f)).Concat(target.Expenditure.Select(f => ("支出构成", f)))
                .Select(p => (p.f.Name == "合计", $"{key}:{p.f.Name}", (ComposedCell[])[new(p.Item1), new(p.f.Name), Money(p.f.Current, unit), new(p.f.Share), Money(p.f.Prior, unit), Money(p.f.BeforePrior, unit)]));
            parts.Add(Table("部门总体资金情况", unit, ["构成", "总体资金情况", "当年金额", "占比", $"{document.Year - 1}年", $"{document.Year - 2}年"], 1, numbers: 4, rows, spans: 1, [$"{document.Year}年", "占比", $"{document.Year - 1}年", $"{document.Year - 2}年"]));
        }
        parts.Add(Fields(("部门职能概述", "", target.FunctionsSummary), ("年度工作任务", "", target.AnnualTasks)));
        foreach (var goal in target.Goals)
        {
            var name = (goal.LongTerm ? "长期目标" : "年度目标") + goal.Number;
            parts.Add(Fields((name, "", goal.Text)));
            if (goal.Indicators.Count > 0) parts.Add(Indicators((goal.LongTerm ? "长期绩效指标" : "年度绩效指标") + $"（{name}）", $"{key}:{name}", goal.Indicators));
        }
        return new ComposedForm("overall", "部门整体支出绩效目标申报表", $"（{Year(document.Year)}）", NotEmpty(parts));
    }

    FormTable Indicators(string title, string where, IReadOnlyList<Indicator> indicators)
    {
        var standards = indicators.Any(i => i.Standard.Length > 0);
        return Table(title, null, standards ? ["一级指标", "二级指标", "指标内容", "指标值", "绩效标准"] : ["一级指标", "二级指标", "指标内容", "指标值"], 2, numbers: 0,
            indicators.Select(i => (false, $"{where}/{i.Level2}/{i.Name}", standards ? (ComposedCell[])[new(i.Level1), new(i.Level2), new(i.Name), new(i.Value), new(i.Standard)] : [new(i.Level1), new(i.Level2), new(i.Name), new(i.Value)])), spans: 2);
    }

    /// <param name="numbers">How many of the last columns are figures.</param>
    /// <param name="spans">How many of the first columns join equal neighbours into one cell.</param>
    /// <param name="boxes">What findings call the columns of the figures; none where a row has one figure.</param>
    FormTable Table(string title, MoneyUnit? unit, string[] heads, int rowHeader, int numbers, IEnumerable<(bool IsTotal, string Key, ComposedCell[] Cells)> rows, int spans = 0, string[]? boxes = null)
    {
        var list = rows.ToList();
        var composed = new List<ComposedRow>();
        for (var r = 0; r < list.Count; r++)
        {
            var cells = new ComposedCell[heads.Length];
            // An indicator has its address at its value; a line of money at each of its figures.
            var first = numbers > 0 ? heads.Length - numbers : rowHeader + 1;
            var last = numbers > 0 ? heads.Length - 1 : first;
            for (var c = 0; c < heads.Length; c++)
            {
                var id = c < first || c > last ? "" : anchors.Take(boxes is null ? list[r].Key : $"{list[r].Key}/{boxes[c - first]}");
                cells[c] = list[r].Cells[c] with { RowSpan = c < spans ? SpanOf(r, c) : 1, Id = id };
            }
            composed.Add(new(list[r].IsTotal, cells));
        }
        var columns = heads.Select((h, i) => new ComposedColumn([h], i >= heads.Length - numbers ? CellKind.Number : i == rowHeader ? CellKind.Name : CellKind.Text)).ToList();
        return new FormTable(new ComposedTable("", 0, title, unit?.Chinese() ?? "", columns, rowHeader, composed, []));

        // 0: the cell above reaches down to here.
        int SpanOf(int row, int column)
        {
            if (row > 0 && Same(row - 1, row, column)) return 0;
            var end = row + 1;
            while (end < list.Count && Same(row, end, column)) end++;
            return end - row;
        }

        bool Same(int a, int b, int column)
        {
            for (var c = 0; c <= column; c++)
            {
                if (list[a].Cells[c].Text != list[b].Cells[c].Text) return false;
            }
            return true;
        }
    }

    /// <param name="fields">Label as printed, what findings call the box where they call it otherwise, and what stands in it.</param>
    FormFields Fields(params (string Label, string Box, string Text)[] fields) => new([.. fields.Where(f => f.Text.Length > 0)
        .Select(f => new FormField(f.Label, [.. Narrator.Lines(Ticks(f.Text))], Box(OrElse(f.Box, f.Label))))]);

    string Box(string name) => anchors.Take((key == "overall" ? "overall:" : key + "/") + name);

    /// <summary>Boxes that office programs keep in a font's private area, where no other font has them.</summary>
    static string Ticks(string text) => text.Replace('\uf052', '☑').Replace('\uf0a3', '□');

    static List<FormPart> NotEmpty(List<FormPart> parts) => parts.FindAll(p => p is not FormFields { Fields.Count: 0 });

    static ComposedCell Money(Amount? amount, MoneyUnit unit) => new(amount?.In(unit) ?? "", Value: amount?.Fen);

    IEnumerable<FormField> Sum(string label, string box, Amount? amount, MoneyUnit unit) =>
        amount is { } money ? [new($"{label}（{unit.Chinese()}）", [money.In(unit)], Box(box), money.Fen)] : [];

    /// <summary>The lines make the total, where they do.</summary>
    static Derivation? Sum(IReadOnlyList<ExpenditureLine> lines, Amount total)
    {
        Int128 sum = 0;
        foreach (var line in lines) sum += line.Amount?.Fen ?? 0;
        return lines.Any(l => l.Amount is not null) && sum == total.Fen ? new(Operation.Sum, [.. Enumerable.Range(0, lines.Count).Select(r => new CellPlace(r, 1))]) : null;
    }

    static string Span(string start, string end) => start.Length + end.Length == 0 ? "" : $"{start} 至 {end}";

    static string Year(int year) => $"{year}年度";

    static string Scope(string scope) => scope switch { "project" => "项目总额", "year" => "本年度", _ => scope };

    /// <summary>The wire's words for the sources, as the forms print them; a word nobody knows is printed as it came.</summary>
    static string Source(string source) => source switch
    {
        "total" => "合计",
        "public_budget_appropriation" => "公共预算财政拨款",
        "government_fund_appropriation" => "政府性基金预算财政拨款",
        "fiscal" => "财政资金",
        "carried_over" => "上年结转资金",
        "other" => "其他资金",
        "project_total" => "项目资金总额",
        "applied_total" => "资金申请总额",
        "current_year_appropriation" => "当年财政拨款",
        _ => source,
    };

    static string OrElse(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
