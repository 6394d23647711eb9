using System.Globalization;
using Budget.Document;
using Budget.Document.Narrative;
using Budget.Document.Recognition;
using Budget.Document.Relations;

namespace Budget.Typesetting.Composition;

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
        var recognised = new RecognisedFigures(document, figures);
        var known = new KnownFigures(document, figures, recognised);
        var anchors = new Anchors();
        var summary = new SummaryComposer(known, Language.Chinese).Compose();
        var projects = ProjectComposer.Compose(document);
        var sections = document.Printed is { } printed
            ? PrintedSections.Compose(document, printed, recognised, anchors)
            : [.. Narrator.Write(document, figures).Select(s => Section(document, s, anchors))];
        PointAtSections(document.Edition.Outline, sections, anchors);
        var explained = FigureComposer.Compose(document, sections, figures, facts);
        if (facts.Archive) sections.Add(Findings(facts));
        return new ComposedDocument(
            Title(document), document.Department.Name, document.Department.District, document.Year, document.Edition.TextUnit.Chinese(),
            document.Printed is { Cover.Count: > 0 } p ? p.Cover : [.. document.Edition.Cover.Select(c => Narrator.Fill(document, c))],
            summary, [.. Notices(document, facts)], sections, [.. ProvenanceOf(document, facts)], [])
        {
            DepartmentCode = document.Department.Code,
            Anchors = anchors,
            Projects = projects,
            Glance = Glance.Of(document, known, Title(document), summary?.Sentence ?? "", projects),
            Figures = explained,
            Story = StoryComposer.Compose(known, projects, Language.Chinese),
            English = new(new SummaryComposer(known, Language.English).Compose(), StoryComposer.Compose(known, projects, Language.English)),
        };
    }

    static string Title(DisclosureDocument document) =>
        document.Printed is { Cover: [var first, ..] } ? first
        : document.Printed is { Title.Length: > 0 } printed ? printed.Title
        : Narrator.Fill(document, document.Edition.DocumentTitle) is { Length: > 0 } title ? title
        : $"{document.Department.Name}{document.Year}年部门预算";

    static ComposedSection Section(DisclosureDocument document, NarrativeSection section, Anchors anchors) => new(
        section.Id, section.Number, section.Heading, section.Level,
        [.. section.Blocks.SelectMany(b => Block(document, b, section.Id, anchors))], [.. section.Sections.Select(s => Section(document, s, anchors))]);

    static IEnumerable<Content> Block(DisclosureDocument document, NarrativeBlock block, string section, Anchors anchors) =>
        block.Kind == BlockKind.Paragraph ? [new Paragraph([.. block.Runs.Select(r => Written(document, r, section, anchors))])] : Parts(document, block.Kind, block.Table, anchors);

    static TextRun Written(DisclosureDocument document, Run run, string section, Anchors anchors)
    {
        if (!run.IsFigure) return run.Gap ? new TextRun(GapText, RunKind.Gap) : new TextRun(run.Text);
        var id = anchors.Take($"text:{section}/{run.Subject}/{(run.Prior ? "Prior" : run.Measure.ToString())}");
        // What is wrong with a typed fact is seen where the prose first speaks of it.
        anchors.Point($"fact:{run.Subject}", id);
        var of = Of(document, run);
        return run.Gap ? new TextRun(GapText, RunKind.Gap, Id: id, Of: of) : new TextRun(run.Text, RunKind.Figure, Id: id, Of: of);
    }

    /// <summary>What has no figure of its own is found by its section: a duty, a term, a project of the list.</summary>
    static void PointAtSections(IReadOnlyList<OutlineSection> outline, IReadOnlyList<ComposedSection> sections, Anchors anchors)
    {
        foreach (var section in outline)
        {
            if (sections.FirstOrDefault(s => s.Id == section.Id) is not { } composed) continue;
            anchors.Point($"text:{section.Id}", section.Id);
            foreach (var block in section.Blocks)
            {
                var key = (block.Kind, block.Each) switch
                {
                    (BlockKind.Table, _) => "tables",
                    (BlockKind.ProjectForms, _) => "form",
                    (_, Repeat.Functions) => "function",
                    (_, Repeat.ProfileText or Repeat.Units) => "profile",
                    (_, Repeat.Plan) => "plan",
                    (_, Repeat.Glossary) => "glossary",
                    (BlockKind.ProjectPages, _) or (_, Repeat.Projects) => "project",
                    _ => "",
                };
                if (key.Length > 0) anchors.Point(key, section.Id);
            }
            PointAtSections(section.Sections, composed.Sections, anchors);
        }
    }

    static FigureOf Of(DisclosureDocument document, Run run)
    {
        var (subject, measure) = (run.Subject, run.Measure);
        return new(subject, NameOf(document, subject), measure, measure switch
        {
            Measure.Amount or Measure.Change => document.Edition.TextUnit.Chinese(),
            Measure.Count => SubjectKinds.Of(subject.Kind)?.CountUnit ?? "",
            _ => "%",
        }, run.Prior);
    }

    static string NameOf(DisclosureDocument document, Subject subject)
    {
        return subject.Kind switch
        {
            SubjectKind.None => "",
            SubjectKind.FunctionCode => Line(RowKind.FunctionCodes),
            SubjectKind.EconomicCode => Line(RowKind.EconomicCodes),
            SubjectKind.Project => subject.Name!,
            _ => SubjectKinds.Of(subject.Kind).Chinese,
        };

        string Line(RowKind rows) => document.Tables.Where(t => t.Definition.Rows == rows).SelectMany(t => t.Rows).FirstOrDefault(r => r.Code == subject.Code)?.Name ?? subject.ToString();
    }

    /// <summary>Tables and forms, which both kinds of documents print alike.</summary>
    public static IEnumerable<Content> Parts(DisclosureDocument document, BlockKind kind, int table, Anchors anchors) => kind switch
    {
        BlockKind.Table => [TableComposer.Compose(document, table, anchors)],
        BlockKind.ProjectPages => document.Projects.Where(p => p.Sections.Count > 0).Select(Account),
        BlockKind.ProjectForms => document.Targets?.Projects.Select(p => FormComposer.Project(p, document.Year, anchors) with { Page = ProjectComposer.PathOf(p.Index) }) ?? [],
        BlockKind.OverallForm => document.Targets?.Overall is { } overall ? [FormComposer.Overall(overall, document, anchors)] : [],
        _ => [],
    };

    /// <summary>What the document tells of a project in words (项目经费情况说明).</summary>
    public static ComposedForm Account(ProjectLine project) => new(
        $"project-{project.Index + 1}", project.Name, project.Amount is { } amount ? $"{amount.InWan()}万元" : "",
        [new FormFields([.. project.Sections.Select(s => new FormField(s.Heading, [.. Narrator.Lines(s.Text)]))])]);

    static IEnumerable<Notice> Notices(DisclosureDocument document, PublicationFacts facts)
    {
        if (facts.SupersededBy > 0) yield return new Notice(NoticeKind.Superseded, $"本版本已由第{facts.SupersededBy}版替代，仅供查阅。", $"../v{facts.SupersededBy}/", $"查看第{facts.SupersededBy}版");
        if (facts.CorrectionReason.Length > 0) yield return new Notice(NoticeKind.Information, $"本版为第{facts.Version - 1}版的更正。更正原因：{facts.CorrectionReason}", "changes.html", $"查看与第{facts.Version - 1}版的不同");
        foreach (var sentence in facts.Withheld) yield return new Notice(NoticeKind.Information, sentence);
        var unchanged = facts.Withheld.Count == 0 ? "未作改动" : "除上述内容外未作改动";
        if (document.MadeElsewhere && facts.Archive)
            yield return new Notice(NoticeKind.Archive, $"本文件由他处编制，此处按原文刊印，{unchanged}；检查发现的问题列于“检查结果”。", "#findings", "查看检查结果");
        else if (document.MadeElsewhere)
            yield return new Notice(NoticeKind.Archive, $"本文件由他处编制，此处按原文刊印，{unchanged}。");
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

    public static string Percent(long hundredths) => (hundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
