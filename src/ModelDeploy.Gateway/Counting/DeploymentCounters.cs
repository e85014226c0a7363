namespace ModelDeploy.Gateway.Counting;

/// <summary>Counts one deployment's requests without locks. Lives as long as the deployment's route does.</summary>
internal sealed class DeploymentCounters
{
    private readonly long[] _latencies = new long[CounterSnapshot.LatencyBounds.Count + 1];
    private long _requests;
    private long _succeeded;
    private long _redirected;
    private long _clientErrors;
    private long _serverErrors;
    private long _inFlight;
    private long _bytesIn;
    private long _bytesOut;

    /// <summary>A request has come.</summary>
    public void Begin()
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Increment(ref _inFlight);
    }

    /// <summary>A begun request has ended. A null duration (an upgraded connection) counts in no latency bucket.</summary>
    public void End(int status, TimeSpan? duration, long bytesIn, long bytesOut)
    {
        Interlocked.Decrement(ref _inFlight);
        Interlocked.Increment(ref ClassOf(status));
        Interlocked.Add(ref _bytesIn, bytesIn);
        Interlocked.Add(ref _bytesOut, bytesOut);
        if (duration is { } took)
            Interlocked.Increment(ref _latencies[BucketOf(took)]);
    }

    /// <summary>The numbers now; each is exact, their sum may be a request apart.</summary>
    public CounterSnapshot Read() => new()
    {
        Requests = Volatile.Read(ref _requests),
        Succeeded = Volatile.Read(ref _succeeded),
        Redirected = Volatile.Read(ref _redirected),
        ClientErrors = Volatile.Read(ref _clientErrors),
        ServerErrors = Volatile.Read(ref _serverErrors),
        InFlight = Volatile.Read(ref _inFlight),
        BytesIn = Volatile.Read(ref _bytesIn),
        BytesOut = Volatile.Read(ref _bytesOut),
        Latencies = [.. _latencies],
    };

    private ref long ClassOf(int status)
    {
        if (status < 300)
            return ref _succeeded;
        if (status < 400)
            return ref _redirected;
        if (status < 500)
            return ref _clientErrors;
        return ref _serverErrors;
    }

    private static int BucketOf(TimeSpan took)
    {
        var bounds = CounterSnapshot.LatencyBounds;
        var bucket = 0;
        while (bucket < bounds.Count && took > bounds[bucket])
            bucket++;
        return bucket;
    }
}
