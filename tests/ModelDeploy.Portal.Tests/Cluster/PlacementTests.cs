using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Cluster;

/// <summary>
/// GPUs, labels and taints of nodes, from an instance type to a pod that runs. Alone, as a taint keeps away what other tests start.
/// </summary>
[CollectionDefinition(nameof(PlacementTests), DisableParallelization = true)]
[Collection(nameof(PlacementTests))]
public sealed class PlacementTests(ClusterPortal cluster) : IClassFixture<ClusterPortal>
{
    [Fact]
    public async Task A_gpu_is_used_waited_for_and_counted()
    {
        await using var node = await BeginAsync("gpus", "{ gpu: 2 }");
        await node.HasGpusAsync(1);
        await cluster.ApplyAsync(Type("gpu-one", $"gpu: 1, gpuResource: {node.Gpu}"));

        await cluster.ApplyAsync(Model("first", "gpus", "gpu-one"));
        await SeenAsync("first", "Deployed", null);
        await cluster.ApplyAsync(Model("second", "gpus", "gpu-one"));
        await SeenAsync("second", "Failed", "Unschedulable");
        Assert.Contains("GPU", await cluster.StatusAsync("second", "message"), StringComparison.Ordinal);

        await cluster.ApplyAsync(Model("third", "gpus", "gpu-one"));
        await SeenAsync("third", "Failed", "QuotaExceeded");
        Assert.Contains("GPU", await cluster.StatusAsync("third", "message"), StringComparison.Ordinal);
        Assert.Equal("Deployed", await cluster.StatusAsync("first", "phase"));

        await node.HasGpusAsync(2);
        await SeenAsync("second", "Deployed", null);
        await EndAsync("first", "second", "third");
    }

    [Fact]
    public async Task A_replica_runs_only_where_a_node_has_the_label()
    {
        await using var node = await BeginAsync("labels", "{}");
        await cluster.ApplyAsync(Type("kept", $$"""nodeSelector: { {{node.Label}}: "yes" }"""));

        await cluster.ApplyAsync(Model("choosy", "labels", "kept"));
        await SeenAsync("choosy", "Failed", "Unschedulable");
        await node.HasLabelAsync("no");
        await SeenAsync("choosy", "Failed", "Unschedulable");
        await node.HasLabelAsync("yes");

        await SeenAsync("choosy", "Deployed", null);
        await EndAsync("choosy");
    }

    [Fact]
    public async Task A_node_that_is_kept_takes_only_what_tolerates_that()
    {
        await using var node = await BeginAsync("taints", "{}");
        await cluster.ApplyAsync(Type("open", ""));
        await cluster.ApplyAsync(Type("tolerant", $$"""tolerations: [{ key: {{node.Label}}, operator: Equal, value: "yes", effect: NoSchedule }]"""));
        await node.IsTaintedAsync(true);

        await cluster.ApplyAsync(Model("shut-out", "taints", "open"));
        await SeenAsync("shut-out", "Failed", "Unschedulable");
        await cluster.ApplyAsync(Model("let-in", "taints", "tolerant"));
        await SeenAsync("let-in", "Deployed", null);
        await node.IsTaintedAsync(false);

        await SeenAsync("shut-out", "Deployed", null);
        await EndAsync("shut-out", "let-in");
    }

    private static string Type(string name, string further) => $$"""
        apiVersion: primehub.io/v1alpha1
        kind: InstanceType
        metadata: { name: {{name}} }
        spec: { displayName: {{name}}, limits.cpu: 0.1, limits.memory: 32Mi, {{further}} }
        """;

    private static string Model(string id, string group, string type) => $$"""
        apiVersion: primehub.io/v1alpha1
        kind: PhDeployment
        metadata: { name: {{id}} }
        spec:
          displayName: {{id}}
          groupName: {{group}}
          predictors: [{ name: predictor1, replicas: 1, modelImage: "localhost/model-server:1", instanceType: {{type}} }]
        """;

    private async Task<ALabNode> BeginAsync(string group, string quota)
    {
        await cluster.StartAsync("localhost/model-server:1");
        await cluster.ApplyAsync($$"""
            apiVersion: primehub.io/v1alpha1
            kind: Group
            metadata: { name: {{group}} }
            spec: { modelDeploymentEnabled: true, quota: {{quota}} }
            """);
        return await ALabNode.TakeAsync(cluster.Place.Client);
    }

    private async Task EndAsync(params string[] ids)
    {
        foreach (var id in ids)
            await cluster.Place.Client.DeleteAsync(Kubernetes.Kinds.PhDeployment, cluster.Place.Name, id, null, default);
    }

    private Task SeenAsync(string id, string phase, string? reason) => Eventually.TrueAsync(
        async () => await cluster.StatusAsync(id, "phase") == phase && await cluster.StatusAsync(id, "reason") == reason, $"{id} is {phase} {reason}");
}
