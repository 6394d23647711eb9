using Budget.Document.Editions;

namespace Budget.Contracts.Reading;

/// <summary>The folder named in the setting "Editions", where a district drops its own forms beside the built-in ones.</summary>
public static class EditionFolder
{
    /// <summary>The built-in editions and every *.json of the folder, in the order of their names; no folder is the built-in editions.</summary>
    public static EditionBook Load(string? folder)
    {
        if (string.IsNullOrEmpty(folder)) return EditionBook.BuiltIn;
        if (!Directory.Exists(folder))
            throw new EditionException($"没有文件夹 {folder}，请更正编报形式的文件夹设置 / there is no folder {folder}; correct the setting for editions");
        var files = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal);
        return EditionBook.With(files.Select(f => (Path.GetFileName(f), File.ReadAllBytes(f))));
    }
}
