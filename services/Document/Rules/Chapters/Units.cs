using Budget.Document.Recognition;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Rules.Chapters;

/// <summary>What kinds of units the department consists of, as far as it says.</summary>
static class Units
{
    /// <summary>Whether there is a public institution that is not under the civil service law; null where the document does not say.</summary>
    public static bool? HasInstitution(this Check check)
    {
        if (check.Evidence.Count(SubjectKind.UnitsInstitution, out _) is > 0) return true;
        var units = check.Document.Profile?.Units;
        var unknown = units is null || units.Count == 0;
        foreach (var unit in units ?? [])
        {
            if (string.IsNullOrEmpty(unit?.Kind)) unknown = true;
            else if (unit.Kind.Contains("事业", StringComparison.Ordinal) && !unit.Kind.Contains('参', StringComparison.Ordinal)) return true;
        }
        if (!unknown) return false;
        return check.Evidence.Count(SubjectKind.UnitsInstitution, out _) is 0 || check.Evidence.Count(SubjectKind.UnitsAdministrative, out _) is > 0 && !check.Document.Department.IsUnit ? false : null;
    }
}
