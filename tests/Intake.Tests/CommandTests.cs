using System.Text.Json;
using Budget.Contracts.Reading;
using Budget.Document.Editions;
using Budget.Standalone;

namespace Budget.Intake.Tests;

/// <summary>The commands on published files: what a reviewer with a folder of PDFs runs.</summary>
public sealed class CommandTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budget-intake-");

    public void Dispose() => folder.Delete(recursive: true);

    string Put(string name, byte[] file)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, file);
        return path;
    }

    /// <summary>Its total is wrong by one.</summary>
    static SketchedPdf Wrong(SketchedPdf pdf) => pdf.Page().Text(150, 60, "2026年部门支出预算总表", 14).Text(60, 85, "编制部门：虚构市示例区档案局").Text(420, 85, "单位：元")
        .Table(60, 95, [70, 150, 90, 90, 90], 20,
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            ["201", "一般公共服务支出", "300.00", "200.00", "100.00"],
            ["20126", "档案事务", "300.00", "200.00", "100.00"],
            ["2012601", "行政运行", "200.00", "200.00", "0.00"],
            ["2012604", "档案馆", "100.00", "0.00", "100.00"],
            ["合计", null, "301.00", "200.00", "100.00"]);

    static SketchedPdf Cover(SketchedPdf pdf) => pdf.Page().Text(120, 200, "虚构市示例区档案局2026年部门预算", 18);

    static (int Exit, string Said, string Errors) Check(IReadOnlyList<string> paths, CheckOptions options)
    {
        var (said, errors) = (new StringWriter(), new StringWriter());
        return (CheckCommand.Run(paths, options, said, errors), said.ToString(), errors.ToString());
    }

    [Fact]
    public void Check_shows_each_finding_boxed_on_the_picture_of_its_page()
    {
        var pdf = Put("档案局.pdf", Wrong(Cover(new())).ToArray());

        var (exit, said, _) = Check([pdf], new(Html: Path.Combine(folder.FullName, "out")));

        Assert.Equal(1, exit);
        Assert.Contains("301.00", said, StringComparison.Ordinal);
        var page = File.ReadAllText(Path.Combine(folder.FullName, "out", "index.html"));
        Assert.Contains("原件第2页", page, StringComparison.Ordinal);
        Assert.Contains("<text", page, StringComparison.Ordinal);
        Assert.Matches("<a id=\"m[0-9]+\" href=\"#f[0-9]+\"", page);
        Assert.Matches("<a class=\"where\" href=\"#m[0-9]+\"", page);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_hundred_files_of_which_twenty_are_broken_are_all_answered()
    {
        var whole = Wrong(Cover(new())).ToArray();
        for (var i = 0; i < 200; i++) Put($"f{i:D3}.pdf", i % 10 == 0 ? whole[..(whole.Length / 3)] : whole);

        var (exit, said, errors) = Check([folder.FullName], new());

        Assert.Equal(2, exit);
        Assert.Equal(180, said.Split(".pdf（").Length - 1);
        Assert.Equal(20, Enumerable.Range(0, 20).Count(i => errors.Contains($"f{i * 10:D3}.pdf：", StringComparison.Ordinal)));
    }

    [Fact]
    public void Text_and_tables_in_two_files_are_found_to_be_one_disclosure()
    {
        var text = Cover(new()).Page();
        for (var i = 0; i < 40; i++) text.Text(80, 60 + i * 18, $"第{i}段。二〇二六年本部门预算安排的说明文字，用于说明收入支出的安排和增减的原因，此处为虚构。", 9);
        var tables = new SketchedPdf();
        for (var i = 0; i < 3; i++) Wrong(tables);
        tables.Page().Text(150, 60, "2026年部门收入预算总表", 14).Text(420, 85, "单位：元").Table(60, 95, [200, 100], 20, ["项目", "预算数"], ["一、财政拨款收入", "300.00"], ["收入总计", "300.00"]);
        tables.Page().Text(150, 60, "2026年部门收支预算总表", 14).Text(420, 85, "单位：元").Table(60, 95, [150, 80, 150, 80], 20, ["收入", null, "支出", null], ["项目", "预算数", "项目", "预算数"], ["一、财政拨款收入", "300.00", "一、一般公共服务支出", "300.00"], ["收入总计", "300.00", "支出总计", "300.00"]);
        var (a, b) = (Put("档案局-说明.pdf", text.ToArray()), Put("档案局-报表.pdf", tables.ToArray()));

        var (_, said, _) = Check([a, b], new());

        Assert.Single(said.Split('\n'), line => line.Contains("：通过", StringComparison.Ordinal));
        Assert.Contains("说明.pdf+", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_cannot_be_checked_and_nothing_is_said_to_be_missing()
    {
        var scan = Put("扫描.pdf", new SketchedPdf().Page().Raw("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q").ToArray());

        var (exit, said, errors) = Check([scan], new());

        Assert.Equal(2, exit);
        Assert.Contains("图片", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("错误", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_writes_what_was_read_and_how()
    {
        var pdf = Put("档案局.pdf", Wrong(Cover(new())).ToArray());

        Assert.Equal(0, ReadCommand.Run([pdf], Path.Combine(folder.FullName, "read"), null, TextWriter.Null, TextWriter.Null));

        using var reading = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "read", "档案局.reading.json")));
        var table = reading.RootElement.GetProperty("tables")[0];
        Assert.Equal(("expenditure", 6, 3), (table.GetProperty("role").GetString(), table.GetProperty("rows").GetInt32(), table.GetProperty("columns").GetInt32()));
        Assert.Equal(15, reading.RootElement.GetProperty("figures").GetProperty("tables").GetInt32());
        Assert.Equal(0, Check([Path.Combine(folder.FullName, "read", "档案局.intake.json")], new()).Exit & 2);
    }

    [Fact]
    public void Learn_drafts_an_edition_that_can_be_used_at_once()
    {
        var pdf = Put("档案局.pdf", Wrong(Cover(new())).ToArray());
        var draft = Path.Combine(folder.FullName, "editions", "xugou-2026.json");

        Assert.Equal(0, LearnCommand.Run([pdf], draft, TextWriter.Null, TextWriter.Null));

        var edition = EditionFolder.Load(Path.GetDirectoryName(draft)).Find("xugou-2026")!;
        Assert.Equal("{year}年部门支出预算总表", edition.Tables[0].Title);
        Assert.Equal(["合计", "基本支出", "项目支出"], edition.Tables[0].Columns.Select(column => column.Header));
    }
}
