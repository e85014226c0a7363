using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;

namespace ModelDeploy.Benchmarks.Cluster;

/// <summary>What the published portal holds with 2,000 deployments in a cluster, each with children and a pod that waits, a quiet minute after the last change.</summary>
internal static class ClusterMemoryBenchmark
{
    private const int Deployments = 2_000;
    private const double Target = 300;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>MiB: of the portal that made them all, and of one that is started anew beside them, the median of the rounds.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        if (!OperatingSystem.IsLinux())
            throw new SkippedException("memory is read from Linux's /proc");
        await using var place = await ClusterPlace.CreateAsync(bench);
        var manifests = await ClusterPlace.ManifestsAsync(bench, Deployments);
        var made = await MeasureAsync(bench, place, () => place.KubectlAsync(bench, "apply", "-f", manifests));
        bench.Say($"  after it made them all: {made}");
        var held = await Rounds.RepeatAsync(bench, "memory, MiB", one => one.Resident, () => MeasureAsync(bench, place, () => Task.CompletedTask));
        return
        [
            Row.Bound($"portal that made {Deployments} deployments in a cluster, MiB", made.ToString(), $"≤ {Target} resident", made.Resident <= Target),
            Row.Bound("the same after a restart, MiB", held.ToString(), $"≤ {Target} resident", held.Resident <= Target),
        ];
    }

    private static async Task<ProcessMemory> MeasureAsync(Bench bench, ClusterPlace place, Func<Task> whenReady)
    {
        await using var portal = await PublishedPortal.StartAsync(bench, bench.DataDirectory(), place.Arguments);
        using var client = new HttpClient();
        await Until.AnswersAsync(client, $"{portal.Address}/readyz", portal.Process, bench.Stop);
        await whenReady();
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
