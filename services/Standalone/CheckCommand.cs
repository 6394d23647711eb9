using Budget.Contracts;
using Budget.Document;
using Budget.Document.Codes;
using Budget.Document.Rules;
using Budget.Intake;
using Budget.Intake.Pages;
using Budget.Typesetting.Reports;

namespace Budget.Standalone;

/// <summary>What `check` is asked for besides the list on the terminal; null: not asked for.</summary>
sealed record CheckOptions(bool Json = false, string? Html = null, string? Csv = null, string? Xlsx = null, string? Editions = null);

/// <summary>
/// Reads disclosures as they were published, or as intake files, runs the rule book, lists what it found. Starts no service and keeps nothing
/// but the reports it is asked to write.
/// </summary>
static class CheckCommand
{
    const int NoErrors = 0, ErrorFindings = 1, CouldNotRead = 2;

    public static int Run(IReadOnlyList<string> paths, CheckOptions options, TextWriter console, TextWriter errors)
    {
        var readers = GivenFile.ReaderWith(options.Editions);
        var given = GivenFiles.Read(GivenFile.In(paths), readers, errors);
        foreach (var file in given) foreach (var remark in file.Remarks()) errors.WriteLine(remark);
        foreach (var file in given.Where(file => file.Document is null)) errors.WriteLine(file.Problem);
        var unreadable = given.Where(file => file.Document is null).Select(file => (file.Path, file.Problem)).ToList();
        var read = given.Where(file => file.Document is not null).ToList();
        // Last year's document of a department and its units' documents, given together, are held against each other.
        var checkedFiles = Together.Join([.. read.Select(file => file.Document!)]).Select((document, i) => new CheckedFile(read[i].Path, document.Edition.Id, RuleBook.Run(document))).ToList();
        try
        {
            Write(options, checkedFiles, unreadable, read.Where(file => file.Reading is not null).Select(file => file.Path).ToHashSet(), readers);
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

    static void Write(CheckOptions options, List<CheckedFile> files, List<(string File, string Problem)> unreadable, HashSet<string> published, GivenFile.Readers readers)
    {
        if (options.Csv is { } csv) File.WriteAllBytes(Ready(csv), FindingsCsv.Render(files));
        if (options.Xlsx is { } xlsx) File.WriteAllBytes(Ready(xlsx), FindingsWorkbook.Render(files));
        if (options.Html is not { } html) return;
        foreach (var (name, content) in ReportSite.Render(files, unreadable, Page)) File.WriteAllBytes(Ready(Path.Combine(html, name)), content);

        byte[] Page(CheckedFile file, string overview) => published.Contains(file.File) ? Printed(file, overview, readers) : ReportPage.Render(file, overview);
    }

    /// <summary>
    /// Findings beside the pictures of the pages. The file is read again for its pictures: keeping those of a hundred files would take more
    /// memory than reading takes time.
    /// </summary>
    static byte[] Printed(CheckedFile file, string overview, GivenFile.Readers readers)
    {
        if (GivenFile.Published(file.File, readers.Published).Reading is not { } reading || reading.Pages.All(page => page.Letters.Count == 0)) return ReportPage.Render(file, overview);
        var places = new PrintedPlaces(reading, file.Report.Document!);
        return PrintedReport.Render(file, [.. reading.Pages.Select(page => new PrintedPicture(page.Number, page.Width, page.Height, () => PageSvg.Of(page)))],
            finding => places.Of(finding) is var (page, box) ? new PrintedSpot(page, box.Left, box.Top, box.Right, box.Bottom) : null, overview);
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
