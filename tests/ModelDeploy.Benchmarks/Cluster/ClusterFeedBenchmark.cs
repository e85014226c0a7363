using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes;

namespace ModelDeploy.Benchmarks.Cluster;

/// <summary>From the API server's answer to a pod that became ready, or no longer is, to the changed cell in the feed of somebody who looks.</summary>
internal static class ClusterFeedBenchmark
{
    private const int ChangesPerRound = 40;

    // A viewer gets at most ten batches a second: a change that comes sooner would measure that.
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromMilliseconds(250);

    /// <summary>Milliseconds.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        await using var place = await ClusterPlace.CreateAsync(bench);
        var data = bench.DataDirectory();
        await using var portal = HostedPortal.Start(data, place.Settings);
        await place.KubectlAsync(bench, "apply", "-f", await ClusterPlace.ManifestsAsync(bench, 1));
        JsonObject? pod = null;
        await Until.TrueAsync(async () => (pod = (await place.ListAsync(Kinds.Pod, bench.Stop)).FirstOrDefault()) is not null, "there is a pod", bench.Stop);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(bench.Stop);
        using var subscription = await portal.Get<DeploymentFeed>().SubscribeAsync(Seed.Somebody, leave.Token);
        var seen = new Seen();
        var reading = seen.ReadAsync(subscription, leave.Token);
        var ready = false;
        var delays = await Rounds.RepeatAsync(bench, "pod to cell", one => one.P95, async () =>
        {
            List<double> taken = [];
            for (var change = 0; change < ChangesPerRound; change++)
            {
                taken.Add(await ChangeAsync(bench, place, $"{pod!["metadata"]!["name"]}", ready = !ready, seen));
                await Task.Delay(BetweenChanges, bench.Stop);
            }
            return new Delays(Rounds.Quantile(taken, 0.5), Rounds.Quantile(taken, 0.95));
        });
        await leave.CancelAsync();
        await reading;
        return [Row.Report("a pod's change, from the API server's answer to the changed cell in the feed, ms", delays.ToString())];
    }

    private static async Task<double> ChangeAsync(Bench bench, ClusterPlace place, string pod, bool ready, Seen seen)
    {
        var arrival = seen.When(ready ? 1 : 0);
        var status = await place.Client.MergeAsync<JsonObject>(Kinds.Pod, place.Name, pod, new JsonObject { ["status"] = StatusOf(ready) }, "status", bench.Stop);
        var began = Stopwatch.GetTimestamp();
        if (status.Error is { } error)
            throw new InvalidOperationException($"{error}");
        return Stopwatch.GetElapsedTime(began, await arrival.WaitAsync(bench.Stop)).TotalMilliseconds;
    }

    /// <summary>As a kubelet would write it.</summary>
    private static JsonObject StatusOf(bool ready)
    {
        var now = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["phase"] = "Running",
            ["podIP"] = "10.9.9.9",
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = ready ? "True" : "False", ["lastTransitionTime"] = now }),
            ["containerStatuses"] = new JsonArray(new JsonObject
            {
                ["name"] = "model",
                ["ready"] = ready,
                ["started"] = true,
                ["restartCount"] = 0,
                ["image"] = "bench",
                ["imageID"] = "bench",
                ["containerID"] = "bench://1",
                ["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = now } },
            }),
        };
    }

    private sealed record Delays(double P50, double P95)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"p50 {P50:0}, p95 {P95:0}");
    }

    /// <summary>Somebody who looks, and notes when a cell shows another number of available replicas.</summary>
    private sealed class Seen
    {
        private readonly Lock _lock = new();
        private (int Available, TaskCompletionSource<long> Came)? _awaited;

        public Task<long> When(int available)
        {
            var came = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
                _awaited = (available, came);
            return came.Task;
        }

        public async Task ReadAsync(FeedSubscription subscription, CancellationToken stop)
        {
            try
            {
                await foreach (var batch in subscription.Batches.WithCancellation(stop))
                {
                    foreach (var change in batch)
                        Note(change);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
        }

        private void Note(DeploymentChange change)
        {
            var now = Stopwatch.GetTimestamp();
            lock (_lock)
            {
                if (_awaited is { } awaited && change.Deployment?.Status.Available == awaited.Available)
                    awaited.Came.TrySetResult(now);
            }
        }
    }
}
