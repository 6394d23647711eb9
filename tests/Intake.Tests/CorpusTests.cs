using Budget.Document.Editions;
using Budget.Testing;

namespace Budget.Intake.Tests;

/// <summary>Real disclosures of eleven places that nobody transcribed: the documents are their own check.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    static readonly string Folder = Material.Transcriptions is [_, ..] files ? Path.Combine(Path.GetDirectoryName(files.First(path => path.Contains("putuo", StringComparison.Ordinal)))!, "corpus") : "";

    /// <summary>Kept aside while the reader was made.</summary>
    static readonly string[] Aside = ["guangzhou", "wuxi", "yantai"];

    [Fact]
    public void Of_a_thousand_figures_on_the_pages_of_the_corpus_at_most_one_does_not_arrive()
    {
        Assert.SkipWhen(!Directory.Exists(Folder), Material.Missing);
        var reader = new FileReader(EditionBook.BuiltIn);
        var measured = Directory.GetFiles(Folder, "*.pdf").Order(StringComparer.Ordinal).Select(path =>
        {
            var reading = reader.Read(Path.GetFileName(path), File.ReadAllBytes(path));
            Assert.Empty(reading.Unread.Where(unread => unread.Text.Length > 0));
            return (Place: Path.GetFileName(path).Split('-')[0], Measure: ReadingMeasure.Of(reading));
        }).ToList();
        foreach (var place in measured.GroupBy(m => m.Place))
        {
            output.WriteLine($"{place.Key}{(Aside.Contains(place.Key) ? " (aside)" : "")}: {place.Count()} files, figures {place.Sum(m => m.Measure.Arrived)}/{place.Sum(m => m.Measure.Tokens)}, tables {place.Sum(m => m.Measure.Tables)}, of the nine kinds for sure {place.Sum(m => m.Measure.Recognised)}");
        }
        foreach (var aside in (bool[])[false, true])
        {
            var part = measured.Where(m => Aside.Contains(m.Place) == aside).Select(m => m.Measure).ToList();
            Assert.InRange((double)part.Sum(m => m.Arrived) / part.Sum(m => m.Tokens), 0.999, 1);
        }
    }
}
