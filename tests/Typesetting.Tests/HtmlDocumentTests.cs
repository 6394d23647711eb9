using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Testing;
using Budget.Typesetting;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Tests;

public class HtmlDocumentTests
{
    public static TheoryData<string> Demo => [PublishedPage.Office, PublishedPage.Education, PublishedPage.City, PublishedPage.FaultyCity];

    [Theory, MemberData(nameof(Demo))]
    public void Is_valid_with_landmarks_headings_in_order_and_working_anchors(string name)
    {
        var page = PublishedPage.OfDemo(name);
        Assert.Empty(page.Errors);
        Assert.Equal("zh-CN", page.Page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("#main", page.Page.Body!.FirstElementChild!.GetAttribute("href"));
        foreach (var landmark in (string[])["header", "nav.crumbs", "nav.parts", "nav[aria-labelledby=contents]", "main", "footer", "h1"]) Assert.Single(page.Page.QuerySelectorAll(landmark));
        var before = 0;
        foreach (var heading in page.Page.QuerySelectorAll("h1,h2,h3,h4,h5,h6"))
        {
            var level = heading.LocalName[1] - '0';
            Assert.True(level <= before + 1, $"h{before} is followed by h{level}: {heading.TextContent}");
            Assert.NotEqual("", heading.TextContent.Trim());
            before = level;
        }
        var ids = page.Page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory, MemberData(nameof(Demo))]
    public void Has_captions_units_scopes_and_as_many_cells_as_heads_in_every_table(string name)
    {
        var page = PublishedPage.OfDemo(name);
        var tables = page.Page.QuerySelectorAll("table");
        Assert.True(tables.Length >= 9);
        foreach (var table in tables)
        {
            Assert.NotEqual("", table.QuerySelector("caption .t")!.TextContent);
            Assert.All(table.QuerySelectorAll("th"), th => Assert.Contains(th.GetAttribute("scope"), (string[])["col", "colgroup", "row"]));
            var width = table.QuerySelectorAll("thead tr")[0].Children.Sum(Span);
            var open = new int[width];
            foreach (var row in table.QuerySelectorAll("tbody tr"))
            {
                Assert.Equal(width, row.Children.Sum(Span) + open.Count(o => o > 0));
                for (var i = 0; i < width; i++) open[i] = Math.Max(0, open[i] - 1);
                var column = 0;
                foreach (var cell in row.Children)
                {
                    while (column < width && open[column] > 0) column++;
                    open[column++] = int.Parse(cell.GetAttribute("rowspan") ?? "1", CultureInfo.InvariantCulture) - 1;
                }
            }
        }
        for (var number = 1; number <= 9; number++) Assert.StartsWith("单位：", page.Page.QuerySelector($"#table-{number} caption .u")!.TextContent);
    }

    [Theory, MemberData(nameof(Demo))]
    public void Asks_nothing_of_anyone_and_stays_small(string name)
    {
        var page = PublishedPage.OfDemo(name);
        Assert.Empty(page.Page.QuerySelectorAll("script:not([type='application/ld+json']),link:not([rel=alternate]),img,iframe,object,form,[style],[src],[onclick]"));
        Assert.DoesNotContain("http", page.Html.Replace("http-equiv", "").Replace("\"@context\":\"https://schema.org\"", ""), StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page.Html, StringComparison.Ordinal);
        var policy = page.Page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content")!;
        Assert.StartsWith("default-src 'none'", policy);
        Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.Page.QuerySelector("style")!.TextContent))), policy);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(page.Files[0].Content);
        Assert.True(packed.Length < 150_000, $"{packed.Length} bytes");
    }

    [Theory, MemberData(nameof(Demo))]
    public void Gives_the_same_bytes_for_the_same_input_in_any_culture(string name)
    {
        var first = PublishedPage.OfDemo(name);
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "·", NumberGroupSeparator = "'" } };
        try
        {
            Assert.Equal(first.Files.Select(f => (f.Path, Convert.ToHexString(f.Content))), PublishedPage.OfDemo(name).Files.Select(f => (f.Path, Convert.ToHexString(f.Content))));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory, MemberData(nameof(Demo))]
    public void Leaves_no_gap_in_a_complete_disclosure(string name) => Assert.Empty(PublishedPage.OfDemo(name).Page.QuerySelectorAll(".gap"));

    [Fact]
    public void Shows_the_gap_where_a_fact_is_missing()
    {
        var file = PublishedPage.OfDemo(PublishedPage.City).File;
        file.Budget.Facts.Remove(file.Budget.Facts.Single(f => f.Subject == "procurement.works"));
        var gap = Assert.Single(PublishedPage.Of(file).Page.QuerySelectorAll(".gap"));
        Assert.Equal("（未填）", gap.TextContent);
        Assert.Contains("政府采购工程预算（未填）万元", gap.ParentElement!.TextContent);
    }

    [Fact]
    public void Encodes_whatever_officials_type()
    {
        const string hostile = "</title></style><script>alert(1)</script><img src=x onerror=alert(1)>\" onclick='x' &amp; {year} [x] \u202Egpj";
        var file = PublishedPage.OfDemo(PublishedPage.Office).File;
        file.Department.Name = hostile;
        file.Department.District = hostile;
        file.Budget.PlanText = hostile;
        file.Budget.Profile.Functions[0] = hostile;
        file.Budget.Tables[2].Rows[0].Name = hostile;
        file.Budget.Tables[8].Note = hostile;
        file.Budget.Projects[0].Name = hostile;
        file.Targets.Projects[0].Name = hostile;
        file.Targets.Projects[0].Indicators[0].Value = hostile;
        file.Targets.Overall.Goals[0].Text = hostile;
        var facts = PublishedPage.Facts with { Archive = true, ApprovedBy = hostile, CorrectionReason = hostile, Version = 2, Findings = [new(hostile, Severity.Error, hostile, hostile, hostile, hostile, hostile)] };
        var page = PublishedPage.Of(file, facts);
        Assert.Empty(page.Errors);
        foreach (var written in page.Files.Where(f => f.MediaType == "text/html"))
        {
            var html = System.Text.Encoding.UTF8.GetString(written.Content);
            var parsed = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
            Assert.Empty(parsed.QuerySelectorAll("script:not([type='application/ld+json']),img,[onclick],[onerror],main style,main :not(svg) > title"));
            Assert.Single(parsed.QuerySelectorAll("style"));
            Assert.DoesNotContain('\u202E', html);
        }
        using var data = System.Text.Json.JsonDocument.Parse(page.Page.QuerySelector("script")!.TextContent);
        Assert.Equal(hostile, data.RootElement.GetProperty("creator").GetProperty("name").GetString());
        Assert.Contains(hostile.Replace("\u202E", ""), page.Page.QuerySelector("#plan p")!.TextContent);
    }

    [Fact]
    public void Lists_the_findings_of_an_archive_with_place_and_figures()
    {
        var page = PublishedPage.OfDemo(PublishedPage.City, PublishedPage.Facts with { Archive = true, Findings = [new("EXP-011", Severity.Error, "表3 / 2120501", "合计应等于基本支出加项目支出", "42,560,000.00", "45,260,000.00", "2,700,000.00")] });
        var finding = Assert.Single(page.Page.QuerySelectorAll("#findings li"));
        Assert.Equal("检查结果", page.Page.QuerySelector("#findings h2")!.TextContent);
        foreach (var words in (string[])["错误", "表3 / 2120501", "合计应等于基本支出加项目支出", "所印：42,560,000.00", "应为：45,260,000.00", "相差：2,700,000.00", "EXP-011"]) Assert.Contains(words, finding.TextContent);
        Assert.Null(PublishedPage.OfDemo(PublishedPage.City).Page.QuerySelector("#findings"));
    }

    [Fact]
    public void Says_what_a_version_corrects_and_what_replaced_it()
    {
        var page = PublishedPage.OfDemo(PublishedPage.City, PublishedPage.Facts with { Version = 2, CorrectionReason = "表3有一处笔误", SupersededBy = 3 });
        var notices = page.Page.QuerySelectorAll(".notice");
        Assert.Contains("已由第3版替代", notices[0].TextContent);
        Assert.Equal("../v3/", notices[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("更正原因：表3有一处笔误", notices[1].TextContent);
    }

    [Fact]
    public void Answers_first_in_one_sentence_and_four_figures()
    {
        var summary = PublishedPage.OfDemo(PublishedPage.Office).Page.QuerySelector(".summary")!;
        Assert.Equal("2021年，示例区人民政府办公室计划收入、支出各2,076.60万元，比上年增加99.36万元（+5.03%），全部来自一般公共预算财政拨款。", summary.QuerySelector(".lead")!.TextContent);
        Assert.Equal(["2,076.60", "1,712.60", "364.00", "27.00"], summary.QuerySelectorAll("strong").Select(s => s.TextContent));
        Assert.Equal("▼ 比上年减少3.10万元（−10.30%）", summary.QuerySelectorAll(".change")[3].TextContent);
    }

    [Fact]
    public void Computes_the_change_columns_nobody_typed()
    {
        var total = PublishedPage.OfDemo(PublishedPage.Office).Page.QuerySelector("#table-5 tr.sum")!;
        Assert.Equal(["1,977.24", "2,076.60", "1,712.60", "364.00", "99.36", "5.03"], total.QuerySelectorAll("td.n").Select(c => c.TextContent));
    }

    [Fact]
    public void Prints_the_page_that_was_reviewed()
    {
        var page = PublishedPage.OfDemo(PublishedPage.City);
        Golden.Matches("Golden/city-management.txt", PageDump.Of(page.Page));
    }

    static int Span(IElement cell) => int.Parse(cell.GetAttribute("colspan") ?? "1", CultureInfo.InvariantCulture);
}
