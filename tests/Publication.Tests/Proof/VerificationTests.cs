using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Budget.Publication.Proof;

namespace Budget.Publication.Tests.Proof;

public class VerificationTests(PublishedSite published) : IClassFixture<PublishedSite>
{
    [Fact]
    public async Task What_was_published_is_found_as_it_was_in_a_copy_and_on_the_web()
    {
        using var site = published.Copy();
        foreach (var place in new[] { site.Folder, published.District.SiteAddress.ToString() })
        {
            var report = await Verification.Run(place, new(), TestContext.Current.CancellationToken);
            Assert.True(report.Sound, Words(report));
            Assert.Equal(3, report.Versions);
            Assert.True(report.Files >= 3 * 6, "Every file is looked at.");
            Assert.StartsWith("4:", report.Head);
        }
    }

    [Fact]
    public async Task One_version_is_checked_by_its_own_address()
    {
        using var site = published.Copy();
        var folder = Folder(published.Corrected, 2);
        foreach (var place in new[] { site[folder], new Uri(published.District.SiteAddress, folder + "/").ToString(), new Uri(published.District.SiteAddress, folder + "/index.html").ToString() })
        {
            var report = await Verification.Run(place, new(), TestContext.Current.CancellationToken);
            Assert.True(report.Sound, Words(report));
            Assert.Equal(1, report.Versions);
        }
    }

    [Fact]
    public async Task A_changed_byte_is_found_in_every_file_that_is_signed()
    {
        using var site = published.Copy();
        var files = Directory.EnumerateFiles(site[District.Code], "*", SearchOption.AllDirectories).Where(f => f.Contains("/v1/") || f.Contains("/v2/")).Append(site[LogEntry.File]).ToList();
        Assert.True(files.Count > 30);
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            byte[] changed = [.. bytes];
            changed[changed.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(file, changed, TestContext.Current.CancellationToken);
            Assert.True((await site.Verify()).Broken, $"{file} was changed and nothing was said.");
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        }
        Assert.True((await site.Verify()).Sound);
    }

