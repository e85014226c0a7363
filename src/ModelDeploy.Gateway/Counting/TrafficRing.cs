using ModelDeploy.Core;

namespace ModelDeploy.Gateway.Counting;

/// <summary>
/// One deployment's requests of the last hour in spans of ten seconds. A span without requests has no bucket, so that a
/// deployment nobody calls costs the array only from its first request on.
/// </summary>
internal sealed class TrafficRing
{
    private TrafficBucket?[]? _buckets;

    /// <summary>A request has ended.</summary>
    public void Count(in CountedRequest request) => BucketAt(NumberOf(request.At)).Count(request);

    /// <summary>The last hour up to now.</summary>
    public TrafficHistory Read(DateTimeOffset now)
    {
        var last = NumberOf(now);
        var buckets = Volatile.Read(ref _buckets);
        return new TrafficHistory(Enumerable.Range(0, TrafficHistory.Length)
            .Select(index => last - TrafficHistory.Length + 1 + index)
            .Select(number => PointOf(buckets, number))
            .ToEquatableList());
    }

    /// <summary>The spans with requests among <paramref name="count"/> of them, each with its place among these.</summary>
    /// <param name="first">The number of the first span.</param>
    /// <param name="count">At most <see cref="TrafficHistory.Length"/>.</param>
    public IEnumerable<(int Index, TrafficBucket Bucket)> Between(long first, int count)
    {
        if (Volatile.Read(ref _buckets) is not { } buckets)
            yield break;
        for (var index = 0; index < count; index++)
        {
            if (Volatile.Read(ref buckets[(first + index) % TrafficHistory.Length]) is { } bucket && bucket.Number == first + index)
                yield return (index, bucket);
        }
    }

    /// <summary>The number of the span in which a moment lies.</summary>
    public static long NumberOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TrafficHistory.Span.Ticks;

    /// <summary>When a span begins.</summary>
    public static DateTimeOffset BeginOf(long number) => DateTimeOffset.UnixEpoch + number * TrafficHistory.Span;

    private static TrafficPoint PointOf(TrafficBucket?[]? buckets, long number)
    {
        var from = BeginOf(number);
        var bucket = buckets is null ? null : Volatile.Read(ref buckets[number % TrafficHistory.Length]);
        return bucket?.Number == number ? bucket.Read(from) : new TrafficPoint { From = from };
    }

    // Where the clock went back, requests count in the newer span that is there already.
    private TrafficBucket BucketAt(long number)
    {
        var buckets = Volatile.Read(ref _buckets) ?? FirstBuckets();
        ref var slot = ref buckets[number % TrafficHistory.Length];
        while (true)
        {
            var known = Volatile.Read(ref slot);
            if (known is not null && known.Number >= number)
                return known;
            var fresh = new TrafficBucket(number);
            if (Interlocked.CompareExchange(ref slot, fresh, known) == known)
                return fresh;
        }
    }

    private TrafficBucket?[] FirstBuckets()
    {
        var fresh = new TrafficBucket?[TrafficHistory.Length];
        return Interlocked.CompareExchange(ref _buckets, fresh, null) ?? fresh;
    }
}
