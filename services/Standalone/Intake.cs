using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.V1;

namespace Budget.Standalone;

/// <summary>One intake file, well-formed, as message and as document; or a sentence that says why not and how to mend it.</summary>
static class Intake
{
    static readonly DocumentReader Reader = new(EditionBook.Load(null));

    public static (DisclosureFile? File, DisclosureDocument? Document, string Problem) Read(string path)
    {
        var (file, error) = IntakeFile.Load(path);
        if (file is null) return (null, null, error!.ToString());
        var (document, violations) = Reader.Read(file);
        return document is not null
            ? (file, document, "")
            : (null, null, $"{path}：内容不合格式 / malformed\n" + string.Join('\n', violations.Select(v => $"  {v.Field}：{v.Message} / {v.MessageEn}")));
    }
}
