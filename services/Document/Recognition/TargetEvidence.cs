using Budget.Document.Text;

namespace Budget.Document.Recognition;

enum IndicatorGroup : byte { Unknown, Output, Cost, Benefit, Satisfaction }

enum IndicatorLevel : byte
{
    Unknown, Quantity, Quality, Time, Cost,
    EconomicCost, SocialCost, EcologicalCost,
    Economic, Social, Ecological, Sustained,
    Satisfaction,
}

/// <summary>One indicator with what it says, and where: in the form of a project or under a goal of the department.</summary>
sealed record IndicatorRow(int Index, int Form, int Goal, Indicator Printed, string Key, string ValueKey, IndicatorValue Value, IndicatorGroup Group, IndicatorLevel Level)
{
    public string Name => Printed.Name ?? "";
    public bool InForm => Form >= 0;

    /// <summary>The row of a project's form that this row of a goal takes up; null for rows of forms and for rows no form has.</summary>
    public IndicatorRow? Source { get; set; }

    /// <summary>The row of the project's form whose value stands here, where values were moved round.</summary>
    public IndicatorRow? MovedFrom { get; set; }

    public bool Inherited => Source is { } source && MovedFrom is null && source.Level == Level && source.Value.Same(Value);
}

/// <summary>
/// The target forms with their indicators joined by name: what project a goal of the department is about, and which row
/// of a form each of its rows takes up. Names meet in dictionaries; no form is compared with every other.
/// </summary>
sealed class TargetEvidence
{
    /// <summary>How many rows of one name are looked at; no real document has as many.</summary>
    const int Reach = 16;

    /// <summary>Projects whose name is looked for in the words of goals.</summary>
    const int MostNames = 200;

    readonly Dictionary<string, int> first;
    readonly List<int> next;
    readonly string[] cores;

    public TargetEvidence(DisclosureDocument document)
    {
        var targets = document.Targets;
        Overall = targets?.Overall;
        Forms = [.. (targets?.Projects ?? []).Where(f => f is not null)];
        Goals = [.. (Overall?.Goals ?? []).Where(g => g is not null)];
        FormRows = new List<IndicatorRow>[Forms.Length];
        GoalRows = new List<IndicatorRow>[Goals.Length];
        int ofForms = 0, all = 0;
        foreach (var form in Forms) ofForms += form.Indicators?.Count ?? 0;
        foreach (var goal in Goals) all += goal.Indicators?.Count ?? 0;
        all += ofForms;
        Rows = new(all);
        next = new(all);
        first = new(ofForms, StringComparer.Ordinal);
        for (var f = 0; f < Forms.Length; f++) FormRows[f] = Read(Forms[f].Indicators, f, -1);
        for (var g = 0; g < Goals.Length; g++) GoalRows[g] = Read(Goals[g].Indicators, -1, g);
        ProjectOf = new int[Goals.Length];
        IsCovered = new bool[Forms.Length];
        cores = Goals.Length == 0 ? [] : [.. Forms.Take(MostNames).Select(f => CoreName(f.Name))];
        for (var i = 0; i < Rows.Count; i++)
        {
            next.Add(-1);
            if (!Rows[i].InForm) continue;
            if (first.TryGetValue(Rows[i].Key, out var head)) next[i] = head;
            first[Rows[i].Key] = i;
        }
        for (var g = 0; g < Goals.Length; g++) Tie(g);
    }

    public DepartmentTarget? Overall { get; }
    public ProjectTarget[] Forms { get; }
    public Goal[] Goals { get; }
    public List<IndicatorRow> Rows { get; }
    public List<IndicatorRow>[] FormRows { get; }
    public List<IndicatorRow>[] GoalRows { get; }

    /// <summary>The form a goal is about, −1 where its indicators do not tell.</summary>
    public int[] ProjectOf { get; }

    /// <summary>Forms that some goal takes up, by an indicator only they have or by name.</summary>
    public bool[] IsCovered { get; }

    /// <summary>The Wuhan kind of form has reason, content, basis and lines; the Shanghai kind has none of these boxes.</summary>
    public bool IsWhole(ProjectTarget form) => !string.IsNullOrEmpty(form.Reason) || !string.IsNullOrEmpty(form.Content) || form.Expenditure is { Count: > 0 };

