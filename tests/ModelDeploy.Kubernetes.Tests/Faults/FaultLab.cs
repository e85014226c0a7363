using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Faults;

/// <summary>A whole portal without pages inside the test's own process: store, leadership, controller and runtime on a real cluster, with real pods.</summary>
internal sealed class FaultLab : IAsyncDisposable
{
    private static readonly CancellationToken Stop = CancellationToken.None;
    private static readonly Viewer Administrator = new(Account.Administrator.Key, "Administrator", IsSystemAdmin: true);

    private readonly ClusterPlatform _platform;
    private readonly IHost _host;

    private FaultLab(ATestNamespace place, ClusterPlatform platform, Witness witness)
    {
        (Place, _platform, Witness) = (place, platform, witness);
        platform.TellOutagesTo(Outages);
        _host = Build(platform);
    }

    /// <summary>Its namespace, and a client that goes past whatever is between portal and cluster.</summary>
    public ATestNamespace Place { get; }

    /// <summary>Everything that was ever started.</summary>
    public Witness Witness { get; }

    /// <summary>Whether the cluster can be followed.</summary>
    public Outages Outages { get; } = new();

    /// <summary>What people do.</summary>
    public DeploymentCommands Commands => _host.Services.GetRequiredService<DeploymentCommands>();

    /// <summary>The deployments as the portal knows them.</summary>
    public IDeploymentStore Store => _platform.Store.Deployments;

    /// <summary>A lab with a running portal in this namespace.</summary>
    /// <param name="place">Where; the lab disposes of it.</param>
    /// <param name="access">The portal's way to the cluster; null for the straight one.</param>
    public static async Task<FaultLab> OpenAsync(ATestNamespace place, ClusterAccess? access = null)
    {
        var witness = await Witness.BeginAsync(place.Client, place.Name);
        var platform = await ClusterPlatform.OpenAsync(
            access ?? place.Client.Access, new KubernetesOptions { Namespace = place.Name }, seedDemo: false, TimeProvider.System, NullLoggerFactory.Instance, Stop);
        var lab = new FaultLab(place, platform, witness);
        Assert.IsType<StoreResult<Group>.Stored>(await platform.Store.Catalog.SaveGroupAsync(AGroup.Named().WithQuota(cpu: 1, maxDeployments: 20), Stop));
        Assert.IsType<StoreResult<InstanceType>.Stored>(
            await platform.Store.Catalog.SaveInstanceTypeAsync(AnInstanceType.Named().WithResources(0.01m, 32 << 20), Stop));
        await lab._host.StartAsync(Stop);
        await Eventually.TrueAsync(() => lab._host.Services.GetRequiredService<ControllerService>().FirstSweepDone, "the controller leads");
        return lab;
    }

    /// <summary>A spec of the lab's model server, in a version of one's own.</summary>
    public static DeploymentSpec Model(int version = 1, int replicas = 1) => ASpec.Usual.WithImage("localhost/model-server:1").WithReplicas(replicas)
        .WithEnv("MODEL_NAME", $"v{version}") with { Readiness = Readiness.Http("/readyz"), Deadline = TimeSpan.FromMinutes(10) };

    /// <summary>Creates a deployment as a person does.</summary>
    public Task<CommandResult<Deployment>> TryCreateAsync(string id, DeploymentSpec spec) => Commands.CreateAsync(Administrator, id, spec, Stop);

    /// <summary>Creates a deployment as a person does, who is not refused.</summary>
    public async Task<Deployment> CreateAsync(string id, DeploymentSpec spec) =>
        Assert.IsType<CommandResult<Deployment>.Accepted>(await TryCreateAsync(id, spec)).Value;

    /// <summary>Updates it as a person does.</summary>
    public Task<CommandResult<Deployment>> TryUpdateAsync(string id, DeploymentSpec spec, string message = "", long? basedOn = null) =>
        Commands.UpdateAsync(Administrator, id, spec, message, basedOn, Stop);

    /// <summary>Updates it as a person does, who is not refused.</summary>
    public async Task<Deployment> UpdateAsync(string id, DeploymentSpec spec) =>
        Assert.IsType<CommandResult<Deployment>.Accepted>(await TryUpdateAsync(id, spec)).Value;

    /// <summary>Deletes it as a person does.</summary>
    public Task<CommandResult<Deployment>> TryDeleteAsync(string id) => Commands.DeleteAsync(Administrator, id, Stop);

    /// <summary>The deployment as the portal knows it, or null.</summary>
    public Task<Deployment?> ReadAsync(string id) => Store.GetAsync(new DeploymentKey(id), Stop);

    /// <summary>Waits until its newest revision has been looked at and satisfies the condition.</summary>
    public Task<Deployment> SeenAsync(string id, Func<Deployment, bool> condition, string what) => Eventually.SomeAsync(
        async () => await ReadAsync(id) is { } deployment && deployment.Status.ObservedGeneration == deployment.Generation && condition(deployment) ? deployment : null,
        $"{id} {what}");

    /// <summary>Waits until it is deployed, and known to be so.</summary>
    public Task<Deployment> DeployedAsync(string id) => SeenAsync(
        id, deployment => deployment is { Phase: DeploymentPhase.Deployed, Status.UnknownSince: null }, "is deployed");

    /// <summary>Waits until the history is this, as the portal tells it and as it is written down.</summary>
    public Task HistoryAsync(Guid uid, params ChangeAction[] actions) => Eventually.TrueAsync(
        async () => (await HistoryOfAsync(uid)).Select(entry => entry.Change.Action).SequenceEqual(actions) && await WrittenAsync(uid) == actions.Length,
        $"the history {string.Join(", ", actions)}");

    /// <summary>The history as the portal tells it, oldest first.</summary>
    public async Task<IReadOnlyList<JournalEntry>> HistoryOfAsync(Guid uid) => [.. (await _platform.Store.Journal.ReadAsync(uid, null, 100, Stop)).Reverse()];

    /// <summary>How many changes of a deployment are written down in the cluster.</summary>
    public async Task<int> WrittenAsync(Guid uid) =>
        (await Place.Client.ListAsync<JsonObject>(Kinds.PhDeploymentChange, Place.Name, new Selector($"{Labels.Uid}={uid}"), Stop)).Value?.Items.Count ?? 0;

    /// <summary>What readiness asks of the cluster.</summary>
    public Task ProbeAsync() => _platform.ProbeAsync(Stop);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(Stop);
        _host.Dispose();
        await _platform.DisposeAsync();
        await Witness.DisposeAsync();
        await Place.DisposeAsync();
    }

    /// <summary>Put together as the portal's set-up does.</summary>
    private static IHost Build(ClusterPlatform platform)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var services = builder.Services;
        services.AddSingleton(platform.Client);
        services.AddSingleton(platform.Options);
        services.AddSingleton(platform.Store.Deployments);
        services.AddSingleton(platform.Store.Catalog);
        services.AddSingleton(platform.Store.Journal);
        services.AddSingleton<ILeadership>(platform.Leadership);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new SpecLimits());
        services.AddSingleton<FirstLooks>();
        services.AddSingleton(AnAudit.Into());
        services.AddSingleton<DeploymentCommands>();
        services.AddKubernetesRuntime(follow: true);
        services.AddSingleton<Admission>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<ControllerService>();
        services.AddHostedService(provider => provider.GetRequiredService<ControllerService>());
        return builder.Build();
    }
}
