using Budget.Document;
using Budget.Typesetting.Composition;

namespace Budget.Publication.Site;

/// <summary>One published disclosure as the district's pages know it: a department's year with all its versions.</summary>
/// <param name="Glance">Main figures of the current version; null for one published before there were any.</param>
public sealed record PublishedDisclosure(
    int Year, string DepartmentCode, string DepartmentName, string District, string DistrictCode, Amount? Total, bool Archive, IReadOnlyList<PublishedVersion> Versions, Glance? Glance = null)
{
    public PublishedVersion Current => Versions.MaxBy(v => v.Number)!;

    /// <summary>When the public first had it.</summary>
    public DateTimeOffset? FirstPublishedAt => Versions.MinBy(v => v.Number)!.PublishedAt;

    public string Folder => $"{DistrictCode}/{Year}/{DepartmentCode}";
}

public sealed record PublishedVersion(int Number, DateTimeOffset? PublishedAt, string CorrectionReason = "", bool Withheld = false);

/// <summary>By when a department must publish (Budget Law art. 14). Whether it has is said beside it.</summary>
/// <param name="PublishBy">The last day, in Beijing time.</param>
public sealed record Deadline(string DepartmentCode, string DepartmentName, DateOnly PublishBy);

/// <summary>All that a district published for one year. What its pages say follows from this alone.</summary>
/// <param name="Years">Every year of the district, for the way from one to another.</param>
/// <param name="Deadlines">Empty where nobody keeps them; the pages then say nothing of time.</param>
public sealed record DistrictYear(string Code, string Name, int Year, IReadOnlyList<PublishedDisclosure> Disclosures, IReadOnlyList<int> Years, IReadOnlyList<Deadline> Deadlines)
{
    public string Folder => $"{Code}/{Year}";
}

/// <param name="Path">Relative to the site's root.</param>
public sealed record SitePage(string Path, byte[] Content);
