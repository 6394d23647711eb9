using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Truth;

/// <summary>What a reader of the report gets: how many lines for how many defects, and whether both languages say the same.</summary>
static partial class ReportMeasure
{
    public static string Table(List<Measured> documents)
    {
        var text = new StringBuilder("| the report | | lines (errors, warnings) | distinct genuine defects | lines ÷ defects | last error at line | of lines | both languages say the same figures |\n|---|---|--:|--:|--:|--:|--:|--:|\n");
        foreach (var document in documents)
        {
            var report = RuleBook.Run(document.Document);
            var lines = Told(report);
            var told = lines.Where(f => f.Severity != Severity.Info).ToList();
            var genuine = report.Findings.Where(f => f.Severity != Severity.Info).Select(f => Alarms.Of(document, f)).OfType<Alarms.Judgement>().Where(j => j.Verdict is not ("FALSE" or "TRIVIAL" or "DEBATABLE")).Select(j => j.Defect).Distinct().Count();
            var last = lines.ToList().FindLastIndex(f => f.Severity == Severity.Error) + 1;
            var alike = report.Findings.Count(Alike);
            text.AppendLine($"| {document.Name} | {(document.Aside ? "aside" : "")} | {told.Count} | {(genuine == 0 ? "" : genuine)} | {(genuine == 0 ? "" : (told.Count / (double)genuine).ToString("0.00", CultureInfo.InvariantCulture))} | {last} | {lines.Count} | {alike} of {report.Findings.Count} |");
        }
        return text.ToString();
    }

    static IReadOnlyList<Finding> Told(Report report) => [.. report.Parts().SelectMany(p => p.Findings)];

    /// <summary>Whether every figure of the Chinese message stands in the English one and the other way round.</summary>
    public static bool Alike(Finding finding) => Numbers(finding.Message).SetEquals(Numbers(finding.MessageEn));

    static HashSet<string> Numbers(string text) => [.. Number().Matches(text).Select(m => m.Value.TrimStart('0') is { Length: > 0 } n ? n : "0")];

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?")]
    private static partial Regex Number();
}
