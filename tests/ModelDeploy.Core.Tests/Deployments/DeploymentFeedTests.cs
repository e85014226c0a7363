using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Deployments;

public sealed class DeploymentFeedTests : IAsyncDisposable
{
    private static readonly Viewer Ada = new(AChange.Ada.Key, "Ada", IsSystemAdmin: false);
    private static readonly Viewer Eve = new(new PersonKey("local", "eve"), "Eve", IsSystemAdmin: false);

    private readonly ManualTime _clock = new(AChange.Start);
    private readonly InMemoryDeploymentStore _store = new();
    private readonly InMemoryCatalog _catalog = new([AGroup.Named().WithMember(AChange.Ada)], [AnInstanceType.Named()]);
    private readonly FirstLooks _looks = new();
    private readonly CatalogCache _cache;
    private readonly DeploymentFeed _feed;

    public DeploymentFeedTests()
    {
        _cache = new CatalogCache(_catalog);
        _feed = new DeploymentFeed(_store, _cache, _looks, _clock);
    }

    [Fact]
    public async Task A_member_sees_the_groups_deployments_and_a_stranger_none()
    {
        await StoreAsync("iris");
        await StartAsync();

        Assert.Equal("iris", Assert.Single(_feed.List(Ada)).Id);
        Assert.Empty(_feed.List(Eve));
        Assert.Null(_feed.Find(Eve, "iris"));
        Assert.NotNull(_feed.Find(Viewer.System, "iris"));
    }

    [Fact]
    public async Task Changes_come_after_the_snapshot_without_a_gap_and_only_the_newest_per_deployment()
    {
        await StoreAsync("iris");
        await StartAsync();
        using var subscription = await _feed.SubscribeAsync(Ada, default);
        await using var batches = subscription.Batches.GetAsyncEnumerator();

        for (var replicas = 2; replicas <= 50; replicas++)
            await UpdateAsync("iris", spec => spec.WithReplicas(replicas));
        await StoreAsync("wine");
        await Eventually.TrueAsync(() => _feed.Find(Ada, "wine") is not null, "wine in the feed");
        var first = await NextAsync(batches);

        Assert.Equal("iris", Assert.Single(subscription.TakeSnapshot()).Id);
        Assert.Equal(["iris", "wine"], first.Select(change => change.Key.Id));
        Assert.Equal(50, first[0].Deployment!.Spec.Replicas);
    }

    [Fact]
    public async Task There_are_at_most_ten_batches_a_second()
    {
        await StartAsync();
        using var subscription = await _feed.SubscribeAsync(Ada, default);
        await using var batches = subscription.Batches.GetAsyncEnumerator();
        await StoreAsync("iris");
        await NextAsync(batches);
        await StoreAsync("wine");
        await Eventually.TrueAsync(() => _feed.Find(Ada, "wine") is not null, "wine in the feed");

        var next = batches.MoveNextAsync().AsTask();
        await Eventually.TrueAsync(() => _clock.PendingTimers == 1, "the pause between batches");
        var before = next.IsCompleted;
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await next;

        Assert.False(before);
        Assert.Equal("wine", Assert.Single(batches.Current).Key.Id);
    }

    [Fact]
    public async Task Losing_membership_takes_deployments_away_and_gaining_it_brings_them()
    {
        await StoreAsync("iris");
        await StartAsync();
        using var ada = await _feed.SubscribeAsync(Ada, default);
        using var eve = await _feed.SubscribeAsync(Eve, default);
        await using var adas = ada.Batches.GetAsyncEnumerator();
        await using var eves = eve.Batches.GetAsyncEnumerator();

        var group = (await _catalog.ReadAsync(default)).Groups[0];
        await _catalog.SaveGroupAsync(group with { Members = [new GroupMember(Eve.Person, "Eve", GroupRole.Member)] }, default);

        Assert.Null(Assert.Single(await NextAsync(adas)).Deployment);
        Assert.Equal("iris", Assert.Single(await NextAsync(eves)).Deployment?.Id);
    }

