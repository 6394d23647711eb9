namespace Budget.Hosting.Outbox;

/// <summary>Section <c>Outbox</c>; the defaults are meant to stay.</summary>
public sealed class OutboxSettings
{
    /// <summary>How long another instance's commit, or a held-back row, may wait to be noticed.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Rows taken at once; also the most that a killed sender leaves to be sent a second time.</summary>
    public int Batch { get; set; } = 250;

    /// <summary>Keys in flight at once over the broker.</summary>
    public int Window { get; set; } = 100;

    /// <summary>So long the sender may be silent at the database before another instance sends in its place.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Events that wait longer than this are told of by the health check.</summary>
    public TimeSpan Late { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest pause between attempts, for the broker as a whole and for a single row.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Sent rows and inbox notes older than this are swept. Unsent rows never are.</summary>
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(30);
}
