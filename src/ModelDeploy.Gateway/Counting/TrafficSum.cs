using ModelDeploy.Core;

namespace ModelDeploy.Gateway.Counting;

/// <summary>Adds spans up, those of many deployments too, without garbage for each.</summary>
internal sealed class TrafficSum
{
    private readonly long[] _latencies = new long[LatencyBuckets.Bounds.Count + 1];

    public long Succeeded { get; set; }

    public long Redirected { get; set; }

    public long ClientErrors { get; set; }

    public long ServerErrors { get; set; }

    public long Predictions { get; set; }

    public long Rewards { get; set; }

    public double Reward { get; set; }

    public void AddLatencies(ReadOnlySpan<int> counts)
    {
        for (var bucket = 0; bucket < counts.Length; bucket++)
            _latencies[bucket] += counts[bucket];
    }

    /// <summary>What was added, as if it were one span that began then.</summary>
    public TrafficPoint ToPoint(DateTimeOffset from) => new()
    {
        From = from,
        Succeeded = Succeeded,
        Redirected = Redirected,
        ClientErrors = ClientErrors,
        ServerErrors = ServerErrors,
        Predictions = Predictions,
        Rewards = Rewards,
        Reward = Reward,
        Latencies = _latencies.ToEquatableList(),
    };
}
