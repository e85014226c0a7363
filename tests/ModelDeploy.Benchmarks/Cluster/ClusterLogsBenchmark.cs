using System.Globalization;
using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Logs;

namespace ModelDeploy.Benchmarks.Cluster;

/// <summary>
/// A pod that logs every request, under load: lines per second that reach somebody who looks through the portal, beside <c>kubectl logs -f</c>
/// of the same pod at the same time.
/// </summary>
internal static class ClusterLogsBenchmark
{
    private const string Id = "printer-1";
    private const string Last = "the-last-one";
    private const double Target = 0.8;

    /// <summary>Lines per second.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        var wrk = Programs.Require("wrk");
        await using var place = await ClusterPlace.CreateAsync(bench);
        var data = bench.DataDirectory();
        await using var portal = HostedPortal.Start(data, place.Settings);
        await place.KubectlAsync(bench, "apply", "-f", await ClusterPlace.ManifestsAsync(bench, 1, ClusterPlace.Somewhere, prefix: "printer"));
        var feed = portal.Get<DeploymentFeed>();
        await Until.TrueAsync(() => Task.FromResult(feed.Find(Seed.Somebody, Id)?.Phase is DeploymentPhase.Deployed), "the pod runs (is there a node?)", bench.Stop);
        var replica = feed.Find(Seed.Somebody, Id)!.Status.Replicas.Single();

        var seen = await Rounds.RepeatAsync(bench, "logs", one => one.Ratio, () => FollowAsync(bench, wrk, place, portal, replica.Name, replica.Address!));
        return
        [
            Row.Beside(
                "lines/s of a pod that reach one viewer through the portal", Number(seen.Ours), $"kubectl logs -f {Number(seen.Kubectl)}", seen.Ratio, $"≥ {Target}", seen.Ratio >= Target),
        ];
    }

    private static async Task<Counted> FollowAsync(Bench bench, string wrk, ClusterPlace place, HostedPortal portal, string pod, string address)
    {
        var file = Path.Combine(bench.Folder("kubectl"), "log");
        using var log = await portal.Get<LogFollower>().OpenAsync(Seed.Somebody, new DeploymentKey(Id), replica: null, LogFilter.None, bench.Stop)
            ?? throw new InvalidOperationException("There is no log.");
        await using var batches = log.Batches.GetAsyncEnumerator(bench.Stop);
        await using var kubectl = place.StartKubectl(file, "logs", "-f", "--tail=0", pod);
        // Both follow once a line of now has come to both.
        var marker = $"marker-{Guid.NewGuid():N}";
        var begun = CountUntilAsync(batches, marker);
        using var client = new HttpClient();
        await Until.TrueAsync(async () =>
        {
            using var asked = await client.GetAsync($"{address}/v1/models/{marker}", bench.Stop);
            await Task.Delay(100, bench.Stop);
            return begun.IsCompleted && (await File.ReadAllTextAsync(file, bench.Stop)).Contains(marker, StringComparison.Ordinal);
        }, "both follow", bench.Stop);

        var ending = CountUntilAsync(batches, Last + marker);
        await Child.RunAsync(wrk, Bench.RepoRoot, bench.Stop, "-t1", "-c8", $"-d{bench.Settings.Seconds}s", $"{address}/v1/models/m");
        using var last = await client.GetAsync($"{address}/v1/models/{Last}{marker}", bench.Stop);
        var ours = await ending;
        await Until.TrueAsync(async () => (await File.ReadAllTextAsync(file, bench.Stop)).Contains(Last + marker, StringComparison.Ordinal), "kubectl has the last line", bench.Stop);
        var theirs = (await File.ReadAllLinesAsync(file, bench.Stop)).Count(line => !line.Contains(marker, StringComparison.Ordinal));
        return new Counted((double)ours / bench.Settings.Seconds, (double)theirs / bench.Settings.Seconds);
    }

    /// <summary>How many lines came before the one with this word; those that were dropped do not count.</summary>
    private static async Task<long> CountUntilAsync(IAsyncEnumerator<LogBatch> batches, string word)
    {
        var lines = 0L;
        while (await batches.MoveNextAsync())
        {
            foreach (var line in batches.Current.Entries.OfType<LogEntry.Line>())
            {
                if (line.Log.Text.Contains(word, StringComparison.Ordinal))
                    return lines;
                lines++;
            }
        }
        throw new InvalidOperationException("The log ended before its last line.");
    }

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private sealed record Counted(double Ours, double Kubectl)
    {
        public double Ratio => Ours / Kubectl;

        public override string ToString() => $"{Number(Ours)} lines/s, kubectl {Number(Kubectl)}";
    }
}
