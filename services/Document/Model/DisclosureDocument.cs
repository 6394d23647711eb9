using Budget.Document.Recognition;

namespace Budget.Document;

/// <summary>
/// One department's annual disclosure, whole: what rules check, the narrative speaks of and publication prints.
/// A pure value; it is made by Contracts from the wire's messages and never changes.
/// </summary>
public sealed record DisclosureDocument(Department Department, int Year, Edition Edition)
{
    public Profile Profile { get; init; } = Profile.Empty;
    public string PlanText { get; init; } = "";
    public IReadOnlyList<Table> Tables { get; init; } = [];
    public IReadOnlyDictionary<Subject, Fact> Facts { get; init; } = new Dictionary<Subject, Fact>();
    public IReadOnlyList<ProjectLine> Projects { get; init; } = [];
    public IReadOnlyList<GlossaryEntry> Glossary { get; init; } = [];
    public IReadOnlyList<string> OperatingExpenseKinds { get; init; } = [];

    /// <summary>Null where the targets are not at hand (a budget checked by itself); rules that need them then cannot be checked.</summary>
    public PerformanceTargets? Targets { get; init; }

    /// <summary>Present only for a document made elsewhere.</summary>
    public PrintedDocument? Printed { get; init; }

    /// <summary>Last year's published document, where whoever asks for a check has it; rules across years need it.</summary>
    public DisclosureDocument? LastYear { get; init; }

    /// <summary>
    /// How the tables of a document made elsewhere were told from each other; null where they are plainly the edition's own.
    /// </summary>
    public FormMapping? Mapping { get; init; }

    /// <summary>Dates and other documents that whoever asks for a check has at hand.</summary>
    public Surroundings Surroundings { get; init; } = Surroundings.None;

    public bool MadeElsewhere => Printed is not null;

    public Table? Find(TableRole role)
    {
        foreach (var table in Tables)
        {
            if (table.Role == role) return table;
        }
        return null;
    }
}

public sealed record Department(string Code, string Name, IReadOnlyList<string> ShortNames, string District, string DistrictCode,
    bool IsUnit)
{
    /// <summary>Code of the department a unit belongs to; empty where it is not known.</summary>
    public string Parent { get; init; } = "";
}

public sealed record Profile(
    IReadOnlyList<string> Functions, IReadOnlyList<ProfileUnit> Units, IReadOnlyList<string> Offices, IReadOnlyList<string> Text)
{
    public static readonly Profile Empty = new([], [], [], []);
}

public sealed record ProfileUnit(string Name, string Kind, string Note);

/// <summary>A typed fact: an amount or count that is in no table, last year's figure, a reason, a purpose.</summary>
public sealed record Fact(Subject Subject, Amount? Amount, long? Count, Amount? Prior, PriorBasis Basis, string Reason, string Purpose);

public enum PriorBasis { Unknown, PriorBudget, PriorExecution }

public sealed record ProjectLine(int Index, string Name, Amount? Amount, IReadOnlyList<ProjectText> Sections);

public sealed record ProjectText(string Heading, string Text);

public sealed record GlossaryEntry(string Term, string Definition);
