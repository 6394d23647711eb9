namespace Budget.Document;

/// <summary>绩效目标: what the department promises, per project and as a whole.</summary>
public sealed record PerformanceTargets(IReadOnlyList<ProjectTarget> Projects, DepartmentTarget? Overall);

public sealed record ProjectTarget(int Index, string Name)
{
    public string FormTitle { get; init; } = "";
    public string ManagingDepartment { get; init; } = "";
    public string ExecutingUnit { get; init; } = "";
    public string Leader { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Category { get; init; } = "";
    public string StartDate { get; init; } = "";
    public string EndDate { get; init; } = "";
    public string FillDate { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Content { get; init; } = "";
    public string Basis { get; init; } = "";
    public Amount? Total { get; init; }
    public Amount? Year { get; init; }
    public string PriorYearsText { get; init; } = "";
    public IReadOnlyList<FundingLine> Funding { get; init; } = [];
    public IReadOnlyList<ExpenditureLine> Expenditure { get; init; } = [];
    public Amount? ExpenditureTotal { get; init; }
    public string OverallGoal { get; init; } = "";
    public string AnnualGoal { get; init; } = "";
    public IReadOnlyList<Indicator> Indicators { get; init; } = [];
    public MoneyUnit Unit { get; init; } = MoneyUnit.Wan;
}

public sealed record FundingLine(string Source, string Scope, Amount? Amount);

public sealed record ExpenditureLine(string Item, Amount? Amount);

public sealed record Indicator(int Index, string Level1, string Level2, string Name, string Value, string Standard);

public sealed record DepartmentTarget
{
    public string DepartmentName { get; init; } = "";
    public string FilledBy { get; init; } = "";
    public string Phone { get; init; } = "";
    public string FillDate { get; init; } = "";
    public IReadOnlyList<OverallFunds> Revenue { get; init; } = [];
    public IReadOnlyList<OverallFunds> Expenditure { get; init; } = [];
    public string FunctionsSummary { get; init; } = "";
    public string AnnualTasks { get; init; } = "";
    public IReadOnlyList<Goal> Goals { get; init; } = [];
    public MoneyUnit Unit { get; init; } = MoneyUnit.Wan;
}

public sealed record OverallFunds(string Name, Amount? Current, string Share, Amount? Prior, Amount? BeforePrior);

public sealed record Goal(bool LongTerm, int Number, string Text, IReadOnlyList<Indicator> Indicators);
