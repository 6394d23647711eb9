using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Budget.Testing;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Tests;

public class OpenDataTests
{
    [Fact]
    public void Writes_money_in_yuan_as_decimal_text_and_leaves_blanks_blank()
    {
        var csv = PublishedPage.OfDemo(PublishedPage.Office).Text("data/table-3.csv");
        Assert.StartsWith("line,code,name,level,is_total,total,basic,project,special\r\n", csv);
        Assert.Contains(",2010302,一般行政管理事务,3,false,2680000.00,,2680000.00,\r\n", csv);
        Assert.EndsWith(",,合计,,true,20766000.00,17126000.00,3640000.00,\r\n", csv);
    }

    [Fact]
    public void Names_the_side_in_a_two_sided_table()
    {
        var lines = PublishedPage.OfDemo(PublishedPage.Education).Text("data/table-4.csv").Split("\r\n");
        Assert.Equal("line,side,name,level,is_total,budget,total,general_public_budget,government_fund,state_capital", lines[0]);
        Assert.Equal("1,收入,一、一般公共预算资金,1,false,301011485.49,,,,", lines[1]);
        Assert.Contains(lines, l => l.Contains(",支出,支出总计,1,true,,337011485.49,301011485.49,36000000.00,", StringComparison.Ordinal));
    }

    [Fact]
    public void Quotes_what_csv_must_quote_and_disarms_formulas()
    {
        var file = PublishedPage.OfDemo(PublishedPage.City).File;
        file.Budget.Tables[2].Rows[0].Name = "甲,\"乙\"";
        file.Budget.Tables[2].Rows[1].Name = "=HYPERLINK(1)";
        var csv = PublishedPage.Of(file).Text("data/table-3.csv");
        Assert.Contains(",\"甲,\"\"乙\"\"\",", csv);
        Assert.Contains(",'=HYPERLINK(1),", csv);
    }

    [Theory]
    [InlineData(PublishedPage.Office)]
    [InlineData(PublishedPage.Education)]
    public void Describes_every_data_set_with_its_hash_and_every_column_with_its_type(string name)
    {
        var page = PublishedPage.OfDemo(name);
        using var package = JsonDocument.Parse(page.Text("datapackage.json"));
        var resources = package.RootElement.GetProperty("resources").EnumerateArray().ToList();
        Assert.Equal(page.Files.Where(f => f.Path.EndsWith(".csv", StringComparison.Ordinal)).Select(f => f.Path), resources.Select(r => r.GetProperty("path").GetString()));
        foreach (var resource in resources)
        {
            var content = page.Bytes(resource.GetProperty("path").GetString()!);
            Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(content)), resource.GetProperty("hash").GetString());
            Assert.Equal(content.Length, resource.GetProperty("bytes").GetInt32());
            var header = Encoding.UTF8.GetString(content).Split("\r\n")[0].Split(',');
            Assert.Equal(header, resource.GetProperty("schema").GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        }
        Assert.Matches("^[a-z0-9._-]+$", package.RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Is_a_data_package_and_a_fiscal_one_to_a_public_validator_row_by_row()
    {
        if (!DataPackages.CanBeChecked) Assert.Skip(DataPackages.Missing);
        foreach (var name in (string[])[PublishedPage.Office, PublishedPage.Education, PublishedPage.City])
            await DataPackages.Check(PublishedPage.OfDemo(name).Files.Select(f => (f.Path, f.Content)));
    }

    [Theory]
    [InlineData("wuhan-dongxihu-government-office-2021")]
    [InlineData("shanghai-putuo-government-office-2025")]
    public async Task Is_one_too_for_a_document_made_elsewhere(string name)
    {
        if (!DataPackages.CanBeChecked) Assert.Skip(DataPackages.Missing);
        await DataPackages.Check((await PublishedPage.OfReal(name)).Page.Files.Select(f => (f.Path, f.Content)));
    }

    [Fact]
    public void Has_every_figure_of_every_table_in_one_long_set()
    {
        var page = PublishedPage.OfDemo(PublishedPage.Office);
        var lines = page.Text("data/figures.csv").Split("\r\n");
        Assert.Equal("district,year,department,department_name,version,table,table_role,line,side,code,name,level,is_total,column,column_name,measure,fen,value,computed,address", lines[0]);
        var line = Assert.Single(lines, l => l.StartsWith("shili,2021,101,示例区人民政府办公室,1,3,expenditure,4,,2010302,一般行政管理事务,3,false,project,项目支出,money,268000000,2680000.00,false,", StringComparison.Ordinal));
        Assert.Equal("268.00", page.Page.GetElementById(line.Split(',')[^1])!.TextContent);
        Assert.Equal(page.Document.Tables.Sum(t => t.Rows.Sum(r => Enumerable.Range(0, t.Columns.Count).Count(c => new TableFigures(t).Value(r, c) is not null))), lines.Length - 2);
    }

    [Fact]
    public void Says_of_a_figure_in_the_text_what_it_speaks_of()
    {
        var lines = PublishedPage.OfDemo(PublishedPage.Office).Text("data/text-figures.csv").Split("\r\n");
        Assert.Contains(lines, l => l.Contains(",\"2,076.60\",万元,amount,revenue,收入总计,2076600000,,text:", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains(",人,count,staff.establishment,编制,,", StringComparison.Ordinal));
    }

    [Fact]
    public void Reads_an_indicators_value_as_comparator_number_and_unit()
    {
        var lines = PublishedPage.OfDemo(PublishedPage.Office).Text("data/indicators.csv").Split("\r\n");
        Assert.Contains(lines, l => l.EndsWith(",≥24次,计划标准,≥,24,次", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains(",0,,", StringComparison.Ordinal) && l.Contains(",long,1,", StringComparison.Ordinal));
    }

    [Fact]
    public void Publishes_the_disclosure_whole_so_that_it_reads_back_the_same()
    {
        var page = PublishedPage.OfDemo(PublishedPage.Education);
        var (file, error) = Contracts.Reading.IntakeFile.Read(page.Files.Single(f => f.Path == "disclosure.json").Content, "disclosure.json");
        Assert.Null(error);
        Assert.Equal(page.File, file);
    }

    [Fact]
    public void Writes_the_files_that_were_reviewed()
    {
        var page = PublishedPage.OfDemo(PublishedPage.City);
        Golden.Matches("Golden/city-management.table-5.csv", page.Text("data/table-5.csv").Replace("\r\n", "\n"));
        Golden.Matches("Golden/city-management.datapackage.json", page.Text("datapackage.json"));
        foreach (var set in (string[])["text-figures", "projects", "targets", "funding", "indicators"])
            Golden.Matches($"Golden/city-management.{set}.csv", page.Text($"data/{set}.csv").Replace("\r\n", "\n"));
    }
}
