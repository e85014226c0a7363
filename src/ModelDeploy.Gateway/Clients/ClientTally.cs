namespace ModelDeploy.Gateway.Clients;

/// <summary>What is counted of one client; handed on from one state of its deployment to the next for as long as there is the client.</summary>
internal sealed class ClientTally
{
    private long _requests;
    private long _lastUse;

    /// <summary>How fast it may call.</summary>
    public Pace Pace { get; } = new();

    /// <summary>The requests that were let through, and when the last one was.</summary>
    public ClientUse Read() => new(
        Volatile.Read(ref _requests), Volatile.Read(ref _lastUse) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null);

    /// <summary>Takes over when it called last before this gateway was there, unless it has called since.</summary>
    public void Remember(DateTimeOffset at) => Interlocked.CompareExchange(ref _lastUse, at.UtcTicks, 0);

    /// <summary>A request was let through.</summary>
    public void Count(DateTimeOffset now)
    {
        Interlocked.Increment(ref _requests);
        Volatile.Write(ref _lastUse, now.UtcTicks);
    }
}
