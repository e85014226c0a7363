namespace ModelDeploy.Gateway.Counting;

/// <summary>Adds up the rewards of accepted feedback, without locks.</summary>
internal struct RewardSum
{
    private double _total;
    private long _count;

    /// <summary>The sum of all; may be negative.</summary>
    public readonly double Total => Volatile.Read(in _total);

    /// <summary>How many there were.</summary>
    public readonly long Count => Volatile.Read(in _count);

    /// <summary>Counts the request's reward if it is feedback that the model took and that told one.</summary>
    public void Add(in CountedRequest request)
    {
        if (!request.IsAcceptedFeedback || request.Reward is not { } reward)
            return;
        Interlocked.Increment(ref _count);
        for (var seen = Volatile.Read(ref _total); ;)
        {
            var before = Interlocked.CompareExchange(ref _total, seen + reward, seen);
            if (before.Equals(seen))
                return;
            seen = before;
        }
    }
}
