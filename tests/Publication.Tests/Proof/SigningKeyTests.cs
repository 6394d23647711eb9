using System.Security.Cryptography;
using Budget.Publication.Proof;
using Budget.Testing;
using Budget.Typesetting.OpenData;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Proof;

public class SigningKeyTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task After_a_rotation_old_and_new_versions_both_verify(string database)
    {
        var file = Path.GetTempFileName();
        var settings = new Dictionary<string, string?> { [SigningKey.Setting] = file };
        await WriteKey(file);
        await using var district = await District.Start(database, settings);
        await (await district.NewCase()).ToPublished();
        await district.StopPublication();
        await WriteKey(file);
        await district.StartPublication();
        await (await district.NewCase()).ToPublished();
        await PublishedSite.Entered(district, 2);

        using var site = TemporarySite.Of(district.SiteFolder);
        var report = await site.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Lines));
        Assert.Equal(2, Directory.EnumerateFiles(site["keys"]).Count());
        Assert.Equal(2, site.Log.Select(l => LogEntry.Parse(System.Text.Encoding.UTF8.GetBytes(l))!.Value.Entry.Key).Distinct().Count());
        File.Delete(file);
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("")]
    public async Task A_file_that_is_no_key_stops_the_start_and_says_how_to_make_one(string content)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => District.Start(settings: new() { [SigningKey.Setting] = file }));
        Assert.Contains("openssl genpkey", error.ToString());
        File.Delete(file);
    }

    [Fact]
    public async Task A_public_key_and_another_curve_are_refused_too()
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (var pem in new[] { p256.ExportSubjectPublicKeyInfoPem(), p384.ExportPkcs8PrivateKeyPem() })
        {
            var file = Path.GetTempFileName();
            await File.WriteAllTextAsync(file, pem, TestContext.Current.CancellationToken);
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => District.Start(settings: new() { [SigningKey.Setting] = file }));
            File.Delete(file);
        }
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_published_before_there_were_manifests_gets_one_at_the_start(string database)
    {
        await using var district = await District.Start(database);
        var published = await (await district.NewCase()).ToPublished();
        await PublishedSite.Entered(district, 1);
        // As an earlier release left it.
        await district.WithDb(async db => await db.Log.ExecuteDeleteAsync() + await db.SigningKeys.ExecuteDeleteAsync() + await db.Files.Where(f => f.Path.StartsWith("manifest.") || f.Path == CanonicalRows.File).ExecuteDeleteAsync());
        var folder = district.SiteFolder;
        await district.StopPublication();
        foreach (var file in Directory.EnumerateFiles(folder, "manifest.*", SearchOption.AllDirectories).Append(Path.Combine(folder, LogEntry.File)).Append(Path.Combine(folder, published.Page, CanonicalRows.File)).ToList()) File.Delete(file);
        await district.StartPublication();
        await PublishedSite.Entered(district, 1);
        for (var end = DateTime.UtcNow.AddSeconds(60); !File.Exists(Path.Combine(district.SiteFolder, published.Page, Manifest.File)); await Task.Delay(50, TestContext.Current.CancellationToken)) Assert.True(DateTime.UtcNow < end);

        using var site = TemporarySite.Of(district.SiteFolder);
        var report = await site.Verify();
        Assert.True(report.Sound, string.Join('\n', report.Lines));
        var entry = LogEntry.Parse(System.Text.Encoding.UTF8.GetBytes(Assert.Single(site.Log)))!.Value.Entry;
        Assert.Equal((LogEvents.Recorded, published.PublishedAt.ToDateTimeOffset().ToUnixTimeSeconds()), (entry.Event, entry.At.ToUnixTimeSeconds()));
    }

    static async Task WriteKey(string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
    }
}
