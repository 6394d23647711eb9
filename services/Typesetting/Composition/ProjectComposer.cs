using System.Globalization;
using Budget.Document;

namespace Budget.Typesetting.Composition;

/// <summary>A project's own page: what it costs, what it is for and what it promises.</summary>
/// <param name="Path">Relative to the version's folder.</param>
/// <param name="Amount">Of the year; null where the document does not say.</param>
/// <param name="Sentence">The answer in one sentence.</param>
/// <param name="Anchor">Where the document itself has its form; empty where it has none.</param>
/// <param name="Spending">What it is spent on; null where the form does not say.</param>
public sealed record ComposedProject(string Path, string Name, Amount? Amount, string Sentence, string Anchor, ComposedForm? Form, ComposedForm? Account, BarPicture? Spending);

static class ProjectComposer
{
    public static string PathOf(int index) => $"projects/{(index + 1).ToString(CultureInfo.InvariantCulture)}.html";

    /// <summary>Every project with a form, then those that only the list of projects has.</summary>
    public static IReadOnlyList<ComposedProject> Compose(DisclosureDocument document)
    {
        var targets = document.Targets?.Projects ?? [];
        var listed = document.Projects.GroupBy(p => p.Name).ToDictionary(g => g.Key, g => g.First());
        var named = targets.Select(t => t.Name).ToHashSet();
        var projects = targets.Select(t => OfForm(document, t, listed.GetValueOrDefault(t.Name))).ToList();
        var index = targets.Count == 0 ? 0 : targets.Max(t => t.Index) + 1;
        foreach (var project in document.Projects.Where(p => !named.Contains(p.Name) && p.Name.Length > 0))
        {
            projects.Add(new(PathOf(index++), project.Name, project.Amount, Sentence(document, project.Name, project.Amount, 0), "", null, Composer.Account(project), null));
        }
        return projects;
    }

    static ComposedProject OfForm(DisclosureDocument document, ProjectTarget target, ProjectLine? line)
    {
        // A page of its own has its own addresses; they are the same keys as in the document.
        var form = FormComposer.Project(target, document.Year, new Anchors());
        return new(PathOf(target.Index), target.Name, target.Year ?? line?.Amount, Sentence(document, target.Name, target.Year ?? line?.Amount, target.Indicators.Count), form.Id, form,
            line is { Sections.Count: > 0 } ? Composer.Account(line) : null, Spending(target));
    }

    static string Sentence(DisclosureDocument document, string name, Amount? amount, int indicators)
    {
        var text = amount is { } known ? $"{document.Year}年，{document.Department.Name}为“{name}”安排{known.In(document.Edition.TextUnit)}{document.Edition.TextUnit.Chinese()}" : $"“{name}”是{document.Department.Name}{document.Year}年的项目，文件没有列出它的金额";
        return text + (indicators > 0 ? $"，公开了{indicators}项绩效指标。" : "，没有公开绩效指标。");
    }

    static BarPicture? Spending(ProjectTarget target)
    {
        var lines = target.Expenditure.Where(e => e.Amount is { Fen: > 0 }).Select(e => (e.Item, Amount: e.Amount!.Value)).OrderByDescending(e => e.Amount.Fen).ToList();
        if (lines.Count < 2) return null;
        const string title = "项目支出明细，从大到小";
        var table = new ComposedTable("", 0, title, target.Unit.Chinese(), [new(["支出明细"], CellKind.Name), new(["金额"], CellKind.Number)], 0,
            [.. lines.Select(l => new ComposedRow(false, [new(l.Item), new(l.Amount.In(target.Unit))]))], []);
        return new("spending", title, string.Join("；", lines.Select(l => $"{l.Item}{l.Amount.In(target.Unit)}{target.Unit.Chinese()}")) + "。", target.Unit, table,
            [.. lines.Select(l => new Bar(l.Item, l.Amount, l.Amount.In(target.Unit)))], Tone.Project);
    }
}