    List<IndicatorRow> Read(IReadOnlyList<Indicator>? indicators, int form, int goal)
    {
        var rows = new List<IndicatorRow>(indicators?.Count ?? 0);
        foreach (var indicator in indicators ?? [])
        {
            if (indicator is null) continue;
            var row = new IndicatorRow(Rows.Count, form, goal, indicator, Key(indicator.Name), Folded(indicator.Value), IndicatorValue.Parse(indicator.Value), GroupOf(indicator.Level1), LevelOf(indicator.Level2));
            rows.Add(row);
            Rows.Add(row);
        }
        return rows;
    }

    void Tie(int g)
    {
        var votes = new Dictionary<int, int>();
        foreach (var row in GoalRows[g])
        {
            var only = OnlyForm(row.Key);
            if (only < 0) continue;
            votes[only] = votes.GetValueOrDefault(only) + 1;
            IsCovered[only] = true;
        }
        ProjectOf[g] = votes.Count == 0 ? -1 : votes.MaxBy(v => v.Value).Key;
        var text = Folded(Goals[g].Text);
        for (var f = 0; f < cores.Length; f++)
        {
            if (!IsCovered[f] && cores[f].Length >= 4 && text.Contains(cores[f], StringComparison.Ordinal)) IsCovered[f] = true;
        }
        foreach (var row in GoalRows[g]) row.Source = Find(row, ProjectOf[g]);
        FindMoved(g);
    }

    /// <summary>The only form with this indicator; −1 where none or several have it.</summary>
    int OnlyForm(string key)
    {
        var form = -1;
        var seen = 0;
        for (var i = first.GetValueOrDefault(key, -1); i >= 0 && seen < Reach; i = next[i], seen++)
        {
            if (form >= 0 && Rows[i].Form != form) return -1;
            form = Rows[i].Form;
        }
        return form;
    }

    /// <summary>Of the rows with this name the one that agrees most: in the goal's project, at the level, with the value.</summary>
    IndicatorRow? Find(IndicatorRow row, int project)
    {
        IndicatorRow? best = null;
        var most = -1;
        var seen = 0;
        for (var i = first.GetValueOrDefault(row.Key, -1); i >= 0 && seen < Reach; i = next[i], seen++)
        {
            var other = Rows[i];
            var agrees = (other.Form == project ? 4 : 0) + (other.Level == row.Level ? 2 : 0) + (other.Value.Same(row.Value) ? 1 : 0);
            if (agrees < most || agrees == most && best is not null && best.Index < other.Index) continue;
            (best, most) = (other, agrees);
        }
        return best;
    }

