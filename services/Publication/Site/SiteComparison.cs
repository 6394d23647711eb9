using Budget.Typesetting.OpenData;
using System.Text;
using Budget.Publication.Proof;

namespace Budget.Publication.Site;

public enum SiteFinding
{
    /// <summary>What is public is what the database knows of, or the beginning of it.</summary>
    Agrees,

    /// <summary>The log on the site was damaged or tampered with; every signed line of it is in the database, which it is written again from.</summary>
    Damaged,

    /// <summary>The site has everything the database has, and more: the database is empty or older.</summary>
    SiteIsNewer,

    /// <summary>Both go on differently from some line: two databases wrote to one site, or this is the site of another.</summary>
    Forked,
}

/// <param name="Shared">Lines that both begin with.</param>
/// <param name="OnSite">Signed lines of the site that the database has not.</param>
/// <param name="InDatabase">Lines of the database that the site has not.</param>
public sealed record SiteComparison(SiteFinding Finding, int Shared, IReadOnlyList<LogEntry> OnSite, IReadOnlyList<string> InDatabase)
{
    public bool MayBeWritten => Finding is SiteFinding.Agrees or SiteFinding.Damaged;

    /// <param name="site">The public log as it lies there; empty where there is none.</param>
    /// <param name="keys">That count: of the database, and those the site itself states. A line that somebody signed is not thrown away, whoever it was.</param>
    public static SiteComparison Of(ReadOnlyMemory<byte> site, IReadOnlyList<string> database, IReadOnlyDictionary<string, PublicKey> keys)
    {
        var lines = CanonicalRows.Lines(site);
        var whole = site.IsEmpty || site.Span[^1] == (byte)'\n';
        var shared = 0;
        while (shared < lines.Count && shared < database.Count && lines[shared].Span.SequenceEqual(Encoding.UTF8.GetBytes(database[shared]))) shared++;
        var onSite = lines.Skip(shared).Select(line => LogEntry.Parse(line.Span) is var (entry, signed, signature)
            && keys.TryGetValue(entry.Key, out var key) && key.Verifies(signed, signature) ? (Line: Encoding.UTF8.GetString(line.Span), Entry: entry) : default).Where(line => line.Entry is not null).ToList();
        var known = database.ToHashSet(StringComparer.Ordinal);
        var foreign = onSite.Where(line => !known.Contains(line.Line)).Select(line => line.Entry).ToList();
        var finding = foreign.Count > 0 ? shared < database.Count ? SiteFinding.Forked : SiteFinding.SiteIsNewer
            : shared == lines.Count && whole ? SiteFinding.Agrees
            // A copy that was cut off within its last line is the beginning of the log all the same.
            : SiteFinding.Damaged;
        return new(finding, shared, foreign, [.. database.Skip(shared)]);
    }
}
