namespace Budget.Document;

/// <summary>
/// The form a district prescribes for a year: its tables and its outline with wording. Data, not code: see the JSON beside this file.
/// </summary>
public sealed record Edition(string Id, string Title, int FirstYear, int LastYear, IReadOnlyList<TableDefinition> Tables)
{
    /// <summary>Unit of money in the prose.</summary>
    public MoneyUnit TextUnit { get; init; } = MoneyUnit.Wan;

    /// <summary>What the year is compared with, unless a sentence says otherwise.</summary>
    public PriorBasis ComparedWith { get; init; } = PriorBasis.PriorBudget;

    /// <summary>Title of the document, with {department} and {year}.</summary>
    public Wording DocumentTitle { get; init; } = Wording.Empty;

    /// <summary>Lines of the cover, with {department} and {year}.</summary>
    public IReadOnlyList<Wording> Cover { get; init; } = [];

    /// <summary>The document from front to back.</summary>
    public IReadOnlyList<OutlineSection> Outline { get; init; } = [];

    /// <summary>Terms that are explained where the department gives no explanations of its own.</summary>
    public IReadOnlyList<GlossaryEntry> Glossary { get; init; } = [];

    public TableDefinition? Find(int number)
    {
        foreach (var table in Tables)
        {
            if (table.Number == number) return table;
        }
        return null;
    }

    public TableDefinition? Find(TableRole role)
    {
        foreach (var table in Tables)
        {
            if (table.Role == role) return table;
        }
        return null;
    }

    public bool HoldsFor(int year) => year >= FirstYear && year <= LastYear;

    /// <summary>0 where it holds for the year, else how many years off it is.</summary>
    public int YearsFrom(int year) => Math.Max(0, Math.Max(FirstYear - year, year - LastYear));
}
