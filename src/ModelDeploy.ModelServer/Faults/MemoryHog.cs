namespace ModelDeploy.ModelServer.Faults;

/// <summary>Takes memory bit by bit, touches it so that it is resident, and keeps it.</summary>
internal sealed partial class MemoryHog(TestSwitches switches, TimeProvider clock, ILogger<MemoryHog> logger) : BackgroundService
{
    private const int MiB = 1024 * 1024;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);
    private readonly List<byte[]> _taken = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Log.Taking(logger, switches.MemoryHog, switches.MemoryHogOver.TotalSeconds);
        using var timer = new PeriodicTimer(Beat, clock);
        var started = clock.GetTimestamp();
        while (_taken.Count < switches.MemoryHog && await timer.WaitForNextTickAsync(stoppingToken))
            Take(Share(clock.GetElapsedTime(started)));
        Log.Taken(logger, _taken.Count);
    }

    private int Share(TimeSpan elapsed) => elapsed >= switches.MemoryHogOver
        ? switches.MemoryHog
        : (int)(switches.MemoryHog * (elapsed / switches.MemoryHogOver));

    private void Take(int mebibytes)
    {
        while (_taken.Count < mebibytes)
        {
            var block = new byte[MiB];
            Array.Fill(block, (byte)1);
            _taken.Add(block);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Taking {MiB} MiB over {Seconds} s, as a switch asks")]
        public static partial void Taking(ILogger logger, int miB, double seconds);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Took {MiB} MiB")]
        public static partial void Taken(ILogger logger, int miB);
    }
}
