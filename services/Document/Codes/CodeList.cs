using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Budget.Document.Codes;

/// <summary>Which edition of a classification codes are held against. Every report is stamped with it: with another list the same document may be answered otherwise.</summary>
/// <param name="Year">The year whose classification is loaded.</param>
/// <param name="KnownUntil">The last year whose changes are known.</param>
public sealed record CodeList(string Id, string Name, string NameEn, int Year, int KnownUntil, string Hash)
{
    public static readonly IReadOnlyList<CodeList> All =
    [
        Of("functions", "支出功能分类", "functional classification", FunctionCodes.All),
        Of("economics", "部门预算支出经济分类", "economic classification", EconomicCodes.All),
    ];

    /// <summary>"支出功能分类 2021年（变动收至2025年，3f2a…）".</summary>
    public override string ToString() => $"{Name} {Year}年（{(KnownUntil > Year ? $"变动收至{KnownUntil}年，" : "")}{Hash}）";

    static CodeList Of(string id, string name, string nameEn, CodeTable table)
    {
        var lines = table.Lines().OrderBy(l => l.Code).ThenBy(l => l.FirstYear).ThenBy(l => l.Name, StringComparer.Ordinal).ToList();
        var text = string.Join('\n', lines.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Code}|{l.Name}|{l.Group}|{l.FirstYear}|{l.LastYear}")));
        var known = lines.SelectMany(l => new[] { l.FirstYear, l.LastYear == int.MaxValue ? 0 : l.LastYear + 1 }).Append(CodeTable.LoadedYear).Max();
        return new(id, name, nameEn, CodeTable.LoadedYear, known, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]);
    }
}
