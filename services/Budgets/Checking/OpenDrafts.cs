namespace Budget.Budgets.Checking;

/// <summary>How many drafts CheckEdits holds, for how long and for how many edits: each takes some hundred kilobytes while it is open.</summary>
public sealed class OpenDrafts(IConfiguration settings)
{
    int open;

    public int MostOpen { get; } = settings.GetValue("Drafts:MostOpen", 500);

    public int MostEdits { get; } = settings.GetValue("Drafts:MostEdits", 100_000);

    public TimeSpan LongestIdle { get; } = settings.GetValue("Drafts:LongestIdle", TimeSpan.FromMinutes(30));

    /// <summary>A place for one more, to be disposed of with the draft; null where all are taken.</summary>
    public IDisposable? Take()
    {
        if (Interlocked.Increment(ref open) <= MostOpen) return new Place(this);
        Interlocked.Decrement(ref open);
        return null;
    }

    sealed class Place(OpenDrafts drafts) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref drafts.open);
    }
}
