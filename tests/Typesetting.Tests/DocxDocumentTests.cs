using System.Text.RegularExpressions;
using Budget.Testing;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Tests;

public partial class DocxDocumentTests
{
    public static TheoryData<string> Demo => [PublishedPage.Office, PublishedPage.Education, PublishedPage.City, PublishedPage.FaultyCity];

    [Theory, MemberData(nameof(Demo))]
    public void Is_what_the_formats_own_validator_accepts(string name) => Assert.Empty(OfficeFiles.Errors(PublishedPage.OfDemo(name).Bytes("disclosure.docx"), "docx"));

    [Theory, MemberData(nameof(Demo))]
    public void Has_real_headings_and_contents_that_name_them_all(string name)
    {
        var page = PublishedPage.OfDemo(name);
        var blocks = OfficeFiles.Blocks(page.Bytes("disclosure.docx"));
        var led = blocks.Where(b => b.Style is "Heading1" or "Heading2" or "Heading3" or "Caption").Select(b => b.Text).ToList();
        var contents = blocks.Where(b => b.Style.StartsWith("TOC", StringComparison.Ordinal) && b.Style != "TOCHeading").Select(b => b.Text.Split('\t')).ToList();
        Assert.Equal(led, contents.Select(c => c[0]));
        var pages = contents.Select(c => int.Parse(c[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(pages.Order(), pages);
        foreach (var section in page.Composed.Sections) Assert.Contains(section.Title, led);
        foreach (var table in page.Document.Tables) Assert.Contains(led, l => l.StartsWith($"{table.Number}. ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(PublishedPage.Office)]
    [InlineData(PublishedPage.Education)]
    public async Task Writes_page_numbers_that_a_word_processor_finds_right(string name)
    {
        if (!Programs.Has("soffice") || !Programs.Has("pdftotext")) Assert.Skip(Programs.Missing("LibreOffice (soffice) or poppler (pdftotext)"));
        var document = PublishedPage.OfDemo(name).Bytes("disclosure.docx");
        var pages = (await Pdfs.Text(await Programs.Convert(document, "docx", "pdf"))).Split('\f').Select(p => Spaces().Replace(p, "")).ToList();
        var at = 0;
        foreach (var entry in OfficeFiles.Blocks(document).Where(b => b.Style is "TOC1" or "TOC2").Select(b => b.Text.Split('\t')))
        {
            var written = int.Parse(entry[1], System.Globalization.CultureInfo.InvariantCulture);
            at = pages.FindIndex(Math.Max(at, 3), p => p.Contains(Spaces().Replace(entry[0], ""), StringComparison.Ordinal));
            Assert.True(Math.Abs(at + 1 - written) <= 1, $"{entry[0]}: {written} is written, it stands on page {at + 1}");
        }
    }

    [Fact]
    public void Repeats_the_heads_of_tables_and_lays_wide_ones_across_the_paper()
    {
        var blocks = OfficeFiles.Blocks(PublishedPage.OfDemo(PublishedPage.Office).Bytes("disclosure.docx"));
        var table2 = blocks.FindIndex(b => b.Style == "Table" && b.Text.Contains("收入总表", StringComparison.Ordinal));
        Assert.Equal(2, blocks[table2].HeadRows);
        Assert.Equal("合计", blocks[table2].Rows[^1][1]);
        Assert.Contains("landscape", blocks.Skip(table2).First(b => b.Section.Length > 0).Section);
        Assert.DoesNotContain("landscape", blocks.Take(table2).Last(b => b.Section.Length > 0).Section);
        Assert.All(blocks.Where(b => b.Style == "Table"), b => Assert.NotEqual("", b.Text));
    }

    [Theory, MemberData(nameof(Demo))]
    public void Prints_every_cell_paragraph_and_field_of_the_composition(string name)
    {
        var page = PublishedPage.OfDemo(name);
        var blocks = OfficeFiles.Blocks(page.Bytes("disclosure.docx"));
        var texts = blocks.Select(b => b.Text).Concat(blocks.SelectMany(b => b.Rows).SelectMany(r => r).SelectMany(c => c.Split('⏎'))).ToHashSet();
        var wanted = PublishedPage.Contents(page.Composed).SelectMany(c => c switch
        {
            Paragraph paragraph => [string.Concat(paragraph.Runs.Select(r => r.Text))],
            ComposedTable table => [.. table.Rows.SelectMany(r => r.Cells).Select(c => c.Text), .. table.Notes, .. table.Columns.SelectMany(c => c.Path)],
            ComposedForm form => form.Parts.SelectMany(p => p is FormTable t ? t.Table.Rows.SelectMany(r => r.Cells).Select(c => c.Text) : ((FormFields)p).Fields.SelectMany(f => f.Lines.Append(f.Label))),
            _ => (IEnumerable<string>)[],
        });
        Assert.DoesNotContain(wanted, w => !texts.Contains(w));
    }

    [Fact]
    public void Takes_hostile_text_as_text()
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File;
        file.Department.Name = "</w:t><w:instrText>&<\">'";
        file.Targets.Projects[0].Name = "\u202e反\u202c";
        var page = PublishedPage.Of(file);
        Assert.Empty(OfficeFiles.Errors(page.Bytes("disclosure.docx"), "docx"));
        Assert.Contains(OfficeFiles.Blocks(page.Bytes("disclosure.docx")), b => b.Text.Contains("</w:t><w:instrText>&<\">'", StringComparison.Ordinal));
        Assert.Contains(OfficeFiles.Blocks(page.Bytes("disclosure.docx")), b => b.Text.EndsWith("：反", StringComparison.Ordinal));
    }

    [Fact]
    public void Is_the_same_bytes_for_the_same_disclosure() =>
        Assert.Equal(PublishedPage.OfDemo(PublishedPage.City).Bytes("disclosure.docx"), PublishedPage.OfDemo(PublishedPage.City).Bytes("disclosure.docx"));

    [Fact]
    public void Reads_as_it_was_reviewed() => Golden.Matches("Golden/city-management.docx.txt", OfficeFiles.Dump(OfficeFiles.Blocks(PublishedPage.OfDemo(PublishedPage.City).Bytes("disclosure.docx"))));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
