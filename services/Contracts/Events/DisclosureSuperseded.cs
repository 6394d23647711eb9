namespace Budget.Contracts.Events;

/// <summary>A later version took its place; the page stays and says so.</summary>
public sealed record DisclosureSuperseded(
    string Disclosure, string District, string Department, int Year, int Version, string By, string Reason, DateTimeOffset At);
