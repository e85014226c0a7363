namespace ModelDeploy.ModelServer.Faults;

/// <summary>Writes log lines at a steady rate, in ten bursts per second.</summary>
internal sealed partial class LogStorm(TestSwitches switches, TimeProvider clock, ILogger<LogStorm> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        var started = clock.GetTimestamp();
        var written = 0L;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var due = (long)(clock.GetElapsedTime(started).TotalSeconds * switches.LogStorm);
            while (written < due && !stoppingToken.IsCancellationRequested)
                Log.Line(logger, ++written);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Storm line {Number}: features scaled, cache warm, nothing to see here")]
        public static partial void Line(ILogger logger, long number);
    }
}
