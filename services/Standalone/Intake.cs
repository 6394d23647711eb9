using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.V1;

namespace Budget.Standalone;

/// <summary>One intake file, well-formed, as message and as document; or a sentence that says why not and how to mend it.</summary>
static class Intake
{
    static readonly DocumentReader BuiltIn = new(EditionBook.BuiltIn);

    /// <summary>Reads with the editions that are built in and those of a folder (--editions).</summary>
    public static DocumentReader ReaderWith(string? editions) => editions is null ? BuiltIn : new(EditionFolder.Load(editions));

    public static (DisclosureFile? File, DisclosureDocument? Document, string Problem) Read(string path, DocumentReader? reader = null)
    {
        var (file, error) = IntakeFile.Load(path);
        if (file is null) return (null, null, error!.ToString());
        var (document, violations) = (reader ?? BuiltIn).Read(file);
        if (document is null) return (null, null, $"{path}：内容不合格式 / malformed\n" + string.Join('\n', violations.Select(v => $"  {v.Field}：{v.Message} / {v.MessageEn}")));
        if (document.Edition.Id != file.Edition && document.Edition.HoldsFor(file.Year)) TakeEdition(file, document.Edition.Id);
        return (file, document, "");
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
