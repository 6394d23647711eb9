using System.Globalization;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Document.Narrative;

namespace Budget.Publication.Composition;

/// <summary>
/// Document → composed document, in the edition's order. What was made here reads as the narrator writes it;
/// what was made elsewhere keeps its printed words (<see cref="PrintedSections"/>).
/// </summary>
public static class Composer
{
    public const string GapText = "（未填）";

    public static ComposedDocument Compose(DisclosureDocument document, PublicationFacts facts)
    {
        var figures = new Figures(document);
        var sections = document.Printed is { } printed
            ? PrintedSections.Compose(document, printed, figures)
            : [.. Narrator.Write(document, figures).Select(s => Section(document, s))];
        if (facts.Archive) sections.Add(Findings(facts));
        return new ComposedDocument(
            Title(document), document.Department.Name, document.Department.District, document.Year, document.Edition.TextUnit.Chinese(),
            document.Printed is { Cover.Count: > 0 } p ? p.Cover : [.. document.Edition.Cover.Select(c => Narrator.Fill(document, c))],
            SummaryOf(document, figures), [.. Notices(document, facts)], sections, [.. ProvenanceOf(document, facts)], Downloads(document));
    }

    static string Title(DisclosureDocument document) =>
        document.Printed is { Cover: [var first, ..] } ? first
        : document.Printed is { Title.Length: > 0 } printed ? printed.Title
        : Narrator.Fill(document, document.Edition.DocumentTitle) is { Length: > 0 } title ? title
        : $"{document.Department.Name}{document.Year}年部门预算";

    static ComposedSection Section(DisclosureDocument document, NarrativeSection section) => new(
        section.Id, section.Number, section.Heading, section.Level,
        [.. section.Blocks.SelectMany(b => Block(document, b, section.Level))], [.. section.Sections.Select(s => Section(document, s))]);

    static IEnumerable<Content> Block(DisclosureDocument document, NarrativeBlock block, int level) =>
        block.Kind == BlockKind.Paragraph
            ? [new Paragraph([.. block.Runs.Select(r => r.Gap ? new TextRun(GapText, RunKind.Gap) : new TextRun(r.Text, r.IsFigure ? RunKind.Figure : RunKind.Words))])]
            : Parts(document, block.Kind, block.Table);

    /// <summary>Tables and forms, which both kinds of documents print alike.</summary>
    public static IEnumerable<Content> Parts(DisclosureDocument document, BlockKind kind, int table) => kind switch
    {
        BlockKind.Table => [TableComposer.Compose(document, table)],
        BlockKind.ProjectPages => document.Projects.Where(p => p.Sections.Count > 0).Select(ProjectPage),
        BlockKind.ProjectForms => document.Targets?.Projects.Select(p => FormComposer.Project(p, document.Year)) ?? [],
        BlockKind.OverallForm => document.Targets?.Overall is { } overall ? [FormComposer.Overall(overall, document)] : [],
        _ => [],
    };

    static Content ProjectPage(ProjectLine project) => new ComposedForm(
        $"project-{project.Index + 1}", project.Name, project.Amount is { } amount ? $"{amount.InWan()}万元" : "",
        [new FormFields([.. project.Sections.Select(s => new FormField(s.Heading, [.. Narrator.Lines(s.Text)]))])]);

    static Summary? SummaryOf(DisclosureDocument document, Figures figures)
    {
        var unit = document.Edition.TextUnit;
        var shown = new List<SummaryFigure>();
        Add("收支总预算", SubjectKind.Revenue);
        Add("基本支出", figures.Amount(SubjectKind.ExpenditureBasic) is null ? SubjectKind.GeneralBasic : SubjectKind.ExpenditureBasic, SubjectKind.GeneralBasic);
        Add("项目支出", figures.Amount(SubjectKind.ExpenditureProject) is null ? SubjectKind.GeneralProject : SubjectKind.ExpenditureProject, SubjectKind.GeneralProject);
        Add("“三公”经费", SubjectKind.ThreePublic);
        return shown.Count == 0 ? null : new Summary(Sentence(document, figures), shown);

        void Add(string label, Subject subject, Subject? comparedBy = null)
        {
            if (figures.Amount(subject) is not { } amount) return;
            // Basic and project expenditure are compared where only the general public budget pays them; then both are the same money.
            var by = comparedBy is { } other && figures.Prior(subject) is null && figures.Amount(other) == amount ? other : subject;
            var change = figures.Change(by);
            shown.Add(new SummaryFigure(label, amount.In(unit), unit.Chinese(), change is { } c ? Math.Sign(c.Fen) : 0, ChangeText(figures, by, unit)));
        }
    }

