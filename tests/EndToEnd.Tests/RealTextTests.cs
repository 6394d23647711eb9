using System.Text;
using Budget.Document;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Testing;

namespace Budget.EndToEnd.Tests;

/// <summary>
/// What is read from the text alone, where a transcription gives no figures: nearly the figures that were transcribed by
/// hand (what differs is kept as a golden file), and the same findings.
/// </summary>
public sealed class RealTextTests
{
    static readonly string[] Files =
        ["shanghai-putuo-government-office-2025.json", "shanghai-putuo-government-office-2025-unit.json", "shanghai-putuo-wanli-2023.json", "wuhan-dongxihu-government-office-2021.json"];

    [Fact]
    public void Text_alone_has_the_figures_that_were_transcribed_but_for_these()
    {
        var text = new StringBuilder();
        foreach (var file in Files)
        {
            var (given, same, lines) = (0, 0, new List<string>());
            foreach (var statement in RealDocumentsTests.Read(RealDocumentsTests.Find(file)).Printed!.Statements)
            {
                if (ProseChapter.Of(statement.Section, statement.Heading) == Chapter.ProjectPage) continue;
                var read = FiguresInText.Read(statement.Text).Select(Shown).ToList();
                foreach (var figure in statement.Figures)
                {
                    given++;
                    if (read.Remove(Shown(figure))) same++;
                    else lines.Add($"- {statement.Section}: {Shown(figure)}");
                }
                lines.AddRange(read.Select(figure => $"+ {statement.Section}: {figure}"));
            }
            text.Append(file).Append(": ").Append(same).Append(" of ").Append(given).Append(" figures are read alike\n");
            foreach (var line in lines) text.Append(line).Append('\n');
        }
        Golden.Matches("Golden/figures-in-text.txt", text.ToString());
    }

    static string Shown(Figure figure) => $"{figure.Label.Replace(" ", "", StringComparison.Ordinal)} | {figure.Value} {figure.Unit} {figure.Measure} {figure.Direction} | {figure.Basis.Replace(" ", "", StringComparison.Ordinal)} | {figure.Reason.Replace(" ", "", StringComparison.Ordinal)}";

    [Fact]
    public void Without_the_transcribed_figures_the_findings_are_the_same()
    {
        foreach (var file in Files)
        {
            var document = RealDocumentsTests.Read(RealDocumentsTests.Find(file));
            var bare = document with { Printed = document.Printed! with { Statements = [.. document.Printed.Statements.Select(s => s with { Figures = [] })] } };
            Assert.Equal(Found(document), Found(bare));
        }

        static IEnumerable<string> Found(DisclosureDocument document) =>
            RuleBook.Run(document).Findings.Where(f => f.Severity != Severity.Info).Select(f => $"{f.Rule.Id} {f.Severity} {f.Place.Key} {f.Found}").Order(StringComparer.Ordinal);
    }
}
