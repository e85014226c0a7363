using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ModelDeploy.Benchmarks.Portals;
using ModelDeploy.Benchmarks.Running;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Local.Store;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;

namespace ModelDeploy.Benchmarks;

/// <summary>The feed on the real store: one change of status until 200 viewers have it, and the grid's rules on 10,000 deployments.</summary>
internal static class FeedBenchmark
{
    private const int Viewers = 200;
    private const int ChangesPerRound = 20;
    private const int Deployments = 10_000;
    private const int LooksPerRound = 40;
    private const double TargetMilliseconds = 50;

    // A viewer gets at most ten batches a second: a change that comes sooner would measure that.
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromMilliseconds(150);

    /// <summary>Milliseconds.</summary>
    public static async Task<IReadOnlyList<Row>> RunAsync(Bench bench)
    {
        using var store = await Seed.OpenAsync(bench.DataDirectory(), bench.Stop);
        bench.Say($"  storing {Deployments} deployments");
        await Seed.AddAsync(store, Enumerable.Range(1, Deployments).Select(number => $"model-{number}"), Spec, bench.Stop);
        using var catalog = new CatalogCache(store.Catalog);
        var looks = new FirstLooks();
        using var feed = new DeploymentFeed(store.Deployments, catalog, looks, TimeProvider.System);
        await catalog.StartAsync(bench.Stop);
        await feed.StartAsync(bench.Stop);
        await feed.LoadedAsync(bench.Stop);
        foreach (var deployment in await store.Deployments.ListAsync(bench.Stop))
            looks.Add(deployment);
        try
        {
            return [await ChangeRowAsync(bench, store, feed), .. await GridRowsAsync(bench, feed)];
        }
        finally
        {
            await feed.StopAsync(CancellationToken.None);
            await catalog.StopAsync(CancellationToken.None);
        }
    }

    private static DeploymentSpec Spec(string id) => Seed.Spec(Seed.Iris, stopped: true) with
    {
        DisplayName = $"Model {id}",
        Metadata = new[] { new MetadataEntry("owner", $"team-{id.Length}"), new MetadataEntry("stage", "production") }.ToEquatableList(),
    };

    private static async Task<Row> ChangeRowAsync(Bench bench, LocalStore store, DeploymentFeed feed)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(bench.Stop);
        var arrivals = new BlockingCollection<long>();
        var subscriptions = await Task.WhenAll(Enumerable.Range(0, Viewers).Select(_ => feed.SubscribeAsync(Seed.Somebody, leave.Token)));
        var readers = subscriptions.Select(subscription => ReadAsync(subscription, arrivals, leave.Token)).ToList();

        var figure = await Rounds.RepeatAsync(bench, $"change to {Viewers} viewers", one => one.P95, async () =>
        {
            List<double> delays = [];
            for (var change = 0; change < ChangesPerRound; change++)
            {
                delays.AddRange(await ChangeAsync(store, arrivals, bench.Stop));
                await Task.Delay(BetweenChanges, bench.Stop);
            }
            return Quantiles.Of(delays);
        });

        await leave.CancelAsync();
        await Task.WhenAll(readers);
        return Row.Report($"one change of status, from the store's write to each of {Viewers} viewers, ms", figure.ToString());
    }

    private static async Task<IReadOnlyList<double>> ChangeAsync(LocalStore store, BlockingCollection<long> arrivals, CancellationToken stop)
    {
        var current = (await store.Deployments.GetAsync(new DeploymentKey("model-1"), stop))!;
        var began = Stopwatch.GetTimestamp();
        await store.Deployments.UpdateStatusAsync(
            current.Key, current.Status with { Message = $"Change {began}", ChangedAt = DateTimeOffset.UtcNow }, current.Version, stop);
        return await Task.Run(() => Enumerable.Range(0, Viewers)
            .Select(_ => Stopwatch.GetElapsedTime(began, arrivals.Take(stop)).TotalMilliseconds).ToList(), stop);
    }

    private static async Task ReadAsync(FeedSubscription subscription, BlockingCollection<long> arrivals, CancellationToken stop)
    {
        using (subscription)
        {
            try
            {
                await foreach (var batch in subscription.Batches.WithCancellation(stop))
                {
                    foreach (var _ in batch)
                        arrivals.Add(Stopwatch.GetTimestamp(), stop);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
        }
    }

    private static async Task<IReadOnlyList<Row>> GridRowsAsync(Bench bench, DeploymentFeed feed)
    {
        var filter = new DeploymentFilter { Search = "production", Status = DeploymentPhase.Deploying, Group = "bench" };
        var shown = new DeploymentList();
        shown.Show(new DeploymentMatcher(filter, Seed.Somebody.Person), DeploymentOrder.Newest);
        var whole = await Rounds.RepeatAsync(bench, $"grid of {Deployments}", one => one.P95, () => Task.FromResult(Timed(() =>
        {
            shown.Load(feed.List(Seed.Somebody));
            return shown.Shown.Count + shown.CountsPerPhase.Values.Sum();
        })));
        var change = new DeploymentChange(new DeploymentKey("model-1"), feed.Find(Seed.Somebody, "model-1"));
        var fold = await Rounds.RepeatAsync(bench, "one change into it", one => one.P95, () => Task.FromResult(Timed(() =>
        {
            shown.Fold([change]);
            return shown.Shown.Count + shown.CountsPerPhase.Values.Sum();
        })));
        return
        [
            Row.Bound($"{Deployments} deployments listed, filtered, counted and sorted, ms", whole.ToString(), $"p95 < {TargetMilliseconds}", whole.P95 < TargetMilliseconds),
            Row.Report("one change folded into that grid, filtered and counted, ms", fold.ToString()),
        ];
    }

    private static Quantiles Timed(Func<int> look) => Quantiles.Of([.. Enumerable.Range(0, LooksPerRound).Select(_ =>
    {
        var began = Stopwatch.GetTimestamp();
        if (look() == 0)
            throw new InvalidOperationException("The grid shows nothing.");
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    })]);

    private sealed record Quantiles(double P50, double P95)
    {
        public static Quantiles Of(IReadOnlyList<double> values) => new(Rounds.Quantile(values, 0.5), Rounds.Quantile(values, 0.95));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"p50 {P50:0.0}, p95 {P95:0.0}");
    }
}