    static string ChangeText(Figures figures, Subject subject, MoneyUnit unit)
    {
        if (figures.Change(subject) is not { } change) return "";
        if (change.Fen == 0) return "与上年持平";
        var rate = figures.ChangeRate(subject) is { } hundredths ? $"（{(change.Fen > 0 ? "+" : "−")}{Percent(Math.Abs(hundredths))}%）" : "";
        return $"比上年{(change.Fen > 0 ? "增加" : "减少")}{new Amount(Math.Abs(change.Fen)).In(unit)}{unit.Chinese()}{rate}";
    }

    static string Sentence(DisclosureDocument document, Figures figures)
    {
        var unit = document.Edition.TextUnit;
        var name = document.Department.Name;
        if (figures.Amount(SubjectKind.Revenue) is not { } total) return $"{name}{document.Year}年部门预算主要数字如下。";
        var text = $"{document.Year}年，{name}计划收入、支出各{total.In(unit)}{unit.Chinese()}";
        if (ChangeText(figures, SubjectKind.Revenue, unit) is { Length: > 0 } change) text += "，" + change;
        if (figures.Share(SubjectKind.RevenueGeneralPublicBudget, SubjectKind.Revenue) is { } share) text += share == 10_000 ? "，全部来自一般公共预算财政拨款" : $"，其中{Percent(share)}%来自一般公共预算财政拨款";
        return text + "。";
    }

    static IEnumerable<Notice> Notices(DisclosureDocument document, PublicationFacts facts)
    {
        if (facts.SupersededBy > 0) yield return new Notice(NoticeKind.Superseded, $"本版本已由第{facts.SupersededBy}版替代，仅供查阅。", $"../v{facts.SupersededBy}/", $"查看第{facts.SupersededBy}版");
        if (facts.CorrectionReason.Length > 0) yield return new Notice(NoticeKind.Information, $"本版为第{facts.Version - 1}版的更正。更正原因：{facts.CorrectionReason}", $"../v{facts.Version - 1}/", $"查看第{facts.Version - 1}版");
        if (document.MadeElsewhere && facts.Archive)
            yield return new Notice(NoticeKind.Archive, "本文件由他处编制，此处按原文刊印，未作改动；检查发现的问题列于“检查结果”。", "#findings", "查看检查结果");
        else if (document.MadeElsewhere)
            yield return new Notice(NoticeKind.Archive, "本文件由他处编制，此处按原文刊印，未作改动。");
    }

    static ComposedSection Findings(PublicationFacts facts) => new("findings", "", "检查结果", 1,
        [facts.Findings.Count == 0 ? new Paragraph("未发现问题。") : new FindingsList([.. facts.Findings.OrderBy(f => f.Severity)])], []);

    static IEnumerable<Provenance> ProvenanceOf(DisclosureDocument document, PublicationFacts facts)
    {
        yield return new("编制部门", document.Department.Name);
        yield return new("预算年度", document.Year.ToString(CultureInfo.InvariantCulture) + "年");
        yield return new("编报形式", document.Edition.Title);
        yield return new("版本", facts.Version > 1 ? $"第{facts.Version}版（更正）" : $"第{facts.Version}版");
        if (facts.PublishedAt is { } at) yield return new("公开时间", ChinaTime(at));
        if (facts.ApprovedBy.Length > 0) yield return new("审定", facts.ApprovedBy);
        if (document.Printed is { Source.Length: > 0 } printed) yield return new("原文来源", printed.Source);
        if (document.Printed is { Published.Length: > 0 } source) yield return new("原文公开时间", source.Published);
        if (facts.BudgetHash.Length > 0) yield return new("预算内容校验码（SHA-256）", facts.BudgetHash);
        if (facts.TargetsHash.Length > 0) yield return new("绩效目标校验码（SHA-256）", facts.TargetsHash);
    }

    /// <summary>Official time is Beijing time wherever the server stands.</summary>
    public static string ChinaTime(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);

    static List<Download> Downloads(DisclosureDocument document) =>
    [
        new("disclosure.json", "整份公开数据（JSON）"),
        new("datapackage.json", "数据包说明（Data Package）"),
        .. document.Tables.Where(t => !t.NotInSource).Select(t => new Download($"data/table-{t.Number}.csv", $"表{t.Number}（CSV）")),
    ];

    public static string Percent(long hundredths) => (hundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
