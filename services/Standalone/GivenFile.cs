using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Intake;
using Budget.V1;

namespace Budget.Standalone;

/// <summary>
/// One disclosure that somebody gave, as an intake file or as it was published (in one file or in several), as message and as document; or a
/// sentence that says why not and how to mend it. What a file is, its content says and not its name.
/// </summary>
/// <param name="Reading">How it was read; null for an intake file.</param>
sealed record GivenFile(string Path, DisclosureFile? File, DisclosureDocument? Document, string Problem, Reading? Reading = null)
{
    static readonly DocumentReader BuiltIn = new(EditionBook.BuiltIn);

    /// <summary>Reads with the editions that are built in and those of a folder (--editions).</summary>
    public static Readers ReaderWith(string? editions)
    {
        var book = editions is null ? EditionBook.BuiltIn : EditionFolder.Load(editions);
        return new(editions is null ? BuiltIn : new(book), new FileReader(book, OldWord.Convert));
    }

    public sealed record Readers(DocumentReader Documents, FileReader Published);

    public static GivenFile Read(string path, Readers? readers = null)
    {
        readers ??= ReaderWith(null);
        var (file, reading, problem) = IsMessage(path) ? Message(path) : Printed(path, readers.Published);
        if (file is null) return new(path, null, null, problem);
        var (document, violations) = readers.Documents.Read(file);
        if (document is null) return new(path, null, null, $"{path}：内容不合格式 / malformed\n" + string.Join('\n', violations.Select(v => $"  {v.Field}：{v.Message} / {v.MessageEn}")));
        if (document.Edition.Id != file.Edition && document.Edition.HoldsFor(file.Year)) TakeEdition(file, document.Edition.Id);
        return new(path, file, document, "", reading);
    }

    static (DisclosureFile? File, Reading? Reading, string Problem) Message(string path)
    {
        var (file, error) = IntakeFile.Load(path);
        return (file, null, error?.ToString() ?? "");
    }

    static (DisclosureFile? File, Reading? Reading, string Problem) Printed(string path, FileReader reader)
    {
        var (reading, problem) = Published(path, reader);
        if (reading?.CannotCheck is { } why) return (null, reading, $"{path}：{why.Chinese} / {why.English}");
        return (reading?.Disclosure, reading, problem);
    }

    /// <summary>A published file (or "A.pdf+B.pdf") as it was read; null and why where it cannot be.</summary>
    public static (Reading? Reading, string Problem) Published(string path, FileReader reader)
    {
        try
        {
            var parts = Parts(path);
            foreach (var part in parts)
            {
                if (new FileInfo(part) is { Exists: true, Length: > LargestPublished })
                    return (null, $"{part}：超过 {LargestPublished / 1024 / 1024} MB，不像一份预算公开文件 / larger than {LargestPublished / 1024 / 1024} MB, which no disclosure is");
            }
            var name = string.Join('+', parts.Select(System.IO.Path.GetFileName));
            return (reader.Read(name, [.. parts.Select(part => (ReadOnlyMemory<byte>)System.IO.File.ReadAllBytes(part))]), "");
        }
        catch (ReadingException e)
        {
            return (null, $"{path}：{e.Message} / {e.English}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, $"找不到文件 {path}。 / there is no file {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, $"无法读取文件 {path}；请检查它是否是文件、是否有权限。 / cannot read {path}: {e.Message}");
        }
    }

    const long LargestPublished = 64L * 1024 * 1024;

    /// <summary>"A.pdf+B.pdf": one disclosure in two files; a file may have a plus in its name all the same.</summary>
    static string[] Parts(string path)
    {
        if (System.IO.File.Exists(path) || !path.Contains('+', StringComparison.Ordinal)) return [path];
        var parts = path.Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var folder = System.IO.Path.GetDirectoryName(parts[0]) ?? "";
        return [.. parts.Select((part, i) => i > 0 && !System.IO.File.Exists(part) ? System.IO.Path.Combine(folder, part) : part)];
    }

    static bool IsMessage(string path)
    {
        try
        {
            if (!System.IO.File.Exists(path) && path.Contains('+', StringComparison.Ordinal)) return false;
            using var stream = System.IO.File.OpenRead(path);
            var start = new byte[1024];
            return FileKinds.IsMessage(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return true;
        }
    }

    static readonly string[] Known = [".json", ".pdf", ".ofd", ".docx", ".xlsx", ".xls", ".et", ".doc", ".wps", ".html", ".htm", ".txt"];

    /// <summary>Files as they are, folders as the files in them that may be disclosures.</summary>
    public static List<string> In(IEnumerable<string> paths) =>
    [
        .. paths.SelectMany(path => Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => Known.Contains(System.IO.Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal)
            : (IEnumerable<string>)[path]),
    ];

    /// <summary>What to say of a document in a form that is not here: by which it is read, and what it leaves open.</summary>
    public IEnumerable<string> Remarks()
    {
        if (Document?.Mapping is not { } mapping) yield break;
        if (mapping.Note.Length > 0) yield return $"{Path}：{mapping.Note} / {mapping.NoteEn}";
        for (var t = 0; t < mapping.Tables.Count; t++)
        {
            if (mapping.Question(t) is var (question, questionEn)) yield return $"{Path}：{question} / {questionEn}";
        }
    }

    /// <summary>The services keep a document by an edition of its year; it is told apart from that edition's own by its tables.</summary>
    static void TakeEdition(DisclosureFile file, string edition)
    {
        file.Edition = file.Budget.Edition = edition;
        if (file.Targets is { } targets) targets.Edition = edition;
    }
}
