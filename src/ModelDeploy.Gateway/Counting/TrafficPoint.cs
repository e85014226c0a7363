using ModelDeploy.Core;

namespace ModelDeploy.Gateway.Counting;

/// <summary>What ended for one deployment in one span of time.</summary>
public sealed record TrafficPoint
{
    /// <summary>When the span began; it is as long as <see cref="TrafficHistory.Span"/>.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Ended with 1xx (upgraded) or 2xx.</summary>
    public long Succeeded { get; init; }

    /// <summary>Ended with 3xx.</summary>
    public long Redirected { get; init; }

    /// <summary>Ended with 4xx, or given up by the client.</summary>
    public long ClientErrors { get; init; }

    /// <summary>Ended with 5xx, or broken off by the model in the middle of its answer.</summary>
    public long ServerErrors { get; init; }

    /// <summary>Of those that succeeded, the ones that asked for a prediction, in any protocol.</summary>
    public long Predictions { get; init; }

    /// <summary>How many times feedback that the model took told a reward.</summary>
    public long Rewards { get; init; }

    /// <summary>The sum of those rewards; may be negative.</summary>
    public double Reward { get; init; }

    /// <summary>Requests per bucket of <see cref="LatencyBuckets.Bounds"/>, not cumulative; empty when there were none.</summary>
    public EquatableList<long> Latencies { get; init; } = [];

    /// <summary>All that ended.</summary>
    public long Requests => Succeeded + Redirected + ClientErrors + ServerErrors;

    /// <summary>The share of what ended that did so well (below 400), from 0 to 1; null without requests.</summary>
    public double? SuccessShare => Requests == 0 ? null : (double)(Succeeded + Redirected) / Requests;

    /// <summary>The mean of the rewards; null without one.</summary>
    public double? MeanReward => Rewards == 0 ? null : Reward / Rewards;

    /// <summary>The duration that this share of the requests did not exceed; null without requests.</summary>
    /// <param name="share">From 0 to 1.</param>
    public TimeSpan? Latency(double share) => Latencies.Count == 0 ? null : LatencyBuckets.Quantile(Latencies, share);

    /// <summary>Several spans as one that begins with the first.</summary>
    /// <param name="points">Oldest first; at least one.</param>
    public static TrafficPoint SumOf(IReadOnlyList<TrafficPoint> points) => new()
    {
        From = points[0].From,
        Succeeded = points.Sum(point => point.Succeeded),
        Redirected = points.Sum(point => point.Redirected),
        ClientErrors = points.Sum(point => point.ClientErrors),
        ServerErrors = points.Sum(point => point.ServerErrors),
        Predictions = points.Sum(point => point.Predictions),
        Rewards = points.Sum(point => point.Rewards),
        Reward = points.Sum(point => point.Reward),
        Latencies = points.Select(point => point.Latencies).Where(counts => counts.Count > 0).ToArray() is { Length: > 0 } counted
            ? Enumerable.Range(0, LatencyBuckets.Bounds.Count + 1).Select(bucket => counted.Sum(counts => counts[bucket])).ToEquatableList()
            : [],
    };
}
