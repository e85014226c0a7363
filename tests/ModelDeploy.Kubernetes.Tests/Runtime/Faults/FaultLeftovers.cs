using System.Globalization;
using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

/// <summary>
/// What runs of the faults that were killed left in the cluster: nodes, webhooks and the namespace, by the label that all of them bear. A
/// run lives while its nodes beat.
/// </summary>
internal static class FaultLeftovers
{
    /// <summary>The label, whose value is the run.</summary>
    public const string Label = "modeldeploy.example/faults";

    /// <summary>The nodes that are played.</summary>
    public static readonly ApiKind Node = new("", "v1", "nodes", "Node", IsNamespaced: false);

    /// <summary>Webhooks that change what is asked for.</summary>
    public static readonly ApiKind Mutating = new("admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", IsNamespaced: false);

    /// <summary>Webhooks that deny it.</summary>
    public static readonly ApiKind Validating = new("admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", IsNamespaced: false);

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <summary>The label of this run, as it stands in an object's metadata.</summary>
    public static JsonObject LabelOf(ATestNamespace run) => new() { [Label] = run.Name };

    /// <summary>Removes all that belongs to no living run.</summary>
    public static async Task RemoveAsync(ApiClient client, DateTimeOffset now)
    {
        var living = (await ListAsync(client, Node)).Where(node => BeatOf(node) > now - Silence).Select(RunOf).ToHashSet();
        foreach (var kind in new[] { Mutating, Validating, Node, Kinds.Namespace })
        {
            foreach (var left in (await ListAsync(client, kind)).Where(item => !living.Contains(RunOf(item))))
                await client.DeleteAsync(kind, null, $"{left["metadata"]!["name"]}", null, default);
        }
    }

    private static async Task<IReadOnlyList<JsonObject>> ListAsync(ApiClient client, ApiKind kind)
    {
        var listed = await client.ListAsync<JsonObject>(kind, null, new Selector(Label), default);
        Assert.Null(listed.Error);
        return listed.Value!.Items;
    }

    private static string RunOf(JsonObject item) => $"{item["metadata"]!["labels"]![Label]}";

    private static DateTimeOffset BeatOf(JsonObject node) =>
        (node["status"]?["conditions"] as JsonArray)?.Where(condition => $"{condition!["type"]}" == "Ready")
            .Select(condition => DateTimeOffset.TryParse($"{condition!["lastHeartbeatTime"]}", CultureInfo.InvariantCulture, out var at) ? at : default)
            .FirstOrDefault() ?? default;
}
