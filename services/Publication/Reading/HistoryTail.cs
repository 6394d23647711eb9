using Budget.Publication.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Reading;

/// <summary>
/// Which lines of the history are new. On PostgreSQL a line may become visible long after lines of higher numbers, so a line is waited
/// for as long as a transaction runs that could still bring it, and not for a time (decisions/0061): the server says which
/// transactions run. On SQLite there is one writer, and lines become visible as they are numbered.
/// </summary>
sealed class HistoryTail(TimeProvider time)
{
    /// <summary>So many lines below the newest are looked at again after a start, for those that were numbered and not yet committed.</summary>
    const int RunningAtStart = 1000;

    /// <summary>Between taking its number and showing its transaction a writer does nothing that takes time.</summary>
    static readonly TimeSpan Shown = TimeSpan.FromSeconds(1);

    /// <summary>All lines up to here are told, or will never be.</summary>
    long floor;

    /// <summary>Told already, though lines below them may still come.</summary>
    readonly HashSet<long> told = [];

    /// <summary>Once every transaction before that number has ended, no line up to that one can come any more.</summary>
    readonly Queue<(long Line, long Transaction)> settling = new();
    (long Line, long At) newest;
    long settled, queued;
    bool server;

    /// <summary>What is committed from here on is new, whenever it was begun.</summary>
    public async Task Begin(PublicationDb db, CancellationToken stop)
    {
        server = db.Database.IsNpgsql();
        floor = await db.History.MaxAsync(entry => (long?)entry.Id, stop) ?? 0;
        if (server)
        {
            floor = Math.Max(0, floor - RunningAtStart);
            told.UnionWith(await db.History.Where(entry => entry.Id > floor).Select(entry => entry.Id).ToListAsync(stop));
        }
        (settled, queued) = (floor, floor);
    }

    /// <summary>In the order of their numbers. Call <see cref="Told"/> for them, and <see cref="Settle"/> once all are told.</summary>
    public async Task<List<long>> New(PublicationDb db, CancellationToken stop)
    {
        if (!server) return await db.History.Where(entry => entry.Id > floor).OrderBy(entry => entry.Id).Select(entry => entry.Id).ToListAsync(stop);
        var seen = await db.Database.SqlQuery<Seen>($"""
            SELECT pg_snapshot_xmin(s)::text::bigint AS "Oldest", pg_snapshot_xmax(s)::text::bigint AS "Next",
                   ARRAY(SELECT "Id" FROM "History" WHERE "Id" > {floor}) AS "Lines"
            FROM pg_current_snapshot() AS s
            """).SingleAsync(stop);
        while (settling.TryPeek(out var first) && first.Transaction <= seen.Oldest) settled = settling.Dequeue().Line;
        if (newest.Line > queued && time.GetElapsedTime(newest.At) >= Shown)
        {
            queued = newest.Line;
            settling.Enqueue((queued, seen.Next));
        }
        var now = seen.Lines.DefaultIfEmpty(floor).Max();
        if (now > newest.Line && newest.Line <= queued) newest = (now, time.GetTimestamp());
        return [.. seen.Lines.Where(id => !told.Contains(id)).Order()];
    }

    public void Told(IReadOnlyCollection<long> lines)
    {
        if (server) told.UnionWith(lines);
        else floor = lines.Max();
    }

    public void Settle()
    {
        if (!server || settled <= floor) return;
        floor = settled;
        told.RemoveWhere(id => id <= floor);
    }

    sealed record Seen(long Oldest, long Next, long[] Lines);
}
