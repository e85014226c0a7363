using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Cluster;

/// <summary>A node of the cluster that gets devices, labels and taints of a test's own, and loses them with it.</summary>
public sealed class ALabNode : IAsyncDisposable
{
    private static readonly ApiKind Kind = new("", "v1", "nodes", "Node", IsNamespaced: false);

    private readonly ApiClient _client;
    private readonly string _name;
    private readonly string _mark = $"{Guid.NewGuid():N}"[..8];

    private ALabNode(ApiClient client, string name) => (_client, _name) = (client, name);

    /// <summary>An extended resource that no other test has.</summary>
    public string Gpu => $"example.com/gpu-{_mark}";

    /// <summary>A label and the key of a taint that no other test has.</summary>
    public string Label => $"example.com/kept-{_mark}";

    /// <summary>A node that runs pods: a kubelet's own, ready, and not kept for others.</summary>
    public static async Task<ALabNode> TakeAsync(ApiClient client)
    {
        var nodes = (await client.ListAsync<JsonObject>(Kind, null, null, default)).Value!.Items;
        return new ALabNode(client, $"{nodes.First(IsOpen)["metadata"]!["name"]}");
    }

    /// <summary>Gives it so many pretended devices.</summary>
    public Task HasGpusAsync(int count) => PatchAsync(DevicesOf($"{count}"), "status");

    /// <summary>Gives it the label with this value, or takes it away.</summary>
    public Task HasLabelAsync(string? value) => PatchAsync(new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [Label] = value } } }, null);

    /// <summary>Keeps it for what tolerates our taint, or opens it again. Nothing else starts there meanwhile.</summary>
    public async Task IsTaintedAsync(bool isTainted)
    {
        // A list is written as a whole, so that only what was read may be overwritten.
        await Eventually.TrueAsync(
            async () =>
            {
                var node = (await _client.GetAsync<JsonObject>(Kind, null, _name, default)).Value!;
                var others = (node["spec"]!["taints"] as JsonArray ?? []).Where(taint => $"{taint!["key"]}" != Label).Select(taint => taint!.DeepClone());
                var ours = new JsonObject { ["key"] = Label, ["value"] = "yes", ["effect"] = "NoSchedule" };
                var patch = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["resourceVersion"] = $"{node["metadata"]!["resourceVersion"]}" },
                    ["spec"] = new JsonObject { ["taints"] = new JsonArray([.. others, .. isTainted ? new JsonNode[] { ours } : []]) },
                };
                return (await _client.MergeAsync<JsonObject>(Kind, null, _name, patch, null, default)).Error is null;
            },
            "the taint is written");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await IsTaintedAsync(false);
        await HasLabelAsync(null);
        await PatchAsync(DevicesOf(null), "status");
    }

    private static bool IsOpen(JsonObject node) =>
        node["spec"]!["taints"] is null
        && node["status"]?["nodeInfo"]?["kubeletVersion"]?.ToString() is { Length: > 0 }
        && (node["status"]?["conditions"] as JsonArray ?? []).Any(condition => $"{condition!["type"]}" == "Ready" && $"{condition["status"]}" == "True");

    private JsonObject DevicesOf(string? count) => new()
    {
        ["status"] = new JsonObject { ["capacity"] = new JsonObject { [Gpu] = count }, ["allocatable"] = new JsonObject { [Gpu] = count } },
    };

    private async Task PatchAsync(JsonObject patch, string? part) =>
        Assert.Null((await _client.MergeAsync<JsonObject>(Kind, null, _name, patch, part, default)).Error);
}
