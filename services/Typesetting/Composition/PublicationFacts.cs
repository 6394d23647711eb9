using Budget.Document;
using Budget.Document.Rules.Engine;

namespace Budget.Typesetting.Composition;

/// <summary>What a page says of its own publication. Everything that is not in the document itself comes in here, so that rendering needs no clock.</summary>
public sealed record PublicationFacts(int Version)
{
    public DateTimeOffset? PublishedAt { get; init; }
    public string ApprovedBy { get; init; } = "";

    /// <summary>SHA-256 of the pinned revisions, hexadecimal.</summary>
    public string BudgetHash { get; init; } = "";
    public string TargetsHash { get; init; } = "";

    /// <summary>A document made elsewhere that is kept with its findings.</summary>
    public bool Archive { get; init; }

    /// <summary>Why this version corrects the one before; empty for the first.</summary>
    public string CorrectionReason { get; init; } = "";

    /// <summary>What the version before said, so that a corrected figure says what it was; null for the first version.</summary>
    public DisclosureDocument? Before { get; init; }

    /// <summary>The version that replaced this one; 0 while it is the current one.</summary>
    public int SupersededBy { get; init; }

    /// <summary>Address of the site's root as the public knows it, with a slash at its end; empty where nobody set it, and pages then name no host.</summary>
    public string Site { get; init; } = "";

    /// <summary>What is said of parts that are not published, a sentence each.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    public IReadOnlyList<PublishedFinding> Findings { get; init; } = [];
}

public sealed record PublishedFinding(string Rule, Severity Severity, string Place, string Message, string Found = "", string Expected = "", string Difference = "")
{
    public static PublishedFinding From(Finding finding) =>
        new(finding.Rule.Id, finding.Severity, finding.Place.Text, finding.Message, finding.Found, finding.Expected, finding.Difference);

    public static PublishedFinding From(V1.Finding finding) =>
        new(finding.Rule, (Severity)(int)finding.Severity, finding.Place, finding.Message, finding.Found, finding.Expected, finding.Difference);
}