    [Fact]
    public async Task A_removed_file_and_an_added_one_are_found_by_name()
    {
        using var site = published.Copy();
        var file = site[Folder(published.Plain, 1) + "/data/table-5.csv"];
        File.Delete(file);
        Assert.Contains("data/table-5.csv 不见了", Words(await site.Verify()));

        using var other = published.Copy();
        await File.WriteAllTextAsync(other[Folder(published.Plain, 1) + "/extra.html"], "?", TestContext.Current.CancellationToken);
        Assert.Contains("extra.html 不在清单中", Words(await other.Verify()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_removed_log_entry_is_found_wherever_it_stood(int entry)
    {
        using var site = published.Copy();
        site.Log = [.. site.Log.Where((_, i) => i != entry)];
        Assert.True((await site.Verify()).Broken);
    }

    [Fact]
    public async Task Log_entries_that_were_linked_again_without_the_key_are_found()
    {
        using var site = published.Copy();
        var lines = site.Log.Skip(1).ToArray();
        var before = "";
        for (var i = 0; i < lines.Length; i++)
        {
            var (entry, _, signature) = LogEntry.Parse(Encoding.UTF8.GetBytes(lines[i]))!.Value;
            lines[i] = lines[i].Replace($"\"number\":{entry.Number},\"previous\":\"{entry.Previous}\"", $"\"number\":{i + 1},\"previous\":\"{before}\"", StringComparison.Ordinal);
            before = Manifest.Hash(Encoding.UTF8.GetBytes(lines[i]));
        }
        site.Log = lines;
        Directory.Delete(site[Folder(published.Plain, 1)], recursive: true);
        Assert.Contains("签名不符", Words(await site.Verify()));
    }

    [Fact]
    public async Task A_version_without_an_entry_and_an_entry_without_its_version_are_found()
    {
        using var site = published.Copy();
        site.Log = site.Log[..^1];
        Assert.Contains($"{Folder(published.Corrected, 2)}/manifest.json 在公开日志中没有登记", Words(await site.Verify()));
        Assert.Contains("公开日志中没有登记", Words(await site.Verify(below: Folder(published.Corrected, 2))));

        using var other = published.Copy();
        Directory.Delete(other[Folder(published.Corrected, 1)], recursive: true);
        Assert.Contains("第1版：清单 manifest.json 不见了", Words(await other.Verify()));
    }

    [Fact]
    public async Task A_site_forged_with_another_key_is_found_by_who_has_the_real_key()
    {
        using var site = published.Copy();
        var real = PublicKey.FromPem(await File.ReadAllTextAsync(Directory.EnumerateFiles(site["keys"]).Single(), TestContext.Current.CancellationToken))!;
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = PublicKey.Of(forger);
        var manifest = site[Folder(published.Plain, 1) + "/manifest.json"];
        var text = (await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken)).Replace(real.Id, forged.Id, StringComparison.Ordinal);
        await File.WriteAllTextAsync(manifest, text, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(manifest.Replace("manifest.json", "manifest.sig"), forger.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(site[KeySet.File], KeySet.Render([(forged, DateTimeOffset.UnixEpoch), (real, DateTimeOffset.UnixEpoch)]), TestContext.Current.CancellationToken);

        Assert.Contains("签名不符", Words(await site.Verify(new(real))));
        using var untouched = published.Copy();
        Assert.True((await untouched.Verify(new(real))).Sound);
        Assert.True((await untouched.Verify(new(forged))).Broken);
    }

    [Fact]
    public async Task A_log_that_was_set_back_is_found_by_who_kept_its_last_line()
    {
        using var site = published.Copy();
        var head = (await site.Verify()).Head;
        Assert.True((await site.Verify(new(Head: head))).Sound);
        site.Log = site.Log[..^2];
        foreach (var version in new[] { 1, 2 }) Directory.Delete(site[Folder(published.Corrected, version)], recursive: true);
        Assert.Contains(head, Words(await site.Verify(new(Head: head))));
    }

    [Fact]
    public async Task A_manifest_that_leads_out_of_the_site_reads_nothing_there()
    {
        using var site = published.Copy();
        var secret = Path.Combine(Path.GetDirectoryName(site.Folder)!, Path.GetRandomFileName());
        await File.WriteAllTextAsync(secret, "?", TestContext.Current.CancellationToken);
        var manifest = site[Folder(published.Plain, 1) + "/manifest.json"];
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken)).Replace("\"index.html\"", $"\"../../../../../{Path.GetFileName(secret)}\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Contains("不见了", Words(await site.Verify()));
        File.Delete(secret);
    }

    [Theory]
    [InlineData("/nowhere/at/all")]
    [InlineData("http://127.0.0.1:1/")]
    public async Task What_cannot_be_reached_could_not_be_checked_and_is_neither_right_nor_wrong(string place)
    {
        var report = await Verification.Run(place, new(), TestContext.Current.CancellationToken);
        Assert.False(report.Sound);
        Assert.False(report.Broken);
    }

    [Fact]
    public async Task A_folder_that_is_no_site_could_not_be_checked()
    {
        using var site = published.Copy();
        File.Delete(site[KeySet.File]);
        var report = await site.Verify();
        Assert.False(report.Sound || report.Broken);
    }

    [Fact]
    public async Task Openssl_and_sha256sum_say_the_same_by_hand()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl") && File.Exists("/usr/bin/sha256sum"), "openssl or sha256sum is not installed");
        using var site = published.Copy();
        var folder = site[Folder(published.Corrected, 2)];
        var key = Directory.EnumerateFiles(site["keys"]).Single();
        Assert.Contains("Verified OK", await Shell($"openssl dgst -sha256 -verify {key} -signature {folder}/manifest.sig {folder}/manifest.json"));
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync($"{folder}/manifest.json", TestContext.Current.CancellationToken));
        foreach (var file in manifest.RootElement.GetProperty("files").EnumerateArray())
        {
            Assert.StartsWith(file.GetProperty("sha256").GetString()!, await Shell($"sha256sum '{folder}/{file.GetProperty("path").GetString()}'"));
        }
        var third = JsonDocument.Parse(site.Log[2]).RootElement.GetProperty("previous").GetString()!;
        Assert.StartsWith(third, await Shell($"sed -n 2p {site[LogEntry.File]} | tr -d '\\n' | sha256sum"));
    }

    [Fact]
    public async Task The_manifest_says_what_it_is_made_of_and_by_whom_in_roles_alone()
    {
        using var site = published.Copy();
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(site[Folder(published.Corrected, 2) + "/manifest.json"], TestContext.Current.CancellationToken));
        var root = manifest.RootElement;
        Assert.Equal(published.Corrected.Name(2), root.GetProperty("disclosure").GetString());
        Assert.Equal(64, root.GetProperty("budget").GetProperty("sha256").GetString()!.Length);
        Assert.Equal(Document.Rules.RuleBook.Version, root.GetProperty("rule_book").GetString());
        Assert.Equal(["preparer", "secrecy_reviewer", "approver"], root.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("role").GetString()));
        Assert.All(root.GetProperty("steps").EnumerateArray(), s => Assert.True(s.TryGetProperty("at", out _) && !s.TryGetProperty("name", out _)));
        // The manifest of the version before, as it was then; superseding it made another since.
        var first = LogEntry.Parse(Encoding.UTF8.GetBytes(site.Log[1]))!.Value.Entry;
        Assert.Equal((published.Corrected.Name(), first.Manifest), (first.Disclosure.ToString(), root.GetProperty("previous_manifest").GetString()));
        Assert.Equal(["published", "published", "superseded", "published"], site.Log.Select(l => LogEntry.Parse(Encoding.UTF8.GetBytes(l))!.Value.Entry.Event));
        Assert.Equal("表3 数字更正", LogEntry.Parse(Encoding.UTF8.GetBytes(site.Log[3]))!.Value.Entry.Reason);
    }

    static string Folder(Case its, int version) => $"{District.Code}/2025/{its.Department}/v{version}";

    static string Words(VerificationReport report) => string.Join('\n', report.Lines.Select(l => $"{l.Holds} {l.Chinese}"));

    static async Task<string> Shell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true })!;
        return await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
