using System.Collections.Concurrent;
using System.Text.Json;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Usage;

/// <summary>Asks kubelets what pods use: each of them once for all its pods, and not more often than they measure.</summary>
internal sealed class NodeMeter(ApiClient client, TimeProvider clock)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, Task<NodeSummary?> Summary)> _asked = new();

    /// <summary>What is known of these pods; nothing of a node that does not answer.</summary>
    public async Task<IReadOnlyList<ReplicaUsage>> MeasureAsync(IReadOnlyList<PodObject> pods, CancellationToken stop)
    {
        var nodes = pods.Where(pod => pod.Spec?.NodeName is { Length: > 0 }).ToLookup(pod => pod.Spec!.NodeName!);
        var summaries = await Task.WhenAll(nodes.Select(async node => (Pods: node, Summary: await SummaryOf(node.Key).WaitAsync(stop))));
        return [.. summaries.SelectMany(node => node.Pods.Select(pod => node.Summary?.Of(pod)).OfType<ReplicaUsage>())];
    }

    private Task<NodeSummary?> SummaryOf(string node)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, asked) in _asked)
        {
            if (now - asked.At > GoodFor && asked.Summary.IsCompleted)
                _asked.TryRemove(KeyValuePair.Create(old, asked));
        }
        return _asked.GetOrAdd(node, name => (now, AskAsync(name))).Summary;
    }

    // With a limit of its own: several who ask share the answer.
    private async Task<NodeSummary?> AskAsync(string node)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        try
        {
            var answer = await client.GetAsync($"api/v1/nodes/{Uri.EscapeDataString(node)}/proxy/stats/summary", limit.Token);
            return answer.Value?.Deserialize<NodeSummary>(ApiJson.Options);
        }
        catch (Exception failure) when (failure is OperationCanceledException or JsonException)
        {
            return null;
        }
    }
}
