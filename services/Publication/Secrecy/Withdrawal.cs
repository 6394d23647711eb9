using Budget.Hosting.Errors;
using Budget.Publication.Proof;
using Budget.Publication.Site;
using Budget.Publication.Storage;
using Budget.Typesetting;
using Budget.Typesetting.OpenData;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Secrecy;

/// <summary>
/// Puts other files in the place of public ones: a page that says what is missing, or the version without its withheld parts. The old bytes
/// leave the site and the database together; indexes, log and searches follow at once.
/// </summary>
public sealed class Withdrawal(PublicationDb db, Pinned pinned, Seal seal, SiteFolder site, SiteGuard guard, SiteIndexes indexes, DistrictData data)
{
    sealed record Replacement(DisclosureRow Row, string Event, string Manifest);

    /// <param name="whole">Null: parts of every version, by what their submissions now say.</param>
    /// <param name="public">Every public version of the department's year, tracked.</param>
    /// <returns>The versions whose files were replaced.</returns>
    public async Task<IReadOnlyList<DisclosureRow>> Replace(DisclosureRow? whole, IReadOnlyList<DisclosureRow> @public, string reason, DateTimeOffset now, CancellationToken stop)
    {
        if (guard.Refusal is { } refusal && !await guard.Look(stop))
            throw RichStatus.FailedPrecondition("公开网站与数据库不一致，处理前不能撤下；请立即通知管理员。 / The public site and the database disagree; nothing can be withheld until the operator has decided.", [("SITE_DISAGREES", "site", refusal)]);
        var replacements = new List<Replacement>();
        var staged = new List<StagedFolder>();
        try
        {
            // Submissions first: what is rendered below is read from them.
            await using var commit = await db.Database.BeginTransactionAsync(stop);
            await db.SaveChangesAsync(stop);
            foreach (var row in @public.OrderBy(r => r.Version))
            {
                var files = row == whole ? [new RenderedFile(PublishedPaths.Page, "text/html", GapPage.Render(row, reason, now))]
                    : row.State == State.Withheld ? null
                    : await Again(row, @public, stop);
                if (files is null || !await Differs(row, files, stop)) continue;
                var withheld = row == whole ? Withheld.Everything : (await pinned.Read(row, stop)).Withheld;
                (row.BudgetWithheld, row.TargetsWithheld) = (withheld.OfBudget, withheld.OfTargets);
                var (manifest, all) = await seal.MakeAgain(row, files, withheld, stop, complete: true);
                staged.Add(await site.Stage(row.Name, all.Select(f => (f.Path, f.Content)), stop));
                replacements.Add(new(row, row == whole ? LogEvents.Withheld : LogEvents.WithheldInPart, manifest));
            }
            await db.SaveChangesAsync(stop);
            foreach (var replacement in replacements) await seal.Enter(replacement.Row, replacement.Event, replacement.Manifest, reason, now, stop);
            foreach (var folder in staged) folder.Place();
            await commit.CommitAsync(CancellationToken.None);
            foreach (var folder in staged) folder.Keep();
        }
        finally
        {
            foreach (var folder in staged) folder.Dispose();
        }
        await indexes.Write([.. replacements.Select(r => r.Row.Name)], CancellationToken.None);
        await data.Write(CancellationToken.None);
        return [.. replacements.Select(r => r.Row)];
    }

    /// <summary>All files of a version that stays public, from what may be published of it now.</summary>
    async Task<IReadOnlyList<RenderedFile>> Again(DisclosureRow row, IReadOnlyList<DisclosureRow> @public, CancellationToken stop)
    {
        var content = await pinned.Read(row, stop);
        var next = row.State == State.Superseded ? @public.Where(r => r.Version > row.Version).Min(r => (int?)r.Version) ?? 0 : 0;
        return await pinned.Files(row, content, content.Facts with { SupersededBy = next }, stop);
    }

    /// <summary>A version that the decision does not touch keeps its bytes, also where today's templates would make others of it: only what its data say is compared.</summary>
    async Task<bool> Differs(DisclosureRow row, IReadOnlyList<RenderedFile> files, CancellationToken stop)
    {
        var kept = await db.Files.Where(f => f.DisclosureId == row.Id).ToDictionaryAsync(f => f.Path, f => f.Sha256, stop);
        return files.Count == 1 || files.Where(f => f.Path is CanonicalRows.File or "disclosure.json" or ChangesPage.File).Any(f => kept.GetValueOrDefault(f.Path) != Manifest.Hash(f.Content));
    }
}
