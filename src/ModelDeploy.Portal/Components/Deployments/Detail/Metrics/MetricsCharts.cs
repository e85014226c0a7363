using System.Globalization;
using ModelDeploy.Core;
using ModelDeploy.Core.Texts;
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

    /// <summary>What feedback told, on the mean of each span; nothing where there was none.</summary>
    public static EquatableList<ChartLine> Rewards(IReadOnlyList<TrafficPoint> points) =>
        [new(MetricsTexts.MeanReward, [.. points.Select(point => point.MeanReward)], "tone-main")];

    /// <summary>A reward with three digits that count.</summary>
    public static string RewardText(double reward) => Short(reward);

    /// <summary>The share that succeeded, in percent; a dash without requests.</summary>
    public static string SuccessOf(TrafficPoint point) => point.SuccessShare is { } share ? MetricsTexts.Percent.With(100 * share) : "–";

    /// <summary>What 95 of 100 requests did not exceed; a dash without requests.</summary>
    public static string P95Of(TrafficPoint point) => point.Latency(0.95) is { } took ? Duration(took.TotalMilliseconds) : "–";

    /// <summary>A rate with three digits that count.</summary>
    public static string PerSecond(double rate) => $"{Short(rate)}/s";

    /// <summary>A duration given in milliseconds, from a second on in seconds.</summary>
    public static string Duration(double milliseconds) => milliseconds >= 1000 ? $"{Short(milliseconds / 1000)} s" : $"{Short(milliseconds)} ms";

    private static string Short(double number) => Math.Abs(number) switch
    {
        >= 100 => number.ToString("#,0", CultureInfo.CurrentCulture),
        >= 10 => number.ToString("0.#", CultureInfo.CurrentCulture),
        _ => number.ToString("0.##", CultureInfo.CurrentCulture),
    };

    private static ChartLine Rate(string name, string tone, IReadOnlyList<TrafficPoint> points, TimeSpan step, Func<TrafficPoint, long> count) =>
        new(name, [.. points.Select(point => (double?)(count(point) / step.TotalSeconds))], tone);

    private static ChartLine Latency(string name, string tone, IReadOnlyList<TrafficPoint> points, double share) =>
        new(name, [.. points.Select(point => point.Latency(share)?.TotalMilliseconds)], tone);
}
