using System.Text.RegularExpressions;
using Budget.Testing;

namespace Budget.Architecture.Tests;

/// <summary>
/// The folders of a project are layers: no two of them need each other, directly or by way of others. Read from the compiled
/// code, so that a using directive more or less changes nothing.
/// </summary>
public partial class LayerTests
{
    [Fact]
    public void No_folder_of_the_document_needs_a_folder_that_needs_it()
    {
        using var code = new CompiledCode("Document");
        Assert.Empty(Cycles(code.Arrows()));
    }

    [Fact]
    public void Finds_a_circle_that_goes_through_several_folders()
    {
        TypeArrow[] arrows = [Arrow("A", "B"), Arrow("B", "C"), Arrow("C", "A"), Arrow("C", "D")];
        var circle = Assert.Single(Cycles(arrows));
        Assert.StartsWith("A, B, C", circle);
        Assert.Contains("InC → InA", circle);
        Assert.Empty(Cycles([Arrow("A", "B"), Arrow("B", "C"), Arrow("A", "C")]));

        static TypeArrow Arrow(string from, string to) => new(new(from, "In" + from), new(to, "In" + to));
    }

    /// <summary>Model is the namespace of the document itself: its words are the language of all other folders.</summary>
    [Fact]
    public void Each_folder_of_the_document_is_a_namespace()
    {
        var root = Path.Combine(Golden.RepositoryRoot, "services", "Document");
        var offenders = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Folder: Path.GetDirectoryName(Path.GetRelativePath(root, path))!, Path: path))
            .Where(file => !file.Folder.StartsWith("obj", StringComparison.Ordinal) && !file.Folder.StartsWith("bin", StringComparison.Ordinal))
            .Where(file => Namespace().Match(File.ReadAllText(file.Path)).Groups[1].Value != NamespaceOf(file.Folder))
            .Select(file => file.Path);

        Assert.Empty(offenders);

        static string NamespaceOf(string folder) => folder == "Model" ? "Budget.Document" : "Budget.Document." + folder.Replace(Path.DirectorySeparatorChar, '.');
    }

    /// <summary>What is read from a disk, a clock, a network or by chance gives another answer tomorrow; whoever asks for a check hands it in.</summary>
    [Fact]
    public void The_document_reads_no_disk_no_clock_and_no_dice()
    {
        string[] forbidden =
        [
            "System.IO.File.", "System.IO.FileInfo.", "System.IO.FileStream.", "System.IO.Directory.", "System.IO.DirectoryInfo.",
            "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
            "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.TimeProvider.", "System.Diagnostics.Stopwatch.",
            "System.Random.", "System.Guid.NewGuid", "System.Security.Cryptography.RandomNumberGenerator.",
            "System.Environment.", "System.Console.", "System.Threading.", "System.Net.", "System.Diagnostics.Process.",
        ];
        // Compiler-made iterators ask for the managed thread they are on; that is no clock and no chance.
        // A caller who no longer waits ends the work: there is then no answer at all, not another one.
        string[] harmless = ["System.Environment.get_CurrentManagedThreadId", "System.Threading.CancellationToken.ThrowIfCancellationRequested"];
        using var code = new CompiledCode("Document");

        Assert.Empty(code.MembersOfOthers().Where(m => forbidden.Any(f => m.StartsWith(f, StringComparison.Ordinal))).Except(harmless));
    }

    /// <summary>Each set of folders that need each other, with the arrows that make it one.</summary>
    static IEnumerable<string> Cycles(IReadOnlyCollection<TypeArrow> arrows)
    {
        var needs = arrows.Where(a => a.From.Namespace != a.To.Namespace).ToLookup(a => a.From.Namespace, a => a.To.Namespace);
        var reach = needs.ToDictionary(n => n.Key, n => Reach(n.Key, needs));
        var circles = reach.Where(r => r.Value.Contains(r.Key))
            .Select(r => string.Join(", ", r.Value.Where(to => reach.TryGetValue(to, out var back) && back.Contains(r.Key)).Order(StringComparer.Ordinal)))
            .Distinct();
        foreach (var circle in circles)
        {
            var folders = circle.Split(", ");
            var within = arrows.Where(a => a.From.Namespace != a.To.Namespace && folders.Contains(a.From.Namespace) && folders.Contains(a.To.Namespace));
            yield return $"{circle}: {string.Join(", ", within.Select(a => $"{a.From.Name} → {a.To.Name}").Order(StringComparer.Ordinal))}";
        }
    }

    static HashSet<string> Reach(string from, ILookup<string, string> needs)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(needs[from]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next)) continue;
            foreach (var further in needs[next]) open.Push(further);
        }
        return seen;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
