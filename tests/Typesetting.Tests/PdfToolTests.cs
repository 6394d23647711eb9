using System.Diagnostics;
using System.Text.RegularExpressions;
using Budget.Testing;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Pdf;

namespace Budget.Typesetting.Tests;

public partial class PdfToolTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PublishedPage.Office)]
    [InlineData(PublishedPage.Education)]
    public async Task Is_tagged_A4_with_its_fonts_inside_bookmarks_and_a_contents_list_that_is_right(string name)
    {
        var page = PublishedPage.OfDemo(name);
        var pdf = (await Pdfs.Shared.Render(page.Composed, Stop))!;
        var info = await Pdfs.Info(pdf);
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.Matches(@"Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)", info);
        Assert.Matches($@"Title:\s+{Regex.Escape(page.Composed.Title)}", info);
        Assert.Contains("pdfuaid:part", System.Text.Encoding.Latin1.GetString(pdf));
        var fonts = (await Pdfs.Fonts(pdf)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        Assert.InRange(fonts.Count, 2, 4);
        Assert.All(fonts, f => Assert.Matches(@"^[A-Z]{6}\+Noto(Sans|Serif)SC-\w+\s+CID TrueType\s+Identity-H\s+yes yes yes", f));

        var printed = (await Pdfs.Text(pdf, "-layout")).Split('\f');
        var pages = printed.Select(p => Spaces().Replace(p, "")).ToList();
        var contents = printed.Skip(pages.FindIndex(p => p.Contains("目录", StringComparison.Ordinal))).Take(2).SelectMany(p => p.Split('\n')).Select(l => Spaces().Replace(l, "")).ToList();
        foreach (var title in page.Composed.Sections.Select(s => Spaces().Replace(s.Title, "")))
        {
            var entry = contents.FirstOrDefault(l => l.StartsWith(title, StringComparison.Ordinal));
            Assert.True(entry is not null, $"{title} is not in the contents");
            Assert.Contains(title, pages[int.Parse(LastNumber().Match(entry).Value, System.Globalization.CultureInfo.InvariantCulture) - 1]);
        }
        Assert.Contains("/Outlines", System.Text.Encoding.Latin1.GetString(pdf));
    }

    [Fact]
    public async Task Is_the_same_bytes_from_another_process()
    {
        var composed = PublishedPage.OfDemo(PublishedPage.City).Composed;
        var one = await Pdfs.Shared.Render(composed, Stop);
        using var other = Pdfs.Tool([]);
        await other.Render(PublishedPage.OfDemo(PublishedPage.Office).Composed, Stop);
        Assert.Equal(one, await other.Render(composed, Stop));
    }

    [Fact]
    public async Task Repeats_the_heads_of_a_table_on_every_page_it_takes()
    {
        var file = PublishedPage.OfDemo(PublishedPage.Education).File;
        var rows = file.Budget.Tables.Single(t => t.Number == 3).Rows;
        for (var i = 0; i < 120; i++)
        {
            var more = rows[0].Clone();
            (more.Code, more.Name, more.Level) = ($"{2058800 + i}", $"增列{i}", 3);
            rows.Insert(1, more);
        }
        var pages = (await Pdfs.Text((await Pdfs.Shared.Render(PublishedPage.Of(file).Composed, Stop))!, "-layout")).Split('\f');
        var first = Array.FindIndex(pages, 4, p => p.Contains("3. 2025年部门支出预算总表", StringComparison.Ordinal));
        for (var page = first; page < first + 3; page++) Assert.Contains("功能分类科目名称", Spaces().Replace(pages[page], ""));
    }

    [Theory]
    [InlineData("#panic(\"x\")")]
    [InlineData("\\u{1F600} $x$ *b* _i_ `c` @label <label> [y] // c /* d")]
    [InlineData("#import \"/etc/passwd\": *")]
    [InlineData("\"]; } {")]
    public async Task Prints_markup_and_code_in_a_text_as_that_text(string hostile)
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File;
        file.Budget.PlanText = hostile;
        file.Targets.Projects[0].Name = hostile;
        var text = Spaces().Replace(await Pdfs.Text((await Pdfs.Shared.Render(PublishedPage.Of(file).Composed, Stop))!), "");
        Assert.Contains(Spaces().Replace(hostile, ""), text);
    }

    [Fact]
    public async Task Leaves_the_mark_of_a_missing_character_where_no_font_has_it()
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File;
        file.Budget.PlanText = "𠮷野家😀，☑是□否";
        var text = Spaces().Replace(await Pdfs.Text((await Pdfs.Shared.Render(PublishedPage.Of(file).Composed, Stop))!), "");
        Assert.Contains("〓野家〓，√是□否", text);
    }

    [Fact]
    public async Task Says_what_is_missing_where_it_is_not_installed_and_makes_nothing()
    {
        var empty = Directory.CreateTempSubdirectory("budget-no-pdf-");
        try
        {
            using var tool = Pdfs.Tool(new() { ["Pdf:Tool"] = empty.FullName });
            Assert.Equal($"there is no tool in {empty.FullName}", tool.Missing);
            Assert.Null(await tool.Render(PublishedPage.OfDemo(PublishedPage.City).Composed, Stop));
            Assert.Contains("No PDF is published", (await tool.CheckHealthAsync(new(), Stop)).Description);
            _ = Pdfs.Shared;
            using var noNode = Pdfs.Tool(new() { ["Pdf:Node"] = "/nowhere/node" });
            Assert.Equal("the program /nowhere/node is not installed", noNode.Missing);
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("cat >/dev/null & sleep 600", typeof(TimeoutException))]
    [InlineData("exit 3", null)]
    [InlineData("echo 'no such frame at all, and more of it than a head'; sleep 600", null)]
    public async Task Ends_a_process_that_is_silent_dies_or_talks_nonsense(string does, Type? expected)
    {
        _ = Pdfs.Shared;
        var folder = Directory.CreateTempSubdirectory("budget-bad-pdf-");
        try
        {
            var program = await Pdfs.InPlaceOfNode(folder.FullName, $"echo $$ >\"{folder.FullName}/pid\"\n{does}");
            using var tool = Pdfs.Tool(new() { ["Pdf:Node"] = program, ["Pdf:TimeOut"] = expected is null ? "00:01:00" : "00:00:02" });
            var error = await Record.ExceptionAsync(() => tool.Render(PublishedPage.OfDemo(PublishedPage.City).Composed, Stop));
            Assert.NotNull(error);
            if (expected is not null) Assert.IsType(expected, error);
            var pid = int.Parse((await File.ReadAllTextAsync(Path.Combine(folder.FullName, "pid"), Stop)).Trim(), System.Globalization.CultureInfo.InvariantCulture);
            var until = Stopwatch.StartNew();
            while (Directory.Exists($"/proc/{pid}") && !(await File.ReadAllTextAsync($"/proc/{pid}/stat", Stop)).Contains(" Z ", StringComparison.Ordinal) && until.Elapsed < TimeSpan.FromSeconds(30)) await Task.Delay(50, Stop);
            Assert.True(until.Elapsed < TimeSpan.FromSeconds(30), "the process is still there");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Reads_as_it_was_reviewed() =>
        Golden.Matches("Golden/city-management.pdf.txt", (await Pdfs.Text((await Pdfs.Shared.Render(PublishedPage.OfDemo(PublishedPage.City).Composed, Stop))!, "-layout")).Replace("\f", "\n======\n"));

    [GeneratedRegex(@"\d+$")]
    private static partial Regex LastNumber();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
