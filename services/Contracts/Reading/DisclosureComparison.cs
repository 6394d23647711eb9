using System.Collections;
using System.Globalization;
using Budget.Document;
using Budget.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Edition = Budget.Document.Edition;
using ExpenditureLine = Budget.V1.ExpenditureLine;
using Fact = Budget.V1.Fact;
using FundingLine = Budget.V1.FundingLine;
using GlossaryEntry = Budget.V1.GlossaryEntry;
using Goal = Budget.V1.Goal;
using Indicator = Budget.V1.Indicator;
using OverallFunds = Budget.V1.OverallFunds;
using ProfileUnit = Budget.V1.ProfileUnit;
using ProjectLine = Budget.V1.ProjectLine;
using ProjectTarget = Budget.V1.ProjectTarget;
using ProjectText = Budget.V1.ProjectText;
using Row = Budget.V1.Row;
using Side = Budget.V1.Side;
using Table = Budget.V1.Table;

namespace Budget.Contracts.Reading;

/// <summary>
/// What differs between two budgets, or two whole disclosures. It walks the message's own fields, so a field that is added to the contract is
/// compared from its first day. Rows are matched by what they are (code, or name), not by where they stand: an inserted
/// row is one added row and not a change of all that follow.
/// </summary>
public sealed class DisclosureComparison
{
    public const int MostChanges = 5000;

    /// <summary>Characters of a text that are shown, around the first difference.</summary>
    const int ShownText = 400;

    readonly Edition? edition;
    readonly int year;
    readonly List<Change> changes = [];
    TableDefinition? definition;
    Table? table;
    Side side;

    DisclosureComparison(Edition? edition, int year) => (this.edition, this.year) = (edition, year);

    public static IReadOnlyList<Change> Of(DepartmentBudget before, DepartmentBudget after, Edition? edition) => Of(before, after, edition, after.Year);

    /// <summary>Budget and targets; the directory's entry of the department is no part of what was disclosed.</summary>
    public static IReadOnlyList<Change> Of(DisclosureFile before, DisclosureFile after, Edition? edition) =>
        Of(Content(before), Content(after), edition, after.Year);

    static DisclosureFile Content(DisclosureFile file) => new() { Year = file.Year, Edition = file.Edition, Budget = file.Budget, Targets = file.Targets };

    static List<Change> Of(IMessage before, IMessage after, Edition? edition, int year)
    {
        if (before.Equals(after)) return [];
        var comparison = new DisclosureComparison(edition, year);
        comparison.Fields("", before, after, entry: false);
        var changes = comparison.changes;
        if (changes.Count == 0)
        {
            changes.Add(new Change { Place = "全文", Before = "", After = "内容相同，只是排列次序或空白单元格的写法不同" });
        }
        if (changes.Count > MostChanges)
        {
            var more = changes.Count - MostChanges;
            changes.RemoveRange(MostChanges, more);
            changes.Add(new Change { Place = "全文", Before = "", After = $"还有 {more} 处不同" });
        }
        return changes;
    }

