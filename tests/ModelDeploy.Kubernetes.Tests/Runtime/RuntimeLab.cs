using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Tests.Lab;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Runtime;

/// <summary>A runtime on the cluster under test, in a namespace of its own.</summary>
internal sealed class RuntimeLab : IAsyncDisposable
{
    public const string Image = "localhost/model-server:1";

    private readonly ATestNamespace _namespace;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    private RuntimeLab(ATestNamespace inNamespace, KubernetesOptions options)
    {
        _namespace = inNamespace;
        Options = options with { Namespace = inNamespace.Name };
        Runtime = Another(Options);
    }

    public KubernetesOptions Options { get; }

    public KubernetesRuntime Runtime { get; }

    public ApiClient Client => _namespace.Client;

    public string Namespace => _namespace.Name;

    public static async Task<RuntimeLab> OpenAsync(KubernetesOptions? options = null) =>
        new(await ATestNamespace.CreateAsync(), options ?? new KubernetesOptions { Namespace = "" });

    /// <summary>A second runtime, as after a restart of the portal.</summary>
    public KubernetesRuntime Another(KubernetesOptions options, TimeProvider? clock = null)
    {
        var runtime = new KubernetesRuntime(Client, options, clock ?? TimeProvider.System, NullLoggerFactory.Instance);
        _running.Add(runtime.RunAsync(_stop.Token));
        return runtime;
    }

    /// <summary>Creates the custom resource that owns the children; without it the cluster would collect them.</summary>
    public async Task<Guid> CreateOwnerAsync(string id)
    {
        var owner = ATestNamespace.Named(Kinds.PhDeployment.ApiVersion, Kinds.PhDeployment.Kind, id);
        owner["spec"] = new JsonObject
        {
            ["displayName"] = id,
            ["groupName"] = "demo",
            ["predictors"] = new JsonArray(new JsonObject { ["name"] = "predictor1", ["replicas"] = 1, ["modelImage"] = Image, ["instanceType"] = "cpu-tiny" }),
        };
        var created = await Client.CreateAsync<NamedObject>(Kinds.PhDeployment, Namespace, owner, CancellationToken.None);
        Assert.Null(created.Error);
        return Guid.Parse(created.Value!.Metadata.Uid);
    }

    /// <summary>Allows only so many of something in the namespace; returns when the cluster goes by it.</summary>
    public async Task LimitAsync(string resource, int count)
    {
        var kind = new ApiKind("", "v1", "resourcequotas", "ResourceQuota");
        var quota = ATestNamespace.Named("v1", "ResourceQuota", "limit");
        quota["spec"] = new JsonObject { ["hard"] = new JsonObject { [resource] = $"{count}" } };
        Assert.Null((await Client.CreateAsync<JsonObject>(kind, Namespace, quota, CancellationToken.None)).Error);
        await Eventually.TrueAsync(
            async () => (await Client.GetAsync<JsonObject>(kind, Namespace, "limit", CancellationToken.None)).Value?["status"]?["used"]?[resource] is not null, "the quota counts");
    }

    /// <summary>A template of the lab's model server: small, and ready at once.</summary>
    public static WorkloadTemplate Template(string hash, params EnvVariable[] env) => new()
    {
        Hash = hash,
        Image = Image,
        Env = env.ToEquatableList(),
        Port = 9000,
        Readiness = Readiness.Http("/readyz"),
        Resources = new Resources(0.01m, 16 << 20, 0),
    };

    /// <summary>A workload of it.</summary>
    public static Workload Workload(Guid uid, WorkloadTemplate template, int replicas = 1, int surge = 0) =>
        new() { Uid = uid, Group = "demo", Template = template, Replicas = replicas, Surge = surge };

    /// <summary>The first observation that is so.</summary>
    public Task<Observation> SeenAsync(DeploymentKey key, Func<Observation, bool> condition, string what) => Eventually.SomeAsync(async () =>
    {
        var seen = await Runtime.ObserveAsync(key, CancellationToken.None);
        return seen.UnknownBecause is null && condition(seen) ? seen : null;
    }, what);

    /// <summary>Applies, and is heard once the runtime has read the cluster.</summary>
    public async Task ApplyAsync(DeploymentKey key, Workload workload)
    {
        await Runtime.ListAsync(CancellationToken.None);
        Assert.IsType<RuntimeAnswer.Accepted>(await Runtime.ApplyAsync(key, workload, CancellationToken.None));
    }

    /// <summary>Deletes an object and leaves what it owns, as <c>kubectl delete --cascade=orphan</c> does: the server's finalizer for it is set by hand.</summary>
    public async Task OrphanAsync(ApiKind kind, string name)
    {
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = new JsonArray("orphan") } };
        Assert.Null((await Client.MergeAsync<JsonObject>(kind, Namespace, name, patch, null, CancellationToken.None)).Error);
        Assert.Null((await Client.DeleteAsync(kind, Namespace, name, null, CancellationToken.None)).Error);
    }

    /// <summary>A child as it is in the cluster, or null.</summary>
    public async Task<JsonObject?> ReadAsync(ApiKind kind, DeploymentKey key) =>
        (await Client.GetAsync<JsonObject>(kind, Namespace, $"deploy-{key.Id}", CancellationToken.None)).Value;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _namespace.DisposeAsync();
        _stop.Dispose();
    }
}
