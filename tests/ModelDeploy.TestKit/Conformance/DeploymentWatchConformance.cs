using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Builders;
using static ModelDeploy.TestKit.Conformance.StoreResultAssert;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>What every <see cref="IDeploymentStore"/> promises to those who watch it.</summary>
public abstract class DeploymentWatchConformance : IDisposable
{
    private static readonly DeploymentKey Iris = new("iris");
    private static readonly Change Creation = AChange.Of(ChangeAction.Created);
    private static readonly Change Update = AChange.Of(ChangeAction.Updated);

    private readonly Patience _patience = new();

    /// <summary>A store with nothing in it, the same one throughout a test.</summary>
    protected abstract IDeploymentStore Store { get; }

    private CancellationToken Stop => _patience.Token;

    [Fact]
    public async Task A_watch_begins_with_everything_that_is_stored_in_the_order_of_ids()
    {
        await CreateAsync("bbb");
        await CreateAsync("aaa");

        using var watch = await Store.WatchAsync(Stop);

        Assert.Equal(await Store.ListAsync(Stop), watch.Snapshot);
        Assert.Equal(["aaa", "bbb"], watch.Snapshot.Select(deployment => deployment.Id));
    }

    [Fact]
    public async Task Every_kind_of_write_reaches_every_watch()
    {
        using var first = await Store.WatchAsync(Stop);
        using var second = await Store.WatchAsync(Stop);
        await using var ofFirst = first.Changes.GetAsyncEnumerator(Stop);
        await using var ofSecond = second.Changes.GetAsyncEnumerator(Stop);

        async Task<Deployment> SeenByBothAsync(Deployment written, bool gone = false)
        {
            var expected = new DeploymentChange(written.Key, gone ? null : written);
            Assert.Equal(expected, await NextAsync(ofFirst));
            Assert.Equal(expected, await NextAsync(ofSecond));
            return written;
        }

        var created = await SeenByBothAsync(await CreateAsync("iris"));
        var updated = await SeenByBothAsync(await StoredAsync(
            Store.UpdateSpecAsync(Iris, ASpec.Usual.WithReplicas(2), Update, created.Version, Stop)));
        var looked = await SeenByBothAsync(await StoredAsync(
            Store.UpdateStatusAsync(Iris, Awkward.Status, updated.Version, Stop)));
        var marked = await SeenByBothAsync(await StoredAsync(
            Store.MarkDeletedAsync(Iris, AChange.Of(ChangeAction.Deleted), looked.Version, Stop)));
        await SeenByBothAsync(await StoredAsync(Store.ForgetAsync(Iris, marked.Version, Stop)), gone: true);
    }

    [Fact]
    public async Task A_refused_write_is_not_a_change()
    {
        var created = await CreateAsync("iris");
        using var watch = await Store.WatchAsync(Stop);

        await Store.CreateAsync(Iris, ASpec.Usual, Creation, Stop);
        await Store.UpdateStatusAsync(Iris, Awkward.Status, "no version", Stop);
        await Store.ForgetAsync(Iris, created.Version, Stop);
        var other = await CreateAsync("other");

        await using var changes = watch.Changes.GetAsyncEnumerator(Stop);
        Assert.Equal(other, (await NextAsync(changes)).Deployment);
    }

    [Fact]
    public async Task A_slow_reader_gets_the_newest_state_per_key_and_no_backlog()
    {
        var iris = await CreateAsync("iris");
        using var watch = await Store.WatchAsync(Stop);
        for (var wanted = 1; wanted <= 50; wanted++)
        {
            iris = await StoredAsync(Store.UpdateStatusAsync(
                Iris, new DeploymentStatus { Wanted = wanted }, iris.Version, Stop));
        }
        var other = await CreateAsync("other");

        await using var changes = watch.Changes.GetAsyncEnumerator(Stop);

        Assert.Equal(iris, (await NextAsync(changes)).Deployment);
        Assert.Equal(other, (await NextAsync(changes)).Deployment);
    }

    [Fact]
    public async Task Whenever_a_watch_begins_it_misses_nothing_and_never_goes_back()
    {
        const int Writers = 4;
        const int Rounds = 12;
        var writers = Enumerable.Range(0, Writers).Select(number => Task.Run(() => WriteAsync(number, Rounds))).ToArray();
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            using var watch = await Store.WatchAsync(Stop);
            return await FollowAsync(watch, done: seen => seen.Count == Writers && seen.Values.All(deployment => deployment.Status.Wanted == Rounds));
        })).ToArray();

        await Task.WhenAll(writers);
        var final = await Store.ListAsync(Stop);

        foreach (var seen in await Task.WhenAll(readers))
            Assert.Equal(final, seen.Values.OrderBy(deployment => deployment.Id, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Disposing_a_watch_ends_its_changes()
    {
        var watch = await Store.WatchAsync(Stop);
        await using var changes = watch.Changes.GetAsyncEnumerator(Stop);
        var next = changes.MoveNextAsync();

        watch.Dispose();
        watch.Dispose();

        Assert.False(await next);
    }

    [Fact]
    public async Task Cancelling_the_reading_or_the_watch_ends_its_changes()
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var first = await Store.WatchAsync(Stop);
        using var second = await Store.WatchAsync(watching.Token);
        await using var ofFirst = first.Changes.GetAsyncEnumerator(reading.Token);
        await using var ofSecond = second.Changes.GetAsyncEnumerator(Stop);
        var nextOfFirst = ofFirst.MoveNextAsync().AsTask();
        var nextOfSecond = ofSecond.MoveNextAsync().AsTask();

        await reading.CancelAsync();
        await watching.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => nextOfFirst);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => nextOfSecond);
    }

    /// <inheritdoc />
    public virtual void Dispose()
    {
        _patience.Dispose();
        GC.SuppressFinalize(this);
    }

    private Task<Deployment> CreateAsync(string id) =>
        StoredAsync(Store.CreateAsync(new DeploymentKey(id), ASpec.Usual, Creation, Stop));

    private async Task WriteAsync(int number, int rounds)
    {
        var written = await CreateAsync($"model-{number}");
        for (var round = 1; round <= rounds; round++)
        {
            written = await StoredAsync(Store.UpdateSpecAsync(
                written.Key, ASpec.Usual.WithReplicas(round), Update, written.Version, Stop));
            written = await StoredAsync(Store.UpdateStatusAsync(
                written.Key, new DeploymentStatus { Wanted = round }, written.Version, Stop));
        }
    }

    private async Task<Dictionary<DeploymentKey, Deployment>> FollowAsync(
        DeploymentWatch watch, Func<Dictionary<DeploymentKey, Deployment>, bool> done)
    {
        var seen = watch.Snapshot.ToDictionary(deployment => deployment.Key);
        await using var changes = watch.Changes.GetAsyncEnumerator(Stop);
        while (!done(seen))
        {
            var deployment = (await NextAsync(changes)).Deployment!;
            if (seen.TryGetValue(deployment.Key, out var before))
                Assert.True(deployment.Generation >= before.Generation && deployment.Status.Wanted >= before.Status.Wanted);
            seen[deployment.Key] = deployment;
        }
        return seen;
    }

    private static async Task<DeploymentChange> NextAsync(IAsyncEnumerator<DeploymentChange> changes)
    {
        Assert.True(await changes.MoveNextAsync());
        return changes.Current;
    }
}
