namespace ModelDeploy.ModelServer.Faults;

/// <summary>What the switches do to predictions.</summary>
internal sealed class RequestFaults(TestSwitches switches, Crash crash, TimeProvider clock)
{
    private int _requests;

    /// <summary>Waits as long as a slow answer takes; does not return for the request that crashes the process.</summary>
    public async Task BeforeAsync(CancellationToken cancel)
    {
        if (switches.CrashAfterRequests is { } answered && Interlocked.Increment(ref _requests) > answered)
            crash.Now($"after {answered} predictions");
        if (switches.SlowAnswers > TimeSpan.Zero)
            await Task.Delay(switches.SlowAnswers, clock, cancel);
    }
}
