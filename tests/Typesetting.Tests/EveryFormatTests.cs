using System.Globalization;
using System.Text.RegularExpressions;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Document.Relations;
using Budget.Testing;
using Budget.Typesetting;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Tests;

/// <summary>One figure is the same money wherever a reader takes it from: every amount is read back out of every format.</summary>
public partial class EveryFormatTests
{
    [Theory]
    [InlineData(PublishedPage.Office)]
    [InlineData(PublishedPage.Education)]
    [InlineData(PublishedPage.City)]
    public async Task Has_the_same_fen_everywhere_in_the_invented_district(string name) => await SameEverywhere(PublishedPage.OfDemo(name), tables: 200);

    [Fact]
    public async Task Has_the_same_fen_everywhere_in_the_office_of_2025() => await SameEverywhere((await PublishedPage.OfReal("shanghai-putuo-government-office-2025")).Page, tables: 221);

    /// <summary>Its tables are lost; the amounts of its prose and forms are not.</summary>
    [Fact]
    public async Task Has_the_same_fen_everywhere_in_the_seed() => await SameEverywhere((await PublishedPage.OfReal("wuhan-dongxihu-government-office-2021")).Page, tables: 0);

    static async Task SameEverywhere(PublishedPage page, int tables)
    {
        var figures = Figures(page.Document).ToList();
        Assert.True(figures.Count >= tables, $"{figures.Count} amounts in tables");

        // Programs read: to the fen, cell by cell.
        Assert.Equal(figures, FromJson(page));
        Assert.Equal(figures, FromTableFiles(page));
        Assert.Equal(figures, FromLongFile(page));
        var workbook = FromWorkbook(page);
        Assert.Equal(figures.Select(f => (f.Table, f.Value)).Order(), workbook.Order());

        // People read: as it is printed, which is the fen in the printed unit and decimals.
        var printed = new Dictionary<string, int>();
        foreach (var (text, value, unit) in Printed(page.Composed))
        {
            var number = PrintedNumber.Parse(text)!.Value;
            Assert.Equal(number.Value, Math.Round(value / (decimal)unit, number.Decimals, MidpointRounding.AwayFromZero));
            printed[text] = printed.GetValueOrDefault(text) + 1;
        }
        foreach (var run in PublishedPage.Contents(page.Composed).OfType<Paragraph>().SelectMany(p => p.Runs).Where(r => r.Kind == RunKind.Figure && PrintedNumber.Parse(r.Text) is not null)) printed[run.Text] = printed.GetValueOrDefault(run.Text) + 1;
        Assert.True(printed.Values.Sum() > figures.Count + 60, $"{printed.Values.Sum()} figures are printed");
        var pdf = await Pdfs.Text((await Pdfs.Shared.Render(page.Composed, TestContext.Current.CancellationToken))!);
        var word = OfficeFiles.Blocks(page.Bytes("disclosure.docx")).SelectMany(b => b.Rows.SelectMany(r => r).Append(b.Text));
        foreach (var (format, text) in ((string, string)[])[("HTML", string.Join('\n', page.Page.QuerySelectorAll("main p, main td, main dd").Select(e => e.TextContent))), ("DOCX", string.Join('\n', word)), ("PDF", pdf)])
        {
            var found = Numbers().Matches(text).GroupBy(m => m.Value).ToDictionary(g => g.Key, g => g.Count());
            var missing = printed.Where(p => found.GetValueOrDefault(p.Key) < p.Value).Select(p => $"{p.Key}: {found.GetValueOrDefault(p.Key)} of {p.Value}").ToList();
            Assert.True(missing.Count == 0, $"{format}: {string.Join("; ", missing)}");
        }
    }

    readonly record struct Figure(int Table, int Line, string Column, long Value) : IComparable<Figure>
    {
        public int CompareTo(Figure other) => (Table, Line, Column, Value).CompareTo((other.Table, other.Line, other.Column, other.Value));
    }

    /// <summary>What is typed and what the system computes, in fen or hundredths of a percent.</summary>
    static IEnumerable<Figure> Figures(DisclosureDocument document) => document.Tables.SelectMany(table => table.Rows.SelectMany(row =>
        Enumerable.Range(0, table.Columns.Count).Where(c => new TableFigures(table).Value(row, c) is not null)
            .Select(c => new Figure(table.Number, row.Index + 1, table.Columns[c].Id, new TableFigures(table).Value(row, c)!.Value)))).Order();

    static List<Figure> FromJson(PublishedPage page)
    {
        var (file, error) = IntakeFile.Read(page.Bytes("disclosure.json"), "disclosure.json");
        Assert.True(file is not null, error?.ToString());
        return [.. Figures(new DocumentReader(EditionBook.BuiltIn).Read(file).Document!)];
    }

