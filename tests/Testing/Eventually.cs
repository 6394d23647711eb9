namespace Budget.Testing;

/// <summary>Waits for what must come about by itself: asks again and again, and fails with its name where it does not come.</summary>
public static class Eventually
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task True(Func<bool> condition, string what, int seconds = 60) => True(() => Task.FromResult(condition()), what, seconds);

    public static Task True(Func<Task<bool>> condition, string what, int seconds = 60) => Get(condition, holds => holds, what, seconds);

    /// <summary>The first answer for which it holds.</summary>
    public static async Task<T> Get<T>(Func<Task<T>> ask, Func<T, bool> holds, string what, int seconds = 60)
    {
        for (var end = DateTime.UtcNow.AddSeconds(seconds); ; await Task.Delay(Pause, TestContext.Current.CancellationToken))
        {
            var answer = await ask();
            if (holds(answer)) return answer;
            Assert.True(DateTime.UtcNow < end, $"Waited {seconds} s in vain: {what}. Last: {answer}");
        }
    }
}
