using Budget.Document.Text;

namespace Budget.Document;

/// <summary>
/// Documents that are checked together lie around each other: last year's document of the same department, and the units'
/// documents of a department. They meet in dictionaries by code and by name, so that a district's check stays linear.
/// </summary>
public static class Together
{
    public static IReadOnlyList<DisclosureDocument> Join(IReadOnlyList<DisclosureDocument> documents)
    {
        if (documents.Count < 2) return documents;
        var own = new Dictionary<(string District, string Code, int Year, bool IsUnit), DisclosureDocument>();
        var byParent = new Dictionary<(string District, string Parent, int Year), List<DisclosureDocument>>();
        var byName = new Dictionary<(string District, string Name, int Year), DisclosureDocument>();
        foreach (var document in documents)
        {
            var (department, year) = (document.Department, document.Year);
            own.TryAdd((department.DistrictCode, department.Code, year, department.IsUnit), document);
            if (!department.IsUnit) continue;
            if (department.Parent.Length > 0)
            {
                var parent = (department.DistrictCode, department.Parent, year);
                if (!byParent.TryGetValue(parent, out var units)) byParent[parent] = units = [];
                units.Add(document);
            }
            else byName.TryAdd((department.DistrictCode, Name(department.Name), year), document);
        }
        var joined = new DisclosureDocument[documents.Count];
        for (var i = 0; i < joined.Length; i++)
        {
            var document = documents[i];
            var department = document.Department;
            var last = document.LastYear ?? own.GetValueOrDefault((department.DistrictCode, department.Code, document.Year - 1,
                department.IsUnit));
            joined[i] = document with { LastYear = last };
            if (department.IsUnit || document.Surroundings.Units is not null) continue;
            var (units, all) = UnitsOf(document, byParent, byName);
            if (units.Count > 0)
                joined[i] = joined[i] with { Surroundings = document.Surroundings with { Units = units, UnitsAreAll = all } };
        }
        return joined;
    }

    /// <summary>
    /// The units by their parent's code; without codes, those that the document lists by name. All of them: as many as it lists.
    /// </summary>
    static (List<DisclosureDocument> Units, bool All) UnitsOf(
        DisclosureDocument document, Dictionary<(string, string, int), List<DisclosureDocument>> byParent,
            Dictionary<(string, string, int), DisclosureDocument> byName)
    {
        var (department, year) = (document.Department, document.Year);
        if (byParent.TryGetValue((department.DistrictCode, department.Code, year), out var children))
            return (children, children.Count >= Math.Max(1, Listed(document)));
        var units = new List<DisclosureDocument>();
        foreach (var name in document.Profile.Units.Select(u => Name(u.Name)).Append(Name(department.Name)).Distinct())
        {
            if (byName.TryGetValue((department.DistrictCode, name, year), out var unit)) units.Add(unit);
        }
        return (units, units.Count > 0 && units.Count >= Listed(document));
    }

    /// <summary>Units with a budget of their own; "并入本部" has none.</summary>
    static int Listed(DisclosureDocument document) =>
        document.Profile.Units.Count(u => !u.Name.Contains("并入", StringComparison.Ordinal)
        && !u.Name.Contains("不单列", StringComparison.Ordinal) && !u.Note.Contains("并入", StringComparison.Ordinal)
        && !u.Note.Contains("不单列", StringComparison.Ordinal));

    static string Name(string name)
    {
        Span<char> folded = stackalloc char[100];
        var text = folded[..Names.FoldInto(Names.WithoutNumbering(name), folded)].TrimEnd("。.".AsSpan());
        foreach (var own in (ReadOnlySpan<string>)["(本部)", "(本级)", "(机关)", "本部", "本级", "机关"])
        {
            if (text.Length > own.Length + 2 && text.EndsWith(own)) return text[..^own.Length].ToString();
        }
        return text.ToString();
    }
}
