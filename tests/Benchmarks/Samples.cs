using System.Diagnostics;

namespace Budget.Benchmarks;

/// <summary>Times of one thing done many times, in microseconds.</summary>
sealed class Samples
{
    readonly List<double> times = [];

    public void Add(double microseconds) => times.Add(microseconds);

    public void AddRange(IEnumerable<double> microseconds) => times.AddRange(microseconds);

    public double Median => At(0.5);

    public double P99 => At(0.99);

    double At(double share)
    {
        if (times.Count == 0) return double.NaN;
        times.Sort();
        return times[(int)Math.Min(times.Count - 1, Math.Round(share * (times.Count - 1)))];
    }

    public static double Since(long timestamp) => Stopwatch.GetElapsedTime(timestamp).TotalMicroseconds;

    public static double Between(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMicroseconds;
}

/// <summary>
/// One thing to be timed, as (caller, its how-many-th call of the round). <see cref="After"/> puts back what a round has changed and is not timed.
/// </summary>
sealed record Work(string Name, int CallsPerRound, Func<int, int, Task> Call)
{
    public Func<Task>? After { get; init; }

    public Samples Samples { get; } = new();

    public double Seconds { get; set; }

    public int Calls { get; set; }

    public double PerSecond => Calls / Seconds;

    /// <summary>Of the whole process, client, server and what goes on behind; steadier than any clock on a machine that is not alone.</summary>
    public double CpuMicroseconds { get; set; }

    public double CpuPerCall => CpuMicroseconds / Calls;
}

/// <summary>Floor and product take turns in one run, each round beginning with another of them, so that what disturbs the machine disturbs both.</summary>
static class Rounds
{
    public static async Task Run(IReadOnlyList<Work> works, int atOnce, int warmUp, int rounds, CancellationToken limit)
    {
        for (var round = 0; round < warmUp + rounds; round++)
        {
            for (var i = 0; i < works.Count; i++)
            {
                limit.ThrowIfCancellationRequested();
                var work = works[(i + round) % works.Count];
                await Once(work, atOnce, counts: round >= warmUp);
                if (work.After is not null) await work.After();
            }
        }
    }

    static async Task Once(Work work, int atOnce, bool counts)
    {
        var perCaller = Math.Max(1, work.CallsPerRound / atOnce);
        var times = new double[atOnce * perCaller];
        var started = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(caller => Task.Run(async () =>
        {
            for (var call = 0; call < perCaller; call++)
            {
                var called = Stopwatch.GetTimestamp();
                await work.Call(caller, call);
                times[caller * perCaller + call] = Samples.Since(called);
            }
        })));
        if (!counts) return;
        work.Seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
        work.CpuMicroseconds += (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds;
        work.Calls += times.Length;
        work.Samples.AddRange(times);
    }
}
