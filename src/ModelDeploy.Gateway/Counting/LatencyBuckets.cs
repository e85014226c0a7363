namespace ModelDeploy.Gateway.Counting;

/// <summary>How durations are sorted: the buckets of Seldon's own histograms, and one for what takes longer.</summary>
public static class LatencyBuckets
{
    /// <summary>Upper bounds, inclusive, ascending; one more bucket takes what is above the last.</summary>
    public static IReadOnlyList<TimeSpan> Bounds { get; } =
    [
        .. new[] { 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000 }.Select(ms => TimeSpan.FromMilliseconds(ms)),
    ];

    /// <summary>The bucket of a duration.</summary>
    public static int Of(TimeSpan took)
    {
        var bucket = 0;
        while (bucket < Bounds.Count && took > Bounds[bucket])
            bucket++;
        return bucket;
    }

    /// <summary>
    /// The duration that this share of the requests did not exceed, as near as the buckets tell: inside of one they are taken
    /// to be spread evenly; of what is above the last bound only that is known. Null without requests.
    /// </summary>
    /// <param name="counts">Requests per bucket, not cumulative.</param>
    /// <param name="share">From 0 to 1.</param>
    public static TimeSpan? Quantile(IReadOnlyList<long> counts, double share)
    {
        var total = counts.Sum();
        if (total == 0)
            return null;
        var rank = share * total;
        var below = 0L;
        for (var bucket = 0; bucket < Bounds.Count; bucket++)
        {
            if (counts[bucket] > 0 && below + counts[bucket] >= rank)
            {
                var from = bucket == 0 ? TimeSpan.Zero : Bounds[bucket - 1];
                return from + (Bounds[bucket] - from) * Math.Clamp((rank - below) / counts[bucket], 0, 1);
            }
            below += counts[bucket];
        }
        return Bounds[^1];
    }
}
