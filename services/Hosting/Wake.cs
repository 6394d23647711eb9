using System.Threading.Channels;

namespace Budget.Hosting;

/// <summary>What a worker waits by: woken at once by who has work for it here, and by the clock for what others may have brought.</summary>
public sealed class Wake(TimeProvider time)
{
    readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Up() => calls.Writer.TryWrite(true);

    /// <summary>Returns at the next call, at once if there was one since the last wait, or after <paramref name="atMost"/>.</summary>
    public async Task Wait(TimeSpan atMost, CancellationToken stop)
    {
        using var passed = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, passed.Token);
        try
        {
            await calls.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Nobody called.
        }
    }
}
