namespace ModelDeploy.ModelServer.Faults;

/// <summary>Holds the server back before it listens: for a while, or for good.</summary>
internal sealed partial class StartGate(TestSwitches switches, TimeProvider clock, ILogger<StartGate> logger) : IHostedLifecycleService
{
    /// <summary>Runs before any service starts, the web server among them; a stop ends the wait.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (switches.NeverReady == NeverReady.Silent)
        {
            Log.Silent(logger);
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
        }
        if (switches.SlowStart > TimeSpan.Zero)
        {
            Log.Slow(logger, switches.SlowStart.TotalSeconds);
            await Task.Delay(switches.SlowStart, clock, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Not listening, as a switch asks")]
        public static partial void Silent(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Starting slowly: listening in {Seconds} s, as a switch asks")]
        public static partial void Slow(ILogger logger, double seconds);
    }
}
