using System.Diagnostics;

namespace ModelDeploy.TestKit;

/// <summary>Waits for conditions, so that no test sleeps for a guessed time.</summary>
public static class Eventually
{
    // A guard against waiting for ever, not a measure: a kubelet that failed to end a pod tries again after a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(15);

    /// <summary>Returns when the condition holds; fails with <paramref name="what"/> when it does not come true.</summary>
    public static Task TrueAsync(Func<bool> condition, string what) =>
        TrueAsync(() => Task.FromResult(condition()), what);

    /// <summary>Returns when the condition holds; fails with <paramref name="what"/> when it does not come true.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Patience, $"Waited {Patience.TotalSeconds} s in vain for: {what}");
            await Task.Delay(BetweenLooks);
        }
    }

    /// <summary>Returns when the condition holds or the time has passed: for what a fault may bring about, but need not.</summary>
    public static async Task TrueOrPassedAsync(Func<bool> condition, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        while (!condition() && watch.Elapsed < time)
            await Task.Delay(BetweenLooks);
    }

    /// <summary>Returns the first value that is not null; fails with <paramref name="what"/> when none comes.</summary>
    public static async Task<T> SomeAsync<T>(Func<Task<T?>> look, string what) where T : class
    {
        T? found = null;
        await TrueAsync(async () => (found = await look()) is not null, what);
        return found!;
    }
}
