using System.Text;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Truth;

/// <summary>
/// Findings on unchanged documents, each judged once by hand against the print: judged.tsv holds document, rule, place, verdict, the
/// defect it tells (findings with one key are one defect) and a sentence. What is not judged yet counts neither way and is said.
/// </summary>
static class Alarms
{
    public sealed record Judgement(string Verdict, string Defect, string Why);

    public static readonly Dictionary<(string Document, string Finding), Judgement> Judged =
        Lines.Of("judged.tsv").GroupBy(l => (l[0], l[1] + "@" + l[2])).ToDictionary(g => g.Key, g => new Judgement(g.First()[3], g.First()[4], g.First()[5]));

    public static Judgement? Of(Measured document, Finding finding) => Judged.GetValueOrDefault((document.Name, finding.Fingerprint));

    public static string Table(List<Measured> documents, bool list)
    {
        var text = new StringBuilder("| false alarms | | errors | false | warnings | false | debatable or trivial | infos | not judged |\n|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
        var open = new List<string>();
        var sums = new Dictionary<bool, int[]> { [false] = new int[7], [true] = new int[7] };
        foreach (var document in documents)
        {
            var n = new int[7];
            foreach (var finding in RuleBook.Run(document.Document).Findings)
            {
                var judged = Of(document, finding);
                n[finding.Severity switch { Severity.Error => 0, Severity.Warning => 2, _ => 5 }]++;
                if (judged is null && finding.Severity != Severity.Info)
                {
                    n[6]++;
                    open.Add($"{document.Name}\t{finding.Rule.Id}\t{finding.Place.Key}{(finding.Ordinal > 1 ? "#" + finding.Ordinal : "")}\t{finding.Severity}\t{finding.Message}");
                }
                if (judged?.Verdict == "FALSE" && finding.Severity != Severity.Info) n[finding.Severity == Severity.Error ? 1 : 3]++;
                if (judged?.Verdict is "DEBATABLE" or "TRIVIAL" && finding.Severity != Severity.Info) n[4]++;
            }
            for (var i = 0; i < n.Length; i++) sums[document.Aside][i] += n[i];
            text.AppendLine($"| {document.Name} | {(document.Aside ? "aside" : "")} | {string.Join(" | ", n)} |");
        }
        foreach (var aside in (ReadOnlySpan<bool>)[false, true])
        {
            var n = sums[aside];
            text.AppendLine($"| **all** (precision {Percent(n[0] - n[1], n[0])} errors, {Percent(n[2] - n[3], n[2])} warnings) | {(aside ? "aside" : "known")} | {string.Join(" | ", n)} |");
        }
        if (list) foreach (var line in open) text.AppendLine(line);
        return text.ToString();
    }

    static string Percent(int part, int whole) => whole == 0 ? "–" : $"{100.0 * part / whole:0.0} %";
}
