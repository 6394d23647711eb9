using System.Globalization;
using Budget.Contracts;
using Budget.Document;
using Budget.Document.Codes;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Typesetting.Reports;

/// <summary>Findings as the rows of a sheet: what CSV and XLSX carry alike. Every row says of which book and lists it is, because rows are copied out of their sheets.</summary>
static class FindingRows
{
    public static readonly IReadOnlyList<string> Heads =
        ["文件", "部门", "年度", "级别", "规则", "规则名称", "部分", "位置", "所印", "应为", "相差", "容差", "问题", "如何改", "依据", "标识", "公开形式", "规则库", "科目数据", "序", "归入", "Message"];

    /// <summary>The weightiest line first, and under each what belongs to it: 序 numbers the lines, 归入 names the finding under which a row is told.</summary>
    public static IEnumerable<IReadOnlyList<string>> Of(CheckedFile file)
    {
        var parts = file.Report.Parts().SelectMany(part => part.Findings.Select(finding => (finding.Fingerprint, part.Title))).GroupBy(p => p.Fingerprint).ToDictionary(p => p.Key, p => p.First().Title, StringComparer.Ordinal);
        return
            from line in file.Report.Lines.Select((line, i) => (Line: line, Number: i + 1))
            from finding in (IEnumerable<Finding>)[line.Line.Finding, .. line.Line.AlsoAt, .. line.Line.Follows]
            select Row(file, parts.GetValueOrDefault(finding.Fingerprint, ""), finding, line.Number, ReferenceEquals(finding, line.Line.Finding) ? "" : line.Line.Finding.Fingerprint);
    }

    static IReadOnlyList<string> Row(CheckedFile file, string part, Finding finding, int number, string under) =>
        [
            file.File, file.Department, file.Year, finding.Severity.Chinese(), finding.Rule.Id, finding.Rule.Title, part, finding.Place.Text, finding.Found, finding.Expected,
            finding.Difference, finding.Tolerance, finding.Message, finding.Rule.Explanation.Mend, finding.Rule.Basis.ToString(), finding.Fingerprint, file.Edition, RuleBook.Version, CodeLists,
            number.ToString(CultureInfo.InvariantCulture), under, finding.MessageEn,
        ];

    public static string CodeLists { get; } = string.Join("；", CodeList.All);
}
