using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Budget.Testing;

namespace Budget.Architecture.Tests;

/// <summary>What the document's layers rest on beside <see cref="FolderTests"/>: folders are namespaces, and nothing is read from outside.</summary>
public partial class LayerTests
{
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

        Assert.Empty(MembersOfOthers("Document").Where(m => forbidden.Any(f => m.StartsWith(f, StringComparison.Ordinal))).Except(harmless));
    }

    /// <summary>"System.DateTime.get_UtcNow" and its like: every member of another assembly that any code of the project names.</summary>
    static List<string> MembersOfOthers(string project)
    {
        using var image = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"Budget.{project}.dll")));
        var reader = image.GetMetadataReader();
        var members = new List<string>();
        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference).Where(m => m.Parent.Kind == HandleKind.TypeReference))
        {
            var type = reader.GetTypeReference((TypeReferenceHandle)member.Parent);
            members.Add($"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}.{reader.GetString(member.Name)}");
        }
        return members;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
