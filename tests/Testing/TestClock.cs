namespace Budget.Testing;

/// <summary>Goes on as the real one does, from wherever a test has moved it; whoever waits by it is woken when it is moved past their hour.</summary>
public sealed class TestClock : TimeProvider
{
    readonly Lock guard = new();
    readonly List<Timer> timers = [];
    TimeSpan ahead, passed;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + ahead;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(passed.TotalSeconds * TimestampFrequency);

    public void Advance(TimeSpan by)
    {
        Timer[] waiting;
        lock (guard)
        {
            ahead += by;
            // What measures how long something took is never set back.
            if (by > TimeSpan.Zero) passed += by;
            waiting = [.. timers];
        }
        foreach (var timer in waiting) timer.MoveOn();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        lock (guard) timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    sealed class Timer : ITimer
    {
        readonly TestClock clock;
        readonly ITimer real;
        DateTimeOffset? due;
        TimeSpan period;

        public Timer(TestClock clock, TimerCallback callback, object? state)
        {
            this.clock = clock;
            real = TimeProvider.System.CreateTimer(_ =>
            {
                due = period > TimeSpan.Zero ? clock.GetUtcNow() + period : null;
                callback(state);
            }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan every)
        {
            (due, period) = (dueTime < TimeSpan.Zero ? null : clock.GetUtcNow() + dueTime, every);
            return real.Change(dueTime, every);
        }

        public void MoveOn()
        {
            if (due is not { } at) return;
            try
            {
                real.Change(at > clock.GetUtcNow() ? at - clock.GetUtcNow() : TimeSpan.Zero, period);
            }
            catch (ObjectDisposedException)
            {
                // Its owner was done with it in this moment.
            }
        }

        public void Dispose()
        {
            lock (clock.guard) clock.timers.Remove(this);
            real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
