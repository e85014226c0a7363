using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Local.Processes;
using ModelDeploy.Local.Store;
using ModelDeploy.Local.Tests.Store;
using ModelDeploy.Supervisor.Protocol;
using ModelDeploy.TestHost;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Faults;

/// <summary>
/// A whole portal without pages inside the test's own process: database file, controller, real replicas. It can be ended and started
/// again while its replicas go on.
/// </summary>
internal sealed class FaultLab : IAsyncDisposable
{
    /// <summary>The id that most tests use.</summary>
    public const string Id = "lab";

    private static readonly CancellationToken Stop = CancellationToken.None;
    private static readonly Viewer Administrator = new(LocalStore.AdministratorKey, "Administrator", IsSystemAdmin: true);

    private readonly TempDirectory _data = new();
    private readonly TimeProvider _clock;
    private readonly ProcessRuntimeOptions _options;
    private IHost _host = null!;

    private FaultLab(TimeProvider clock, Func<ProcessRuntimeOptions, ProcessRuntimeOptions> change)
    {
        _clock = clock;
        _options = change(new ProcessRuntimeOptions
        {
            Secrets = ASecretCipher.Open,
            DataDirectory = _data.Path,
            Images = TinyModels.Catalog,
            KeepReplicasOnShutdown = true,
            LeaveDelay = TimeSpan.FromMilliseconds(100),
            StopGrace = TimeSpan.FromSeconds(5),
        });
    }

    /// <summary>The open store.</summary>
    public LocalStore Store { get; private set; } = null!;

    /// <summary>What people do.</summary>
    public DeploymentCommands Commands => _host.Services.GetRequiredService<DeploymentCommands>();

    /// <summary>What runs.</summary>
    public MachineProcesses Processes => new(_data.Path);

    /// <summary>The data directory.</summary>
    public string DataDirectory => _data.Path;

    /// <summary>A lab with a running portal.</summary>
    public static async Task<FaultLab> OpenAsync(
        Func<ProcessRuntimeOptions, ProcessRuntimeOptions>? change = null, TimeProvider? clock = null)
    {
        var lab = new FaultLab(clock ?? TimeProvider.System, change ?? (options => options));
        await lab.StartPortalAsync();
        return lab;
    }

    /// <summary>A usual spec of the tiny model.</summary>
    public static DeploymentSpec Tiny(int version = 1) => ASpec.Usual.WithImage(TinyModels.Image(version));

    /// <summary>A spec of a shell script.</summary>
    public static DeploymentSpec Script(string script) => ASpec.Usual.WithImage(TinyModels.Shell).WithEnv("SCRIPT", script);

    /// <summary>Starts a portal on the data directory.</summary>
    public async Task StartPortalAsync()
    {
        Store = await LocalStore.OpenAsync(_data.Path, seedDemo: true, ASecretCipher.Open, NullLoggerFactory.Instance, Stop);
        _host = LocalPlatform.Build(Store, _options, _clock);
        await _host.StartAsync(Stop);
    }

    /// <summary>Ends the portal; its replicas go on.</summary>
    public async Task EndPortalAsync()
    {
        await _host.StopAsync(Stop);
        _host.Dispose();
        Store.Dispose();
    }

    /// <summary>Creates a deployment as a person does.</summary>
    public async Task CreateAsync(DeploymentSpec spec, string id = Id) =>
        Assert.IsType<CommandResult<Deployment>.Accepted>(await Commands.CreateAsync(Administrator, id, spec, Stop));

    /// <summary>Updates it as a person does.</summary>
    public async Task UpdateAsync(Func<DeploymentSpec, DeploymentSpec> change, string id = Id) =>
        Assert.IsType<CommandResult<Deployment>.Accepted>(
            await Commands.UpdateAsync(Administrator, id, change((await ReadAsync(id))!.Spec), "", basedOn: null, Stop));

