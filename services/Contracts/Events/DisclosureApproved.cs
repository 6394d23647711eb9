namespace Budget.Contracts.Events;

/// <summary>It was approved; it becomes public at PublishAt, or at once if that is absent.</summary>
public sealed record DisclosureApproved(
    string Disclosure, string District, string Department, int Year, int Version, RevisionFact Budget, RevisionFact Targets, DateTimeOffset? PublishAt, string Caller, DateTimeOffset At);
