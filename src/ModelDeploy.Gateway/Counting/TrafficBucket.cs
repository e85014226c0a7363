namespace ModelDeploy.Gateway.Counting;

/// <summary>Counts the requests that end in one span of time, without locks.</summary>
/// <param name="number">Which span since the beginning of time.</param>
internal sealed class TrafficBucket(long number)
{
    private readonly int[] _latencies = new int[LatencyBuckets.Bounds.Count + 1];
    private int _succeeded;
    private int _redirected;
    private int _clientErrors;
    private int _serverErrors;
    private int _predictions;
    private RewardSum _rewards;

    public long Number => number;

    public void Count(in CountedRequest request)
    {
        Interlocked.Increment(ref CountOf(Outcomes.Of(request.Status)));
        if (request is { Service: GatewayService.Predictions, Status: < 300 })
            Interlocked.Increment(ref _predictions);
        _rewards.Add(request);
        if (request.Took is { } took)
            Interlocked.Increment(ref _latencies[LatencyBuckets.Of(took)]);
    }

    /// <summary>All that ended in it.</summary>
    public long Requests => Volatile.Read(ref _succeeded) + Volatile.Read(ref _redirected) + Volatile.Read(ref _clientErrors) + Volatile.Read(ref _serverErrors);

    public void AddTo(TrafficSum sum)
    {
        sum.Succeeded += Volatile.Read(ref _succeeded);
        sum.Redirected += Volatile.Read(ref _redirected);
        sum.ClientErrors += Volatile.Read(ref _clientErrors);
        sum.ServerErrors += Volatile.Read(ref _serverErrors);
        sum.Predictions += Volatile.Read(ref _predictions);
        sum.Rewards += _rewards.Count;
        sum.Reward += _rewards.Total;
        sum.AddLatencies(_latencies);
    }

    public TrafficPoint Read(DateTimeOffset from)
    {
        var sum = new TrafficSum();
        AddTo(sum);
        return sum.ToPoint(from);
    }

    private ref int CountOf(Outcome outcome)
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
