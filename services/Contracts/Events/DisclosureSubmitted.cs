namespace Budget.Contracts.Events;

/// <summary>A department submitted its annual disclosure; both revisions are pinned from here on.</summary>
public sealed record DisclosureSubmitted(
    string Disclosure, string District, string Department, int Year, int Version, RevisionFact Budget, RevisionFact Targets, string Caller, DateTimeOffset At);
