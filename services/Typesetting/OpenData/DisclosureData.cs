using System.Globalization;
using Budget.Document;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules;
using Budget.Typesetting.Composition;
using static Budget.Typesetting.OpenData.DataSet;

namespace Budget.Typesetting.OpenData;

/// <summary>
/// Everything in a disclosure that is a figure or a promise, as data sets: each table as it stands, and six long sets whose
/// columns are the same for every department, year and edition, so that those of many departments can be laid end to end.
/// Their names and columns are a promise: columns are added at the end and never renamed or given another meaning.
/// </summary>
public static class DisclosureData
{
    /// <summary>Columns in front of every long set: whose row it is.</summary>
    static readonly DataField[] Whose =
    [
        new("district", "string", "行政区代码"), new("year", "integer", "预算年度", "date:fiscal-year"), new("department", "string", "部门编码", "administrative-classification:generic:code"),
        new("department_name", "string", "部门名称", "administrative-classification:generic:label"), new("version", "integer", "公开版本"),
    ];

    static readonly string[] WhoseKey = ["district", "year", "department", "version"];

    static readonly DataSet[] Long =
    [
        Set("figures", "表内数字", ["table", "line", "column"],
            new("table", "integer", "表号"), new("table_role", "string", "表的含义"), new("line", "integer", "行次"), new("side", "string", "收入或支出"), new("code", "string", "科目编码"),
            new("name", "string", "科目或项目名称"), new("level", "integer", "级次"), new("is_total", "boolean", "是否合计行"), new("column", "string", "列代码"), new("column_name", "string", "列名"),
            new("measure", "string", "money 金额，rate 百分比"), new("fen", "integer", "金额（分）"), new("value", "number", "金额（元）或百分比", "value"), new("computed", "boolean", "由系统计算，未填列"), new("address", "string", "在公开页面中的锚点")),
        Set("text-figures", "文字中的数字", ["number"],
            new("number", "integer", "序号"), new("section", "string", "章节"), new("section_title", "string", "章节标题"), new("words", "string", "数字前的文字"), new("text", "string", "所印数字"),
            new("unit", "string", "单位"), new("measure", "string", "amount 金额，change 增减额，change-rate 增减率，share 占比，rate 比率，count 数量"), new("subject", "string", "所指对象"),
            new("subject_name", "string", "所指对象名称"), new("fen", "integer", "所印金额（分）"), new("computed", "string", "核算数（与所印不同时）"), new("address", "string", "在公开页面中的锚点")),
        Set("projects", "项目", ["number"],
            new("number", "integer", "序号"), new("name", "string", "项目名称"), new("fen", "integer", "金额（分）"), new("value", "number", "金额（元）", "value")),
        Set("targets", "项目绩效目标", ["form"],
            new("form", "integer", "申报表序号"), new("name", "string", "项目名称"), new("managing_department", "string", "主管部门"), new("executing_unit", "string", "执行单位"), new("kind", "string", "项目类型"),
            new("category", "string", "项目类别"), new("start_date", "string", "开始时间"), new("end_date", "string", "结束时间"), new("total_fen", "integer", "项目总预算（分）"), new("year_fen", "integer", "当年预算（分）"),
            new("overall_goal", "string", "绩效总目标"), new("annual_goal", "string", "年度绩效目标")),
        Set("funding", "绩效目标申报表的资金", ["form", "part", "line"],
            new("form", "integer", "申报表序号；部门整体为 0"), new("project", "string", "项目名称；部门整体为空"), new("part", "string", "funding 资金来源，detail 支出明细，revenue 收入构成，expenditure 支出构成"),
            new("line", "integer", "行次"), new("scope", "string", "project 项目总额，year 本年度"), new("name", "string", "来源或明细"), new("is_total", "boolean", "是否合计行"), new("fen", "integer", "当年金额（分）"),
            new("prior_fen", "integer", "上年金额（分）"), new("before_prior_fen", "integer", "前年金额（分）")),
        Set("indicators", "绩效指标", ["form", "line"],
            new("form", "integer", "申报表序号；部门整体为 0"), new("project", "string", "项目名称；部门整体为空"), new("line", "integer", "行次"), new("term", "string", "long 长期目标，annual 年度目标"), new("goal", "integer", "目标序号；项目为空"),
            new("level1", "string", "一级指标"), new("level2", "string", "二级指标"), new("name", "string", "指标内容"), new("value", "string", "指标值"), new("standard", "string", "绩效标准"),
            new("comparator", "string", "= ≥ ≤ > <，未写为空"), new("number", "number", "指标值中的数"), new("unit", "string", "单位")),
    ];

