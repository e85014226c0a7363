namespace ModelDeploy.Core.Reconciling;

/// <summary>Notices that the wall clock was set, by comparing it with the time that passes whatever the clock says. Thread-safe.</summary>
internal sealed class ClockWatch(TimeProvider clock)
{
    private const int Kept = 16;
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private DateTimeOffset _wall = clock.GetUtcNow();
    private long _timestamp = clock.GetTimestamp();
    private ClockJumps _jumps = ClockJumps.None;

    /// <summary>Every jump up to now, at most the newest 16.</summary>
    public ClockJumps Look()
    {
        lock (_lock)
        {
            var (wall, timestamp) = (clock.GetUtcNow(), clock.GetTimestamp());
            var expected = _wall + clock.GetElapsedTime(_timestamp, timestamp);
            if ((wall - expected).Duration() > Tolerance)
                _jumps = new ClockJumps(_jumps.Jumps.Append(new ClockJump(expected, wall)).TakeLast(Kept).ToEquatableList());
            (_wall, _timestamp) = (wall, timestamp);
            return _jumps;
        }
    }
}
