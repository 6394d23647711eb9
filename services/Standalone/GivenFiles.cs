using System.Collections.Concurrent;
using Spectre.Console;

namespace Budget.Standalone;

/// <summary>Many files at once, on all cores; one that cannot be read never stops the rest. A bar shows how far it is where a person looks on.</summary>
static class GivenFiles
{
    public static IReadOnlyList<GivenFile> Read(IReadOnlyList<string> paths, GivenFile.Readers readers, TextWriter errors)
    {
        if (paths.Count == 1) return [GivenFile.Read(paths[0], readers)];
        IReadOnlyList<GivenFile> given = [];
        if (paths.Count < 4 || Console.IsErrorRedirected || errors != Console.Error) given = ReadAll(paths, readers, _ => { });
        else
        {
            var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            terminal.Progress().AutoClear(true).Start(progress =>
            {
                var bar = progress.AddTask($"读取 {paths.Count} 份文件", maxValue: paths.Count);
                given = ReadAll(paths, readers, _ => bar.Increment(1));
            });
        }
        return Paired(given, readers);
    }

    static GivenFile[] ReadAll(IReadOnlyList<string> paths, GivenFile.Readers readers, Action<GivenFile> done)
    {
        var given = new GivenFile[paths.Count];
        Parallel.For(0, paths.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            // What is kept of each is the message: pictures of pages are read again where they are shown.
            var file = GivenFile.Read(paths[i], readers);
            given[i] = file with { Reading = file.Reading is { } reading ? reading with { Pages = [] } : null };
            done(given[i]);
        });
        return given;
    }

    /// <summary>Text in one file and tables in another are one disclosure: of one year, one department where both say whose they are, and named alike.</summary>
    static List<GivenFile> Paired(IReadOnlyList<GivenFile> given, GivenFile.Readers readers)
    {
        var result = given.ToList();
        foreach (var tables in given.Where(file => file.Reading is { HasProse: false, HasTables: true }))
        {
            var text = given.Where(other => other != tables && result.Contains(other) && other.Reading is { HasProse: true, HasTables: false } && Path.GetDirectoryName(other.Path) == Path.GetDirectoryName(tables.Path)
                && SameDisclosure(tables, other)).MaxBy(other => Alike(tables.Path, other.Path));
            if (text is null || Alike(tables.Path, text.Path) < 0.6) continue;
            var pair = GivenFile.Read($"{text.Path}+{tables.Path}", readers);
            if (pair.Document is null) continue;
            result[result.IndexOf(text)] = pair with { Reading = pair.Reading! with { Pages = [] } };
            result.Remove(tables);
        }
        return result;
    }

    static bool SameDisclosure(GivenFile a, GivenFile b)
    {
        var (one, other) = (a.Reading!.Disclosure, b.Reading!.Disclosure);
        return (one.Year == other.Year || one.Year == 0 || other.Year == 0) && (one.Department.Name == other.Department.Name || !a.Reading.KnowsDepartment || !b.Reading.KnowsDepartment);
    }

    /// <summary>How much of the longer name the two begin with alike.</summary>
    static double Alike(string a, string b)
    {
        (a, b) = (Path.GetFileNameWithoutExtension(a), Path.GetFileNameWithoutExtension(b));
        var same = 0;
        while (same < a.Length && same < b.Length && a[same] == b[same]) same++;
        return (double)same / Math.Max(1, Math.Min(a.Length, b.Length));
    }
}
