using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.TestKit.Cluster;

/// <summary>The images that the nodes of the cluster say they have.</summary>
public static class NodeImages
{
    private static readonly ApiKind Node = new("", "v1", "nodes", "Node", IsNamespaced: false);

    /// <summary>
    /// Skips the test when no node has the image. Where a cluster is required it waits instead: a node tells of a new image after half a
    /// minute only.
    /// </summary>
    /// <param name="client">Asks the cluster.</param>
    /// <param name="image">With its registry, or without: then any will do.</param>
    public static async Task NeedAsync(ApiClient client, string image)
    {
        if (Environment.GetEnvironmentVariable(ClusterUnderTest.RequiredVariable) == "1")
            await Eventually.TrueAsync(() => IsThereAsync(client, image), $"{image} is on a node");
        else
            Assert.SkipUnless(await IsThereAsync(client, image), $"No node of the cluster has the image {image}: build and load it (docs/kubernetes.md).");
    }

    private static async Task<bool> IsThereAsync(ApiClient client, string image)
    {
        var nodes = (await client.ListAsync<JsonObject>(Node, null, null, default)).Value!;
        return nodes.Items.SelectMany(node => node["status"]?["images"]?.AsArray() ?? []).SelectMany(found => found?["names"]?.AsArray() ?? [])
            .Any(name => $"{name}" == image || $"{name}".EndsWith($"/{image}", StringComparison.Ordinal));
    }
}
