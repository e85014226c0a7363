using ModelDeploy.Core;

namespace ModelDeploy.Gateway.Counting;

/// <summary>A deployment's requests over the last hour.</summary>
/// <param name="Points">Oldest first, without a gap; the last one is not over yet.</param>
public sealed record TrafficHistory(EquatableList<TrafficPoint> Points)
{
    /// <summary>How many spans are kept.</summary>
    public const int Length = 360;

    /// <summary>How long a span is.</summary>
    public static TimeSpan Span { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The same in longer spans: each <paramref name="count"/> points added up, the newest whole.</summary>
    public IReadOnlyList<TrafficPoint> InSpansOf(int count) =>
        [.. Points.Reverse().Chunk(count).Where(part => part.Length == count).Select(Sum).Reverse()];

    private static TrafficPoint Sum(TrafficPoint[] newestFirst) => new()
    {
        From = newestFirst[^1].From,
        Succeeded = newestFirst.Sum(point => point.Succeeded),
        Redirected = newestFirst.Sum(point => point.Redirected),
        ClientErrors = newestFirst.Sum(point => point.ClientErrors),
        ServerErrors = newestFirst.Sum(point => point.ServerErrors),
        Predictions = newestFirst.Sum(point => point.Predictions),
        Rewards = newestFirst.Sum(point => point.Rewards),
        Reward = newestFirst.Sum(point => point.Reward),
        Latencies = newestFirst.Select(point => point.Latencies).Where(counts => counts.Count > 0).ToArray() is { Length: > 0 } counts
            ? Enumerable.Range(0, LatencyBuckets.Bounds.Count + 1).Select(bucket => counts.Sum(point => point[bucket])).ToEquatableList()
            : [],
    };
}
