using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Runtimes;

public sealed class UsageRecorderTests : IAsyncLifetime
{
    private static readonly Viewer Ada = new(AChange.Ada.Key, AChange.Ada.Name, IsSystemAdmin: false);
    private static readonly Viewer Eve = new(new PersonKey(PersonKey.LocalIssuer, "eve"), "Eve", IsSystemAdmin: false);
    private static readonly DeploymentKey Iris = new("iris");

    private readonly InMemoryDeploymentStore _store = new();
    private readonly ManualTime _clock = new(AChange.Start);
    private readonly ScriptedRuntime _runtime = new();
    private readonly CatalogCache _catalog = new(new InMemoryCatalog([AGroup.Named().WithMember(AChange.Ada)], []));
    private DeploymentFeed _feed = null!;
    private UsageRecorder _recorder = null!;

    public async ValueTask InitializeAsync()
    {
        var created = Stored(await _store.CreateAsync(Iris, ASpec.Usual, AChange.Of(ChangeAction.Created), default));
        await _store.UpdateStatusAsync(Iris, created.Status with { Replicas = [Seen.Replica("iris-1", "t1")] }, created.Version, default);
        _feed = new DeploymentFeed(_store, _catalog, new FirstLooks(), _clock);
        _recorder = new UsageRecorder(_feed, _runtime, _clock, NullLogger<UsageRecorder>.Instance);
        await _catalog.StartAsync(default);
        await _feed.StartAsync(default);
        await _feed.LoadedAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.StopAsync(default);
        await _catalog.StopAsync(default);
    }

    [Fact]
    public async Task An_hour_of_what_replicas_use_is_kept_for_those_who_may_see_them()
    {
        await MeasureAsync("iris-1", 100);
        _clock.Advance(TimeSpan.FromMinutes(30));
        await MeasureAsync("iris-1", 200);
        await MeasureAsync("iris-2", 300);

        Assert.Equal(["iris-1 100 200", "iris-2 300"], Read(Ada));
        Assert.Empty(Read(Eve));
        Assert.Empty(_recorder.HistoryOf(Ada, "other"));
        _clock.Advance(TimeSpan.FromMinutes(30));
        await MeasureAsync("iris-2", 400);
        Assert.Equal(["iris-1 200", "iris-2 300 400"], Read(Ada));
    }

    [Fact]
    public async Task What_no_longer_runs_is_forgotten_after_an_hour()
    {
        await MeasureAsync("iris-1", 100);
        _runtime.Usage = [];
        _clock.Advance(UsageRecorder.Kept);

        await _recorder.MeasureAsync(default);

        Assert.Empty(Read(Ada));
    }

    private static Deployment Stored(StoreResult<Deployment> result) => Assert.IsType<StoreResult<Deployment>.Stored>(result).Value;

    private Task MeasureAsync(string replica, long memory)
    {
        _runtime.Usage = [new ReplicaUsage(replica, 0.5m, memory)];
        return _recorder.MeasureAsync(default);
    }

    private IEnumerable<string> Read(Viewer viewer) =>
        _recorder.HistoryOf(viewer, "iris").Select(history => $"{history.Replica} {string.Join(' ', history.Points.Select(point => point.Memory))}");
}
