namespace Budget.Contracts.Events;

/// <summary>It is public. Page is relative to the site's root.</summary>
public sealed record DisclosurePublished(
    string Disclosure, string District, string Department, int Year, int Version, RevisionFact Budget, RevisionFact Targets, string Page, DateTimeOffset At);
