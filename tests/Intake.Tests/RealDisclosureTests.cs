using Budget.Document.Text;
using System.Text.Json;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Testing;
using Budget.Transcriptions;
using Budget.V1;

namespace Budget.Intake.Tests;

/// <summary>What is read from a real disclosure's PDF against what a person transcribed from the same pages.</summary>
public class RealDisclosureTests
{
    public static TheoryData<string> Documents => [.. Material.Transcriptions.Where(path => File.Exists(Pdf(path))).Select(path => Path.GetFileNameWithoutExtension(path)!).DefaultIfEmpty("")];

    static string Pdf(string transcription) => Path.ChangeExtension(transcription, ".pdf");

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_figure_of_every_table_is_read_as_it_was_transcribed(string document)
    {
        Assert.SkipWhen(document.Length == 0, Material.Missing);
        var transcription = Material.Transcriptions.Single(path => Path.GetFileNameWithoutExtension(path) == document);
        using var json = JsonDocument.Parse(File.ReadAllBytes(transcription));
        var expected = Converter.Convert(new Node(json.RootElement, "", new Remarks()), new Remarks());

        var reading = new FileReader(EditionBook.BuiltIn).Read(document + ".pdf", File.ReadAllBytes(Pdf(transcription)));

        Assert.Equal(expected.Edition, reading.Disclosure.Edition);
        Assert.Equal(expected.Department.Name, reading.Disclosure.Department.Name);
        Assert.Equal(Figures(expected), Figures(reading.Disclosure));
        Assert.DoesNotContain(reading.Tables.SelectMany(table => table.Figures), figure => figure.Sure < 0.9);
    }

    static List<string> Figures(DisclosureFile file) =>
    [
        .. file.Budget.Tables.SelectMany(table => table.Rows.SelectMany(row => row.Cells.Select(cell =>
        {
            var column = table.PrintedColumns.FirstOrDefault(column => column.Id == cell.Column && column.Side == row.Side);
            return $"{table.Number} {row.Side} {row.Code} {PrintedName.Normalise(row.Name)} {PrintedName.Normalise(column?.Header ?? "")} {cell.Printed} {cell.Fen}";
        }))).Order(StringComparer.Ordinal),
    ];
}
