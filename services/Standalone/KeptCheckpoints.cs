using System.Security.Cryptography;
using System.Text;
using Budget.Publication.Proof;

namespace Budget.Standalone;

/// <summary>
/// The last checkpoint that was seen of each site, so that whoever verifies twice finds a log that was cut or exchanged in between. In the user's
/// state folder (XDG_STATE_HOME); where nothing can be written there, nothing is kept.
/// </summary>
static class KeptCheckpoints
{
    public static Checkpoint? Read(string site)
    {
        try
        {
            return File.Exists(PathOf(site)) ? Checkpoint.ReadKept(File.ReadAllText(PathOf(site))) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <returns>Where it is kept; null if it is not.</returns>
    public static string? Keep(string site, byte[] checkpoint)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(site))!);
            File.WriteAllBytes(PathOf(site), checkpoint);
            return PathOf(site);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static string PathOf(string site)
    {
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } own ? own
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        var place = Uri.TryCreate(site, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.AbsoluteUri : Path.GetFullPath(site);
        return Path.Combine(state, "budget", "checkpoints", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place.TrimEnd('/'))))[..32]);
    }
}
