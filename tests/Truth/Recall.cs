using System.Text;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Truth;

/// <summary>
/// Which of the certain errors that people found in the transcribed documents are told: by any rule, at a place of the error, in words
/// that name what is wrong. known-errors.tsv holds them, alternatives joined by "|".
/// </summary>
static class Recall
{
    sealed record Error(string[] Documents, string Id, string[] Places, string[] Words, string What);

    static readonly Error[] Errors = [.. Lines.Of("known-errors.tsv").Select(l => new Error(l[0].Split('|'), l[1], l[2].Split('|'), l[3].Split('|'), l[4]))];

    public static IEnumerable<(string Document, string Id, string What, Finding? ToldBy)> Of(IReadOnlyList<Measured> documents)
    {
        var findings = documents.ToDictionary(d => d.Name, d => RuleBook.Run(d.Document).Findings);
        foreach (var error in Errors)
        {
            if (!findings.ContainsKey(error.Documents[0])) continue;
            var told = error.Documents.Where(findings.ContainsKey).SelectMany(d => findings[d]).Where(f => Tells(f, error)).OrderBy(f => f.Severity).FirstOrDefault();
            yield return (error.Documents[0], error.Id, error.What, told);
        }
    }

    static bool Tells(Finding finding, Error error) =>
        error.Places.Any(p => finding.Place.Key.Contains(p, StringComparison.Ordinal) || finding.Place.Text.Contains(p, StringComparison.Ordinal) || finding.Message.Contains(p, StringComparison.Ordinal) && p.Length > 4)
        && error.Words.Any(w => finding.Message.Contains(w, StringComparison.Ordinal) || finding.Found.Contains(w, StringComparison.Ordinal));

    public static string Table(List<Measured> documents)
    {
        var text = new StringBuilder("| certain errors | | known | told | as error or warning | not told |\n|---|---|--:|--:|--:|---|\n");
        var all = Of(documents).ToList();
        foreach (var document in documents)
        {
            var own = all.Where(e => e.Document == document.Name).ToList();
            if (own.Count > 0) Line(document.Name, document.Aside ? "aside" : "", own);
        }
        Line("**all**", "known", [.. all.Where(e => !documents.First(d => d.Name == e.Document).Aside)]);
        Line("**all**", "aside", [.. all.Where(e => documents.First(d => d.Name == e.Document).Aside)]);
        return text.ToString();

        void Line(string name, string aside, List<(string Document, string Id, string What, Finding? ToldBy)> errors)
        {
            var told = errors.Count(e => e.ToldBy is not null);
            text.AppendLine($"| {name} | {aside} | {errors.Count} | {told} ({100.0 * told / Math.Max(1, errors.Count):0} %) | {errors.Count(e => e.ToldBy?.Severity is Severity.Error or Severity.Warning)} | {string.Join("; ", errors.Where(e => e.ToldBy is null).Select(e => $"{e.Id} {e.What}"))} |");
        }
    }
}

/// <summary>A table of tab-separated lines that lies beside the program; its first line names the columns.</summary>
static class Lines
{
    public static IEnumerable<string[]> Of(string file) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, file)).Skip(1).Where(l => l.Length > 0).Select(l => l.Split('\t'));
}