    /// <summary>
    /// A value was moved if it is not its own row's, belongs in the form to exactly one other row, and that row has in
    /// the goal another value too. Two rows that happen to promise the same are so no finding.
    /// </summary>
    void FindMoved(int g)
    {
        var project = ProjectOf[g];
        if (project < 0) return;
        Dictionary<string, IndicatorRow?>? byValue = null;
        Dictionary<string, IndicatorRow>? byName = null;
        foreach (var row in GoalRows[g])
        {
            if (row.Source is not { } source || source.Form != project || row.ValueKey.Length == 0 || source.Value.Same(row.Value)) continue;
            if (byValue is null || byName is null)
            {
                (byValue, byName) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));
                foreach (var other in FormRows[project])
                {
                    if (!byValue.TryAdd(other.ValueKey, other)) byValue[other.ValueKey] = null;
                }
                foreach (var other in GoalRows[g]) byName.TryAdd(other.Key, other);
            }
            if (byValue.TryGetValue(row.ValueKey, out var owner) && owner is not null && owner.Key != row.Key && byName.TryGetValue(owner.Key, out var there) && !there.Value.Same(owner.Value)) row.MovedFrom = owner;
        }
    }

    /// <summary>"扶贫开发科对口帮扶资金项目" → "扶贫开发科对口帮扶": what two names of one project have in common.</summary>
    public static string CoreName(string? name)
    {
        var core = Folded(name).AsSpan();
        while (true)
        {
            var length = core.Length;
            foreach (var tail in (ReadOnlySpan<string>)["项目", "经费", "工作", "专项", "资金"])
            {
                if (core.EndsWith(tail)) core = core[..^tail.Length];
            }
            if (core.Length == length) return core.ToString();
        }
    }

    /// <summary>The name without spaces, final stops and the word 指标.</summary>
    static string Key(string? name)
    {
        var key = Folded(name);
        var end = key.AsSpan().TrimEnd("。；;.、".AsSpan());
        if (end.Length > 2 && end.EndsWith("指标")) end = end[..^2];
        return end.Length == key.Length ? key : end.ToString();
    }

    public static string Folded(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        char[]? rented = text.Length > 256 ? new char[text.Length] : null;
        Span<char> folded = rented ?? stackalloc char[256];
        var length = Names.FoldInto(text, folded);
        return folded[..length].SequenceEqual(text) ? text : folded[..length].ToString();
    }

    static IndicatorGroup GroupOf(string? level1)
    {
        if (string.IsNullOrEmpty(level1)) return IndicatorGroup.Unknown;
        var name = level1.AsSpan().Trim();
        if (name.EndsWith("指标")) name = name[..^2];
        return name switch
        {
            "产出" => IndicatorGroup.Output,
            "成本" => IndicatorGroup.Cost,
            "效益" or "效果" => IndicatorGroup.Benefit,
            "满意度" or "服务对象满意度" => IndicatorGroup.Satisfaction,
            _ => IndicatorGroup.Unknown,
        };
    }

    static IndicatorLevel LevelOf(string? level2)
    {
        if (string.IsNullOrEmpty(level2)) return IndicatorLevel.Unknown;
        var name = level2.AsSpan().Trim();
        if (name.EndsWith("指标")) name = name[..^2];
        return name switch
        {
            "数量" => IndicatorLevel.Quantity,
            "质量" => IndicatorLevel.Quality,
            "时效" => IndicatorLevel.Time,
            "成本" => IndicatorLevel.Cost,
            "经济成本" => IndicatorLevel.EconomicCost,
            "社会成本" => IndicatorLevel.SocialCost,
            "生态环境成本" => IndicatorLevel.EcologicalCost,
            "经济效益" => IndicatorLevel.Economic,
            "社会效益" => IndicatorLevel.Social,
            "生态效益" => IndicatorLevel.Ecological,
            "可持续影响" or "可持续发展" => IndicatorLevel.Sustained,
            "满意度" or "服务对象满意度" => IndicatorLevel.Satisfaction,
            _ => IndicatorLevel.Unknown,
        };
    }

    public static IndicatorGroup GroupOf(IndicatorLevel level) => level switch
    {
        IndicatorLevel.Quantity or IndicatorLevel.Quality or IndicatorLevel.Time => IndicatorGroup.Output,
        IndicatorLevel.Cost or IndicatorLevel.EconomicCost or IndicatorLevel.SocialCost or IndicatorLevel.EcologicalCost => IndicatorGroup.Cost,
        IndicatorLevel.Economic or IndicatorLevel.Social or IndicatorLevel.Ecological or IndicatorLevel.Sustained => IndicatorGroup.Benefit,
        IndicatorLevel.Satisfaction => IndicatorGroup.Satisfaction,
        _ => IndicatorGroup.Unknown,
    };

    /// <summary>Level 2 stands under its level 1; 成本 is under 产出 in older forms and a group of its own in newer ones.</summary>
    public static bool Fits(IndicatorGroup group, IndicatorLevel level) =>
        GroupOf(level) == group || group == IndicatorGroup.Output && level == IndicatorLevel.Cost;

    public Place PlaceOf(IndicatorRow row)
    {
        if (row.InForm) return new($"form:{Forms[row.Form].Name}/{row.Printed.Level2}/{row.Name}", $"项目绩效目标表 / {Forms[row.Form].Name} / {row.Printed.Level2} / {row.Name}");
        var goal = NameOf(Goals[row.Goal]);
        return new($"overall:{goal}/{row.Printed.Level2}/{row.Name}", $"部门整体绩效目标表 / {goal} / {row.Printed.Level2} / {row.Name}");
    }

    public static string NameOf(Goal goal) => $"{(goal.LongTerm ? "长期目标" : "年度目标")}{goal.Number}";

    public Place PlaceOf(int goal) => new($"overall:{NameOf(Goals[goal])}", $"部门整体绩效目标表 / {NameOf(Goals[goal])}");

    public static Place PlaceOf(ProjectTarget form, string field = "") => field.Length == 0
        ? new($"form:{form.Name}", $"项目绩效目标表 / {form.Name}")
        : new($"form:{form.Name}/{field}", $"项目绩效目标表 / {form.Name} / {field}");
}
