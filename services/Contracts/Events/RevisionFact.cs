namespace Budget.Contracts.Events;

/// <summary>Which revision, and the SHA-256 of its content.</summary>
public sealed record RevisionFact(int Revision, string ContentHash);
