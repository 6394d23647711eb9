using System.Text;
using Budget.Publication.Proof;

namespace Budget.Publication.Tests.Proof;

/// <summary>Without the key: a log that says something else than what was signed, or nothing at all.</summary>
public class ForgedLogTests(PublishedSite published) : IClassFixture<PublishedSite>
{
    public static TheoryData<string, string, string> Additions => new()
    {
        { "after the signature, over what was signed", "\"}", "\",\"event\":\"withheld\",\"reason\":\"forged\"}" },
        { "after the signature, the manifest of before", "\"}", "\",\"manifest\":\"0000000000000000000000000000000000000000000000000000000000000000\"}" },
        { "after the signature, an unknown member", "\"}", "\",\"note\":\"?\"}" },
        { "after the signature, a second one", "\"}", "\",\"signature\":\"AAAA\"}" },
        { "after the line's end", "\"}", "\"} " },
        { "before the signature", ",\"signature\"", ",\"note\":\"?\",\"signature\"" },
        { "twice before the signature", ",\"signature\"", ",\"number\":1,\"signature\"" },
        { "a blank before", "{\"number\"", " {\"number\"" },
        { "a blank within", ",\"event\"", ", \"event\"" },
        { "escaped, so that it looks like another", "\"number\"", "\"\\u006eumber\"" },
    };

    [Theory, MemberData(nameof(Additions))]
    public async Task Nothing_can_be_added_to_any_line(string what, string instead, string of)
    {
        for (var i = 0; i < 4; i++)
        {
            using var site = published.Copy();
            var lines = site.Log;
            var at = lines[i].LastIndexOf(instead, StringComparison.Ordinal);
            lines[i] = lines[i][..at] + of + lines[i][(at + instead.Length)..];
            site.Log = lines;
            Assert.True((await site.Verify()).Broken, $"Line {i + 1}, {what}: nothing was said.");
        }
    }

    [Fact]
    public void A_line_is_read_only_in_the_form_it_is_signed_in()
    {
        using var site = published.Copy();
        var line = site.Log[^1];
        Assert.NotNull(LogEntry.Parse(Encoding.UTF8.GetBytes(line)));
        foreach (var other in new[] { line + "\r", line.Replace("\"}", "\" }", StringComparison.Ordinal), line[..^1], "{}", "null", "[]", "", line + line })
        {
            Assert.Null(LogEntry.Parse(Encoding.UTF8.GetBytes(other)));
        }
    }

    [Fact]
    public async Task An_emptied_log_over_an_emptied_site_is_no_success()
    {
        using var site = published.Copy();
        site.Log = [];
        Directory.Delete(site[District.Code], recursive: true);
        var report = await site.Verify();
        Assert.False(report.Sound);
        Assert.Equal(0, report.Versions);
    }

    [Fact]
    public async Task A_version_whose_log_entry_was_cut_off_is_found_where_files_cannot_be_listed()
    {
        using var site = published.Copy();
        site.Log = site.Log[..^1];
        var first = $"{District.Code}/2025/{published.Corrected.Department}/v1/";
        await using var web = await StaticSite.Serve(site.Folder);
        var report = await Verification.Run(web.Address, new(), TestContext.Current.CancellationToken);
        Assert.Contains(report.Lines, l => l.Holds is false && l.English.Contains("v2/manifest.json", StringComparison.Ordinal));
        Assert.True(Directory.Exists(site[first]));
    }
}
