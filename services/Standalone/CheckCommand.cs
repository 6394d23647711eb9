using Budget.Contracts;
using Budget.Document;
using Budget.Document.Rules;

namespace Budget.Standalone;

/// <summary>Reads intake files, runs the rule book, lists what it found. Starts no service and keeps nothing.</summary>
static class CheckCommand
{
    const int NoErrors = 0, ErrorFindings = 1, CouldNotRead = 2;

    public static int Run(IReadOnlyList<string> paths, bool json, TextWriter console, TextWriter errors)
    {
        var (read, documents) = (new List<string>(), new List<DisclosureDocument>());
        var unreadable = false;
        foreach (var path in paths)
        {
            var (_, document, problem) = Intake.Read(path);
            if (document is null)
            {
                errors.WriteLine(problem);
                unreadable = true;
                continue;
            }
            read.Add(path);
            documents.Add(document);
        }
        // Last year's document of a department and its units' documents, given together, are held against each other.
        var checkedFiles = Together.Join(documents).Select((document, i) => new CheckedFile(read[i], document.Edition.Id, RuleBook.Run(document))).ToList();
        if (json)
        {
            using var output = Console.OpenStandardOutput();
            CheckOutput.Write(output, checkedFiles);
        }
        else
        {
            foreach (var file in checkedFiles) Print(file, console);
        }
        return unreadable ? CouldNotRead : checkedFiles.Any(f => f.Report.HasErrors) ? ErrorFindings : NoErrors;
    }

    static void Print(CheckedFile file, TextWriter console)
    {
        var report = file.Report;
        console.WriteLine($"{file.File}（{file.Edition}）：通过 {report.Passed}，不通过 {report.Failed}，无法核对 {report.NotCheckable}；规则库 {RuleBook.Version}");
        foreach (var finding in report.Findings) Steps.Print(finding, console);
    }
}
