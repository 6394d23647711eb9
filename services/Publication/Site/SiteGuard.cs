using System.Text;
using Budget.Contracts;
using Budget.Publication.Proof;
using Budget.Publication.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Budget.Publication.Site;

/// <summary>
/// Looks before the site is written: an empty, older or other database must not take away what is public. Where the site knows more than the
/// database nothing is published, withheld, restored or removed until the operator has decided (<c>recover</c>); it is looked at again every
/// minute, so that the decision needs no restart.
/// </summary>
public sealed class SiteGuard(IServiceScopeFactory scopes, SiteFolder site, SigningKey key, ILogger<SiteGuard> log) : IHealthCheck
{
    /// <summary>Why nothing may be written; null if all is well; at first, that nobody has looked yet.</summary>
    public string? Refusal { get; private set; } = "The site has not been compared with the database yet.";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Refusal is null || !looked ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(Refusal));

    bool looked;

    /// <returns>Whether the site may be written.</returns>
    public async Task<bool> Look(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PublicationDb>();
        var found = await Compare(db, site, key, stop);
        var lost = found.MayBeWritten ? await Unknown(db, stop) : [];
        Refusal = !found.MayBeWritten ? Words(found)
            : lost.Count > 0 ? $"The site has {lost.Count} signed version(s) that neither the database nor the log knows, such as {lost[0]}. {Decide}"
            : null;
        looked = true;
        if (Refusal is not null) log.LogCritical("Nothing is published: {Refusal}", Refusal);
        else if (found.Finding == SiteFinding.Damaged) log.LogWarning("The public log in {Site} is damaged from line {Line} on and is written again from the database", site.Root, found.Shared + 1);
        return Refusal is null;
    }

    public static async Task<SiteComparison> Compare(PublicationDb db, SiteFolder site, SigningKey key, CancellationToken stop) => SiteComparison.Of(
        await site.Read(LogEntry.File, stop) ?? [], await db.Log.OrderBy(entry => entry.Number).Select(entry => entry.Line).ToListAsync(stop), await Keys(db, site, key, stop));

    public static async Task<IReadOnlyDictionary<string, PublicKey>> Keys(PublicationDb db, SiteFolder site, SigningKey key, CancellationToken stop)
    {
        var known = (await db.SigningKeys.ToListAsync(stop)).Select(row => PublicKey.Of(row.X, row.Y)).Append(key.Public);
        var stated = await site.Read(KeySet.File, stop) is { } file ? KeySet.Parse(file)?.Values ?? [] : [];
        return known.Concat(stated).DistinctBy(k => k.Id).ToDictionary(k => k.Id);
    }

    /// <summary>Without any line on either side, what lies there as a signed version was somebody's publication all the same.</summary>
    async Task<IReadOnlyList<string>> Unknown(PublicationDb db, CancellationToken stop)
    {
        if (await db.Disclosures.AnyAsync(DisclosureRow.IsPublic, stop)) return [];
        var keys = await Keys(db, site, key, stop);
        return [.. site.Versions().Where(folder => site.SignedBy(folder, keys) is not null)];
    }

    const string Decide = "See which is right with the command 'recover', and decide there.";

    static string Words(SiteComparison found)
    {
        var versions = found.OnSite.Select(entry => entry.Disclosure).Distinct().ToList();
        var words = new StringBuilder(found.Finding == SiteFinding.Forked
            ? $"The site's log and the database's go different ways after line {found.Shared}: the site has {found.OnSite.Count} further signed line(s), the database {found.InDatabase.Count}"
            : found.Shared == 0 ? $"The database knows of no publication and the site has {found.OnSite.Count}; it is empty or another one"
            : $"The database ends at line {found.Shared} of the log and the site has {found.OnSite.Count} more; it is older than the site");
        return words.Append($", such as {Shown(versions)}. {Decide}").ToString();
    }

    static string Shown(List<DisclosureName> versions) => string.Join(", ", versions.Take(3)) + (versions.Count > 3 ? $" and {versions.Count - 3} more" : "");
}
