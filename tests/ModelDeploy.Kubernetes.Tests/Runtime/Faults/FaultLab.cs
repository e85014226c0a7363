using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime;
using ModelDeploy.Kubernetes.Store;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

/// <summary>A namespace in which everything goes wrong, with store, runtime and controller as the portal puts them together.</summary>
internal sealed class FaultLab : IAsyncDisposable
{
    private static readonly SpecLimits Limits = new();

    private readonly CancellationTokenSource _stop = new();
    private readonly ClusterStore _store;
    private readonly KubernetesRuntime _runtime;
    private readonly ControllerService _controller;
    private readonly Task _running;
    private readonly List<IAsyncDisposable> _around = [];
    private string _nodeAddress = "";

    private FaultLab(ATestNamespace place, ClusterStore store)
    {
        (Place, _store) = (place, store);
        _runtime = new KubernetesRuntime(place.Client, new KubernetesOptions { Namespace = place.Name }, TimeProvider.System, NullLoggerFactory.Instance);
        _running = _runtime.RunAsync(_stop.Token);
        var reconciler = new Reconciler(
            store.Deployments, store.Catalog, _runtime, new Admission(store.Deployments, store.Catalog), new FirstLooks(), Limits, TimeProvider.System, NullLogger<Reconciler>.Instance);
        _controller = new ControllerService(new AlwaysLeads(), store.Deployments, store.Catalog, _runtime, reconciler, TimeProvider.System, NullLogger<ControllerService>.Instance);
    }

    public ATestNamespace Place { get; }

    /// <summary>Opens it with everything around the deployments that is wrong for these faults.</summary>
    public static async Task<FaultLab> OpenAsync(IReadOnlyList<Fault> faults)
    {
        var place = await ATestNamespace.CreateAsync();
        var options = new KubernetesOptions { Namespace = place.Name };
        var lab = new FaultLab(place, await ClusterStore.OpenAsync(place.Client, options, TimeProvider.System, NullLoggerFactory.Instance, default));
        try
        {
            await FaultLeftovers.RemoveAsync(place.Client, TimeProvider.System.GetUtcNow());
            lab._nodeAddress = await WrongRegistry.StartAsync(place);
            lab._around.Add(await PlayedNodes.CreateAsync(place));
            await lab.MakeThingsAsync();
            await lab.MakeCatalogAsync(faults);
            lab._around.Add(await FaultWebhook.OpenAsync(place, faults.Where(fault => fault.Craft is not null).ToDictionary(fault => fault.Name, fault => fault.Craft!)));
            await lab._controller.StartAsync(default);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes the deployment as <c>kubectl</c> does: nobody looks at it before.</summary>
    public async Task InjectAsync(Fault fault)
    {
        var spec = fault.SpecOf();
        spec = spec.WithImage(spec.ModelImage.Replace(FaultCatalog.NodeAddress, _nodeAddress, StringComparison.Ordinal));
        var created = await _store.Deployments.CreateAsync(new DeploymentKey(fault.Name), spec, AChange.Of(ChangeAction.Created).WithTime(TimeProvider.System.GetUtcNow()), default);
        Assert.IsType<StoreResult<Deployment>.Stored>(created);
    }

    /// <summary>What is known of a deployment, as the store has it.</summary>
    public Task<Deployment?> ReadAsync(Fault fault) => _store.Deployments.GetAsync(new DeploymentKey(fault.Name), default);

    public async ValueTask DisposeAsync()
    {
        await _controller.StopAsync(default);
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        foreach (var thing in _around)
            await thing.DisposeAsync();
        await _store.DisposeAsync();
        await Place.DisposeAsync();
        _stop.Dispose();
    }

    private async Task MakeCatalogAsync(IReadOnlyList<Fault> faults)
    {
        foreach (var group in new[] { AGroup.Named(), AGroup.Named("off").Disabled(), AGroup.Named("poor").WithQuota(cpu: 0.001m) })
            Assert.IsType<StoreResult<Group>.Stored>(await _store.Catalog.SaveGroupAsync(group, default));
        var small = AnInstanceType.Named("small").WithResources(0.02m, 24L << 20);
        foreach (var type in faults.Select(fault => fault.Type).OfType<InstanceType>().Prepend(small))
            Assert.IsType<StoreResult<InstanceType>.Stored>(await _store.Catalog.SaveInstanceTypeAsync(type, default));
        await Eventually.TrueAsync(async () => (await _store.Catalog.ReadAsync(default)).InstanceType("small") is not null, "the catalog is read");
    }

    private async Task MakeThingsAsync()
    {
        await CreateAsync(new("", "v1", "configmaps", "ConfigMap"), "files", thing => thing["data"] = new JsonObject { ["garbage"] = "no program" });
        await CreateAsync(new("", "v1", "limitranges", "LimitRange"), "limits", Spec(
            """{"limits":[{"type":"Container","max":{"cpu":"100"}}]}"""));
        await CreateAsync(new("", "v1", "resourcequotas", "ResourceQuota"), "quota", Spec($$"""{"hard":{"requests.{{FaultCatalog.Widgets}}":"0"} }"""));
        await CreateAsync(new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim"), "unbound", Spec("""{"storageClassName":"nowhere","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Mi"}}}"""));
        await Eventually.TrueAsync(
            async () => (await Place.Client.GetAsync<JsonObject>(new("", "v1", "resourcequotas", "ResourceQuota"), Place.Name, "quota", default)).Value?["status"]?["used"] is JsonObject, "the quota counts");
    }

    private static Action<JsonObject> Spec(string json) => thing => thing["spec"] = JsonNode.Parse(json);

    private async Task CreateAsync(ApiKind kind, string name, Action<JsonObject> fill)
    {
        var thing = ATestNamespace.Named(kind.ApiVersion, kind.Kind, name);
        fill(thing);
        Assert.Null((await Place.Client.CreateAsync<JsonObject>(kind, Place.Name, thing, default)).Error);
    }
}
