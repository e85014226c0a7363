using System.Globalization;
using ModelDeploy.Core;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Portal.Components.Charts;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Metrics;

/// <summary>A deployment's traffic as lines of charts.</summary>
public static class MetricsCharts
{
    /// <summary>How many requests ended per second, and how many of them were answered predictions.</summary>
    public static EquatableList<ChartLine> Rates(IReadOnlyList<TrafficPoint> points, TimeSpan step) =>
    [
        Rate(MetricsTexts.Requests, "tone-main", points, step, point => point.Requests),
        Rate(MetricsTexts.Predictions, "tone-second", points, step, point => point.Predictions),
    ];

    /// <summary>How they ended, per second.</summary>
    public static EquatableList<ChartLine> Outcomes(IReadOnlyList<TrafficPoint> points, TimeSpan step) =>
    [
        Rate(MetricsTexts.Success, "tone-good", points, step, point => point.Succeeded + point.Redirected),
        Rate("4xx", "tone-warn", points, step, point => point.ClientErrors),
        Rate("5xx", "tone-bad", points, step, point => point.ServerErrors),
    ];

    /// <summary>How long they took, in milliseconds; nothing where there were none.</summary>
    public static EquatableList<ChartLine> Latencies(IReadOnlyList<TrafficPoint> points) =>
    [
        Latency("p50", "tone-main", points, 0.5),
        Latency("p95", "tone-second", points, 0.95),
        Latency("p99", "tone-third", points, 0.99),
    ];

    /// <summary>A rate with three digits that count.</summary>
    public static string PerSecond(double rate) => $"{Short(rate)}/s";

    /// <summary>A duration given in milliseconds, from a second on in seconds.</summary>
    public static string Duration(double milliseconds) => milliseconds >= 1000 ? $"{Short(milliseconds / 1000)} s" : $"{Short(milliseconds)} ms";

    private static string Short(double number) => number switch
    {
        >= 100 => number.ToString("#,0", CultureInfo.CurrentCulture),
        >= 10 => number.ToString("0.#", CultureInfo.CurrentCulture),
        _ => number.ToString("0.##", CultureInfo.CurrentCulture),
    };

    private static ChartLine Rate(string name, string tone, IReadOnlyList<TrafficPoint> points, TimeSpan step, Func<TrafficPoint, long> count) =>
        new(name, [.. points.Select(point => (double?)(count(point) / step.TotalSeconds))], tone);

    private static ChartLine Latency(string name, string tone, IReadOnlyList<TrafficPoint> points, double share) =>
        new(name, [.. points.Select(point => LatencyBuckets.Quantile(point.Latencies, share)?.TotalMilliseconds)], tone);
}
