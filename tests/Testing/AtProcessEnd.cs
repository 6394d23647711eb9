namespace Budget.Testing;

/// <summary>
/// Ends what the tests share when the test process ends. A killed process does not come here; for that case each server
/// hangs on its own leash (<see cref="ServerProcess"/>).
/// </summary>
static class AtProcessEnd
{
    public static void Do(Func<ValueTask> end) => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        try
        {
            end().AsTask().Wait(TimeSpan.FromSeconds(15));
        }
        catch (AggregateException)
        {
            // Nobody is left to tell.
        }
    };
}