    [Fact]
    public async Task A_deployment_that_is_gone_arrives_as_gone_only_to_those_who_knew_it()
    {
        await StoreAsync("iris");
        await StartAsync();
        using var ada = await _feed.SubscribeAsync(Ada, default);
        using var leaving = new CancellationTokenSource();
        using var eve = await _feed.SubscribeAsync(Eve, leaving.Token);
        await using var adas = ada.Batches.GetAsyncEnumerator();
        await using var eves = eve.Batches.GetAsyncEnumerator();

        var stored = (await _store.GetAsync(new DeploymentKey("iris"), default))!;
        var marked = await _store.MarkDeletedAsync(stored.Key, AChange.Of(ChangeAction.Deleted), stored.Version, default);
        await _store.ForgetAsync(stored.Key, Assert.IsType<StoreResult<Deployment>.Stored>(marked).Value.Version, default);
        await Eventually.TrueAsync(() => _feed.Find(Ada, "iris") is null, "iris gone");
        var unread = eves.MoveNextAsync().AsTask();

        Assert.Null(Assert.Single(await NextAsync(adas)).Deployment);
        Assert.False(unread.IsCompleted);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => unread);
    }

    [Fact]
    public async Task What_the_feed_has_not_heard_of_yet_is_found_by_those_who_may_see_it()
    {
        await StartAsync();
        await _feed.StopAsync(default);

        await StoreAsync("iris", ASpec.Usual.WithEnv("TOKEN", "s3cret", secret: true));

        Assert.Null(_feed.Find(Ada, "iris"));
        Assert.Equal("", (await _feed.FindAsync(Ada, "iris", default))!.Spec.Env[0].Value);
        Assert.Null(await _feed.FindAsync(Eve, "iris", default));
        Assert.Null(await _feed.FindAsync(Ada, "unknown", default));
    }

    [Fact]
    public async Task A_look_vouches_for_what_it_found_and_not_for_what_an_earlier_process_wrote()
    {
        await StoreAsync("iris");
        var stored = (await _store.GetAsync(new DeploymentKey("iris"), default))!;
        await WriteAsync(stored, DeploymentPhase.Deployed);
        await StartAsync();
        stored = (await _store.GetAsync(stored.Key, default))!;

        _looks.Add(stored with { Version = "not here yet" });
        var before = _feed.Find(Ada, "iris")!.Phase;
        _looks.Add(stored);
        var after = _feed.Find(Ada, "iris")!.Phase;
        await WriteAsync(stored, DeploymentPhase.Failed);
        await Eventually.TrueAsync(() => _feed.Find(Ada, "iris")!.Phase is DeploymentPhase.Failed, "what was written later");

        Assert.Equal((DeploymentPhase.Deploying, DeploymentPhase.Deployed), (before, after));
    }

    [Fact]
    public async Task A_change_of_groups_that_shows_and_hides_nothing_is_not_told()
    {
        await StoreAsync("iris");
        await StartAsync();
        using var subscription = await _feed.SubscribeAsync(Ada, default);
        await using var batches = subscription.Batches.GetAsyncEnumerator();

        var group = (await _catalog.ReadAsync(default)).Groups[0];
        await _catalog.SaveGroupAsync(group with { DisplayName = "Renamed" }, default);
        await Eventually.TrueAsync(() => _cache.Current.Groups[0].DisplayName == "Renamed", "the new name");
        await StoreAsync("wine");

        Assert.Equal("wine", Assert.Single(await NextAsync(batches)).Key.Id);
    }

    [Fact]
    public async Task Secrets_do_not_pass_through_the_feed()
    {
        await StoreAsync("iris", ASpec.Usual.WithEnv("TOKEN", "s3cret", secret: true));
        await StartAsync();

        Assert.Equal("", _feed.Find(Viewer.System, "iris")!.Spec.Env[0].Value);
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.StopAsync(default);
        await _cache.StopAsync(default);
    }

    private async Task StartAsync()
    {
        await _cache.StartAsync(default);
        await _feed.StartAsync(default);
        await _feed.LoadedAsync(default);
    }

    private async Task StoreAsync(string id, DeploymentSpec? spec = null) =>
        await _store.CreateAsync(new DeploymentKey(id), spec ?? ASpec.Usual, AChange.Of(ChangeAction.Created), default);

    private Task WriteAsync(Deployment stored, DeploymentPhase phase) => _store.UpdateStatusAsync(
        stored.Key, stored.Status with { ObservedGeneration = stored.Generation, Phase = phase }, stored.Version, default);

    private async Task UpdateAsync(string id, Func<DeploymentSpec, DeploymentSpec> change)
    {
        var stored = (await _store.GetAsync(new DeploymentKey(id), default))!;
        await _store.UpdateSpecAsync(stored.Key, change(stored.Spec), AChange.Of(ChangeAction.Updated), stored.Version, default);
    }

    private static async Task<IReadOnlyList<DeploymentChange>> NextAsync(IAsyncEnumerator<IReadOnlyList<DeploymentChange>> batches)
    {
        Assert.True(await batches.MoveNextAsync());
        return batches.Current;
    }
}
