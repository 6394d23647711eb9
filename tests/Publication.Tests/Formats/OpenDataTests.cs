using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Budget.Publication.Formats;
using Budget.Testing;

namespace Budget.Publication.Tests.Formats;

public class OpenDataTests
{
    [Fact]
    public void Writes_money_in_yuan_as_decimal_text_and_leaves_blanks_blank()
    {
        var csv = PublishedPage.OfDemo(PublishedPage.Office).Text("data/table-3.csv");
        Assert.StartsWith("\uFEFFline,code,name,level,is_total,total,basic,project,special\r\n", csv);
        Assert.Contains(",2010302,一般行政管理事务,3,false,2680000.00,,2680000.00,\r\n", csv);
        Assert.EndsWith(",,合计,,true,20766000.00,17126000.00,3640000.00,\r\n", csv);
    }

    [Fact]
    public void Names_the_side_in_a_two_sided_table()
    {
        var lines = PublishedPage.OfDemo(PublishedPage.Education).Text("data/table-4.csv").Split("\r\n");
        Assert.Equal("\uFEFFline,side,name,level,is_total,budget,total,general_public_budget,government_fund,state_capital", lines[0]);
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
    public void Describes_every_file_with_its_hash_and_every_column_with_its_type(string name)
    {
        var page = PublishedPage.OfDemo(name);
        using var package = JsonDocument.Parse(page.Text("datapackage.json"));
        var resources = package.RootElement.GetProperty("resources").EnumerateArray().ToList();
        Assert.Equal(page.Files.Where(f => f.Path is not ("index.html" or "datapackage.json")).Select(f => f.Path), resources.Select(r => r.GetProperty("path").GetString()));
        foreach (var resource in resources)
        {
            var content = page.Files.Single(f => f.Path == resource.GetProperty("path").GetString()).Content;
            Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(content)), resource.GetProperty("hash").GetString());
            Assert.Equal(content.Length, resource.GetProperty("bytes").GetInt32());
            if (!resource.TryGetProperty("schema", out var schema)) continue;
            var header = Encoding.UTF8.GetString(content).TrimStart('\uFEFF').Split("\r\n")[0].Split(',');
            Assert.Equal(header, schema.GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        }
        Assert.Matches("^[a-z0-9._-]+$", package.RootElement.GetProperty("name").GetString());
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
        Golden.Matches("../Golden/city-management.table-5.csv", page.Text("data/table-5.csv").TrimStart('\uFEFF').Replace("\r\n", "\n"));
        Golden.Matches("../Golden/city-management.datapackage.json", page.Text("datapackage.json"));
    }
}
