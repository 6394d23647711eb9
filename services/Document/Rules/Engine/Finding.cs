namespace Budget.Document.Rules.Engine;

public enum Severity { Error = 1, Warning = 2, Info = 3 }

/// <summary>What a rule found wrong: where, what stands there, what should, and how to mend it, in both languages.</summary>
public sealed record Finding(Rule Rule, Place Place, string Message, string MessageEn)
{
    public Severity Severity { get; init; } = Rule.Severity;
    public string Found { get; init; } = "";
    public string Expected { get; init; } = "";
    public string Difference { get; init; } = "";
    public string Tolerance { get; init; } = "";

    /// <summary>Which of this rule's findings at this place, from 1.</summary>
    public int Ordinal { get; init; } = 1;

    /// <summary>Identity across revisions: the rule and the place, not the figures.</summary>
    public string Fingerprint => Ordinal == 1 ? $"{Rule.Id}@{Place.Key}" : $"{Rule.Id}@{Place.Key}#{Ordinal}";
}
