namespace Budget.Document;

/// <summary>
/// Whether somebody still waits for the answer. What costs more the larger a document is asks it on the way, so that nobody works on for a caller who
/// has given up. Made of a cancellation token; without one, the answer is always waited for.
/// </summary>
public readonly struct Patience(CancellationToken stop)
{
    public void Check() => stop.ThrowIfCancellationRequested();

    public static implicit operator Patience(CancellationToken stop) => new(stop);
}
