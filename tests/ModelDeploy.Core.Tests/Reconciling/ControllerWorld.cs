using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Reconciling;

/// <summary>A whole Core on in-memory stores and a scripted runtime: controller, feed and commands running.</summary>
internal sealed class ControllerWorld : IAsyncDisposable
{
    private readonly ControllerService _controller;
    private readonly CatalogCache _cache;

    /// <param name="group">The only group; null for the usual one.</param>
    /// <param name="storeOf">What the controller has for a store; null for the one that everybody has.</param>
    /// <param name="log">What the controller logs; null for nowhere.</param>
    public ControllerWorld(Group? group = null, Func<InMemoryDeploymentStore, IDeploymentStore>? storeOf = null, ILogger<ControllerService>? log = null)
    {
        Catalog = new InMemoryCatalog([group ?? AGroup.Named().WithQuota(cpu: 4)], [AnInstanceType.Named()]);
        _cache = new CatalogCache(Catalog);
        Feed = new DeploymentFeed(Store, _cache, Looks, Clock);
        Commands = new DeploymentCommands(Store, Catalog, Store.Journal, new SpecLimits(), Clock, AnAudit.Into());
        History = new HistoryReader(Feed, _cache, Store.Journal);
        var store = storeOf?.Invoke(Store) ?? Store;
        var reconciler = new Reconciler(
            store, Catalog, Runtime, new Admission(store, Catalog), Looks, new SpecLimits(), Clock, NullLogger<Reconciler>.Instance);
        _controller = new ControllerService(
            new AlwaysLeads(), store, Catalog, Runtime, reconciler, Clock, log ?? NullLogger<ControllerService>.Instance, new ControllerOptions { Workers = storeOf is null ? 4 : 1 });
    }

    public static Viewer Admin { get; } = new(AChange.Ada.Key, "Ada", IsSystemAdmin: true);

    public ManualTime Clock { get; } = new(AChange.Start);

    public InMemoryDeploymentStore Store { get; } = new();

    public InMemoryCatalog Catalog { get; }

    public ScriptedRuntime Runtime { get; } = new();

    public FirstLooks Looks { get; } = new();

    public DeploymentFeed Feed { get; }

    public DeploymentCommands Commands { get; }

    public HistoryReader History { get; }

    public ControllerService Controller => _controller;

    public async Task<ControllerWorld> StartAsync()
    {
        await _cache.StartAsync(default);
        await Feed.StartAsync(default);
        await Feed.LoadedAsync(default);
        await _controller.StartAsync(default);
        await Eventually.TrueAsync(() => _controller.FirstSweepDone, "the first sweep");
        return this;
    }

    public async Task<Deployment> CreateAsync(string id, Func<DeploymentSpec, DeploymentSpec>? change = null)
    {
        var spec = change is null ? ASpec.Usual : change(ASpec.Usual);
        var result = await Commands.CreateAsync(Admin, id, spec, default);
        return Assert.IsType<CommandResult<Deployment>.Accepted>(result).Value;
    }

    public Task<Deployment> UntilAsync(string id, DeploymentPhase phase) =>
        UntilAsync(id, deployment => deployment.Phase == phase, $"{id} {phase}");

    public Task<Deployment> UntilAsync(string id, Func<Deployment, bool> holds, string what) => Eventually.SomeAsync(
        () => Task.FromResult(Feed.Find(Admin, id) is { } found && holds(found) ? found : null), what);

    public Task UntilGoneAsync(string id) => Eventually.TrueAsync(() => Feed.Find(Admin, id) is null, $"{id} gone");

    public async ValueTask DisposeAsync()
    {
        await _controller.StopAsync(default);
        await Feed.StopAsync(default);
        await _cache.StopAsync(default);
    }
}