    /// <summary>Stops it as a person does.</summary>
    public async Task StopAsync(string id = Id) =>
        Assert.IsType<CommandResult<Deployment>.Accepted>(await Commands.StopAsync(Administrator, id, Stop));

    /// <summary>Stores a spec past the commands' foresight, as an editor of custom resources can.</summary>
    public async Task StoreAsync(DeploymentSpec spec, string id = Id)
    {
        var change = AChange.Of(ChangeAction.Updated).WithTime(_clock.GetUtcNow());
        await Eventually.TrueAsync(async () => (await ReadAsync(id) is { } current
            ? await Store.Deployments.UpdateSpecAsync(new DeploymentKey(id), spec, change, current.Version, Stop)
            : await Store.Deployments.CreateAsync(new DeploymentKey(id), spec, change, Stop)) is StoreResult<Deployment>.Stored, "the spec to be stored");
    }

    /// <summary>Changes the group demo as an administrator does.</summary>
    public async Task ChangeGroupAsync(Func<Group, Group> change) => Assert.IsType<StoreResult<Group>.Stored>(
        await Store.Catalog.SaveGroupAsync(change((await Store.Catalog.ReadAsync(Stop)).Group("demo")!), Stop));

    /// <summary>Adds an instance type with that much memory.</summary>
    public async Task AddInstanceTypeAsync(string name, long memory) => Assert.IsType<StoreResult<InstanceType>.Stored>(
        await Store.Catalog.SaveInstanceTypeAsync(AnInstanceType.Named(name) with { Resources = new Resources(0.5m, memory, 0) }, Stop));

    /// <summary>The deployment as stored, or null.</summary>
    public Task<Deployment?> ReadAsync(string id = Id) => Store.Deployments.GetAsync(new DeploymentKey(id), Stop);

    /// <summary>Waits until the newest revision has been looked at and satisfies the condition.</summary>
    public Task<Deployment> SeenAsync(Func<Deployment, bool> condition, string what, string id = Id) => Eventually.SomeAsync(
        async () => await ReadAsync(id) is { } deployment && deployment.Status.ObservedGeneration == deployment.Generation && condition(deployment)
            ? deployment
            : null,
        what);

    /// <summary>Waits until it is in the phase.</summary>
    public Task<Deployment> InPhaseAsync(DeploymentPhase phase, string id = Id) =>
        SeenAsync(deployment => deployment.Phase == phase, $"{id} to be {phase}", id);

    /// <summary>Waits until it has failed for this reason, and returns the failure.</summary>
    public async Task<Failure> FailedAsync(FailureReason reason, string id = Id) =>
        (await SeenAsync(deployment => deployment.Status.Failure?.Reason == reason, $"{id} to fail with {reason}", id)).Status.Failure!;

    /// <summary>What the supervisor of a replica noted.</summary>
    public StateFile StateOf(string replica, string id = Id) => FilesOf(replica, id).ReadState()!;

    /// <summary>The files of a replica.</summary>
    public ReplicaFiles FilesOf(string replica, string id = Id) => new(Path.Combine(_data.Path, "replicas", id, replica));

    /// <summary>The files of every replica of every deployment.</summary>
    public IEnumerable<ReplicaFiles> Replicas() => Directory.EnumerateDirectories(_data["replicas"])
        .SelectMany(Directory.EnumerateDirectories).Select(replica => new ReplicaFiles(replica)).Where(files => files.ReadState() is not null);

    /// <summary>Where a replica's model works.</summary>
    public string WorkOf(string replica, string id = Id) => Path.Combine(_data.Path, "replicas", id, replica, "work");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndPortalAsync();
        var elsewhere = Replicas().Select(files => files.ReadState()?.Model).ToList(); // models that do not work in their replica's directory
        foreach (var process in Processes.Find())
            process.Identity.KillGroup();
        elsewhere.ForEach(model => model?.KillGroup());
        await Eventually.TrueAsync(() => Processes.Find().Count == 0, "an empty machine");
        _data.Dispose();
    }
}
