namespace Budget.Contracts.Events;

/// <summary>It went back to draft: returned by a reviewer (also by revoking the waiver of an error), or withdrawn by its preparer.</summary>
public sealed record DisclosureReturned(
    string Disclosure, string District, string Department, int Year, int Version, string Reason, bool Withdrawn, string Caller, DateTimeOffset At);
