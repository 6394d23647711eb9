using Budget.Contracts;
using Budget.Document;
using Budget.Document.Codes;
using Budget.Document.Rules;
using Budget.Typesetting.Reports;

namespace Budget.Standalone;

/// <summary>What `check` is asked for besides the list on the terminal; null: not asked for.</summary>
sealed record CheckOptions(bool Json = false, string? Html = null, string? Csv = null, string? Xlsx = null, string? Editions = null);

/// <summary>Reads intake files, runs the rule book, lists what it found. Starts no service and keeps nothing but the reports it is asked to write.</summary>
static class CheckCommand
{
    const int NoErrors = 0, ErrorFindings = 1, CouldNotRead = 2;

    public static int Run(IReadOnlyList<string> paths, CheckOptions options, TextWriter console, TextWriter errors)
    {
        var reader = GivenFile.ReaderWith(options.Editions);
        var (read, documents) = (new List<string>(), new List<DisclosureDocument>());
        var unreadable = new List<(string File, string Problem)>();
        foreach (var path in paths)
        {
            var (_, document, problem) = GivenFile.Read(path, reader);
            if (document is null)
            {
                errors.WriteLine(problem);
                unreadable.Add((path, problem));
                continue;
            }
            foreach (var remark in GivenFile.Remarks(path, document)) errors.WriteLine(remark);
            read.Add(path);
            documents.Add(document);
        }
        // Last year's document of a department and its units' documents, given together, are held against each other.
        var checkedFiles = Together.Join(documents).Select((document, i) => new CheckedFile(read[i], document.Edition.Id, RuleBook.Run(document))).ToList();
        try
        {
            Write(options, checkedFiles, unreadable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"报告无法写入：{e.Message} / The report cannot be written: {e.Message}");
            return CouldNotRead;
        }
        if (options.Json)
        {
            using var output = Console.OpenStandardOutput();
            CheckOutput.Write(output, checkedFiles);
        }
        else
        {
            foreach (var file in checkedFiles) Print(file, console);
            console.WriteLine($"科目数据：{string.Join("；", CodeList.All)}");
        }
        return unreadable.Count > 0 ? CouldNotRead : checkedFiles.Any(f => f.Report.HasErrors) ? ErrorFindings : NoErrors;
    }

    static void Write(CheckOptions options, List<CheckedFile> files, List<(string File, string Problem)> unreadable)
    {
        if (options.Csv is { } csv) File.WriteAllBytes(Ready(csv), FindingsCsv.Render(files));
        if (options.Xlsx is { } xlsx) File.WriteAllBytes(Ready(xlsx), FindingsWorkbook.Render(files));
        if (options.Html is not { } html) return;
        foreach (var (name, content) in ReportSite.Render(files, unreadable)) File.WriteAllBytes(Ready(Path.Combine(html, name)), content);
    }

    /// <summary>The path with its folder made.</summary>
    static string Ready(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        return path;
    }

    static void Print(CheckedFile file, TextWriter console)
    {
        var report = file.Report;
        console.WriteLine($"{file.File}（{file.Edition}）：通过 {report.Passed}，不通过 {report.Failed}，无法核对 {report.NotCheckable}；规则库 {RuleBook.Version}");
        foreach (var part in report.Parts())
        {
            console.WriteLine($"   {part.Title}（{part.Findings.Count} 处）");
            foreach (var finding in part.Findings) Steps.Print(finding, console);
        }
    }
}
