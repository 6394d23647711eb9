namespace Budget.Contracts.Events;

/// <summary>A budget was saved as a new revision.</summary>
public sealed record BudgetRevised(string District, string Department, int Year, RevisionFact Budget, string Caller, DateTimeOffset At);
