using Budget.Publication.Proof;
using Budget.Publication.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Site;

/// <summary>
/// The command <c>recover</c>: shows what site and database say, and does what the operator decided once it is confirmed. Exit code 0: they agree or it was
/// mended, 1: refused, 2: a decision is needed.
/// </summary>
public static class RecoverCommand
{
    const int Done = 0, Refused = 1, Undecided = 2;

    /// <summary>With the service's own settings; it may go on running meanwhile.</summary>
    public static async Task<int> Run(WebApplication app, TextWriter console, CancellationToken stop)
    {
        await using (app)
        {
            var said = app.Configuration;
            if (said["from"] is not (null or "site" or "database"))
            {
                console.WriteLine("--from 应为 site 或 database。 / --from must be site or database.");
                return Refused;
            }
            return await Run(app.Services, said["from"], said["accept-clock"] == "true", said["key"], said["yes"] == "true", console, stop);
        }
    }

    public static async Task<int> Run(IServiceProvider services, string? from, bool acceptClock, string? keyFile, bool yes, TextWriter console, CancellationToken stop)
    {
        PublicKey? trusted = null;
        if (keyFile is not null && (trusted = File.Exists(keyFile) ? PublicKey.FromPem(await File.ReadAllTextAsync(keyFile, stop)) : null) is null)
        {
            console.WriteLine($"{keyFile} 不是 P-256 公钥（PEM）。 / {keyFile} is no public key on P-256 in PEM form.");
            return Refused;
        }
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PublicationDb>().Database.MigrateAsync(stop);
        var recovery = ActivatorUtilities.CreateInstance<Recovery>(scope.ServiceProvider);
        var found = await recovery.Compare(stop);
        Show(found, scope.ServiceProvider.GetRequiredService<SiteFolder>().Root, console);
        if (acceptClock)
        {
            if (!yes) { console.WriteLine("加 --yes 即确认现在的时钟正确。 / Add --yes to say that the clock is right now."); return Undecided; }
            var entries = await recovery.AcceptClock(stop);
            console.WriteLine($"已改计 {entries} 条记录的时间。 / {entries} entries count from now.");
        }
        if (from is null) return found.MayBeWritten ? Done : Undecided;
        if (!yes)
        {
            console.WriteLine(from == "site"
                ? $"将从网站向数据库并入 {found.OnSite.Count} 条记录及其文件；加 --yes 执行。 / {found.OnSite.Count} entries and their files would be taken from the site into the database; add --yes to do it."
                : $"将把网站现有内容移入 .aside，再由服务从数据库重写；持有旧日志的人会发现少了 {found.OnSite.Count} 条。加 --yes 执行。 / The site would be set aside in .aside and written anew from the database; who kept its log will find {found.OnSite.Count} entries gone. Add --yes to do it.");
            return Undecided;
        }
        if (from == "database")
        {
            recovery.FromDatabase();
            console.WriteLine("网站已移入 .aside；服务一分钟内从数据库重写。 / The site is set aside; the service writes it anew within a minute.");
            return Done;
        }
        var (versions, refusal) = await recovery.FromSite(trusted, stop);
        foreach (var version in versions) console.WriteLine($"  ✓ {version}");
        console.WriteLine(refusal.Length > 0 ? refusal : $"已从网站恢复 {versions.Count} 个版本。 / {versions.Count} version(s) were recovered from the site.");
        return refusal.Length > 0 ? Refused : Done;
    }

    static void Show(SiteComparison found, string root, TextWriter console)
    {
        console.WriteLine(found.Finding switch
        {
            SiteFinding.Agrees => $"网站 {root} 与数据库一致。 / The site {root} and the database agree.",
            SiteFinding.Damaged => $"网站日志自第 {found.Shared + 1} 行起损坏，服务将从数据库重写。 / The site's log is damaged from line {found.Shared + 1} on; the service writes it again from the database.",
            SiteFinding.SiteIsNewer => $"数据库止于第 {found.Shared} 行，网站另有 {found.OnSite.Count} 条签署的记录：数据库是空的或较旧。 / The database ends at line {found.Shared}; the site has {found.OnSite.Count} more signed entries: the database is empty or older.",
            _ => $"第 {found.Shared} 行之后，网站和数据库各有 {found.OnSite.Count} 条和 {found.InDatabase.Count} 条对方没有的记录。 / After line {found.Shared} the site has {found.OnSite.Count} and the database {found.InDatabase.Count} entries that the other has not.",
        });
        foreach (var entry in found.OnSite.Take(20)) console.WriteLine($"  {entry.Number} {Manifest.Time(entry.At)} {entry.Event} {entry.Disclosure}");
        if (found.OnSite.Count > 20) console.WriteLine($"  … {found.OnSite.Count - 20}");
    }
}
