using System.Diagnostics;

namespace Budget.Intake;

/// <summary>What reading one file may take; a file that wants more is refused with a sentence, whoever made it so.</summary>
public sealed class ReadingLimits
{
    public int Pages { get; init; } = 600;
    public int Objects { get; init; } = 6_000_000;
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);
    public long Bytes { get; init; } = 64L * 1024 * 1024;

    readonly Stopwatch since = Stopwatch.StartNew();
    int objects;

    public void ThrowIfSpent()
    {
        if (since.Elapsed > Time) throw ReadingException.TooLong(Time);
    }

    public void Count(int more)
    {
        objects += more;
        if (objects > Objects) throw ReadingException.TooMuch();
        ThrowIfSpent();
    }
}
