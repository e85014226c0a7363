using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Local.Processes;
using ModelDeploy.Local.Tests.Store;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Processes;

/// <summary>A process runtime on a directory of its own, with two images: a real model server, and a shell that runs what a test says.</summary>
public sealed class ProcessLab : IAsyncDisposable
{
    /// <summary>The model server with its smallest model.</summary>
    public const string Server = "test/server:1.0";

    /// <summary>A shell that runs the variable SCRIPT.</summary>
    public const string Shell = "test/shell:1.0";

    /// <summary>An image whose command does not exist.</summary>
    public const string NoCommand = "test/no-command:1.0";

    /// <summary>The key that tests use.</summary>
    public static readonly DeploymentKey Key = new("lab");

    private static readonly CancellationToken Stop = CancellationToken.None;
    private readonly TempDirectory _data = new();

    private ProcessLab() => Options = new ProcessRuntimeOptions
    {
        Secrets = ASecretCipher.Open,
        DataDirectory = _data.Path,
        StopGrace = TimeSpan.FromSeconds(5),
        Images = new Dictionary<string, LocalImage>
        {
            [Server] = Image("sh", "-c", "echo hello; exec dotnet {app}/ModelDeploy.ModelServer.dll --model {app}/Models/iris-1.0.json"),
            [Shell] = Image("sh", "-c", "eval \"$SCRIPT\""),
            [NoCommand] = Image("/nowhere/to/be/found"),
        },
    };

    /// <summary>What the next runtime is made of.</summary>
    public ProcessRuntimeOptions Options { get; set; }

    /// <summary>The runtime of now.</summary>
    public ProcessRuntime Runtime { get; private set; } = null!;

    /// <summary>Where everything of the deployment lies.</summary>
    public string Directory => Path.Combine(_data.Path, "replicas", Key.Id);

    /// <summary>A lab with a running runtime.</summary>
    public static async Task<ProcessLab> OpenAsync(Func<ProcessRuntimeOptions, ProcessRuntimeOptions>? change = null)
    {
        var lab = new ProcessLab();
        if (change is not null)
            lab.Options = change(lab.Options);
        await lab.StartPortalAsync();
        return lab;
    }

    /// <summary>Makes a new runtime on the same directory, as another start of the portal does.</summary>
    public async Task StartPortalAsync()
    {
        Runtime = new ProcessRuntime(Options, TimeProvider.System, NullLogger<ProcessRuntime>.Instance);
        await Runtime.StartAsync(Stop);
    }

    /// <summary>Ends the portal as a crash does: nobody looks after the replicas any more.</summary>
    public ValueTask CrashPortalAsync() => Runtime.DisposeAsync();

    /// <summary>Applies a workload of the shell image.</summary>
    public Task<RuntimeAnswer> RunScriptAsync(string script, int replicas = 1, long memory = 0, string hash = "scriptaaaa") =>
        ApplyAsync(Template(Shell, hash, new EnvVariable("SCRIPT", script)) with { Resources = new Resources(1, memory, 0) }, replicas);

    /// <summary>Applies any workload.</summary>
    public Task<RuntimeAnswer> ApplyAsync(WorkloadTemplate template, int replicas = 1, int surge = 0) =>
        Runtime.ApplyAsync(Key, new Workload { Uid = Guid.Empty, Group = "demo", Template = template, Replicas = replicas, Surge = surge }, Stop);

    /// <summary>Waits until what is seen satisfies the condition.</summary>
    public Task<Observation> SeenAsync(Func<Observation, bool> condition, string what) => Eventually.SomeAsync(async () =>
    {
        var seen = await Runtime.ObserveAsync(Key, Stop);
        return condition(seen) ? seen : null;
    }, what);

    /// <summary>Waits for that many ready replicas and no other, and returns them.</summary>
    public async Task<IReadOnlyList<ReplicaObservation>> ReadyAsync(int count = 1) =>
        (await SeenAsync(seen => seen.Replicas.Count == count && seen.Replicas.All(replica => replica.Ready), $"{count} ready")).Replicas;

    /// <summary>Waits until the replica's log holds that many such lines and returns the text after the beginning of the last.</summary>
    public async Task<string> LineAsync(string beginning, int occurrence = 1)
    {
        var found = 0;
        var replica = (await SeenAsync(seen => seen.Replicas.Count > 0, "a replica")).Replicas[0].Name;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var line in Runtime.FollowLogAsync(Key, replica, tail: 1000, after: null, patience.Token))
        {
            if (line.Text.StartsWith(beginning, StringComparison.Ordinal) && ++found == occurrence)
                return line.Text[beginning.Length..];
        }
        throw new InvalidOperationException($"The log ended without a line that begins with {beginning}.");
    }

    /// <summary>A template.</summary>
    public static WorkloadTemplate Template(string image, string hash, params EnvVariable[] env) => new()
    {
        Hash = hash,
        Image = image,
        Env = env.ToEquatableList(),
        Port = 9000,
        Readiness = Readiness.Tcp,
        Resources = Resources.None,
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        Options = Options with { KeepReplicasOnShutdown = false };
        await StartPortalAsync();
        await Runtime.RemoveAsync(Key, Stop);
        await SeenAsync(seen => !seen.Exists, "an empty lab");
        await Runtime.StopAsync(Stop);
        await Runtime.DisposeAsync();
        _data.Dispose();
    }

    private static LocalImage Image(params string[] command) => new(command, WorkingDirectory: null, new Dictionary<string, string>());
}
