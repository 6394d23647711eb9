using System.Text.Json;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Testing;
using Budget.Transcriptions;

namespace Budget.Truth;

/// <summary>One document that is measured. Aside: it has no part in the development of the rules.</summary>
sealed record Measured(string Name, string Place, bool Aside, DisclosureDocument Document);

/// <summary>Reads what the measure is run over: transcriptions, and intake files as the Intake service writes them.</summary>
static class Documents
{
    /// <summary>Kept aside while rules are developed: what is found there tells how far they generalise.</summary>
    static readonly string[] AsidePlaces = ["西安", "烟台", "长沙", "xian", "yantai", "changsha"];
    static readonly string[] AsideFiles = ["shanghai-putuo-welfare-home-2024-unit", "shanghai-putuo-finance-2025"];

    public static List<Measured> Read(IEnumerable<string> paths)
    {
        var measured = new List<Measured>();
        foreach (var path in paths.SelectMany(p => Directory.Exists(p) ? Directory.GetFiles(p, "*.json").Order(StringComparer.Ordinal).ToArray() : [p]))
        {
            if (Read(path) is not { } document) continue;
            var name = Path.GetFileNameWithoutExtension(path);
            measured.Add(new(name, document.Department.District.Length > 0 ? document.Department.District : name.Split('-')[0], IsAside(name), document));
        }
        return measured;
    }

    /// <summary>Units lie beside their departments, as they do when a district is checked.</summary>
    public static List<Measured> Joined(List<Measured> documents)
    {
        var joined = Together.Join([.. documents.Select(d => d.Document)]);
        return [.. documents.Select((d, i) => d with { Document = joined[i] })];
    }

    static bool IsAside(string name) => AsideFiles.Contains(name) || AsidePlaces.Any(p => name.StartsWith(p, StringComparison.Ordinal));

    static DisclosureDocument? Read(string path)
    {
        V1.DisclosureFile? intake = null;
        using (var json = JsonDocument.Parse(File.ReadAllBytes(path)))
        {
            var remarks = new Remarks();
            var source = new Node(json.RootElement, "", remarks);
            if (source.Has("edition") && source.Has("statements")) intake = Converter.Convert(source, remarks);
        }
        if (intake is null) (intake, _) = IntakeFile.Load(path);
        var (document, violations) = intake is null ? (null, []) : new DocumentReader(EditionBook.BuiltIn).Read(intake);
        if (document is null) Console.Error.WriteLine($"{path} is left out: {(violations.Count > 0 ? violations[0].MessageEn : "no transcription and no intake file")}");
        return document;
    }

    public static IReadOnlyList<string> Material => Testing.Material.Transcriptions;
}
