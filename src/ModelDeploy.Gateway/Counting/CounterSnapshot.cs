using ModelDeploy.Core;

namespace ModelDeploy.Gateway.Counting;

/// <summary>What the gateway has counted for one deployment since the deployment's route exists in this process.</summary>
public sealed record CounterSnapshot
{
    /// <summary>Requests that have come, also refused ones and those in flight.</summary>
    public required long Requests { get; init; }

    /// <summary>Ended with 1xx (upgraded) or 2xx.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Ended with 3xx.</summary>
    public required long Redirected { get; init; }

    /// <summary>Ended with 4xx, or given up by the client.</summary>
    public required long ClientErrors { get; init; }

    /// <summary>Ended with 5xx, or broken off by the model in the middle of its answer.</summary>
    public required long ServerErrors { get; init; }

    /// <summary>Being worked on now, upgraded connections included.</summary>
    public required long InFlight { get; init; }

    /// <summary>Bytes of request bodies that were read from clients; an upgraded connection counts when it ends.</summary>
    public required long BytesIn { get; init; }

    /// <summary>Bytes of model answers that were written to clients.</summary>
    public required long BytesOut { get; init; }

    /// <summary>How many times feedback that the model took told a reward.</summary>
    public required long Rewards { get; init; }

    /// <summary>The sum of those rewards; may be negative.</summary>
    public required double Reward { get; init; }

    /// <summary>
    /// Requests per bucket of <see cref="LatencyBuckets.Bounds"/>, from the request's arrival to the answer's end; not cumulative.
    /// </summary>
    public required EquatableList<long> Latencies { get; init; }
}
