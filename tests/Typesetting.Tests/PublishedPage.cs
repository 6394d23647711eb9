using System.Collections.Concurrent;
using System.Diagnostics;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Testing;
using Budget.Typesetting;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Tests;

/// <summary>A disclosure published in memory, and its page parsed as a browser parses it.</summary>
sealed class PublishedPage
{
    public const string Office = "101-government-office-2021", Education = "201-education-2025", City = "301-city-management-2025-mended", FaultyCity = "301-city-management-2025";

    public static readonly PublicationFacts Facts = new(1)
    {
        PublishedAt = new DateTimeOffset(2026, 2, 6, 1, 30, 0, TimeSpan.Zero),
        ApprovedBy = "示例审定人",
        BudgetHash = new('a', 64),
        TargetsHash = new('b', 64),
    };

    PublishedPage(DisclosureDocument document, V1.DisclosureFile file, PublicationFacts facts)
    {
        (Document, File, Composed) = (document, file, Composer.Compose(document, facts));
        Files = Publisher.Render(document, Composed, facts, file);
        var parser = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true });
        parser.Error += (_, e) => Errors.Add(((AngleSharp.Html.Dom.Events.HtmlErrorEvent)e).Message);
        Html = System.Text.Encoding.UTF8.GetString(Files[0].Content);
        Page = parser.ParseDocument(Html);
    }

    public DisclosureDocument Document { get; }
    public ComposedDocument Composed { get; }
    public V1.DisclosureFile File { get; }
    public IReadOnlyList<RenderedFile> Files { get; }
    public string Html { get; }
    public IDocument Page { get; }
    public List<string> Errors { get; } = [];

    public byte[] Bytes(string path) => Files.Single(f => f.Path == path).Content;

    public string Text(string path) => System.Text.Encoding.UTF8.GetString(Files.Single(f => f.Path == path).Content);

    public static PublishedPage OfDemo(string name, PublicationFacts? facts = null) => Of(Path.Combine(AppContext.BaseDirectory, "Demo", name + ".json"), facts);

    public static PublishedPage Of(string intakeFile, PublicationFacts? facts = null)
    {
        var (file, error) = IntakeFile.Load(intakeFile);
        Assert.True(file is not null, error?.ToString());
        return Of(file, facts);
    }

    public static PublishedPage Of(V1.DisclosureFile file, PublicationFacts? facts = null)
    {
        var (document, violations) = new DocumentReader(EditionBook.BuiltIn).Read(file);
        Assert.True(document is not null, string.Join('\n', violations));
        return new PublishedPage(document, file, facts ?? Facts);
    }

    /// <summary>Everything that stands in a document's sections, from front to back.</summary>
    public static IEnumerable<Content> Contents(ComposedDocument document) => Contents(document.Sections);

    static IEnumerable<Content> Contents(IEnumerable<ComposedSection> sections) => sections.SelectMany(s => s.Contents.Concat(Contents(s.Sections)));

    static readonly ConcurrentDictionary<string, Lazy<Task<V1.DisclosureFile>>> Converted = new();

    /// <summary>A real disclosure, converted from its transcription and published as an archive; skips where the material is not there.</summary>
    public static async Task<(PublishedPage Page, string Transcription)> OfReal(string name)
    {
        var path = Material.Transcriptions.FirstOrDefault(p => Path.GetFileNameWithoutExtension(p) == name);
        if (path is null) Assert.Skip(Material.Missing);
        return (Of(await Converted.GetOrAdd(path, p => new(() => Convert(p))).Value, Facts with { Archive = true }), path);
    }

    static async Task<V1.DisclosureFile> Convert(string path)
    {
        var output = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Budget.Transcriptions.dll"), path, output]))!;
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
            var (file, error) = IntakeFile.Load(output);
            Assert.True(file is not null, error?.ToString());
            return file;
        }
        finally
        {
            System.IO.File.Delete(output);
        }
    }
}
