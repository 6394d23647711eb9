namespace Budget.Testing;

/// <summary>The real disclosures that lie beside the project on its makers' machines. A clean clone has none; tests then skip and say so.</summary>
public static class Material
{
    public const string Missing = "the real disclosures (../shared) are not there";

    static readonly string? Root = Find();

    /// <summary>Full paths of the transcriptions, for example seed/…-2021.json; empty where there is no material.</summary>
    public static IReadOnlyList<string> Transcriptions { get; } = Root is null
        ? []
        : [.. new[] { "seed", "real" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.json")).Order(StringComparer.Ordinal)];

    static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Budget.sln"))) continue;
            var shared = Path.Combine(folder.Parent?.FullName ?? "", "shared");
            return Directory.Exists(Path.Combine(shared, "seed")) && Directory.Exists(Path.Combine(shared, "real")) ? shared : null;
        }
        return null;
    }
}
