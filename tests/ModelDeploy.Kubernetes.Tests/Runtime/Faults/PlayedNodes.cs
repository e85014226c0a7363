using System.Globalization;
using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

/// <summary>Nodes that exist in the cluster's books only, closed to everybody else, to be placed on or not. Nothing runs on them.</summary>
internal sealed class PlayedNodes : IAsyncDisposable
{
    private static readonly TimeSpan BetweenBeats = TimeSpan.FromSeconds(5);

    private readonly ApiClient _client;
    private readonly ATestNamespace _place;
    private readonly List<string> _names = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _beating = Task.CompletedTask;

    private PlayedNodes(ATestNamespace place) => (_client, _place) = (place.Client, place);

    /// <summary>The taint that keeps the pods of everybody else away.</summary>
    public const string Played = "modeldeploy.example/played";

    /// <summary>One that is tainted, one cordoned, one full, one that is not ready.</summary>
    public static async Task<PlayedNodes> CreateAsync(ATestNamespace place)
    {
        var nodes = new PlayedNodes(place);
        await nodes.AddAsync("tainted", pods: 10, Taints(Played), isReady: true);
        await nodes.AddAsync("cordoned", pods: 10, new JsonObject { ["unschedulable"] = true }, isReady: true);
        await nodes.AddAsync("full", pods: 0, Taints(Played), isReady: true);
        await nodes.AddAsync("silent", pods: 10, Taints("node.kubernetes.io/not-ready", Played), isReady: false);
        nodes._beating = nodes.BeatAsync();
        return nodes;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var name in _names)
            await _client.DeleteAsync(FaultLeftovers.Node, null, NameOf(name), null, default);
        _stop.Dispose();
    }

    private string NameOf(string name) => $"{_place.Name}-{name}";

    private async Task AddAsync(string name, int pods, JsonObject spec, bool isReady)
    {
        var node = ATestNamespace.Named("v1", "Node", NameOf(name));
        var labels = FaultLeftovers.LabelOf(_place);
        labels[FaultCatalog.NodeLabel] = name;
        node["metadata"]!["labels"] = labels;
        node["spec"] = spec;
        node["status"] = Status(pods, isReady);
        Assert.Null((await _client.CreateAsync<JsonObject>(FaultLeftovers.Node, null, node, default)).Error);
        _names.Add(name);
    }

    /// <summary>As kubelets do, so that they stay as they are.</summary>
    private async Task BeatAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var name in _names)
                await _client.MergeAsync<JsonObject>(FaultLeftovers.Node, null, NameOf(name), new JsonObject { ["status"] = Status(name == "full" ? 0 : 10, isReady: name != "silent") }, "status", _stop.Token);
            await Task.Delay(BetweenBeats, _stop.Token);
        }
    }

    private static JsonObject Taints(params IEnumerable<string> keys) =>
        new() { ["taints"] = new JsonArray([.. keys.Select(key => new JsonObject { ["key"] = key, ["effect"] = "NoSchedule" })]) };

    private static JsonObject Status(int pods, bool isReady)
    {
        var amounts = new JsonObject { ["cpu"] = "4", ["memory"] = "8Gi", ["pods"] = $"{pods}" };
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["capacity"] = amounts,
            ["allocatable"] = amounts.DeepClone(),
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Ready", ["status"] = isReady ? "True" : "False", ["reason"] = "Played", ["message"] = "played", ["lastHeartbeatTime"] = now, ["lastTransitionTime"] = now,
            }),
        };
    }
}
