using System.Collections.Frozen;
using Budget.Document.Text;

namespace Budget.Document.Codes;

/// <summary>支出功能分类 类/款/项 by year. The data beside this file can be corrected without touching code.</summary>
public static class FunctionCodes
{
    /// <summary>Classes of which every 款 and 项 of the loaded year is in the data.</summary>
    static readonly int[] WholeClasses = [201, 204, 205, 207, 208, 210, 212, 221];

    /// <summary>Every class of the classification, also those of which nothing is loaded (202, 209, 234).</summary>
    static readonly int[] ExistingClasses = [.. Enumerable.Range(201, 17), .. Enumerable.Range(219, 6), 227, .. Enumerable.Range(229, 6)];

    public static readonly CodeTable All = new(
        CodeTable.Lines("Codes/functions.csv").Select(f => new CodeName(
            CodeTable.Year(f[0], 0), f[1], f[2], CodeTable.Year(f[3], 0), CodeTable.Year(f[4], int.MaxValue), f[5] == "yes")),
        WholeClasses, ExistingClasses);

    static readonly FrozenSet<string> ClassNames =
        CodeTable.Lines("Codes/functions.csv").Where(f => f[0].Length == 3).Select(f => f[1]).ToFrozenSet(Names.Comparer);

    /// <summary>"一、一般公共服务支出" or without its number: a class of any year.</summary>
    public static bool IsClassName(string? name) =>
        name is not null && ClassNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Names.WithoutNumbering(name));

    /// <summary>Which budget a 款 or 项 belongs to; null where the data does not say. A 类 is shared by the budgets, except 223.</summary>
    public static TableRole? Budget(int code, int year)
    {
        if (CodeTable.Class(code) == 223) return TableRole.StateCapital;
        if (code < 10000) return null;
        var name = All.Name(code, year) ?? All.Name(CodeTable.Parent(code), year);
        return name is null || name.Code < 10000 ? null : name.Group switch
        {
            "fund" => TableRole.GovernmentFund,
            "capital" => TableRole.StateCapital,
            "general" => TableRole.GeneralPublic,
            _ => null,
        };
    }
}
