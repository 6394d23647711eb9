using System.Reflection;
using System.Text.Json;

namespace Budget.Document.Editions;

/// <summary>
/// All editions a program knows: those built in, and those of the district. All are checked when
/// the book is made, so a slip in a form stops the program at start and not the print of a disclosure.
/// </summary>
public sealed class EditionBook
{
    readonly Dictionary<string, Edition> byId;

    EditionBook(List<Edition> editions) => (All, byId) = (editions, editions.ToDictionary(e => e.Id));

    /// <summary>The editions that come with the program.</summary>
    public static readonly EditionBook BuiltIn = Make(BuiltInFiles());

    public IReadOnlyList<Edition> All { get; }

    public Edition? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>
    /// For documents made elsewhere: the editions to read one by that names an edition which is not here, or one of other years. Of
    /// its own district the one of the nearest year; of a district that has none here, all of the nearest year.
    /// </summary>
    public IReadOnlyList<Edition> Nearest(string id, int year)
    {
        var own = All.Where(e => District(e.Id) == District(id)).ToList();
        var near = (own.Count > 0 ? own : All).GroupBy(e => e.YearsFrom(year)).MinBy(g => g.Key)!;
        return own.Count > 0 ? [near.MaxBy(e => e.LastYear)!] : [.. near];
    }

    /// <summary>"wuhan" of "wuhan-2021".</summary>
    public static string District(string id) => id.LastIndexOf('-') is > 0 and var end ? id[..end] : id;

    /// <summary>
    /// The built-in editions and these, each a file's name and content; one with the id of a built-in edition replaces it.
    /// </summary>
    public static EditionBook With(IEnumerable<(string Name, byte[] Content)> files) =>
        Make([.. BuiltInFiles(), .. files.Select(f => EditionSource.Parse(f.Name, f.Content))]);

    static List<EditionSource> BuiltInFiles()
    {
        var assembly = typeof(EditionBook).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith("Editions/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(n => Embedded(assembly, n))];
    }

    static EditionSource Embedded(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return EditionSource.Parse(Path.GetFileName(name), bytes);
    }

    static EditionBook Make(List<EditionSource> files)
    {
        var sources = new Dictionary<string, EditionSource>();
        foreach (var file in files) sources[file.Text("id")] = file;
        return new EditionBook([.. sources.Keys.Order(StringComparer.Ordinal)
            .Select(id => EditionReader.Read(Whole(sources[id], sources, [])))]);
    }

    static EditionSource Whole(EditionSource source, Dictionary<string, EditionSource> sources, HashSet<string> seen)
    {
        if (source.Optional("extends") is not { } extends) return source;
        if (!seen.Add(source.Text("id"))) throw extends.Error("extends 绕成了一圈", "extends goes round in a circle");
        if (!sources.TryGetValue(extends.AsText(), out var inherited))
            throw extends.Error($"没有形式“{extends.Value}”，可用：{string.Join("、", sources.Keys.Order())}",
                $"there is no edition \"{extends.Value}\"; known: {string.Join(", ", sources.Keys.Order())}");
        return source.Over(Whole(inherited, sources, seen));
    }
}