    static List<Figure> FromTableFiles(PublishedPage page)
    {
        var figures = new List<Figure>();
        foreach (var file in page.Files.Where(f => f.Path.StartsWith("data/table-", StringComparison.Ordinal)))
        {
            var lines = Csv(page.Text(file.Path));
            var first = Array.IndexOf(lines[0], "is_total") + 1;
            foreach (var line in lines.Skip(1))
            {
                for (var c = first; c < line.Length; c++)
                {
                    if (line[c].Length > 0) figures.Add(new(int.Parse(file.Path["data/table-".Length..^".csv".Length], CultureInfo.InvariantCulture), int.Parse(line[0], CultureInfo.InvariantCulture), lines[0][c], (long)(decimal.Parse(line[c], CultureInfo.InvariantCulture) * 100)));
                }
            }
        }
        return [.. figures.Order()];
    }

    static List<Figure> FromLongFile(PublishedPage page)
    {
        if (page.Files.All(f => f.Path != "data/figures.csv")) return [];
        var lines = Csv(page.Text("data/figures.csv"));
        int Column(string name) => Array.IndexOf(lines[0], name);
        return
        [
            .. lines.Skip(1).Select(line => new Figure(int.Parse(line[Column("table")], CultureInfo.InvariantCulture), int.Parse(line[Column("line")], CultureInfo.InvariantCulture), line[Column("column")],
                line[Column("measure")] == "money" ? long.Parse(line[Column("fen")], CultureInfo.InvariantCulture) : (long)(decimal.Parse(line[Column("value")], CultureInfo.InvariantCulture) * 100))).Order(),
        ];
    }

    static IEnumerable<(int Table, long Value)> FromWorkbook(PublishedPage page)
    {
        foreach (var sheet in OfficeFiles.Sheets(page.Bytes("disclosure.xlsx")).Where(s => TableSheet().IsMatch(s.Name)))
        {
            var number = int.Parse(TableSheet().Match(sheet.Name).Groups[1].Value, CultureInfo.InvariantCulture);
            var table = page.Document.Tables.First(t => t.Number == number);
            foreach (var cell in sheet.Rows.SelectMany(r => r).Where(c => c.IsNumber))
            {
                // A rate's cell says so by its place: its column's head is in the row above it that has text there.
                var rate = table.Columns.Any(c => c.IsRate) && sheet.Rows.SelectMany(r => r).Any(h => Letters().Match(h.Place).Value == Letters().Match(cell.Place).Value && h.Value == table.Columns.First(c => c.IsRate).Header);
                yield return (number, (long)(decimal.Parse(cell.Value, CultureInfo.InvariantCulture) * (rate ? 100 : table.Unit.Fen())));
            }
        }
    }

    /// <summary>Every amount that stands in a table, a form's table or a form's field, with what it is worth and in which unit it is printed.</summary>
    static IEnumerable<(string Text, long Value, long Unit)> Printed(ComposedDocument document)
    {
        foreach (var content in PublishedPage.Contents(document))
        {
            foreach (var table in content is ComposedTable own ? [own] : content is ComposedForm form ? form.Parts.OfType<FormTable>().Select(t => t.Table) : [])
            {
                foreach (var row in table.Rows)
                {
                    for (var c = 0; c < row.Cells.Count; c++)
                    {
                        if (row.Cells[c] is { Value: { } value, Text.Length: > 0 } cell) yield return (cell.Text, value, table.Columns[c].IsRate ? 100 : MoneyUnits.Parse(table.Unit)!.Value.Fen());
                    }
                }
            }
            foreach (var field in content is ComposedForm { Parts: var parts } ? parts.OfType<FormFields>().SelectMany(f => f.Fields).Where(f => f.Fen is not null) : [])
                yield return (field.Lines[0], field.Fen!.Value, field.Label.Contains("万元", StringComparison.Ordinal) ? Amount.FenPerWan : Amount.FenPerYuan);
        }
    }

    static List<string[]> Csv(string text) =>
        [.. text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => CsvFields().Matches(line).Select(m => m.Groups[1].Success ? m.Groups[1].Value.Replace("\"\"", "\"") : m.Groups[2].Value).ToArray())];

    [GeneratedRegex(@"(?<![\d.,])-?\d[\d,]*(?:\.\d+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^表(\d+) ")]
    private static partial Regex TableSheet();

    [GeneratedRegex("^[A-Z]+")]
    private static partial Regex Letters();

    [GeneratedRegex("(?<=^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))(?=,|$)")]
    private static partial Regex CsvFields();
}
