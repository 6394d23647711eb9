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
        ["文件", "部门", "年度", "级别", "规则", "规则名称", "部分", "位置", "所印", "应为", "相差", "容差", "问题", "如何改", "依据", "标识", "公开形式", "规则库", "科目数据"];

    public static IEnumerable<IReadOnlyList<string>> Of(CheckedFile file) =>
        from part in file.Report.Parts()
        from finding in part.Findings
        select (IReadOnlyList<string>)
        [
            file.File, file.Department, file.Year, finding.Severity.Chinese(), finding.Rule.Id, finding.Rule.Title, part.Title, finding.Place.Text, finding.Found, finding.Expected,
            finding.Difference, finding.Tolerance, finding.Message, finding.Rule.Explanation.Mend, finding.Rule.Basis.ToString(), finding.Fingerprint, file.Edition, RuleBook.Version, CodeLists,
        ];

    public static string CodeLists { get; } = string.Join("；", CodeList.All);
}
