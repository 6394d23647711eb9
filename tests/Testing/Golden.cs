using System.Runtime.CompilerServices;
using System.Text;

namespace Budget.Testing;

/// <summary>
/// What the public or an official reads, kept in a file beside its test so that a change to it is seen in review:
/// <c>Golden.Matches("../Golden/rule-catalogue.md", text)</c>. <c>GOLDEN=write</c> writes the file anew.
/// </summary>
public static class Golden
{
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The file is named from the test's own folder.</summary>
    public static void Matches(string file, string actual, [CallerFilePath] string test = "")
    {
        var path = PathOf(file, test);
        if (Environment.GetEnvironmentVariable("GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }
        Assert.True(File.Exists(path), $"{Shown(path)} is missing; GOLDEN=write writes it.");
        var expected = File.ReadAllText(path);
        if (expected != actual)
        {
            Assert.Fail($"{Shown(path)} differs (- kept, + now); GOLDEN=write takes what is now.\n{Difference(expected, actual)}");
        }
    }

    static string PathOf(string file, string test)
    {
        // A deterministic build maps source paths to /_/; the part from tests on is the same everywhere.
        var folder = Path.GetDirectoryName(test)!.Replace('\\', '/');
        var inside = folder.StartsWith(RepositoryRoot, StringComparison.Ordinal) ? folder : Path.Combine(RepositoryRoot, folder[(folder.LastIndexOf("tests/", StringComparison.Ordinal))..]);
        return Path.GetFullPath(Path.Combine(inside, file));
    }

    static string Shown(string path) => Path.GetRelativePath(RepositoryRoot, path);

    /// <summary>The differing middle, with three lines around it: enough to see what happened, in any size of file.</summary>
    static string Difference(string expected, string actual)
    {
        var kept = expected.Split('\n');
        var now = actual.Split('\n');
        var start = 0;
        while (start < kept.Length && start < now.Length && kept[start] == now[start])
        {
            start++;
        }
        var end = 0;
        while (end < kept.Length - start && end < now.Length - start && kept[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }
        var text = new StringBuilder();
        for (var line = Math.Max(0, start - 3); line < start; line++)
        {
            text.Append("  ").Append(line + 1).Append(": ").AppendLine(kept[line]);
        }
        Append(text, "- ", kept, start, kept.Length - end);
        Append(text, "+ ", now, start, now.Length - end);
        for (var line = now.Length - end; line < Math.Min(now.Length, now.Length - end + 3); line++)
        {
            text.Append("  ").Append(line + 1).Append(": ").AppendLine(now[line]);
        }
        return text.ToString();
    }

    static void Append(StringBuilder text, string sign, string[] lines, int from, int to)
    {
        for (var line = from; line < Math.Min(to, from + 40); line++)
        {
            text.Append(sign).Append(line + 1).Append(": ").AppendLine(lines[line]);
        }
        if (to > from + 40)
        {
            text.Append(sign).Append("… and ").Append(to - from - 40).AppendLine(" more lines");
        }
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Budget.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("Budget.sln was not found above the tests: run them from the repository.");
    }
}
