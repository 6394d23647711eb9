using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.V1;
using Finding = Budget.Document.Rules.Engine.Finding;
using Severity = Budget.Document.Rules.Engine.Severity;

namespace Budget.Standalone;

/// <summary>How steps and findings read on a terminal.</summary>
static class Steps
{
    public static void Print(Finding finding, TextWriter console) =>
        Print(console, finding.Severity.Chinese(), finding.Rule.Id, finding.Place.Text, finding.Message, finding.Found, finding.Expected, finding.Difference, finding.Tolerance);

    public static void Print(V1.Finding finding, TextWriter console) =>
        Print(console, ((Severity)finding.Severity).Chinese(), finding.Rule, finding.Place, finding.Message, finding.Found, finding.Expected, finding.Difference, finding.Tolerance);

    static void Print(TextWriter console, string severity, string rule, string place, string message, string found, string expected, string difference, string tolerance)
    {
        console.WriteLine($"      [{severity}] {rule}  {place}");
        console.WriteLine($"             {message}");
        string[] figures = [Named("文中", found), Named("应为", expected), Named("相差", difference), Named("容差", tolerance)];
        if (figures.Any(f => f.Length > 0)) console.WriteLine($"             {string.Join("　", figures.Where(f => f.Length > 0))}");
    }

    static string Named(string name, string value) => value.Length == 0 ? "" : $"{name}：{value}";
}
