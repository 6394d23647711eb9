namespace Budget.Document.Tests.Rules;

/// <summary>One change to the target forms of a sample.</summary>
static class TargetChanges
{
    public static DisclosureDocument Form(this DisclosureDocument document, int form, Func<ProjectTarget, ProjectTarget> change) =>
        document with { Targets = document.Targets! with { Projects = [.. document.Targets.Projects.Select((f, i) => i == form ? change(f) : f)] } };

    public static DisclosureDocument Forms(this DisclosureDocument document, Func<ProjectTarget, ProjectTarget> change)
    {
        for (var i = 0; i < document.Targets!.Projects.Count; i++) document = document.Form(i, change);
        return document;
    }

    /// <summary>Changes one indicator of a form, and of the goal that takes it up.</summary>
    public static DisclosureDocument Indicator(this DisclosureDocument document, int form, int row, Func<Indicator, Indicator> change)
    {
        document = document.Form(form, f => f with { Indicators = [.. f.Indicators.Select((x, i) => i == row ? change(x) : x)] });
        return document.Targets!.Overall is null ? document : document.Goal(form, row, change);
    }

    public static DisclosureDocument Indicators(this DisclosureDocument document, int form, Func<IReadOnlyList<Indicator>, IReadOnlyList<Indicator>> change)
    {
        document = document.Form(form, f => f with { Indicators = change(f.Indicators) });
        return document.Targets!.Overall is null ? document : document.Goal(form, g => g with { Indicators = change(g.Indicators) });
    }

    public static DisclosureDocument Goal(this DisclosureDocument document, int goal, int row, Func<Indicator, Indicator> change) =>
        document.Goal(goal, g => g with { Indicators = [.. g.Indicators.Select((x, i) => i == row ? change(x) : x)] });

    public static DisclosureDocument Goal(this DisclosureDocument document, int goal, Func<Goal, Goal?> change) =>
        document.Overall(o => o with { Goals = [.. o.Goals.Select((g, i) => i == goal ? change(g) : g).OfType<Goal>()] });

    public static DisclosureDocument Overall(this DisclosureDocument document, Func<DepartmentTarget, DepartmentTarget?> change) =>
        document with { Targets = document.Targets! with { Overall = change(document.Targets.Overall!) } };

    public static DisclosureDocument WithoutTargets(this DisclosureDocument document) => document with { Targets = null };

    public static IReadOnlyList<OverallFunds> Funds(this IReadOnlyList<OverallFunds> lines, string name, Func<OverallFunds, OverallFunds> change) =>
        [.. lines.Select(l => l.Name == name ? change(l) : l)];
}
