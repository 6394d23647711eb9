using Budget.Typesetting.OpenData;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Budget.Publication.Proof;

namespace Budget.Publication.Tests.Proof;

/// <summary>Who kept a checkpoint finds a log that was cut, forked, reordered or exchanged; who has none finds what is around the versions forged.</summary>
public class CheckpointTests(PublishedSite published) : IClassFixture<PublishedSite>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_a_note_that_others_read()
    {
        using var site = published.Copy();
        var note = await File.ReadAllTextAsync(site[Checkpoint.File], Stop);
        var lines = note.Split('\n');
        Assert.StartsWith("budget-log/", lines[0]);
        Assert.Equal("4", lines[1]);
        Assert.Equal(32, Convert.FromBase64String(lines[2]).Length);
        Assert.Equal("", lines[3]);
        Assert.StartsWith($"\u2014 {lines[0]} ", lines[4]);
        // By hand: the tree of RFC 6962 over four lines, and the key's id and signature as signed notes have them.
        var leaves = site.Log.Select(line => SHA256.HashData([0, .. Encoding.UTF8.GetBytes(line)])).ToList();
        byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
        Assert.Equal(Convert.ToBase64String(Node(Node(leaves[0], leaves[1]), Node(leaves[2], leaves[3]))), lines[2]);
        var signature = Convert.FromBase64String(lines[4].Split(' ')[2]);
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(Directory.EnumerateFiles(site["keys"]).Single(), Stop));
        Assert.Equal(SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..4], signature[..4]);
        Assert.True(key.VerifyData(Encoding.UTF8.GetBytes(string.Join('\n', lines[..3]) + "\n"), signature.AsSpan(4), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    [Fact]
    public async Task A_log_that_only_grew_holds_against_every_older_checkpoint()
    {
        using var site = published.Copy();
        var leaves = MerkleTree.Leaves(await File.ReadAllBytesAsync(site[LogEntry.File], Stop));
        for (var size = 1; size <= 4; size++)
        {
            var kept = Checkpoint.Of(LogEntry.Parse(Encoding.UTF8.GetBytes(site.Log[0]))!.Value.Entry.Key, leaves.AsSpan(0, size));
            Assert.True((await site.Verify(new(Kept: _ => [kept]))).Sound);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_truncated_log_is_found_by_its_checkpoint_and_with_an_older_checkpoint_by_who_kept_a_later_one(int left)
    {
        using var site = published.Copy();
        var kept = Checkpoint.ReadKept(await File.ReadAllTextAsync(site[Checkpoint.File], Stop))!;
        site.Log = site.Log[..left];
        Assert.Contains("被截短", Words(await site.Verify()));
        File.Delete(site[Checkpoint.File]);
        Assert.False((await site.Verify()).Sound);
        Assert.Contains("少于您上次见到的摘要", Words(await site.Verify(new(Kept: _ => [kept]))));
    }

    [Fact]
    public async Task A_forked_log_signed_with_the_real_key_is_found_by_who_kept_a_checkpoint()
    {
        using var site = published.Copy();
        var kept = Checkpoint.ReadKept(await File.ReadAllTextAsync(site[Checkpoint.File], Stop))!;
        // Its owner writes another history: the third line says something else, and what follows is linked and signed anew.
        var key = (SigningKey)published.District.Publication.Services.GetService(typeof(SigningKey))!;
        var lines = site.Log;
        var before = "";
        for (var i = 0; i < lines.Length; i++)
        {
            var entry = LogEntry.Parse(Encoding.UTF8.GetBytes(lines[i]))!.Value.Entry;
            if (i >= 2) lines[i] = (entry with { Previous = before, Reason = "另一说法" }).Sign(key);
            before = Manifest.Hash(Encoding.UTF8.GetBytes(lines[i]));
        }
        site.Log = lines;
        var log = await File.ReadAllBytesAsync(site[LogEntry.File], Stop);
        await File.WriteAllTextAsync(site[Checkpoint.File], Checkpoint.Of(kept.Origin["budget-log/".Length..], MerkleTree.Leaves(log)).Sign(key), Stop);
        Assert.True((await site.Verify()).Sound, "Without a checkpoint of before, nobody can tell.");
        Assert.Contains("日志被改写过", Words(await site.Verify(new(Kept: _ => [kept]))));
    }

    [Fact]
    public async Task Lines_in_another_order_are_found()
    {
        using var site = published.Copy();
        var lines = site.Log;
        (lines[0], lines[1]) = (lines[1], lines[0]);
        site.Log = lines;
        Assert.True((await site.Verify()).Broken);
    }

    [Theory]
    [InlineData("checkpoint")]
    [InlineData("index.html")]
    [InlineData("verify/index.html")]
    [InlineData("rules/index.html")]
    [InlineData("dongxihu/feed.xml")]
    [InlineData("dongxihu/index.html")]
    [InlineData("dongxihu/departments/101/index.html")]
    [InlineData("dongxihu/2025/index.html")]
    [InlineData("dongxihu/2025/compare.html")]
    [InlineData("dongxihu/2025/101/index.html")]
    [InlineData("dongxihu/open-data/2025/budget.sqlite")]
    [InlineData("dongxihu/open-data/2025/figures.csv")]
    [InlineData("index-manifest.json")]
    [InlineData("index-manifest.sig")]
    [InlineData("dongxihu/2025/index-manifest.json")]
    public async Task What_is_around_the_versions_cannot_be_changed_unnoticed(string file)
    {
        using var site = published.Copy();
        var bytes = await File.ReadAllBytesAsync(site[file], Stop);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(site[file], bytes, Stop);
        Assert.True((await site.Verify()).Broken, $"{file} was changed and nothing was said.");
        File.Delete(site[file]);
        Assert.False((await site.Verify()).Sound, $"{file} was removed and nothing was said.");
    }

    [Theory]
    [InlineData("dongxihu/2025/101/v1.html")]
    [InlineData("dongxihu/2025/999/v1/index.html")]
    [InlineData("dongxihu/2026/101/v1/index.html")]
    [InlineData("other/index.html")]
    [InlineData("dongxihu/open-data/2025/more.csv")]
    public async Task A_page_that_nobody_signed_is_found(string file)
    {
        using var site = published.Copy();
        Directory.CreateDirectory(Path.GetDirectoryName(site[file])!);
        await File.WriteAllTextAsync(site[file], "forged", Stop);
        Assert.Contains($"{file} 不在任何签名清单中", Words(await site.Verify()));
    }

    [Fact]
    public async Task A_list_of_an_older_state_is_no_success()
    {
        await using var district = await District.Start();
        await (await district.NewCase()).ToPublished();
        await PublishedSite.Entered(district, 1);
        using var old = TemporarySite.Of(district.SiteFolder);
        await (await district.NewCase()).ToPublished();
        await PublishedSite.Entered(district, 2);
        using var site = TemporarySite.Of(district.SiteFolder);
        Assert.True((await site.Verify()).Sound, Words(await site.Verify()));
        foreach (var file in PublishedSite.Files(old.Folder).Select(f => Path.GetRelativePath(old.Folder, f)).Where(f => !f.StartsWith("dongxihu/2025/10", StringComparison.Ordinal) && f is not (LogEntry.File or Checkpoint.File)))
        {
            File.Copy(old[file], site[file], overwrite: true);
        }
        Assert.False((await site.Verify()).Sound);
    }

    [Fact]
    public async Task Says_what_it_did_not_look_at()
    {
        var whole = await Verification.Run(published.District.SiteAddress.ToString(), new(), Stop);
        Assert.True(whole.Sound, Words(whole));
        Assert.Contains(whole.NotLookedAt, l => l.English.Contains("nobody signed", StringComparison.Ordinal));
        var one = await Verification.Run(new Uri(published.District.SiteAddress, $"{District.Code}/2025/{published.Plain.Department}/v1/").ToString(), new(), Stop);
        Assert.Contains(one.NotLookedAt, l => l.English.Contains("open data", StringComparison.Ordinal));
    }

    static string Words(VerificationReport report) => string.Join('\n', report.Lines.Where(l => l.Holds is not true).Select(l => $"{l.Holds} {l.Chinese}"));
}
