using Budget.Document;
using Budget.Document.Rules;
using Budget.Truth;

// dotnet run -c Release --project tests/Truth -- [all|changes|recall|alarms|report|answers|findings] [--known|--aside] [--missed] [--most N] [FILE|FOLDER]…
string[] known = ["all", "changes", "recall", "alarms", "report", "answers", "findings"];
var most = Array.IndexOf(args, "--most") is >= 0 and var m && m + 1 < args.Length ? int.Parse(args[m + 1], System.Globalization.CultureInfo.InvariantCulture) : 40;
var paths = args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && !known.Contains(a) && (i == 0 || args[i - 1] != "--most")).ToList();
var wanted = args.FirstOrDefault(known.Contains) ?? "all";
var alone = Documents.Read(paths.Count > 0 ? paths : Documents.Material);
if (alone.Count == 0)
{
    Console.Error.WriteLine("There is no document: name files or folders, or lay the real disclosures beside the project (../shared).");
    return 2;
}
if (args.Contains("--known")) alone.RemoveAll(d => d.Aside);
if (args.Contains("--aside")) alone.RemoveAll(d => !d.Aside);
// A district is checked as a whole; what one changed thing brings is measured on the document by itself.
var documents = Documents.Joined(alone);
var missed = args.Contains("--missed");
if (wanted is "all" or "recall") Console.WriteLine(Recall.Table(documents));
if (wanted is "all" or "alarms") Console.WriteLine(Alarms.Table(documents, missed));
if (wanted is "all" or "report") Console.WriteLine(ReportMeasure.Table(documents));
if (wanted is "all" or "changes") Console.WriteLine(Detection.Table(alone, most, missed));
if (wanted is "answers") Console.WriteLine(Answers(documents));
if (wanted is "findings") Console.WriteLine(string.Join('\n', documents.SelectMany(d => RuleBook.Run(d.Document).Findings.Select(f => $"{d.Name}\t{f.Rule.Id}\t{f.Severity}\t{f.Place.Key}\t{f.Message}\t{f.MessageEn}"))));
return 0;

static string Answers(List<Measured> documents) => string.Join('\n', documents.SelectMany(d => RuleBook.Run(d.Document).Answers.Where(a => a.Answer == Answer.NotCheckable).Select(a => $"{d.Name}\t{a.Rule.Id}\t{a.Reason}\t{a.ReasonEn}")));
