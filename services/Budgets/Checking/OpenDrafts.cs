using System.Collections.Concurrent;
using Budget.Hosting.Callers;

namespace Budget.Budgets.Checking;

/// <summary>How many drafts CheckEdits holds, for how long and for how many edits: each takes some hundred kilobytes while it is open.</summary>
public sealed class OpenDrafts(IConfiguration settings)
{
    int open;

    public int MostOpen { get; } = settings.GetValue("Drafts:MostOpen", 500);

    /// <summary>One caller's share, so that nobody holds them all.</summary>
    public int MostOfOne { get; } = settings.GetValue("Drafts:MostOfOne", 20);

    readonly ConcurrentDictionary<Caller.Key, int> shares = new();

    public int MostEdits { get; } = settings.GetValue("Drafts:MostEdits", 100_000);

    public TimeSpan LongestIdle { get; } = settings.GetValue("Drafts:LongestIdle", TimeSpan.FromMinutes(30));

    /// <summary>A place for one more, to be disposed of with the draft; null where all are taken, or all that one caller may have.</summary>
    public IDisposable? Take(Caller caller)
    {
        var place = new Place(this, caller.Person);
        if (Interlocked.Increment(ref open) <= MostOpen & shares.AddOrUpdate(caller.Person, 1, (_, held) => held + 1) <= MostOfOne) return place;
        place.Dispose();
        return null;
    }

    sealed class Place(OpenDrafts drafts, Caller.Key person) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref drafts.open);
            if (drafts.shares.AddOrUpdate(person, 0, (_, held) => held - 1) == 0) drafts.shares.TryRemove(KeyValuePair.Create(person, 0));
        }
    }
}
