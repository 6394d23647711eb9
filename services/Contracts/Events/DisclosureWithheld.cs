namespace Budget.Contracts.Events;

/// <summary>
/// What was published in error was taken away: all of this version, or parts of it. Whoever keeps copies removes them and takes what is
/// published now, if anything. The reason is public.
/// </summary>
public sealed record DisclosureWithheld(
    string Disclosure, string District, string Department, int Year, int Version, bool Whole, string Reason, string Caller, DateTimeOffset At);
