using Budget.Typesetting.OpenData;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Budget.Contracts;
using Budget.Document;
using Budget.Hosting.Acts;
using Budget.Publication.Proof;
using Budget.Publication.Storage;
using Budget.Typesetting;
using Budget.Typesetting.Composition;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Site;

/// <summary>
/// The pages that lead to the disclosures. A publication touches those of its district's year, of its department and the
/// front pages: what is read and written for it is one year's summaries, however many years are kept. Everything here can
/// be lost and is written again; it is made of the database alone.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore is never waited on by its handle, so it holds nothing; a publication under way at a stop may still release it.")]
public sealed class SiteIndexes(IServiceScopeFactory scopes, SiteFolder site, SiteGuard guard, SigningKey key, IndexSeal index)
{
    /// <summary>So many publications stand in a district's feed.</summary>
    const int Followed = 50;

    readonly SemaphoreSlim writing = new(1);

    /// <summary>What each year's pages were written from, to see what other instances have published meanwhile.</summary>
    readonly Dictionary<(string District, int Year), (int Count, long Moves, long Replies)> written = [];

    /// <summary>After a publication, a correction or whatever else changed what is public. One at a time, so that the last to write has read last.</summary>
    public async Task Write(IReadOnlyCollection<DisclosureName> touched, CancellationToken stop)
    {
        if (touched.Count == 0) return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PublicationDb>();
        await Alone(() => Write(db, touched, stop), stop);
    }

    /// <summary>Writes the years that are not written yet, have changed since, or have lost their page.</summary>
    /// <param name="restored">Whose folders had to be written again: then more may be lost.</param>
    public async Task Refresh(IReadOnlyCollection<DisclosureName> restored, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PublicationDb>();
        await Alone(() => PutProof(db, wholeLog: true, stop), stop);
        var years = await db.Disclosures.Where(DisclosureRow.IsPublic).GroupBy(row => new { row.District, row.Year })
            .Select(g => new { g.Key.District, g.Key.Year, Count = g.Count(), Moves = g.Sum(row => (long)row.Moves) }).ToListAsync(stop);
        var replies = await db.Replies.GroupBy(reply => new { reply.District, reply.Year }).Select(g => new { g.Key.District, g.Key.Year, Newest = g.Max(reply => reply.Id) })
            .ToDictionaryAsync(g => (g.District, g.Year), g => g.Newest, stop);
        var restoredYears = restored.Select(name => (name.District, name.Year)).ToHashSet();
        foreach (var year in years)
        {
            var now = (year.Count, year.Moves, replies.GetValueOrDefault((year.District, year.Year)));
            if (!restoredYears.Contains((year.District, year.Year)) && written.TryGetValue((year.District, year.Year), out var then) && then == now && site.Has($"{year.District}/{year.Year}/index.html")) continue;
            // A year at a time: a publication that waits to be listed comes in between.
            await Alone(async () => await Write(db, await Names(db, year.District, year.Year, stop), stop), stop);
            written[(year.District, year.Year)] = now;
        }
        if (!site.Has(PublishedPaths.Page)) await Alone(() => WriteFront(db, stop), stop);
        await Alone(() => index.Seal(db, stop), stop);
    }

    async Task Alone(Func<Task> write, CancellationToken stop)
    {
        await writing.WaitAsync(stop);
        try
        {
            await write();
        }
        finally
        {
            writing.Release();
        }
    }

    static async Task<List<DisclosureName>> Names(PublicationDb db, string district, int year, CancellationToken stop) =>
        await db.Disclosures.Where(DisclosureRow.IsPublic).Where(row => row.District == district && row.Year == year)
            .Select(row => new DisclosureName(row.District, row.Department, row.Year, row.Version)).ToListAsync(stop);

    async Task Write(PublicationDb db, IReadOnlyCollection<DisclosureName> touched, CancellationToken stop)
    {
        await PutProof(db, wholeLog: false, stop);
        var listings = new List<SitePage>();
        foreach (var (district, names) in touched.GroupBy(n => n.District).Select(g => (g.Key, g.ToList())))
        {
            var years = await db.Disclosures.Where(DisclosureRow.IsPublic).Where(row => row.District == district).Select(row => row.Year).Distinct().ToListAsync(stop);
            foreach (var number in names.Select(n => n.Year).Distinct())
            {
                var year = await Load(db, district, number, years, stop);
                var departments = names.Where(n => n.Year == number).Select(n => n.Department).ToHashSet();
                var own = year.Disclosures.Where(d => departments.Contains(d.DepartmentCode)).ToList();
                foreach (var disclosure in own) await Put([DepartmentPages.OfYear(disclosure), await HistoryPage.Of(db, disclosure, stop)], stop);
                await Put([SearchPages.Of(year), SiteFeeds.Sitemap(year, site.Address)], stop);
                await PutSearch(db, year, stop);
                listings.AddRange(YearPages.Of(year));
            }
            foreach (var department in names.Select(n => n.Department).Distinct())
            {
                var all = await Listed(db, row => row.District == district && row.Department == department, stop);
                if (all.Count > 0) await Put([DepartmentPages.OfAllYears(all)], stop);
            }
            if (years.Count == 0) continue;
            await Put([.. YearPages.DistrictHome(await Load(db, district, years.Max(), years, stop)), await Feed(db, district, stop)], stop);
        }
        await WriteFront(db, stop);
        // Last: whoever sees a disclosure listed in its year finds everything else in place.
        await Put(listings, stop);
        await index.Seal(db, stop);
    }

