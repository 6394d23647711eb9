using System.Runtime.CompilerServices;

namespace Budget.Testing;

/// <summary>
/// A text that officials or other programs read, kept beside its test so that a change to it is seen in review.
/// UPDATE_GOLDEN=1 writes the file anew.
/// </summary>
public static class Golden
{
    public static void Matches(string file, string actual, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, file);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }
        Assert.True(File.Exists(path), $"{path} is missing; UPDATE_GOLDEN=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
