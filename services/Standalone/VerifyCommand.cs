using Budget.Publication.Proof;

namespace Budget.Standalone;

/// <summary>Checks a published site, or a copy of one, as anyone could, and says in plain words what it found.</summary>
static class VerifyCommand
{
    const int AsSigned = 0, Changed = 1, CouldNotCheck = 2;

    public static async Task<int> RunAsync(string place, string? keyFile, string? head, string? checkpointFile, TextWriter console, TextWriter errors, CancellationToken cancellation)
    {
        PublicKey? trusted = null;
        if (keyFile is not null && (trusted = File.Exists(keyFile) ? PublicKey.FromPem(await File.ReadAllTextAsync(keyFile, cancellation)) : null) is null)
        {
            await errors.WriteLineAsync($"{keyFile} 不是 P-256 公钥（PEM）。 / {keyFile} is no public key on P-256 in PEM form.");
            return CouldNotCheck;
        }
        Checkpoint? given = null;
        if (checkpointFile is not null && (given = File.Exists(checkpointFile) ? Checkpoint.ReadKept(await File.ReadAllTextAsync(checkpointFile, cancellation)) : null) is null)
        {
            await errors.WriteLineAsync($"{checkpointFile} 不是日志摘要。 / {checkpointFile} is no checkpoint.");
            return CouldNotCheck;
        }
        var report = await Verification.Run(place, new VerificationOptions(trusted, head ?? "", site => new[] { given, KeptCheckpoints.Read(site) }.OfType<Checkpoint>()), cancellation);
        foreach (var line in report.Lines) console.WriteLine($"  {line.Holds switch { true => "✓", false => "✗", _ => "?" }} {line.Chinese} / {line.English}");
        if (report.NotLookedAt.Count > 0) console.WriteLine($"  － 未检查：{string.Join("；", report.NotLookedAt.Select(l => l.Chinese))}。 / Not looked at: {string.Join("; ", report.NotLookedAt.Select(l => l.English))}.");
        console.WriteLine();
        if (report.Broken)
        {
            console.WriteLine("核验不通过：有内容与公开时不同，见上。 / Not as published: see above.");
            return Changed;
        }
        if (!report.Sound)
        {
            console.WriteLine("未能核验。 / Could not be checked.");
            return CouldNotCheck;
        }
        console.WriteLine($"核验通过：{report.Versions} 个版本、{report.Files} 个文件与公开时一字不差。 / As published: {report.Versions} versions, {report.Files} files.");
        console.WriteLine(trusted is null
            ? "所用公钥取自被核验的网站本身；从其他渠道取得公钥后用 --key 再核验一次，才能排除整站伪造。 / The keys came from the site itself; check again with --key and a key from elsewhere to rule out a forged site."
            : $"签名密钥 / key: {trusted.Id}");
        if (report.Checkpoint is { } checkpoint && KeptCheckpoints.Keep(report.Place, checkpoint) is { } kept)
            console.WriteLine($"日志摘要已记在 {kept}，下次自动核对；给其他人可用 --checkpoint。 / The log's checkpoint is kept there and held against the next time; others can use it with --checkpoint.");
        if (report.Head.Length > 0) console.WriteLine($"请记下日志末行，下次核验时加上 / keep this for the next time: --head {report.Head}");
        return AsSigned;
    }
}
