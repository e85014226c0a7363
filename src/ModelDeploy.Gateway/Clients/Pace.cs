namespace ModelDeploy.Gateway.Clients;

/// <summary>
/// Lets through a number of requests per second, and as many at once as come in one second, without locks and timers: all it keeps is when
/// the next request would be due if they came evenly.
/// </summary>
internal sealed class Pace
{
    private long _due = long.MinValue;

    /// <summary>Lets a request through, or says how long to wait until one may come.</summary>
    /// <param name="now">On a clock that only goes forward.</param>
    /// <param name="perSecond">How many; above zero.</param>
    public TimeSpan? TryTake(TimeSpan now, int perSecond)
    {
        var each = TimeSpan.TicksPerSecond / perSecond;
        var ahead = each * (perSecond - 1);
        while (true)
        {
            var due = Volatile.Read(ref _due);
            if (due > now.Ticks + ahead)
                return TimeSpan.FromTicks(due - now.Ticks - ahead);
            if (Interlocked.CompareExchange(ref _due, Math.Max(due, now.Ticks) + each, due) == due)
                return null;
        }
    }
}
