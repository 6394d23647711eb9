namespace Budget.Document.Recognition;

/// <summary>A paragraph or field of a document that people wrote, and where it stands.</summary>
/// <param name="Field">Which of its owner's fields, where there are several.</param>
readonly record struct PrintedText(string Part, string Owner, string Field, string Text)
{
    string Name => Field.Length == 0 ? Owner : Owner.Length == 0 ? Field : $"{Owner} / {Field}";

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
        var all = new List<PrintedText>(statements.Count + (document.Profile?.Functions?.Count ?? 0) + (document.Glossary?.Count ?? 0) + (document.Targets?.Projects?.Count ?? 0) * 4 + 8);
        void Add(string part, string? owner, string? text, string? field = "")
        {
            if (!string.IsNullOrWhiteSpace(text)) all.Add(new(part, owner ?? "", field ?? "", text));
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
            foreach (var section in project?.Sections ?? []) Add("project", project!.Name, section?.Text, section?.Heading);
        }
        foreach (var form in document.Targets?.Projects ?? [])
        {
            if (form is null) continue;
            Add("form", form.Name, form.Reason, "立项依据");
            Add("form", form.Name, form.Content, "主要内容");
            Add("form", form.Name, form.Basis, "测算依据");
            Add("form", form.Name, form.PriorYearsText, "前两年预算");
            Add("form", form.Name, form.OverallGoal, "总目标");
            Add("form", form.Name, form.AnnualGoal, "年度目标");
        }
        if (document.Targets?.Overall is not { } overall) return all;
        Add("overall", "部门职能概述", overall.FunctionsSummary);
        Add("overall", "年度工作任务", overall.AnnualTasks);
        foreach (var goal in overall.Goals ?? []) Add("overall", goal?.LongTerm == true ? "长期目标" : "年度目标", goal?.Text, goal is null ? "" : goal.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return all;
    }
}
