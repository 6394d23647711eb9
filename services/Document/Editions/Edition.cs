namespace Budget.Document.Editions;

/// <summary>The form a district prescribes for a year: its tables and its outline with wording. Data, not code: see the JSON beside this file.</summary>
public sealed record Edition(string Id, string Title, int FirstYear, int LastYear, IReadOnlyList<TableDefinition> Tables)
{
    /// <summary>Unit of money in the prose.</summary>
    public MoneyUnit TextUnit { get; init; } = MoneyUnit.Wan;

    public TableDefinition? Find(int number)
    {
        foreach (var table in Tables)
        {
            if (table.Number == number) return table;
        }
        return null;
    }
}
