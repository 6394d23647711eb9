namespace Budget.Document;

/// <summary>
/// What lies around a document and is not in it: whoever asks for a check gives what is at hand, and rules that need more
/// could not be checked. Nothing here is looked up by the rules themselves.
/// </summary>
public sealed record Surroundings
{
    public static readonly Surroundings None = new();

    /// <summary>The day the people's congress approved the government's budget.</summary>
    public DateOnly? CongressApproved { get; init; }

    /// <summary>The day of the finance department's reply (批复) to the department.</summary>
    public DateOnly? FinanceReplied { get; init; }

    /// <summary>The day of the department's reply to this unit.</summary>
    public DateOnly? DepartmentReplied { get; init; }

    /// <summary>The day this document was, or will be, published.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>Documents of the department's units for the same year; null where nobody looked for them.</summary>
    public IReadOnlyList<DisclosureDocument>? Units { get; init; }

    /// <summary>Whether <see cref="Units"/> are all units of the department, itself included.</summary>
    public bool UnitsAreAll { get; init; }

    /// <summary>年初预算数 by subject, as the final accounts of the same year print them.</summary>
    public IReadOnlyDictionary<Subject, Amount>? FinalAccounts { get; init; }

    /// <summary>The district's sum of the “三公” expenses as published by its finance department, beside that of its departments.</summary>
    public DistrictSum? DistrictThreePublic { get; init; }
}

/// <summary>
/// What a district publishes as its sum, and what its departments' documents add up to; made once for the whole district.
/// </summary>
public sealed record DistrictSum(Amount Published, Amount OfDepartments, int Departments, bool IsWhole);
