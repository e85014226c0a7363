using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;
using ModelDeploy.Kubernetes;

namespace ModelDeploy.Benchmarks.Cluster;

/// <summary>
/// 500 deployments applied at once by kubectl, until the published portal has made all their children; beside kubectl applying the same
/// children as plain manifests. Then: what it writes when nothing happens, and when it is started again.
/// </summary>
internal static class ClusterApplyBenchmark
{
    private const int Deployments = 500;
    private const double Target = 1.25;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>Seconds, and counted writes.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        var children = Path.Combine(bench.Folder("children"), "children.json");
        Writes? writes = null;
        var seconds = await Rounds.AlternateAsync(
            bench, value => value,
            new Candidate<double>("ours, s", () => OursAsync(bench, async (place, portal, before) => writes ??= await CountWritesAsync(bench, place, portal, before, children))),
            new Candidate<double>("kubectl, s", () => PeerAsync(bench, children)));
        var ratio = seconds[0] / seconds[1];
        return
        [
            Row.Beside($"{Deployments} deployments applied, until all children exist, s", Text(seconds[0]), $"kubectl apply of the children {Text(seconds[1])}", ratio, $"≤ {Target}", ratio <= Target),
            Row.Report("requests that write, per deployment until it is settled", Text((double)writes!.Made / Deployments)),
            Row.Bound($"requests that write in {Quiet.TotalSeconds:0} s in which nothing happens", $"{writes.Steady}", "0", writes.Steady == 0),
            Row.Bound($"requests that write within {Quiet.TotalSeconds:0} s of a restart", $"{writes.Restart}", "0", writes.Restart == 0),
        ];
    }

    private static async Task<double> OursAsync(Bench bench, Func<ClusterPlace, PublishedPortal, long, Task> afterwards)
    {
        await using var place = await ClusterPlace.CreateAsync(bench);
        var manifests = await ClusterPlace.ManifestsAsync(bench, Deployments);
        await using var portal = await PublishedPortal.StartAsync(bench, bench.DataDirectory(), place.Arguments);
        await ReadyAsync(portal, bench.Stop);
        var before = await place.WritesAsync(bench);
        var began = Stopwatch.GetTimestamp();
        await place.KubectlAsync(bench, "apply", "-f", manifests);
        await Until.TrueAsync(
            async () => await place.CountAsync(Kinds.Service, bench.Stop) >= Deployments && await place.CountAsync(Kinds.Deployment, bench.Stop) >= Deployments,
            "all children exist", bench.Stop);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await afterwards(place, portal, before);
        return seconds;
    }

    private static async Task<Writes> CountWritesAsync(Bench bench, ClusterPlace place, PublishedPortal portal, long before, string children)
    {
        await WriteChildrenAsync(place, children, bench.Stop);
        await SettleAsync(bench, place);
        var settled = await place.WritesAsync(bench);
        await Task.Delay(Quiet, bench.Stop);
        var quiet = await place.WritesAsync(bench);
        await portal.DisposeAsync();
        await using var again = await PublishedPortal.StartAsync(bench, bench.DataDirectory(), place.Arguments);
        await ReadyAsync(again, bench.Stop);
        await Task.Delay(Quiet, bench.Stop);
        // One write for each deployment is kubectl's own.
        return new Writes(settled - before - Deployments, quiet - settled, await place.WritesAsync(bench) - quiet);
    }

    private static async Task<double> PeerAsync(Bench bench, string children)
    {
        await using var place = await ClusterPlace.CreateAsync(bench);
        var began = Stopwatch.GetTimestamp();
        await place.KubectlAsync(bench, "apply", "-f", children);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task ReadyAsync(PublishedPortal portal, CancellationToken stop)
    {
        using var client = new HttpClient();
        await Until.AnswersAsync(client, $"{portal.Address}/readyz", portal.Process, stop);
    }

    /// <summary>Waits until nobody has written for a while: pods that no node takes are told after half a minute.</summary>
    private static async Task SettleAsync(Bench bench, ClusterPlace place)
    {
        var (last, still) = (-1L, 0);
        while (still < 8)
        {
            await Task.Delay(BetweenLooks, bench.Stop);
            var now = await place.WritesAsync(bench);
            still = now == last ? still + 1 : 0;
            last = now;
        }
    }

    /// <summary>The children as somebody would keep them in a file: nothing that the server filled in, and nobody who owns them.</summary>
    private static async Task WriteChildrenAsync(ClusterPlace place, string file, CancellationToken stop)
    {
        var items = new JsonArray();
        foreach (var kind in new[] { Kinds.Deployment, Kinds.Service })
        {
            foreach (var found in await place.ListAsync(kind, stop))
            {
                var spec = found["spec"]!.DeepClone().AsObject();
                spec.Remove("clusterIP");
                spec.Remove("clusterIPs");
                items.Add(new JsonObject
                {
                    ["apiVersion"] = kind.ApiVersion,
                    ["kind"] = kind.Kind,
                    ["metadata"] = new JsonObject { ["name"] = $"{found["metadata"]!["name"]}", ["labels"] = found["metadata"]!["labels"]!.DeepClone() },
                    ["spec"] = spec,
                });
            }
        }
        var list = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = items };
        await File.WriteAllTextAsync(file, list.ToJsonString(new JsonSerializerOptions { WriteIndented = true }), stop);
    }

    private sealed record Writes(long Made, long Steady, long Restart);

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
