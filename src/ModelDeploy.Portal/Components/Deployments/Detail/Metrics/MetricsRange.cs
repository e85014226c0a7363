using ModelDeploy.Gateway.Counting;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Metrics;

/// <summary>How much of the last hour the charts show.</summary>
/// <param name="Key">Its value in the URL (<c>?range=</c>).</param>
/// <param name="Spans">How many of the gateway's spans one point stands for.</param>
/// <param name="Points">How many points.</param>
public sealed record MetricsRange(string Key, int Spans, int Points)
{
    /// <summary>All of them, the usual one first.</summary>
    public static IReadOnlyList<MetricsRange> All { get; } = [new("1h", 6, 59), new("10m", 1, 60)];

    /// <summary>What the page calls it.</summary>
    public string Label => Key is "1h" ? MetricsTexts.LastHour : MetricsTexts.LastTenMinutes;

    /// <summary>How long a point is.</summary>
    public TimeSpan Step => TrafficHistory.Span * Spans;

    /// <summary>The one that the URL names, else the usual one.</summary>
    public static MetricsRange Of(string? key) => All.FirstOrDefault(range => range.Key == key) ?? All[0];

    /// <summary>The points of this range; what is not over yet is left out.</summary>
    public IReadOnlyList<TrafficPoint> Of(TrafficHistory history) =>
        [.. new TrafficHistory([.. history.Points.SkipLast(1)]).InSpansOf(Spans).TakeLast(Points)];
}
