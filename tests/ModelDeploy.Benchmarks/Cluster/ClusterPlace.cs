using System.Text.Json.Nodes;
using ModelDeploy.Benchmarks.Running;
using ModelDeploy.Kubernetes;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Benchmarks.Cluster;

/// <summary>A namespace of the cluster that <c>KUBECONFIG</c> names, with a group and an instance type whose pods no node takes; deleted at the end.</summary>
internal sealed class ClusterPlace : IAsyncDisposable
{
    /// <summary>The group.</summary>
    public const string Group = "bench";

    /// <summary>The instance type whose pods wait for a node that there is not: nothing but the control plane has to do with them.</summary>
    public const string Nowhere = "nowhere";

    /// <summary>The instance type whose pods run.</summary>
    public const string Somewhere = "somewhere";

    private readonly string _kubeconfig;

    private ClusterPlace(ApiClient client, string kubeconfig, string name) => (Client, _kubeconfig, Name) = (client, kubeconfig, name);

    /// <summary>Asks the API server.</summary>
    public ApiClient Client { get; }

    /// <summary>The namespace.</summary>
    public string Name { get; }

    /// <summary>What makes a portal use it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["ModelDeploy:Store"] = "Kubernetes",
        ["ModelDeploy:Runtime"] = "Kubernetes",
        ["ModelDeploy:Kubernetes:Kubeconfig"] = _kubeconfig,
        ["ModelDeploy:Kubernetes:Namespace"] = Name,
    };

    /// <summary>The same as arguments.</summary>
    public IEnumerable<string> Arguments => Settings.Select(setting => $"--{setting.Key}={setting.Value}");

    /// <summary>Makes one, with our kinds installed.</summary>
    /// <exception cref="SkippedException">There is no cluster or no kubectl.</exception>
    public static async Task<ClusterPlace> CreateAsync(Bench bench)
    {
        if (Environment.GetEnvironmentVariable("KUBECONFIG") is not { Length: > 0 } kubeconfig)
            throw new SkippedException("KUBECONFIG names no cluster");
        var client = new ApiClient(Kubeconfig.Load(kubeconfig, context: null, TimeProvider.System), TimeProvider.System);
        var place = new ClusterPlace(client, kubeconfig, $"modeldeploy-bench-{Guid.NewGuid():N}"[..32]);
        await place.KubectlAsync(bench, "create", "namespace", place.Name);
        await place.KubectlAsync(bench, "apply", "-f", Path.Combine(Bench.RepoRoot, "deploy", "crd"));
        var file = Path.Combine(bench.Folder("cluster"), "place.yaml");
        await File.WriteAllTextAsync(file, $$"""
            apiVersion: primehub.io/v1alpha1
            kind: Group
            metadata: { name: {{Group}} }
            spec: { modelDeploymentEnabled: true, quota: { cpu: 1000 } }
            ---
            apiVersion: primehub.io/v1alpha1
            kind: InstanceType
            metadata: { name: {{Nowhere}} }
            spec: { limits.cpu: 0.1, limits.memory: 64M, nodeSelector: { modeldeploy-bench: nowhere } }
            ---
            apiVersion: primehub.io/v1alpha1
            kind: InstanceType
            metadata: { name: {{Somewhere}} }
            spec: { limits.cpu: 1, limits.memory: 256M }
            """, bench.Stop);
        await place.KubectlAsync(bench, "apply", "-f", file);
        return place;
    }

    /// <summary>Runs kubectl in the namespace.</summary>
    public Task<string> KubectlAsync(Bench bench, params IEnumerable<string> arguments) =>
        Child.RunAsync(Programs.Require("kubectl"), Bench.RepoRoot, bench.Stop, [.. arguments, "--namespace", Name, "--kubeconfig", _kubeconfig]);

    /// <summary>Starts kubectl in the namespace, writing to a file.</summary>
    public Child StartKubectl(string file, params IEnumerable<string> arguments) =>
        Child.Start("/bin/sh", Bench.RepoRoot, "-c", $"exec {Programs.Require("kubectl")} {string.Join(' ', arguments)} --namespace {Name} --kubeconfig {_kubeconfig} > {file}");

    /// <summary>Manifests of that many deployments, as one file.</summary>
    public static async Task<string> ManifestsAsync(Bench bench, int count, string instanceType = Nowhere, string image = "localhost/model-server:1", string prefix = "model")
    {
        var file = Path.Combine(bench.Folder("manifests"), "deployments.yaml");
        await File.WriteAllTextAsync(file, string.Join("---\n", Enumerable.Range(1, count).Select(number => $$"""
            apiVersion: primehub.io/v1alpha1
            kind: PhDeployment
            metadata: { name: {{prefix}}-{{number}} }
            spec:
              displayName: Model {{number}}
              groupName: {{Group}}
              deadline: 2h
              predictors:
                - { name: predictor1, replicas: 1, modelImage: "{{image}}", instanceType: {{instanceType}} }

            """)), bench.Stop);
        return file;
    }

    /// <summary>How many objects of a kind there are.</summary>
    public async Task<int> CountAsync(ApiKind kind, CancellationToken stop)
    {
        var page = (await Client.GetAsync($"{kind.PathOf(Name)}?limit=1", stop)).Value;
        return (page?["items"]?.AsArray().Count ?? 0) + (int)(page?["metadata"]?["remainingItemCount"] ?? 0);
    }

    /// <summary>All objects of a kind.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(ApiKind kind, CancellationToken stop) =>
        (await Client.ListAsync<JsonObject>(kind, Name, null, stop)).Value?.Items ?? [];

    /// <summary>
    /// How many requests the API server has counted that write deployments, what is made of them, their journal or the catalog. Leases are left
    /// out: they are renewed all the time; and so is what the cluster's own controllers write, which is the status of children.
    /// </summary>
    public async Task<long> WritesAsync(Bench bench)
    {
        var metrics = await KubectlMetricsAsync(bench);
        return metrics.Split('\n').Where(line => line.StartsWith("apiserver_request_total{", StringComparison.Ordinal) && IsOurWrite(line))
            .Sum(line => (long)double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Client.DeleteAsync(Kinds.Namespace, null, Name, null, CancellationToken.None);
        // What is still being deleted would be measured in the next round.
        await Until.TrueAsync(
            async () => (await Client.GetAsync<JsonObject>(Kinds.Namespace, null, Name, CancellationToken.None)).Error is { Reason: ApiReason.NotFound },
            "the namespace is gone", CancellationToken.None);
        Client.Dispose();
    }

    private async Task<string> KubectlMetricsAsync(Bench bench)
    {
        var file = Path.Combine(bench.Folder("metrics"), "metrics");
        await Child.RunAsync("/bin/sh", Bench.RepoRoot, bench.Stop, "-c", $"{Programs.Require("kubectl")} get --raw /metrics --kubeconfig {_kubeconfig} > {file}");
        return await File.ReadAllTextAsync(file, bench.Stop);
    }

    private static bool IsOurWrite(string line)
    {
        string[] verbs = ["POST", "PUT", "PATCH", "APPLY", "DELETE"];
        string[] resources = ["phdeployments", "phdeploymentchanges", "groups", "instancetypes", "deployments", "services", "ingresses"];
        var childStatus = line.Contains("group=\"apps\"", StringComparison.Ordinal) && line.Contains("subresource=\"status\"", StringComparison.Ordinal);
        return !childStatus
            && verbs.Any(verb => line.Contains($"verb=\"{verb}\"", StringComparison.Ordinal))
            && resources.Any(resource => line.Contains($"resource=\"{resource}\"", StringComparison.Ordinal));
    }
}
