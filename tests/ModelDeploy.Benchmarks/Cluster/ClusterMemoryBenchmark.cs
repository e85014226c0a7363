using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;

namespace ModelDeploy.Benchmarks.Cluster;

/// <summary>What the published portal holds with 2,000 deployments in a cluster, each with children and a pod that waits, a quiet minute after the last change.</summary>
internal static class ClusterMemoryBenchmark
{
    private const int Deployments = 2_000;
    private const double Target = 300;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>MiB, the median of the rounds; each is a start of its own on what the first one made.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        if (!OperatingSystem.IsLinux())
            throw new SkippedException("memory is read from Linux's /proc");
        await using var place = await ClusterPlace.CreateAsync(bench);
        await place.KubectlAsync(bench, "apply", "-f", await ClusterPlace.ManifestsAsync(bench, Deployments));
        var held = await Rounds.RepeatAsync(bench, "memory, MiB", one => one.Resident, () => MeasureAsync(bench, place));
        return [Row.Bound($"portal with {Deployments} deployments in a cluster, MiB", held.ToString(), $"≤ {Target} resident", held.Resident <= Target)];
    }

    private static async Task<ProcessMemory> MeasureAsync(Bench bench, ClusterPlace place)
    {
        await using var portal = await PublishedPortal.StartAsync(bench, bench.DataDirectory(), place.Arguments);
        using var client = new HttpClient();
        await Until.AnswersAsync(client, $"{portal.Address}/readyz", portal.Process, bench.Stop);
        var (last, still) = (-1L, 0);
        while (still < 12)
        {
            await Task.Delay(BetweenLooks, bench.Stop);
            portal.Process.MustLive();
            var now = await place.WritesAsync(bench);
            still = now == last ? still + 1 : 0;
            last = now;
        }
        return ProcessMemory.Of(portal.Process.Id)!;
    }
}