    async Task WriteFront(PublicationDb db, CancellationToken stop)
    {
        var years = await db.Disclosures.Where(DisclosureRow.IsPublic).Select(row => new { row.District, row.Year }).Distinct().ToListAsync(stop);
        var districts = years.GroupBy(y => y.District, y => y.Year).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (Code: g.Key, Newest: g.Max())).ToList();
        await Put([FrontPages.NotFound, SiteFeeds.Robots(site.Address), SiteFeeds.SitemapIndex(years.OrderBy(y => y.District, StringComparer.Ordinal).ThenByDescending(y => y.Year).Select(y => (y.District, y.Year)), site.Address)], stop);
        if (districts is [var (code, newest)])
        {
            await Put(YearPages.FrontPage(await Load(db, code, newest, [.. years.Select(y => y.Year)], stop)), stop);
            return;
        }
        var named = new List<(string, string, int)>();
        foreach (var (district, year) in districts) named.Add((district, await db.Disclosures.Where(DisclosureRow.IsPublic).Where(row => row.District == district && row.Year == year).Select(row => row.DistrictName).FirstAsync(stop), year));
        await Put(FrontPages.Of(named), stop);
    }

    async Task Put(IEnumerable<SitePage> pages, CancellationToken stop)
    {
        foreach (var page in pages) await site.Write(page, stop);
    }

    /// <summary>What anyone needs to check a published file, and the rules. The keys before the log that names them: whoever reads both finds them.</summary>
    async Task PutProof(PublicationDb db, bool wholeLog, CancellationToken stop)
    {
        await Put([RulesPage.Page, new(PublishedPaths.HowToVerify, ProofPages.HowToPage())], stop);
        foreach (var file in await ProofPages.Keys(db, stop)) await site.WriteProof(file, stop);
        await PutLog(db, wholeLog, stop);
        await PutCheckpoint(db, stop);
    }

    /// <summary>A reader sees the log as it was or with the new lines, never half a line. Its cost does not grow with the years, but for the copy.</summary>
    /// <param name="whole">Written again, whatever there is; else only what is new is added to it.</param>
    async Task PutLog(PublicationDb db, bool whole, CancellationToken stop)
    {
        var there = whole ? [] : await site.Read(LogEntry.File, stop) ?? [];
        var lines = await db.Log.Where(entry => entry.End > there.Length).OrderBy(entry => entry.Number).Select(entry => new { entry.Line, entry.End }).ToListAsync(stop);
        if (lines.Count == 0 && !whole) return;
        var added = Encoding.UTF8.GetBytes(string.Concat(lines.Select(entry => entry.Line + "\n")));
        if (there.Length > 0 && lines[^1].End - added.Length != there.Length)
        {
            // Not the beginning of what the database has: whoever wrote it is asked for first.
            if (!await guard.Look(stop)) throw new InvalidOperationException(guard.Refusal);
            await PutLog(db, whole: true, stop);
        }
        else await site.WriteProof(new(LogEntry.File, [.. there, .. added]), stop);
    }

    /// <summary>An extension of the checkpoint: the end of this service's chain of acts, so that who keeps one can hold the acts against it.</summary>
    public const string ActsLine = "acts";

    /// <summary>After the log it speaks of. A checkpoint that says the same already stays as it was signed.</summary>
    async Task PutCheckpoint(PublicationDb db, CancellationToken stop)
    {
        if (await site.Read(LogEntry.File, stop) is not { Length: > 0 } log) return;
        var lines = CanonicalRows.Lines(log);
        var acts = await ActChain.Head(db, stop);
        var checkpoint = Checkpoint.Of(LogEntry.Parse(lines[0].Span)!.Value.Entry.Key, MerkleTree.Leaves(log), $"{ActsLine} {acts}");
        if (await site.Read(Checkpoint.File, stop) is { } there && Checkpoint.Read(there, [key.Public]) is { } before && before.Text == checkpoint.Text) return;
        await site.WriteProof(new(Checkpoint.File, Encoding.UTF8.GetBytes(checkpoint.Sign(key))), stop);
    }

    // ---- what they are made of

    static async Task<DistrictYear> Load(PublicationDb db, string district, int year, IReadOnlyList<int> years, CancellationToken stop)
    {
        var disclosures = await Listed(db, row => row.District == district && row.Year == year, stop);
        return new(district, disclosures[0].District, year, [.. disclosures.OrderBy(d => d.DepartmentCode, StringComparer.Ordinal)], years, await Deadlines(db, district, year, stop));
    }

    static async Task<List<Deadline>> Deadlines(PublicationDb db, string district, int year, CancellationToken stop) =>
        await db.Replies.Where(reply => reply.Current && reply.District == district && reply.Year == year).OrderBy(reply => reply.Department)
            .Select(reply => new Deadline(reply.Department, reply.DepartmentName, reply.PublishBy)).ToListAsync(stop);

    static async Task<List<PublishedDisclosure>> Listed(PublicationDb db, System.Linq.Expressions.Expression<Func<DisclosureRow, bool>> which, CancellationToken stop)
    {
        var rows = await db.Disclosures.Where(DisclosureRow.IsPublic).Where(which).ToListAsync(stop);
        var summaries = await db.Disclosures.Where(row => row.State == State.Published).Where(which)
            .Join(db.Files.Where(file => file.Path == Glance.File), row => row.Id, file => file.DisclosureId, (row, file) => new { row.Id, file.Content }).ToDictionaryAsync(f => f.Id, f => f.Content, stop);
        return [.. rows.GroupBy(row => (row.Department, row.Year)).Select(versions =>
        {
            var current = versions.MaxBy(row => row.Version)!;
            return new PublishedDisclosure(current.Year, current.Department, current.DepartmentName, current.DistrictName, current.District, current.TotalFen is { } fen ? new Amount(fen) : null, current.Archive,
                [.. versions.Select(row => new PublishedVersion(row.Version, row.PublishedAt, row.CorrectionReason, row.State == State.Withheld))], summaries.TryGetValue(current.Id, out var json) ? Glance.Read(json) : null);
        })];
    }

    static async Task<SitePage> Feed(PublicationDb db, string district, CancellationToken stop)
    {
        var newest = await db.Disclosures.Where(DisclosureRow.IsPublic).Where(row => row.District == district && row.PublishedAt != null).OrderByDescending(row => row.PublishedAt).ThenByDescending(row => row.Id).Take(Followed).ToListAsync(stop);
        var ids = newest.Select(row => row.Id).ToList();
        var summaries = await db.Files.Where(file => ids.Contains(file.DisclosureId) && file.Path == Glance.File).ToDictionaryAsync(file => file.DisclosureId, file => file.Content, stop);
        return SiteFeeds.Feed(district, newest.Count > 0 ? newest[0].DistrictName : district, [.. newest.Select(row => new Publication(
            row.Department, row.DepartmentName, row.Year, row.Version, row.PublishedAt!.Value, row.CorrectionReason, row.State == State.Withheld ? "本版已撤下。" : summaries.TryGetValue(row.Id, out var json) ? Glance.Read(json)?.Sentence ?? "" : ""))]);
    }

    // ---- the search index

    /// <summary>Only documents whose page is not the one that was indexed are read; if any part of the index is lost, all are.</summary>
    async Task PutSearch(PublicationDb db, DistrictYear year, CancellationToken stop)
    {
        var pages = await db.Disclosures.Where(row => row.State == State.Published && row.District == year.Code && row.Year == year.Year)
            .Join(db.Files.Where(file => file.Path == PublishedPaths.Page), row => row.Id, file => file.DisclosureId, (row, file) => new { row.Id, row.Department, file.Sha256 }).ToListAsync(stop);
        var known = await Known(db, year, stop);
        var changed = pages.Where(page => known.GetValueOrDefault(page.Department) != page.Sha256).ToList();
        if (changed.Count > 0 || known.Count != pages.Count)
        {
            var tokens = Enumerable.Range(0, SearchIndex.Shards).Select(_ => new Dictionary<string, string>()).ToList();
            foreach (var page in changed)
            {
                var content = await db.Files.Where(file => file.DisclosureId == page.Id && file.Path == PublishedPaths.Page).Select(file => file.Content).SingleAsync(stop);
                var shards = SearchIndex.TokensOf(content);
                for (var i = 0; i < shards.Count; i++) tokens[i][page.Department] = shards[i];
            }
            var published = pages.Select(page => page.Department).ToHashSet();
            for (var i = 0; i < SearchIndex.Shards; i++)
            {
                var path = SearchPages.ShardPath(year, i);
                await site.Write(new(path, SearchIndex.Replace(await site.Read(path, stop), tokens[i], published)), stop);
            }
        }
        // Last, because it says what the files hold.
        await site.Write(SearchPages.Catalogue(year, pages.ToDictionary(page => page.Department, page => page.Sha256)), stop);
    }

    async Task<Dictionary<string, string>> Known(PublicationDb db, DistrictYear year, CancellationToken stop)
    {
        // What somebody else wrote into a part of the index is not carried on, and not signed.
        var signed = await index.Listed(db, $"{year.Code}/{year.Year}", stop);
        foreach (var path in Enumerable.Range(0, SearchIndex.Shards).Select(i => SearchPages.ShardPath(year, i)))
        {
            if (signed.TryGetValue(path, out var file) && await site.Read(path, stop) is { } there && Manifest.Hash(there) != file.Sha256) return [];
        }
        if (await site.Read(SearchPages.CataloguePath(year), stop) is not { } catalogue || Enumerable.Range(0, SearchIndex.Shards).Any(i => !site.Has(SearchPages.ShardPath(year, i)))) return [];
        try
        {
            return JsonSerializer.Deserialize<List<SearchEntry>>(catalogue)!.ToDictionary(e => e.Code, e => e.Page);
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
