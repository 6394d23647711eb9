using Budget.Document.Codes;

namespace Budget.Document.Relations;

/// <summary>What the name of a line says of its place among the others; printed documents do not always say their levels.</summary>
static class LineNames
{
    /// <summary>1 for "一、…" and totals, 2 for what is under it; printed documents do not always say it.</summary>
    public static int Level(Row row)
    {
        if (IsOfWhich(row.Name)) return 2;
        if (row.Level > 0) return row.Level;
        if (string.IsNullOrEmpty(row.Name)) return 1;
        return IsNumberedUnder(row.Name) || row.Name[0] is '　' or ' ' ? 2 : 1;
    }

    public static bool IsNumberedUnder(string? name) => !string.IsNullOrEmpty(name) && name[0] is '（' or '(' or (>= '0' and <= '9');

    /// <summary>"其中：…" names a part of what is above it, not necessarily all parts.</summary>
    public static bool IsOfWhich(string? name) => name is not null && name.AsSpan().TrimStart().StartsWith("其中");

    public static bool IsCarriedOver(Row row) =>
        row.Subject.Kind == SubjectKind.RevenueCarriedOver
            || (row.Subject.IsNone && row.Name is not null
            && (row.Name.Contains("上年结转", StringComparison.Ordinal) || row.Name.Contains("上年结余", StringComparison.Ordinal)));

    public static bool IsCarriedForward(Row row) =>
        row.Subject.Kind == SubjectKind.ExpenditureCarriedForward
            || (row.Subject.IsNone && row.Name is not null
            && (row.Name.Contains("结转下年", StringComparison.Ordinal) || row.Name.Contains("结转结余", StringComparison.Ordinal)));

    public static bool IsThisYear(Row row) =>
        row.Subject.Kind is SubjectKind.RevenueThisYear or SubjectKind.ExpenditureThisYear
        || (row.Name is not null && row.Name.Contains("本年", StringComparison.Ordinal));

    /// <summary>
    /// Whether the line surely stands beside the others and not under one: it is numbered "一、", its subject is known, or it
    /// is a class of expenditure.
    /// </summary>
    public static bool IsCertain(Row row) =>
        !row.Subject.IsNone || IsHead(row.Name) || IsCarriedOver(row) || IsCarriedForward(row) || FunctionCodes.IsClassName(row.Name);

    static bool IsHead(string? name)
    {
        var rest = name.AsSpan().TrimStart();
        var numerals = rest.IndexOfAnyExcept("一二三四五六七八九十".AsSpan());
        return numerals > 0 && rest[numerals] == '、';
    }

    public static bool IsBudget(Row row) =>
        row.Subject.Kind is SubjectKind.RevenueGeneralPublicBudget or SubjectKind.RevenueGovernmentFund or SubjectKind.RevenueStateCapital;
}
