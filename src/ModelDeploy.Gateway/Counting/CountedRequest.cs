namespace ModelDeploy.Gateway.Counting;

/// <summary>A request that has ended.</summary>
/// <param name="Service">What it was for.</param>
/// <param name="Method">Its HTTP method; any that HTTP does not know is counted as one other.</param>
/// <param name="Status">What it ended with.</param>
/// <param name="Took">From its arrival to the answer's end; null for an upgraded connection, which counts in no duration.</param>
/// <param name="At">When it ended.</param>
internal readonly record struct CountedRequest(GatewayService Service, string Method, int Status, TimeSpan? Took, DateTimeOffset At)
{
    public long BytesIn { get; init; }

    public long BytesOut { get; init; }

    /// <summary>The reward that feedback told, or null.</summary>
    public double? Reward { get; init; }

    /// <summary>Whether it is feedback that the model took.</summary>
    public bool IsAcceptedFeedback => Service is GatewayService.Feedback && Outcomes.Of(Status) is Outcome.Succeeded;
}
