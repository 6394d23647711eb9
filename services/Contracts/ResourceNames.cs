using System.Globalization;

namespace Budget.Contracts;

/// <summary>
/// Names of things that cross process boundaries: districts/{district}/departments/{code}/disclosures/{year}/versions/{version}.
/// One place makes and reads them, so that logs, events, addresses and RPCs agree.
/// </summary>
public readonly record struct DisclosureName(string District, string Department, int Year, int Version)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"districts/{District}/departments/{Department}/disclosures/{Year}/versions/{Version}");

    public static DisclosureName? Parse(string? name)
    {
        var parts = (name ?? "").Split('/');
        return parts is ["districts", { Length: > 0 } district, "departments", { Length: > 0 } department, "disclosures", var year, "versions", var version]
            && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y)
            && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var v)
            && DepartmentCodes.IsDistrict(district) && DepartmentCodes.IsDepartment(department)
            ? new DisclosureName(district, department, y, v)
            : null;
    }

    /// <summary>Where this version's files lie below the site's root. The district is in it: two districts may use the same department code.</summary>
    public string Folder => string.Create(CultureInfo.InvariantCulture, $"{District}/{Year}/{Department}/v{Version}");

    /// <summary>What keeps its events in order: all versions of one department's year.</summary>
    public string OrderingKey => string.Create(CultureInfo.InvariantCulture, $"{District}/{Department}/{Year}");
}

public static class RoutingKeys
{
    /// <summary>district.department: a platform binds "dongxihu.*" for its district or "dongxihu.101" for one department.</summary>
    public static string For(string district, string department) => $"{district}.{department}";
}
