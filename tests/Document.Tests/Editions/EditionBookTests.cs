using System.Text;
using Budget.Document.Editions;

namespace Budget.Document.Tests.Editions;

public class EditionBookTests
{
    [Theory]
    [InlineData("wuhan-2021", 9)]
    [InlineData("shanghai-2023", 9)]
    [InlineData("shanghai-2024", 9)]
    [InlineData("shanghai-2025", 9)]
    [InlineData("shanghai-2026", 9)]
    public void Carries_the_edition_with_its_tables_and_outline(string id, int tables)
    {
        var edition = EditionBook.BuiltIn.Find(id);
        Assert.NotNull(edition);
        Assert.Equal(Enumerable.Range(1, tables), edition.Tables.Select(t => t.Number));
        Assert.All(edition.Tables.SelectMany(t => t.Columns), c => Assert.NotEqual(ColumnRole.Unknown, c.Role));
        Assert.Equal(Enumerable.Range(1, tables), Blocks(edition.Outline).Where(b => b.Kind == BlockKind.Table).Select(b => b.Table));
        Assert.NotEmpty(edition.Glossary);
    }

    [Fact]
    public void Finds_no_edition_that_does_not_exist() => Assert.Null(EditionBook.BuiltIn.Find("beijing-2025"));

    [Fact]
    public void Finds_columns_by_printed_heads_and_lines_by_printed_names()
    {
        var table = EditionBook.BuiltIn.Find("shanghai-2025")!.Find(1)!;
        Assert.Equal("revenue.general_public_budget", table.FindLine(Side.Revenue, "1.一般公共预算")!.Subject.ToString());
        Assert.Equal("revenue.government_fund", table.FindLine(Side.Revenue, " 2. 政府性基金 ")!.Subject.ToString());
        Assert.Equal("function:208", table.FindLine(Side.Expenditure, "二、社会保障和就业支出")!.Subject.ToString());
        Assert.Equal("expenditure", table.FindLine(Side.Expenditure, "支出总计")!.Subject.ToString());
        Assert.Null(table.FindLine(Side.Revenue, "二、社会保障和就业支出"));
        var threePublic = EditionBook.BuiltIn.Find("shanghai-2025")!.Find(9)!;
        Assert.Equal("abroad", threePublic.FindColumnByHeader("因公出国(境)费")!.Id);
    }

    [Fact]
    public void Prints_whole_yuan_in_2023_and_two_decimals_in_2025()
    {
        Assert.Equal(0, EditionBook.BuiltIn.Find("shanghai-2023")!.Find(5)!.Decimals);
        Assert.Equal(2, EditionBook.BuiltIn.Find("shanghai-2025")!.Find(5)!.Decimals);
    }

    [Fact]
    public void Takes_next_years_form_as_differences()
    {
        var edition = EditionBook.With([("shanghai-2027.json", """
            { "id": "shanghai-2027", "extends": "shanghai-2026", "title": "2027", "first-year": 2027, "last-year": 2027,
              "tables": [ { "number": 7, "title": "{year}年国有资本经营预算表" } ] }
            """u8.ToArray())]).Find("shanghai-2027")!;
        Assert.True(edition.HoldsFor(2027));
        Assert.Equal("2027年国有资本经营预算表", edition.Find(7)!.TitleOf("某局", 2027));
        Assert.Equal(3, edition.Find(7)!.Columns.Count);
        Assert.Equal(9, edition.Tables.Count);
    }

    [Theory]
    [InlineData("{ \"id\": \"x\",\n \"extends\": \"shanghai-2030\" }", "第2行 $.extends")]
    [InlineData("{ \"id\": \"x\", \"extends\": \"shanghai-2025\",\n\n \"first_year\": 2030 }", "第3行 $.first_year")]
    [InlineData("{ \"id\": \"x\", \"extends\": \"shanghai-2025\",\n \"tables\": [ { \"number\": 3,\n \"unit\": \"千元\" } ] }", "第3行 $.tables[0].unit")]
    [InlineData("{ \"id\": \"x\", \"extends\": \"shanghai-2025\",\n \"outline\": [ { \"id\": \"units\", \"blocks\": [\n { \"text\": \"收入{amount revenue.genral}\" } ] } ] }", "第3行 $.outline[0].blocks[0].text")]
    [InlineData("{ \"id\": \"x\", \"extends\": \"shanghai-2025\",\n \"outline\": [ { \"id\": \"units\", \"blocks\": [\n { \"text\": \"编制{amount staff.establishment}\" } ] } ] }", "请用 count")]
    [InlineData("{ \"id\": \"x\", \"extends\": \"shanghai-2025\",\n \"outline\": [ { \"id\": \"units\", \"blocks\": [\n { \"text\": \"{name}\" } ] } ] }", "each")]
    [InlineData("{ \"id\": \"x\", \"extends\": \"shanghai-2025\",\n \"outline\": [ { \"id\": \"units\", \"blocks\": [ { \"table\": 12 } ] } ] }", "没有第12表")]
    [InlineData("{ \"id\": \"x\", \"extends\": \"x\" }", "extends")]
    [InlineData("{ \"id\": \"x\",\n\"id\": \"y\" }", "第2行")]
    [InlineData("{ \"id\": \"x\",\n\n\"title\": ", "第3行")]
    [InlineData("[]", "对象")]
    [InlineData("", "JSON")]
    public void Refuses_a_faulty_form_and_names_the_place(string json, string place)
    {
        var error = Assert.Throws<EditionException>(() => EditionBook.With([("faulty.json", Encoding.UTF8.GetBytes(json))]));
        Assert.StartsWith("faulty.json", error.Message);
        Assert.Contains(place, error.Message);
    }

    [Fact]
    public void Refuses_a_file_that_is_not_utf8()
    {
        byte[] gbk = [.. "{ \"id\": \"x\", \"title\": \""u8, 0xCE, 0xE4, 0xBA, 0xBA, .. "\" }"u8];
        Assert.Contains("UTF-8", Assert.Throws<EditionException>(() => EditionBook.With([("gbk.json", gbk)])).Message);
    }

    static IEnumerable<OutlineBlock> Blocks(IEnumerable<OutlineSection> sections) => sections.SelectMany(s => s.Blocks.Concat(Blocks(s.Sections)));
}
