using Budget.Testing;
using Budget.Typesetting.Tests;
using Budget.V1;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Schedule;

public class PublishTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publishes_every_format_and_offers_on_the_page_what_is_there()
    {
        _ = Pdfs.Shared;
        await using var district = await District.Start(settings: new() { ["Pdf:Tool"] = "" });
        var its = await district.NewCase();
        var published = await its.ToPublished();
        var folder = Path.Combine(district.SiteFolder, published.Page);
        string[] whole = ["disclosure.pdf", "disclosure.docx", "disclosure.xlsx", "disclosure.json", "datapackage.json", "data/figures.csv"];
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "index.html"), Stop);
        foreach (var file in whole)
        {
            Assert.True(File.Exists(Path.Combine(folder, file)), file);
            Assert.Contains($"href=\"{file}\"", page);
        }
        Assert.StartsWith("%PDF-", await File.ReadAllTextAsync(Path.Combine(folder, "disclosure.pdf"), System.Text.Encoding.Latin1, Stop));
    }

    [Fact]
    public async Task Promises_no_PDF_where_none_can_be_made_and_publishes_the_rest()
    {
        await using var district = await District.Start(settings: new() { ["Pdf:Tool"] = "/nowhere" });
        var published = await (await district.NewCase()).ToPublished();
        var folder = Path.Combine(district.SiteFolder, published.Page);
        Assert.False(File.Exists(Path.Combine(folder, "disclosure.pdf")));
        Assert.True(File.Exists(Path.Combine(folder, "disclosure.docx")));
        Assert.DoesNotContain("disclosure.pdf", await File.ReadAllTextAsync(Path.Combine(folder, "index.html"), Stop));
    }

    [Fact]
    public async Task Publishes_nothing_while_the_PDF_fails_and_all_of_it_once_it_works()
    {
        _ = Pdfs.Shared;
        var broken = Directory.CreateTempSubdirectory("budget-broken-pdf-");
        try
        {
            var node = await Pdfs.InPlaceOfNode(broken.FullName, $"[ -e \"{broken.FullName}/works\" ] || exit 1\nexec node \"$@\"");
            await using var district = await District.Start(settings: new() { ["Pdf:Tool"] = "", ["Pdf:Node"] = node });
            var its = await district.NewCase();
            await its.ToReviewed();
            await its.Approve();
            await Until(() => district.WithDb(db => db.Disclosures.AnyAsync(d => d.Attempts > 0)));
            Assert.Equal(DisclosureState.Approved, (await its.Get()).State);
            Assert.False(Directory.Exists(Path.Combine(district.SiteFolder, District.Code, "2025", its.Department)));
            Assert.Empty(await district.WithDb(db => db.Files.ToListAsync()));

            await File.WriteAllTextAsync(Path.Combine(broken.FullName, "works"), "", Stop);
            for (var i = 0; i < 20 && (await its.Get()).State != DisclosureState.Published; i++)
            {
                district.Clock.Advance(TimeSpan.FromMinutes(6));
                await Task.Delay(1500, Stop);
            }
            var published = await its.Until(DisclosureState.Published);
            Assert.True(File.Exists(Path.Combine(district.SiteFolder, published.Page, "disclosure.pdf")));
        }
        finally
        {
            broken.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_replaced_versions_page_still_offers_the_files_it_was_published_with()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        var first = await its.ToPublished();
        var before = await File.ReadAllTextAsync(Path.Combine(district.SiteFolder, first.Page, "index.html"), Stop);
        await its.Correct();
        await its.Submit(2);
        await its.Review(version: 2);
        await its.Approve(2);
        await its.Until(DisclosureState.Published, 2);
        await Until(async () => (await File.ReadAllTextAsync(Path.Combine(district.SiteFolder, first.Page, "index.html"), Stop)).Contains("已由第2版替代", StringComparison.Ordinal));
        var after = await File.ReadAllTextAsync(Path.Combine(district.SiteFolder, first.Page, "index.html"), Stop);
        Assert.Equal(Files(before), Files(after));

        static string Files(string page) => page[page.IndexOf("<ul class=\"files\">", StringComparison.Ordinal)..];
    }

    static async Task Until(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 600 && !await condition(); i++) await Task.Delay(100, Stop);
        Assert.True(await condition());
    }
}
