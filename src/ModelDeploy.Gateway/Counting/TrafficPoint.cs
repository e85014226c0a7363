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
}
