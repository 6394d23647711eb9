using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Budget.Hosting.Acts;

/// <summary>The chain's end: who keeps it can tell later whether acts were taken away from the end.</summary>
public sealed record ActHead(int Blocks, string Hash)
{
    public override string ToString() => FormattableString.Invariant($"{Blocks}:{Hash}");

    public static ActHead? Parse(string text) =>
        text.Split(':') is [var blocks, var hash] && int.TryParse(blocks, System.Globalization.CultureInfo.InvariantCulture, out var number) ? new(number, hash) : null;
}

/// <summary>What was found: nothing, or each row that is not as it was written.</summary>
public sealed record ActReport(long Acts, ActHead Head, IReadOnlyList<string> Problems, long NotYetSealed);

/// <summary>
/// Seals acts every second, apart from the calls that made them: numbering them in a chain at the commit would let one writer wait for the other.
/// What is not sealed yet is a second old; after that a change of it is found.
/// </summary>
public sealed class ActChain<TContext>(IServiceScopeFactory scopes, TimeProvider time, ILogger<ActChain<TContext>> log) : BackgroundService where TContext : ServiceDb
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    const int MostPerBlock = 1_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (seen, again) = (-1L, false);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                // One question while nothing is done.
                var newest = await scope.ServiceProvider.GetRequiredService<TContext>().Acts.MaxAsync(act => (long?)act.Id, stoppingToken) ?? 0;
                if (newest == seen && !again)
                {
                    await Task.Delay(Pause, stoppingToken);
                    continue;
                }
                while (await ActChain.Seal(scope.ServiceProvider.GetRequiredService<TContext>(), time.GetUtcNow(), MostPerBlock, stoppingToken)) { }
                // Once more after a pause: an act with a smaller number may become visible late.
                (seen, again) = (newest, newest != seen);
                await Task.Delay(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (DbUpdateException)
            {
                // Another instance sealed the same block first.
                await Task.Delay(Pause, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
            catch (Exception error)
            {
                log.LogError(error, "Acts could not be sealed; trying again");
                await Task.Delay(Pause * 10, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }
}

public static class ActChain
{
    /// <returns>Whether there was anything to seal.</returns>
    public static async Task<bool> Seal(ServiceDb db, DateTimeOffset at, int most, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        var last = await db.ActBlocks.OrderByDescending(block => block.Number).FirstOrDefaultAsync(stop);
        // What became visible late lies among what is sealed; so far back nothing is late any more.
        var sealedSoFar = await RecentlySealed(db, stop);
        var from = sealedSoFar.Count == 0 ? 0 : sealedSoFar.Min();
        var open = await db.Acts.Where(act => act.Id >= from && !sealedSoFar.Contains(act.Id)).OrderBy(act => act.Id).Take(most).ToListAsync(stop);
        if (last is null) await Begin(db, at, stop);
        if (open.Count == 0) return false;
        at = new DateTimeOffset(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
        var (number, ids, previous) = ((last?.Number ?? 0) + 1, Ranges(open.Select(act => act.Id)), last?.Hash ?? "");
        db.ActBlocks.Add(new ActBlockRow { Number = number, At = at, Acts = ids, Previous = previous, Hash = ActBlockRow.HashOf(number, at, ids, previous, open.Select(act => act.Digest())) });
        await db.SaveChangesAsync(stop);
        return open.Count == most;
    }

    /// <summary>What was there before there were acts is entered as it lies, so that it is known from here on.</summary>
    static async Task Begin(ServiceDb db, DateTimeOffset at, CancellationToken stop)
    {
        if (await db.Acts.AnyAsync(stop)) return;
        var lines = new List<string>();
        foreach (var type in db.Model.GetEntityTypes().Where(ActRecorder.IsAppendOnly)) lines.AddRange(await Lines(db, type, stop));
        if (lines.Count == 0) return;
        db.Acts.Add(new ActRow
        {
            At = at,
            Caller = "system",
            CallerName = "系统",
            Roles = "",
            OnBehalfOf = "",
            Action = "begin",
            Subject = "",
            Before = "",
            After = "",
            Written = string.Join('\n', lines.Order(StringComparer.Ordinal)),
            Peer = "",
            RequestId = "",
        });
        await db.SaveChangesAsync(stop);
    }

    static async Task<List<string>> Lines(ServiceDb db, IEntityType type, CancellationToken stop)
    {
        var rows = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), 1, [])!.MakeGenericMethod(type.ClrType).Invoke(db, null)!;
        var lines = new List<string>();
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stop))
        {
            var entry = db.Entry(row);
            lines.Add(ActRecorder.Line(entry));
            entry.State = EntityState.Detached;
        }
        return lines;
    }

    const int Recent = 50;

    static async Task<HashSet<long>> RecentlySealed(ServiceDb db, CancellationToken stop) =>
        [.. (await db.ActBlocks.OrderByDescending(block => block.Number).Take(Recent).Select(block => block.Acts).ToListAsync(stop)).SelectMany(Numbers)];

    public static async Task<ActHead> Head(ServiceDb db, CancellationToken stop) =>
        await db.ActBlocks.OrderByDescending(block => block.Number).Select(block => new ActHead(block.Number, block.Hash)).FirstOrDefaultAsync(stop) ?? new(0, "");

    /// <summary>Every block, every act in it, and every row that is never changed.</summary>
    /// <param name="kept">Heads that were seen before.</param>
    public static async Task<ActReport> Verify(ServiceDb db, IEnumerable<ActHead> kept, CancellationToken stop)
    {
        const int MostProblems = 100;
        var problems = new List<string>();
        var (previous, number, acts) = ("", 0, 0L);
        var (seen, written) = (new HashSet<long>(), new Dictionary<string, int>(StringComparer.Ordinal));
        var heads = new Dictionary<int, string>();
        await foreach (var block in db.ActBlocks.OrderBy(b => b.Number).AsAsyncEnumerable().WithCancellation(stop))
        {
            number++;
            if (block.Number != number || block.Previous != previous) problems.Add($"block {block.Number}: the chain breaks here; a block before it was removed, inserted or changed");
            var ids = Numbers(block.Acts).ToList();
            var there = await Acts(db, ids, stop);
            foreach (var id in ids.Where(id => !there.ContainsKey(id))) problems.Add($"act {id}: it was removed");
            foreach (var act in there.Values) Count(written, act.Written);
            if (there.Count == ids.Count && ActBlockRow.HashOf(block.Number, block.At, block.Acts, block.Previous, ids.Select(id => there[id].Digest())) != block.Hash)
                problems.Add($"block {block.Number}: one of its acts ({block.Acts}) or the block itself was changed");
            foreach (var id in ids.Where(id => !seen.Add(id))) problems.Add($"act {id}: it stands in two blocks");
            (previous, number, acts) = (block.Hash, block.Number, acts + ids.Count);
            heads[block.Number] = block.Hash;
            if (problems.Count > MostProblems) break;
        }
        foreach (var head in kept.Where(head => head.Blocks > 0 && heads.GetValueOrDefault(head.Blocks) != head.Hash)) problems.Add($"the chain no longer has {head}, which was its end once: acts were taken away or exchanged");
        long open = 0;
        await foreach (var act in db.Acts.OrderBy(a => a.Id).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (seen.Contains(act.Id)) continue;
            open++;
            Count(written, act.Written);
            if (act.At < DateTimeOffset.UtcNow.AddMinutes(-10) && seen.Count > 0 && act.Id < seen.Max()) problems.Add($"act {act.Id}: it was inserted among acts that were sealed");
        }
        await Rows(db, written, problems, stop);
        return new(acts, new(number, previous), [.. problems.Take(MostProblems)], open);
    }

    static async Task<Dictionary<long, ActRow>> Acts(ServiceDb db, List<long> ids, CancellationToken stop)
    {
        var (from, to) = (ids.Min(), ids.Max());
        var wanted = ids.ToHashSet();
        return (await db.Acts.Where(act => act.Id >= from && act.Id <= to).ToListAsync(stop)).Where(act => wanted.Contains(act.Id)).ToDictionary(act => act.Id);
    }

    static void Count(Dictionary<string, int> written, string lines)
    {
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)) written[line] = written.GetValueOrDefault(line) + 1;
    }

    /// <summary>What the acts say was written is there as it was, and nothing besides; what is older than the first act cannot be told.</summary>
    static async Task Rows(ServiceDb db, Dictionary<string, int> written, List<string> problems, CancellationToken stop)
    {
        foreach (var type in db.Model.GetEntityTypes().Where(ActRecorder.IsAppendOnly))
        {
            var unknown = 0L;
            foreach (var line in await Lines(db, type, stop))
            {
                if (written.TryGetValue(line, out var left) && left > 0) written[line] = left - 1;
                else unknown++;
            }
            var missing = written.Where(w => w.Value > 0 && w.Key.StartsWith(type.GetTableName() + " ", StringComparison.Ordinal)).Sum(w => w.Value);
            if (missing > 0) problems.Add($"{type.GetTableName()}: {missing} row(s) that acts wrote were removed or changed");
            if (missing > 0 && unknown > 0) problems.Add($"{type.GetTableName()}: {unknown} row(s) are as no act wrote them");
            else if (unknown > 0) problems.Add($"{type.GetTableName()}: {unknown} row(s) were inserted by no act");
        }
    }

    static string Ranges(IEnumerable<long> ids)
    {
        var parts = new List<(long From, long To)>();
        foreach (var id in ids)
        {
            if (parts.Count > 0 && parts[^1].To == id - 1) parts[^1] = (parts[^1].From, id);
            else parts.Add((id, id));
        }
        return string.Join(',', parts.Select(part => part.From == part.To ? FormattableString.Invariant($"{part.From}") : FormattableString.Invariant($"{part.From}-{part.To}")));
    }

    static IEnumerable<long> Numbers(string ranges)
    {
        foreach (var part in ranges.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            var (from, to) = (long.Parse(ends[0], System.Globalization.CultureInfo.InvariantCulture), long.Parse(ends[^1], System.Globalization.CultureInfo.InvariantCulture));
            for (var id = from; id <= to; id++) yield return id;
        }
    }
}
