using Budget.Document.Rules;
using Budget.V1;
using Finding = Budget.Document.Rules.Finding;
using Severity = Budget.Document.Rules.Severity;

namespace Budget.Standalone;

/// <summary>How steps and findings read on a terminal.</summary>
static class Steps
{
    public static void Print(Finding finding, TextWriter console) =>
        Print(console, Word((int)finding.Severity), finding.Rule.Id, finding.Place.Text, finding.Message, finding.Found, finding.Expected, finding.Difference);

    public static void Print(V1.Finding finding, TextWriter console) =>
        Print(console, Word((int)finding.Severity), finding.Rule, finding.Place, finding.Message, finding.Found, finding.Expected, finding.Difference);

    static void Print(TextWriter console, string severity, string rule, string place, string message, string found, string expected, string difference)
    {
        console.WriteLine($"      [{severity}] {rule}  {place}");
        console.WriteLine($"             {message}");
        if (found.Length + expected.Length > 0)
        {
            console.WriteLine($"             文中：{found}　应为：{expected}{(difference.Length > 0 ? $"　相差：{difference}" : "")}");
        }
    }

    static string Word(int severity) => (Severity)severity switch { Severity.Error => "错误", Severity.Warning => "警告", _ => "提示" };
}
