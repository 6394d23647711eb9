using Budget.Testing;

namespace Budget.Typesetting.Tests;

/// <summary>Data packages as the public validators of npm see them (tests/Foreign).</summary>
static class DataPackages
{
    static readonly string Foreign = Path.Combine(Golden.RepositoryRoot, "tests", "Foreign");

    public static bool CanBeChecked => Programs.Has("node") && Directory.Exists(Path.Combine(Foreign, "node_modules", "datapackage"));

    public const string Missing = "node or tests/Foreign/node_modules/datapackage is not there (tests/run.sh install)";

    /// <summary>What the validator says of a package that it finds valid in every row.</summary>
    public static async Task<string> Check(IEnumerable<(string Path, byte[] Content)> files)
    {
        var folder = Directory.CreateTempSubdirectory("budget-datapackage-");
        try
        {
            foreach (var (path, content) in files)
            {
                var file = Path.Combine(folder.FullName, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllBytesAsync(file, content);
            }
            return await Check(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static Task<string> Check(string folder) => Programs.Run("node", [Path.Combine(Foreign, "datapackage-check.mjs"), folder]);
}
