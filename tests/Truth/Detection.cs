using System.Text;
using Budget.Document;
using Budget.Document.Rules;

namespace Budget.Truth;

/// <summary>Change one thing, check, and see whether a new or changed finding tells it.</summary>
static class Detection
{
    public readonly record struct Count(int Made, int Found)
    {
        public static Count operator +(Count a, Count b) => new(a.Made + b.Made, a.Found + b.Found);

        public override string ToString() => Made == 0 ? "" : $"{100.0 * Found / Made:0.0} % ({Found}/{Made})";
    }

    public static Dictionary<string, Count> Measure(DisclosureDocument document, int most, List<string>? missed = null)
    {
        var before = Said(document);
        var counts = new Dictionary<string, Count>();
        foreach (var change in Changes.Of(document, most))
        {
            var found = !Said(change.Document).IsSubsetOf(before);
            counts[change.Kind] = counts.GetValueOrDefault(change.Kind) + new Count(1, found ? 1 : 0);
            if (!found) missed?.Add($"{change.Kind}\t{change.What}");
        }
        return counts;
    }

    static HashSet<string> Said(DisclosureDocument document) => [.. RuleBook.Run(document).Findings.Select(f => $"{f.Rule.Id} {f.Severity} {f.Place.Key} {f.Found} {f.Expected} {f.Difference}")];

    public static string Table(List<Measured> documents, int most, bool list)
    {
        var text = new StringBuilder();
        var missed = new List<string>();
        var all = documents.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(d =>
        {
            var own = new List<string>();
            var counts = Measure(d.Document, most, own);
            lock (missed) missed.AddRange(own.Select(x => $"{d.Name}\t{x}"));
            return (Document: d, Counts: counts);
        }).ToList();
        text.AppendLine("| changes detected | known | kept aside |").AppendLine("|---|--:|--:|");
        foreach (var kind in all.SelectMany(a => a.Counts.Keys).Distinct().Order(StringComparer.Ordinal)) Line(kind, c => c.GetValueOrDefault(kind));
        Line("**all**", c => c.Values.Aggregate(default(Count), (a, b) => a + b));
        text.AppendLine().AppendLine("| document | place | | changes detected |").AppendLine("|---|---|---|--:|");
        foreach (var (document, counts) in all) text.AppendLine($"| {document.Name} | {document.Place} | {(document.Aside ? "aside" : "")} | {counts.Values.Aggregate(default(Count), (a, b) => a + b)} |");
        if (list) foreach (var line in missed.Order(StringComparer.Ordinal)) text.AppendLine(line);
        return text.ToString();

        void Line(string name, Func<Dictionary<string, Count>, Count> of) => text.AppendLine($"| {name} | {Sum(of, aside: false)} | {Sum(of, aside: true)} |");

        Count Sum(Func<Dictionary<string, Count>, Count> of, bool aside) => all.Where(a => a.Document.Aside == aside).Aggregate(default(Count), (sum, a) => sum + of(a.Counts));
    }
}
