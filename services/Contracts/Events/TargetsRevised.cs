namespace Budget.Contracts.Events;

/// <summary>Performance targets were saved as a new revision.</summary>
public sealed record TargetsRevised(string District, string Department, int Year, RevisionFact Targets, string Caller, DateTimeOffset At);
