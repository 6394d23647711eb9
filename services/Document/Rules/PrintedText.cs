namespace Budget.Document.Rules;

/// <summary>A paragraph or field of a document that people wrote, and where it stands.</summary>
readonly record struct PrintedText(string Part, string Name, string Text)
{
    public Place Place => new($"{Part}:{Name}", Part switch
    {
        "text" => Name,
        "function" => $"主要职能 / 第{Name}项",
        "profile" => $"部门情况 / 第{Name}段",
        "glossary" => $"名词解释 / {Name}",
        "project" => $"项目经费情况说明 / {Name}",
        "form" => $"项目绩效目标表 / {Name}",
        "overall" => $"部门整体支出绩效目标表 / {Name}",
        "plan" => "年度工作目标及主要任务",
        _ => Name,
    });

    /// <summary>Everything a document says in words, in printed order; nothing of it is missing.</summary>
    public static List<PrintedText> Read(DisclosureDocument document, IReadOnlyList<Statement> statements)
    {
        var all = new List<PrintedText>();
        void Add(string part, string? name, string? text)
        {
            if (!string.IsNullOrWhiteSpace(text)) all.Add(new(part, name ?? "", text));
        }
        void AddAll(string part, IReadOnlyList<string>? texts)
        {
            for (var i = 0; i < (texts?.Count ?? 0); i++) Add(part, (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), texts![i]);
        }
        AddAll("function", document.Profile?.Functions);
        AddAll("profile", document.Profile?.Text);
        Add("plan", "", document.PlanText);
        foreach (var statement in statements) Add("text", statement.Section, statement.Text);
        foreach (var entry in document.Glossary ?? []) Add("glossary", entry?.Term, entry?.Definition);
        foreach (var project in document.Projects ?? [])
        {
            foreach (var section in project?.Sections ?? []) Add("project", $"{project!.Name} / {section?.Heading}", section?.Text);
        }
        foreach (var form in document.Targets?.Projects ?? [])
        {
            if (form is null) continue;
            Add("form", $"{form.Name} / 立项依据", form.Reason);
            Add("form", $"{form.Name} / 主要内容", form.Content);
            Add("form", $"{form.Name} / 测算依据", form.Basis);
            Add("form", $"{form.Name} / 前两年预算", form.PriorYearsText);
            Add("form", $"{form.Name} / 总目标", form.OverallGoal);
            Add("form", $"{form.Name} / 年度目标", form.AnnualGoal);
        }
        if (document.Targets?.Overall is not { } overall) return all;
        Add("overall", "部门职能概述", overall.FunctionsSummary);
        Add("overall", "年度工作任务", overall.AnnualTasks);
        foreach (var goal in overall.Goals ?? []) Add("overall", $"{(goal?.LongTerm == true ? "长期" : "年度")}目标 {goal?.Number}", goal?.Text);
        return all;
    }
}
