using Budget.Contracts.Reading;
using Budget.Document.Editions;
using Budget.Intake;

namespace Budget.Standalone;

/// <summary>Drafts a place's form from its published disclosures, and says what a person has to settle before it is used.</summary>
static class LearnCommand
{
    public static int Run(IReadOnlyList<string> paths, string output, TextWriter console, TextWriter errors)
    {
        var readers = GivenFile.ReaderWith(null);
        var readings = new List<Reading>();
        foreach (var path in GivenFile.In(paths))
        {
            var (reading, problem) = GivenFile.Published(path, readers.Published);
            if (reading is null) errors.WriteLine(problem);
            else readings.Add(reading);
        }
        if (readings.Count == 0)
        {
            errors.WriteLine("没有一份文件能读出来，没有写草稿。 / No file could be read; no draft was written.");
            return 2;
        }
        var (edition, questions) = EditionDraft.Of(Path.GetFileNameWithoutExtension(output), readings);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        File.WriteAllBytes(output, edition);
        foreach (var question in questions) console.WriteLine($"？{question}");
        console.WriteLine($"草稿：{output}；改好后放进形式的文件夹（--editions {Path.GetDirectoryName(Path.GetFullPath(output))}）。");
        try
        {
            EditionFolder.Load(Path.GetDirectoryName(Path.GetFullPath(output)));
            return 0;
        }
        catch (EditionException e)
        {
            errors.WriteLine($"草稿还不能用：{e.Message}");
            return 1;
        }
    }
}
