using Budget.Intake;

namespace Budget.Standalone;

/// <summary>Reads published files and writes what was read beside how it was read: NAME.intake.json and NAME.reading.json.</summary>
static class ReadCommand
{
    public static int Run(IReadOnlyList<string> paths, string folder, string? editions, TextWriter console, TextWriter errors)
    {
        var reader = GivenFile.PublishedReaderWith(editions);
        var unreadable = 0;
        Directory.CreateDirectory(folder);
        foreach (var path in paths)
        {
            var (reading, problem) = GivenFile.Published(path, reader);
            if (reading is null)
            {
                errors.WriteLine(problem);
                unreadable++;
                continue;
            }
            var name = Path.Combine(folder, Path.GetFileNameWithoutExtension(reading.File));
            File.WriteAllText(name + ".intake.json", ReadingReport.Message(reading));
            File.WriteAllBytes(name + ".reading.json", ReadingReport.Render(reading));
            console.WriteLine($"{path}：{reading.Disclosure.Department.Name} {reading.Disclosure.Year} 年，{reading.Pages.Count} 页，{reading.Tables.Count} 张表，{reading.Forms.Count} 份绩效表");
        }
        return unreadable > 0 ? 2 : 0;
    }
}