    void Fields(string place, IMessage? before, IMessage? after, bool entry)
    {
        var type = (before ?? after)!.Descriptor;
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            // What names an entry is already said by its place.
            if (entry && EntryNames.Contains((type.ClrType, field.FieldNumber))) continue;
            var name = Labels.GetValueOrDefault(type.Name + "." + field.Name, field.Name);
            var old = before is null ? null : field.Accessor.GetValue(before);
            var now = after is null ? null : field.Accessor.GetValue(after);
            if (field.IsRepeated && field.FieldType == FieldType.Message) Entries(place.Length > 0 ? place : name, place, (IEnumerable?)old, (IEnumerable?)now);
            else if (field.IsRepeated) Paragraphs(Under(place, name), Strings(old), Strings(now));
            else if (field.FieldType == FieldType.Message)
            {
                if (old is not null || now is not null) Fields(Under(place, name), (IMessage?)old, (IMessage?)now, entry: false);
            }
            else Value(field, name.Length == 0 ? place : Under(place, name), before, after);
        }
    }

    /// <summary>Pairs entries by what they are; the same name twice is paired in order.</summary>
    void Entries(string list, string place, IEnumerable? before, IEnumerable? after)
    {
        var rest = new Dictionary<string, Queue<IMessage>>();
        foreach (var entry in Messages(before))
        {
            var key = KeyOf(entry);
            if (!rest.TryGetValue(key, out var same)) rest[key] = same = new();
            same.Enqueue(entry);
        }
        foreach (var entry in Messages(after))
        {
            Entry(list, place, rest.TryGetValue(KeyOf(entry), out var same) && same.TryDequeue(out var old) ? old : null, entry);
        }
        foreach (var gone in rest.Values.SelectMany(same => same)) Entry(list, place, gone, null);
    }

    void Entry(string list, string place, IMessage? before, IMessage? after)
    {
        var (outerTable, outerDefinition, outerSide) = (table, definition, side);
        switch (after ?? before)
        {
            case Table t:
                (table, definition) = (t, edition?.Find(t.Number));
                break;
            case Row r:
                side = r.Side;
                break;
        }
        var name = NameOf((after ?? before)!);
        // A cell that is blank on both sides is the same, written or not; any other new or lost entry is a change by itself.
        if ((before is null || after is null) && (after ?? before) is not Cell)
        {
            changes.Add(new Change { Place = list, Before = before is null ? "" : name, After = after is null ? "" : name });
        }
        Fields(Under(place, name), before, after, entry: before is null || after is null);
        (table, definition, side) = (outerTable, outerDefinition, outerSide);
    }

    void Value(FieldDescriptor field, string place, IMessage? before, IMessage? after)
    {
        var (old, now) = (Text(field, before), Text(field, after));
        if (old == now) return;
        var change = new Change { Place = place };
        (change.Before, change.After) = Excerpts(old, now);
        if (IsMoney(field) && Number(field, before) is { } from && Number(field, after) is { } to) change.DifferenceFen = to - from;
        changes.Add(change);
    }

    /// <summary>Paragraphs that are gone and paragraphs that are new, one beside the other.</summary>
    void Paragraphs(string place, List<string> before, List<string> after)
    {
        var kept = new Dictionary<string, int>();
        foreach (var text in before) kept[text] = kept.GetValueOrDefault(text) + 1;
        List<(string Text, int Number)> gone = [], added = [];
        for (var i = 0; i < after.Count; i++)
        {
            if (kept.GetValueOrDefault(after[i]) > 0) kept[after[i]]--;
            else added.Add((after[i], i + 1));
        }
        for (var i = before.Count - 1; i >= 0; i--)
        {
            if (kept.GetValueOrDefault(before[i]) > 0)
            {
                kept[before[i]]--;
                gone.Insert(0, (before[i], i + 1));
            }
        }
        for (var i = 0; i < Math.Max(gone.Count, added.Count); i++)
        {
            var change = new Change { Place = $"{place} 第{(i < added.Count ? added[i] : gone[i]).Number}段" };
            (change.Before, change.After) = Excerpts(i < gone.Count ? gone[i].Text : "", i < added.Count ? added[i].Text : "");
            changes.Add(change);
        }
    }

    string Text(FieldDescriptor field, IMessage? message)
    {
        if (message is null || (field.HasPresence && !field.Accessor.HasValue(message))) return "";
        return field.Accessor.GetValue(message) switch
        {
            long fen when message is Cell cell && IsRate(cell.Column) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture) + "%",
            long fen when IsMoney(field) => new Amount(fen).ToString(),
            bool flag => flag ? "是" : "",
            Enum value => value.ToString() == "Unspecified" ? "" : value.ToString(),
            int number => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }

    bool IsRate(string column) => definition?.FindColumn(column, (Document.Side)side)?.IsRate ?? false;

    static bool IsMoney(FieldDescriptor field) => field.Name.EndsWith("fen", StringComparison.Ordinal);

    static long? Number(FieldDescriptor field, IMessage? message) =>
        message is not null && field.Accessor.HasValue(message) ? (long)field.Accessor.GetValue(message) : null;

    string NameOf(IMessage entry) => entry switch
    {
        Table t => $"表{t.Number} {(t.Title.Length > 0 ? t.Title : definition?.TitleOf("", year))}".TrimEnd(),
        Row r => $"{(r.Side == Side.Revenue ? "收入：" : r.Side == Side.Expenditure ? "支出：" : "")}{r.Code} {r.Name}".Trim(),
        Cell c => table?.PrintedColumns.FirstOrDefault(p => p.Id == c.Column && p.Side == side)?.Header ?? definition?.FindColumn(c.Column, (Document.Side)side)?.Header ?? c.Column,
        PrintedColumn c => $"栏目“{c.Header}”",
        Fact f => Subject.Parse(f.Subject) is { Kind: not (SubjectKind.None or SubjectKind.FunctionCode or SubjectKind.EconomicCode or SubjectKind.Project) } s ? SubjectKinds.Of(s.Kind).Chinese : f.Subject,
        ProfileUnit u => u.Name,
        ProjectLine p => $"项目“{p.Name}”",
        ProjectText t => t.Heading,
        GlossaryEntry g => $"名词“{g.Term}”",
        PrintedStatement s => $"{s.Section} {s.Heading}".Trim(),
        PrintedFigure f => f.Label,
        ProjectTarget t => $"绩效目标“{t.Name}”",
        FundingLine f => $"资金来源 {f.Scope} {f.Source}".Replace("  ", " ", StringComparison.Ordinal),
        ExpenditureLine e => $"支出明细“{e.Item}”",
        Indicator i => $"指标“{i.Name}”",
        OverallFunds f => $"资金“{f.Name}”",
        Goal g => (g.Term == GoalTerm.Long ? "长期目标" : "年度目标") + g.Number.ToString(CultureInfo.InvariantCulture),
        _ => entry.Descriptor.Name,
    };

    static string KeyOf(IMessage entry) => entry switch
    {
        Table t => t.Number.ToString(CultureInfo.InvariantCulture),
        Row r => $"{r.Side}|{(r.Code.Length > 0 ? r.Code : r.Name)}",
        Cell c => c.Column,
        PrintedColumn c => $"{c.Side}|{c.Id}",
        Fact f => f.Subject,
        ProfileUnit u => u.Name,
        ProjectLine p => p.Name,
        ProjectText t => t.Heading,
        GlossaryEntry g => g.Term,
        PrintedStatement s => $"{s.Section}|{s.Heading}",
        PrintedFigure f => $"{f.Label}|{f.Measure}|{f.Unit}",
        ProjectTarget t => t.Name,
        FundingLine f => $"{f.Scope}|{f.Source}",
        ExpenditureLine e => e.Item,
        Indicator i => $"{i.Level1}|{i.Level2}|{i.Name}",
        OverallFunds f => f.Name,
        Goal g => $"{g.Term}|{g.Number}",
        _ => "",
    };

    static (string Before, string After) Excerpts(string before, string after)
    {
        if (before.Length <= ShownText && after.Length <= ShownText) return (before, after);
        var same = before.AsSpan().CommonPrefixLength(after);
        return (Excerpt(before, same), Excerpt(after, same));
    }

    static string Excerpt(string text, int difference)
    {
        var from = Math.Max(0, Math.Min(difference - (ShownText / 4), text.Length - ShownText));
        var to = Math.Min(text.Length, from + ShownText);
        // Never cut a character in two.
        if (from > 0 && char.IsLowSurrogate(text[from])) from--;
        if (to < text.Length && char.IsLowSurrogate(text[to])) to--;
        return (from > 0 ? "…" : "") + text[from..to] + (to < text.Length ? "…" : "");
    }

    static IEnumerable<IMessage> Messages(IEnumerable? entries) => entries?.Cast<IMessage>() ?? [];

    static List<string> Strings(object? texts) => texts is null ? [] : [.. ((IEnumerable)texts).Cast<string>()];

    static string Under(string place, string name) => place.Length == 0 ? name : $"{place} / {name}";

    static readonly HashSet<(Type, int)> EntryNames =
    [
        (typeof(Table), Table.NumberFieldNumber), (typeof(Table), Table.TitleFieldNumber),
        (typeof(Row), Row.SideFieldNumber), (typeof(Row), Row.CodeFieldNumber), (typeof(Row), Row.NameFieldNumber), (typeof(Row), Row.LevelFieldNumber), (typeof(Row), Row.IsTotalFieldNumber),
        (typeof(Cell), Cell.ColumnFieldNumber),
        (typeof(PrintedColumn), PrintedColumn.IdFieldNumber), (typeof(PrintedColumn), PrintedColumn.HeaderFieldNumber), (typeof(PrintedColumn), PrintedColumn.SideFieldNumber),
        (typeof(Fact), Fact.SubjectFieldNumber),
        (typeof(ProfileUnit), ProfileUnit.NameFieldNumber),
        (typeof(ProjectLine), ProjectLine.NameFieldNumber),
        (typeof(ProjectText), ProjectText.HeadingFieldNumber),
        (typeof(GlossaryEntry), GlossaryEntry.TermFieldNumber),
        (typeof(PrintedStatement), PrintedStatement.SectionFieldNumber), (typeof(PrintedStatement), PrintedStatement.HeadingFieldNumber),
        (typeof(ProjectTarget), ProjectTarget.NameFieldNumber),
        (typeof(FundingLine), FundingLine.SourceFieldNumber), (typeof(FundingLine), FundingLine.ScopeFieldNumber),
        (typeof(ExpenditureLine), ExpenditureLine.ItemFieldNumber),
        (typeof(Indicator), Indicator.Level1FieldNumber), (typeof(Indicator), Indicator.Level2FieldNumber), (typeof(Indicator), Indicator.NameFieldNumber),
        (typeof(OverallFunds), OverallFunds.NameFieldNumber),
        (typeof(Goal), Goal.TermFieldNumber), (typeof(Goal), Goal.NumberFieldNumber),
        (typeof(PrintedFigure), PrintedFigure.LabelFieldNumber), (typeof(PrintedFigure), PrintedFigure.MeasureFieldNumber), (typeof(PrintedFigure), PrintedFigure.UnitFieldNumber),
    ];

    /// <summary>What officials call a field; empty where the place already says it. A test fails if a field has none.</summary>
    public static IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string>
    {
        ["DisclosureFile.year"] = "预算年度",
        ["DisclosureFile.edition"] = "版式",
        ["DisclosureFile.budget"] = "",
        ["DisclosureFile.targets"] = "绩效目标",
        ["PerformanceTargets.department"] = "部门编码",
        ["PerformanceTargets.year"] = "预算年度",
        ["PerformanceTargets.edition"] = "版式",
        ["PerformanceTargets.projects"] = "",
        ["PerformanceTargets.overall"] = "部门整体支出绩效目标",
        ["ProjectTarget.name"] = "名称",
        ["ProjectTarget.form_title"] = "表名",
        ["ProjectTarget.managing_department"] = "项目主管部门",
        ["ProjectTarget.executing_unit"] = "项目执行单位",
        ["ProjectTarget.leader"] = "项目负责人",
        ["ProjectTarget.phone"] = "联系电话",
        ["ProjectTarget.kind"] = "项目类型",
        ["ProjectTarget.category"] = "项目类别",
        ["ProjectTarget.start_date"] = "开始日期",
        ["ProjectTarget.end_date"] = "结束日期",
        ["ProjectTarget.fill_date"] = "填报日期",
        ["ProjectTarget.reason"] = "项目申请理由",
        ["ProjectTarget.content"] = "项目主要内容",
        ["ProjectTarget.basis"] = "测算依据及说明",
        ["ProjectTarget.total_fen"] = "项目总预算",
        ["ProjectTarget.year_fen"] = "项目当年预算",
        ["ProjectTarget.prior_years_text"] = "前两年预算及变动情况",
        ["ProjectTarget.funding"] = "",
        ["ProjectTarget.expenditure"] = "",
        ["ProjectTarget.expenditure_total_fen"] = "支出明细合计",
        ["ProjectTarget.overall_goal"] = "项目绩效总目标",
        ["ProjectTarget.annual_goal"] = "年度绩效目标",
        ["ProjectTarget.indicators"] = "",
        ["ProjectTarget.printed_unit"] = "金额单位",
        ["FundingLine.source"] = "资金来源",
        ["FundingLine.scope"] = "范围",
        ["FundingLine.fen"] = "",
        ["ExpenditureLine.item"] = "支出明细",
        ["ExpenditureLine.fen"] = "",
        ["Indicator.level1"] = "一级指标",
        ["Indicator.level2"] = "二级指标",
        ["Indicator.name"] = "指标内容",
        ["Indicator.value"] = "指标值",
        ["Indicator.standard"] = "绩效标准",
        ["DepartmentTarget.department_name"] = "部门名称",
        ["DepartmentTarget.filled_by"] = "填报人",
        ["DepartmentTarget.phone"] = "联系电话",
        ["DepartmentTarget.fill_date"] = "填报日期",
        ["DepartmentTarget.revenue"] = "",
        ["DepartmentTarget.expenditure"] = "",
        ["DepartmentTarget.functions_summary"] = "部门职能概述",
        ["DepartmentTarget.annual_tasks"] = "年度工作任务",
        ["DepartmentTarget.goals"] = "",
        ["DepartmentTarget.printed_unit"] = "金额单位",
        ["OverallFunds.name"] = "资金",
        ["OverallFunds.current_fen"] = "当年金额",
        ["OverallFunds.share"] = "占比",
        ["OverallFunds.prior_fen"] = "上年金额",
        ["OverallFunds.before_prior_fen"] = "前年金额",
        ["Goal.term"] = "期限",
        ["Goal.number"] = "序号",
        ["Goal.text"] = "",
        ["Goal.indicators"] = "",
        ["DepartmentBudget.department"] = "部门编码",
        ["DepartmentBudget.year"] = "预算年度",
        ["DepartmentBudget.edition"] = "版式",
        ["DepartmentBudget.profile"] = "部门基本情况",
        ["DepartmentBudget.plan_text"] = "年度工作目标及主要任务",
        ["DepartmentBudget.tables"] = "预算表",
        ["DepartmentBudget.facts"] = "表外事项",
        ["DepartmentBudget.projects"] = "项目",
        ["DepartmentBudget.glossary"] = "名词解释",
        ["DepartmentBudget.operating_expense_kinds"] = "机关运行经费用途",
        ["DepartmentBudget.printed"] = "原件文字",
        ["Profile.functions"] = "主要职能",
        ["Profile.units"] = "预算单位构成",
        ["Profile.offices"] = "内设机构",
        ["Profile.text"] = "其他说明",
        ["ProfileUnit.name"] = "名称",
        ["ProfileUnit.kind"] = "性质",
        ["ProfileUnit.note"] = "备注",
        ["Table.number"] = "表号",
        ["Table.title"] = "标题",
        ["Table.rows"] = "",
        ["Table.note"] = "表注",
        ["Table.not_in_source"] = "原件无此表内容",
        ["Table.printed_columns"] = "",
        ["Table.printed_unit"] = "原件单位",
        ["PrintedColumn.id"] = "标识",
        ["PrintedColumn.header"] = "栏目名称",
        ["PrintedColumn.group"] = "上级栏目",
        ["PrintedColumn.side"] = "收支方向",
        ["Row.side"] = "收支方向",
        ["Row.code"] = "科目编码",
        ["Row.name"] = "名称",
        ["Row.level"] = "级次",
        ["Row.is_total"] = "合计行",
        ["Row.cells"] = "",
        ["Cell.column"] = "栏目",
        ["Cell.fen"] = "",
        ["Cell.printed"] = "原件数字",
        ["Fact.subject"] = "事项",
        ["Fact.fen"] = "本年数",
        ["Fact.count"] = "数量",
        ["Fact.prior_fen"] = "上年数",
        ["Fact.basis"] = "比较基础",
        ["Fact.reason"] = "变动原因",
        ["Fact.purpose"] = "用途",
        ["ProjectLine.name"] = "名称",
        ["ProjectLine.fen"] = "金额",
        ["ProjectLine.sections"] = "",
        ["ProjectText.heading"] = "标题",
        ["ProjectText.text"] = "",
        ["GlossaryEntry.term"] = "名词",
        ["GlossaryEntry.definition"] = "",
        ["PrintedDocument.title"] = "标题",
        ["PrintedDocument.source"] = "来源",
        ["PrintedDocument.published"] = "公开日期",
        ["PrintedDocument.cover"] = "封面",
        ["PrintedDocument.contents"] = "目录",
        ["PrintedDocument.statements"] = "",
        ["PrintedDocument.transcription_notes"] = "转录说明",
        ["PrintedStatement.section"] = "章节",
        ["PrintedStatement.heading"] = "标题",
        ["PrintedStatement.text"] = "",
        ["PrintedStatement.figures"] = "",
        ["PrintedFigure.label"] = "所指",
        ["PrintedFigure.value"] = "",
        ["PrintedFigure.unit"] = "单位",
        ["PrintedFigure.measure"] = "类别",
        ["PrintedFigure.direction"] = "增减方向",
        ["PrintedFigure.basis"] = "比较对象",
        ["PrintedFigure.reason"] = "原因",
    };
}
