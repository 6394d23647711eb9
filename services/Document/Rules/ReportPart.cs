using Budget.Document.Rules.Engine;

namespace Budget.Document.Rules;

/// <summary>A part of the document (a table, a section of the text, a form) with what was found in it.</summary>
/// <param name="Key">What the place keys of the part begin with.</param>
public sealed record ReportPart(string Key, string Title, IReadOnlyList<Finding> Findings);

/// <summary>Findings as one reads a document: from front to back, part by part, within a part in the order of the rules.</summary>
public static class ReportParts
{
    enum Kind { Whole, Department, Text, Table, Project, Form, Overall, Fact, Glossary }

    /// <summary>Parts of one kind stand in the order of the document where it is known, else as they were found.</summary>
    public static IReadOnlyList<ReportPart> Parts(this Report report)
    {
        if (report.Findings.Count == 0) return [];
        var order = Order(report.Document);
        return
        [
            .. report.Findings.GroupBy(finding => KeyOf(finding.Place))
                .Select((part, found) =>
                    (Part: part, Kind: KindOf(part.Key), At: order.GetValueOrDefault(part.Key, int.MaxValue), Found: found))
                .OrderBy(p => p.Kind).ThenBy(p => p.At).ThenBy(p => p.Found)
                .Select(p => new ReportPart(p.Part.Key, TitleOf(p.Kind, p.Part), [.. p.Part])),
        ];
    }

    static string KeyOf(Place place)
    {
        var colon = place.Key.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return "document";
        return place.Key[..colon] switch
        {
            // "form:A project/box", but a project's own page is "project:A project / heading".
            "project" => place.Key.Split(" / ")[0],
            "table" or "text" or "form" => place.Key.Split('/')[0].TrimEnd(),
            var kind => kind,
        };
    }

    static Kind KindOf(string part) => part.Split(':')[0] switch
    {
        "function" or "profile" or "plan" => Kind.Department,
        "text" => Kind.Text,
        "table" or "tables" => Kind.Table,
        "project" => Kind.Project,
        "form" => Kind.Form,
        "overall" => Kind.Overall,
        "fact" => Kind.Fact,
        "glossary" => Kind.Glossary,
        _ => Kind.Whole,
    };

    /// <summary>
    /// Some findings name a section with its heading and some without, a table with its title or without: the longest name says most.
    /// </summary>
    static string TitleOf(Kind kind, IEnumerable<Finding> findings) => kind switch
    {
        Kind.Whole => "整份文件",
        Kind.Project or Kind.Form => Head(findings.First().Place, 2),
        _ => findings.Select(f => Head(f.Place, 1)).MaxBy(t => t.Length)!,
    };

    static string Head(Place place, int steps) => string.Join(" / ", place.Text.Split(" / ").Take(steps));

    static Dictionary<string, int> Order(DisclosureDocument? document)
    {
        var order = new Dictionary<string, int>(StringComparer.Ordinal) { ["function"] = 0, ["profile"] = 1, ["plan"] = 2 };
        if (document is null) return order;
        foreach (var table in document.Tables ?? [])
        {
            if (table is not null) order.TryAdd($"table:{table.Role}", table.Number);
        }
        foreach (var statement in document.Printed?.Statements ?? [])
        {
            if (statement?.Section is not null) order.TryAdd($"text:{statement.Section}".Split('/')[0].TrimEnd(), order.Count);
        }
        foreach (var form in document.Targets?.Projects ?? [])
        {
            if (form?.Name is not null) order.TryAdd($"form:{form.Name}".Split('/')[0].TrimEnd(), order.Count);
        }
        return order;
    }
}
