using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Intake;
using Budget.V1;

namespace Budget.Standalone;

/// <summary>
/// One file that somebody gave, an intake file or a published one, as message and as document; or a sentence that says why not and how
/// to mend it. What a file is, its content says and not its name.
/// </summary>
static class GivenFile
{
    static readonly DocumentReader BuiltIn = new(EditionBook.BuiltIn);

    /// <summary>Reads with the editions that are built in and those of a folder (--editions).</summary>
    public static DocumentReader ReaderWith(string? editions) => editions is null ? BuiltIn : new(EditionFolder.Load(editions));

    public static (DisclosureFile? File, DisclosureDocument? Document, string Problem) Read(string path, DocumentReader? reader = null)
    {
        var (file, problem) = IsMessage(path) ? Message(path) : Printed(path, Published(path, PublishedReaderWith(null)));
        if (file is null) return (null, null, problem);
        var (document, violations) = (reader ?? BuiltIn).Read(file);
        if (document is null) return (null, null, $"{path}：内容不合格式 / malformed\n" + string.Join('\n', violations.Select(v => $"  {v.Field}：{v.Message} / {v.MessageEn}")));
        if (document.Edition.Id != file.Edition && document.Edition.HoldsFor(file.Year)) TakeEdition(file, document.Edition.Id);
        return (file, document, "");
    }

    static (DisclosureFile? File, string Problem) Message(string path)
    {
        var (file, error) = IntakeFile.Load(path);
        return (file, error?.ToString() ?? "");
    }

    static (DisclosureFile? File, string Problem) Printed(string path, (Reading? Reading, string Problem) read) => (read.Reading?.Disclosure, read.Problem);

    public static FileReader PublishedReaderWith(string? editions) => new(editions is null ? EditionBook.BuiltIn : EditionFolder.Load(editions));

    /// <summary>A published file as it was read; null and why where it cannot be.</summary>
    public static (Reading? Reading, string Problem) Published(string path, FileReader reader)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestPublished })
                return (null, $"{path}：超过 {LargestPublished / 1024 / 1024} MB，不像一份预算公开文件 / larger than {LargestPublished / 1024 / 1024} MB, which no disclosure is");
            return (reader.Read(Path.GetFileName(path), File.ReadAllBytes(path)), "");
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

    static bool IsMessage(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var start = new byte[1024];
            return !FileKinds.IsPublished(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return true;
        }
    }

    /// <summary>What to say of a document in a form that is not here: by which it is read, and what it leaves open.</summary>
    public static IEnumerable<string> Remarks(string path, DisclosureDocument document)
    {
        if (document.Mapping is not { } mapping) yield break;
        if (mapping.Note.Length > 0) yield return $"{path}：{mapping.Note} / {mapping.NoteEn}";
        for (var t = 0; t < mapping.Tables.Count; t++)
        {
            if (mapping.Question(t) is var (question, questionEn)) yield return $"{path}：{question} / {questionEn}";
        }
    }

    /// <summary>The services keep a document by an edition of its year; it is told apart from that edition's own by its tables.</summary>
    static void TakeEdition(DisclosureFile file, string edition)
    {
        file.Edition = file.Budget.Edition = edition;
        if (file.Targets is { } targets) targets.Edition = edition;
    }
}
