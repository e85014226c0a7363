namespace ModelDeploy.Gateway.Counting;

/// <summary>Counts one deployment's requests without locks. Lives as long as the deployment's route does.</summary>
internal sealed class DeploymentCounters
{
    private readonly long[] _latencies = new long[LatencyBuckets.Bounds.Count + 1];
    private readonly TrafficRing _traffic = new();
    private readonly RequestSeries _series = new();
    private long _requests;
    private long _succeeded;
    private long _redirected;
    private long _clientErrors;
    private long _serverErrors;
    private long _inFlight;
    private long _bytesIn;
    private long _bytesOut;
    private RewardSum _rewards;

    /// <summary>Requests that are being worked on now.</summary>
    public long InFlight => Volatile.Read(ref _inFlight);

    /// <summary>A request has come.</summary>
    public void Begin()
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Increment(ref _inFlight);
    }

    /// <summary>A begun request has ended.</summary>
    public void End(in CountedRequest request)
    {
        Interlocked.Decrement(ref _inFlight);
        Interlocked.Increment(ref CountOf(Outcomes.Of(request.Status)));
        Interlocked.Add(ref _bytesIn, request.BytesIn);
        Interlocked.Add(ref _bytesOut, request.BytesOut);
        if (request.Took is { } took)
            Interlocked.Increment(ref _latencies[LatencyBuckets.Of(took)]);
        _rewards.Add(request);
        _traffic.Count(request);
        _series.Count(request);
    }

    /// <summary>The numbers now; each is exact, their sum may be a request apart.</summary>
    public CounterSnapshot Read() => new()
    {
        Requests = Volatile.Read(ref _requests),
        Succeeded = Volatile.Read(ref _succeeded),
        Redirected = Volatile.Read(ref _redirected),
        ClientErrors = Volatile.Read(ref _clientErrors),
        ServerErrors = Volatile.Read(ref _serverErrors),
        InFlight = InFlight,
        BytesIn = Volatile.Read(ref _bytesIn),
        BytesOut = Volatile.Read(ref _bytesOut),
        Rewards = _rewards.Count,
        Reward = _rewards.Total,
        Latencies = [.. _latencies],
    };

    /// <summary>The last hour up to now.</summary>
    public TrafficHistory ReadHistory(DateTimeOffset now) => _traffic.Read(now);

    /// <summary>As <see cref="TrafficRing.Between"/>.</summary>
    public IEnumerable<(int Index, TrafficBucket Bucket)> Between(long first, int count) => _traffic.Between(first, count);

    /// <summary>The numbers apart by service, method and status.</summary>
    public IReadOnlyList<RequestSample> ReadSamples() => _series.Read();

    private ref long CountOf(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Succeeded: return ref _succeeded;
            case Outcome.Redirected: return ref _redirected;
            case Outcome.ClientError: return ref _clientErrors;
            default: return ref _serverErrors;
        }
    }
}