    static DataSet Set(string name, string title, string[] key, params DataField[] own) => new(name, title, [.. Whose, .. own], [.. WhoseKey, .. key], []);

    /// <summary>The long sets without rows, in the order in which they are published.</summary>
    public static IReadOnlyList<DataSet> Schemas => Long;

    /// <summary>The words for a file of <see cref="Of"/>, and its place among them; null for any other.</summary>
    public static (int Order, string Title)? Offered(string path)
    {
        if (!path.StartsWith("data/", StringComparison.Ordinal) || !path.EndsWith(".csv", StringComparison.Ordinal)) return null;
        var name = path["data/".Length..^".csv".Length];
        if (name.StartsWith("table-", StringComparison.Ordinal) && int.TryParse(name["table-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return (number, $"表{number}");
        var place = Array.FindIndex(Long, set => set.Name == name);
        return place < 0 ? null : (1000 + place, Long[place].Title);
    }

    /// <summary>Sets that have nothing to say are left out.</summary>
    public static IEnumerable<DataSet> Of(DisclosureDocument document, ComposedDocument composed, int version)
    {
        foreach (var table in document.Tables)
        {
            if (!table.NotInSource) yield return TableData.Of(document, table);
        }
        string[] whose = [document.Department.DistrictCode, Integer(document.Year), document.Department.Code, document.Department.Name, Integer(version)];
        foreach (var set in Long)
        {
            var rows = (set.Name switch
            {
                "figures" => Figures(document, composed.Anchors),
                "text-figures" => TextFigures(composed.Sections, document),
                "projects" => document.Projects.Select((p, i) => (string[])[Integer(i + 1), p.Name, Integer(p.Amount?.Fen), Hundredths(p.Amount?.Fen)]),
                "targets" => document.Targets?.Projects.Select(Target) ?? [],
                "funding" => Funding(document),
                _ => Indicators(document),
            }).Select(own => (IReadOnlyList<string>)[.. whose, .. own]).ToList();
            if (rows.Count > 0) yield return set with { Rows = rows };
        }
    }

    static IEnumerable<string[]> Figures(DisclosureDocument document, Anchors anchors)
    {
        foreach (var table in document.Tables)
        {
            var figures = new TableFigures(table);
            foreach (var row in table.Rows)
            {
                for (var c = 0; c < table.Columns.Count; c++)
                {
                    if (figures.Value(row, c) is not { } value) continue;
                    var column = table.Columns[c];
                    yield return
                    [
                        Integer(table.Number), Kebab(table.Role.ToString()), Integer(row.Index + 1), SideOf(row.Side), row.CodeText, row.Name, row.Level == 0 ? "" : Integer(row.Level), Boolean(row.IsTotal),
                        column.Id, column.Group.Length > 0 ? $"{column.Group}/{column.Header}" : column.Header, column.IsRate ? "rate" : "money", column.IsRate ? "" : Integer(value), Hundredths(value),
                        Boolean(row.Cells[c] is null), anchors.Find(Place.KeyOfCell(table, row, column)) ?? "",
                    ];
                }
            }
        }
    }

    static IEnumerable<string[]> TextFigures(IEnumerable<ComposedSection> sections, DisclosureDocument document)
    {
        var number = 0;
        return All(sections);

        IEnumerable<string[]> All(IEnumerable<ComposedSection> inner) => inner.SelectMany(s => Own(s).Concat(All(s.Sections)));

        IEnumerable<string[]> Own(ComposedSection section)
        {
            foreach (var paragraph in section.Contents.OfType<Paragraph>())
            {
                var words = "";
                foreach (var run in paragraph.Runs)
                {
                    if (run is not { Kind: RunKind.Figure, Of: { } of })
                    {
                        words = run.Text[(run.Text.AsSpan().LastIndexOfAny("，。；：") + 1)..];
                        continue;
                    }
                    var money = MoneyUnits.Parse(of.Unit) is { } unit && of.Measure is Measure.Amount or Measure.Change ? PrintedNumber.Parse(run.Text)?.AsMoney(unit) : null;
                    yield return
                    [
                        Integer(++number), section.Id, section.Title, words, run.Text, of.Unit, Kebab(of.Measure.ToString()), of.Subject.ToString(), of.Name, Integer(money?.Fen), run.Differs, run.Id,
                    ];
                    words = "";
                }
            }
        }
    }

    static string[] Target(ProjectTarget target) =>
    [
        Integer(target.Index + 1), target.Name, target.ManagingDepartment, target.ExecutingUnit, target.Kind, target.Category, target.StartDate, target.EndDate, Integer(target.Total?.Fen), Integer(target.Year?.Fen),
        target.OverallGoal, target.AnnualGoal,
    ];

    static IEnumerable<string[]> Funding(DisclosureDocument document)
    {
        foreach (var target in document.Targets?.Projects ?? [])
        {
            var form = Integer(target.Index + 1);
            for (var i = 0; i < target.Funding.Count; i++)
                yield return [form, target.Name, "funding", Integer(i + 1), target.Funding[i].Scope, target.Funding[i].Source, Boolean(target.Funding[i].Source == "total"), Integer(target.Funding[i].Amount?.Fen), "", ""];
            for (var i = 0; i < target.Expenditure.Count; i++)
                yield return [form, target.Name, "detail", Integer(i + 1), "", target.Expenditure[i].Item, Boolean(false), Integer(target.Expenditure[i].Amount?.Fen), "", ""];
            if (target.ExpenditureTotal is { } total) yield return [form, target.Name, "detail", Integer(target.Expenditure.Count + 1), "", "合计", Boolean(true), Integer(total.Fen), "", ""];
        }
        if (document.Targets?.Overall is not { } overall) yield break;
        foreach (var (part, lines) in ((string, IReadOnlyList<OverallFunds>)[])[("revenue", overall.Revenue), ("expenditure", overall.Expenditure)])
        {
            for (var i = 0; i < lines.Count; i++)
                yield return ["0", "", part, Integer(i + 1), "", lines[i].Name, Boolean(lines[i].Name == "合计"), Integer(lines[i].Current?.Fen), Integer(lines[i].Prior?.Fen), Integer(lines[i].BeforePrior?.Fen)];
        }
    }

    static IEnumerable<string[]> Indicators(DisclosureDocument document)
    {
        foreach (var target in document.Targets?.Projects ?? [])
        {
            var line = 0;
            foreach (var indicator in target.Indicators) yield return [Integer(target.Index + 1), target.Name, Integer(++line), "annual", "", .. Indicator(indicator)];
        }
        var overallLine = 0;
        foreach (var goal in document.Targets?.Overall?.Goals ?? [])
        {
            foreach (var indicator in goal.Indicators) yield return ["0", "", Integer(++overallLine), goal.LongTerm ? "long" : "annual", Integer(goal.Number), .. Indicator(indicator)];
        }
    }

    static string[] Indicator(Indicator indicator)
    {
        var value = IndicatorValue.Parse(indicator.Value);
        var comparator = value.Comparator switch
        {
            Comparator.Equal => "=",
            Comparator.AtLeast => "≥",
            Comparator.AtMost => "≤",
            Comparator.MoreThan => ">",
            Comparator.LessThan => "<",
            _ => "",
        };
        return [indicator.Level1, indicator.Level2, indicator.Name, indicator.Value, indicator.Standard, comparator, value.IsComposite ? "" : value.Number?.ToString() ?? "", value.IsComposite ? "" : value.Unit.ToString()];
    }

    static string SideOf(Side side) => side switch { Side.Revenue => "revenue", Side.Expenditure => "expenditure", _ => "" };

    /// <summary>"GeneralPublic" → "general-public", as editions write it.</summary>
    static string Kebab(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
