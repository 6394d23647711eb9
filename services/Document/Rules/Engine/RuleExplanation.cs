using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Budget.Document.Rules.Engine;

/// <summary>What stands behind a rule. Only the first two bind by themselves.</summary>
public enum BasisKind { Law, Regulation, Ministry, Practice, Arithmetic }

/// <summary>
/// How sure we are of the basis: its text (or the practice in published documents) was read, is told by others, or is general knowledge.
/// </summary>
public enum Certainty { Read, Reported, General }

/// <summary>
/// What people need to know of a rule beyond its title: why it matters, how to mend a breach, what must be there for it to
/// be checked, and an example of either kind. Written once beside the rules (<c>Explanations/*.json</c>, a file per chapter).
/// </summary>
public sealed record RuleExplanation
{
    public required string Why { get; init; }
    public required string WhyEn { get; init; }
    public required string Mend { get; init; }
    public required string MendEn { get; init; }
    public required string Needs { get; init; }
    public required string NeedsEn { get; init; }

    /// <summary>As a document would print it, so in Chinese alone.</summary>
    public required string Breaks { get; init; }
    public required string Holds { get; init; }
    public required BasisKind Basis { get; init; }

    /// <summary>Arithmetic needs no text to be sure of.</summary>
    public Certainty Certainty { get; init; } = Certainty.Read;

    /// <summary>Budget years the rule speaks of; elsewhere it answers that it could not be checked.</summary>
    public int FirstYear { get; init; }
    public int LastYear { get; init; } = int.MaxValue;

    public bool HoldsFor(int year) => FirstYear <= year && year <= LastYear;

    static readonly RuleExplanation NotWritten = new()
    {
        Why = "",
        WhyEn = "",
        Mend = "",
        MendEn = "",
        Needs = "",
        NeedsEn = "",
        Breaks = "",
        Holds = "",
        Basis = BasisKind.Practice,
        Certainty = Certainty.General,
    };

    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    const string Folder = "Rules/Explanations/";

    public static readonly IReadOnlyDictionary<string, RuleExplanation> All = Read();

    /// <summary>A rule that is not explained yet is checked all the same; the tests ask for the explanation.</summary>
    public static RuleExplanation Of(string rule) => All.TryGetValue(rule, out var explanation) ? explanation : NotWritten;

    static FrozenDictionary<string, RuleExplanation> Read()
    {
        var assembly = typeof(RuleExplanation).Assembly;
        var all = new Dictionary<string, RuleExplanation>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (rule, explanation) in JsonSerializer.Deserialize<Dictionary<string, RuleExplanation>>(stream, Options)!)
                all.Add(rule, explanation);
        }
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
