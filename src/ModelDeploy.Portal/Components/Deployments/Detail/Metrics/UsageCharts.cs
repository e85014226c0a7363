using System.Globalization;
using ModelDeploy.Core;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Components.Charts;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Metrics;

/// <summary>What replicas use as lines of charts, one for each.</summary>
public static class UsageCharts
{
    private const long MiB = 1 << 20;
    private static readonly string[] Tones = ["tone-main", "tone-second", "tone-third", "tone-good", "tone-warn", "tone-bad"];

    /// <summary>The most replicas that a chart shows: lines beyond that could not be told apart.</summary>
    public static int Most => Tones.Length;

    /// <summary>The replicas that a chart shows: those with the newest points, of many the ones with the most memory.</summary>
    public static IReadOnlyList<UsageHistory> Shown(IReadOnlyList<UsageHistory> replicas) =>
    [
        .. replicas.OrderByDescending(replica => replica.Points[^1].At).ThenByDescending(replica => replica.Points[^1].Memory).Take(Most)
            .OrderBy(replica => replica.Replica, StringComparer.Ordinal),
    ];

    /// <summary>Cores in use; the mean of each span, nothing where nothing was measured.</summary>
    public static EquatableList<ChartLine> Cores(IReadOnlyList<UsageHistory> replicas, IReadOnlyList<DateTimeOffset> moments, TimeSpan step) =>
        Lines(replicas, moments, step, point => point.Cores);

    /// <summary>Resident memory in mebibytes, so that the axis has round numbers of them.</summary>
    public static EquatableList<ChartLine> Memory(IReadOnlyList<UsageHistory> replicas, IReadOnlyList<DateTimeOffset> moments, TimeSpan step) =>
        Lines(replicas, moments, step, point => (double)point.Memory / MiB);

    /// <summary>A number of cores.</summary>
    public static string CoresText(double cores) => cores.ToString("0.###", CultureInfo.CurrentCulture);

    /// <summary>An amount of memory given in mebibytes.</summary>
    public static string MemoryText(double mebibytes) => mebibytes >= 1024
        ? $"{(mebibytes / 1024).ToString("0.##", CultureInfo.CurrentCulture)} GiB"
        : $"{mebibytes.ToString("0.#", CultureInfo.CurrentCulture)} MiB";

    private static EquatableList<ChartLine> Lines(
        IReadOnlyList<UsageHistory> replicas, IReadOnlyList<DateTimeOffset> moments, TimeSpan step, Func<UsagePoint, double?> value) =>
        replicas.Select((replica, at) => new ChartLine(replica.Replica, Means(replica.Points, moments, step, value), Tones[at % Tones.Length])).ToEquatableList();

    private static EquatableList<double?> Means(
        IReadOnlyList<UsagePoint> points, IReadOnlyList<DateTimeOffset> moments, TimeSpan step, Func<UsagePoint, double?> value)
    {
        if (moments.Count == 0)
            return [];
        var spans = points.ToLookup(point => (int)Math.Floor((point.At - moments[0]) / step), value);
        return Enumerable.Range(0, moments.Count).Select(span => spans[span].Average()).ToEquatableList();
    }
}
