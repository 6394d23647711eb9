using System.Text.RegularExpressions;

namespace Budget.Contracts;

/// <summary>How codes are written. They stand in addresses, file names and routing keys, so nothing there needs escaping.</summary>
public static partial class DepartmentCodes
{
    /// <summary>101, 101-02</summary>
    public static bool IsDepartment(string code) => Department().IsMatch(code);

    /// <summary>dongxihu</summary>
    public static bool IsDistrict(string code) => District().IsMatch(code);

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z-]{0,31}\z")]
    private static partial Regex Department();

    [GeneratedRegex(@"^[a-z][a-z0-9]{0,31}\z")]
    private static partial Regex District();
}
