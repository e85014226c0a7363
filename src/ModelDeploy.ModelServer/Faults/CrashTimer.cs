namespace ModelDeploy.ModelServer.Faults;

/// <summary>Ends the process after a while, even while it is still starting.</summary>
internal sealed class CrashTimer(TestSwitches switches, Crash crash, TimeProvider clock) : IHostedLifecycleService, IDisposable
{
    private ITimer? _timer;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (switches.CrashAfter is not { } delay)
            return Task.CompletedTask;
        if (delay == TimeSpan.Zero)
            crash.Now("at start");
        _timer = clock.CreateTimer(_ => crash.Now($"after {delay.TotalSeconds:0.###} s"), null, delay, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _timer?.Dispose();
}
