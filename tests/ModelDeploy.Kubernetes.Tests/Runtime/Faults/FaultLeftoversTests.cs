using System.Globalization;
using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

/// <summary>A run that was killed is cleared away by the next one; one that lives is not.</summary>
public sealed class FaultLeftoversTests
{
    [Fact]
    public async Task What_belongs_to_a_run_whose_nodes_have_fallen_silent_is_removed_and_nothing_else()
    {
        await using var killed = await ATestNamespace.CreateAsync();
        await using var living = await ATestNamespace.CreateAsync();
        var now = TimeProvider.System.GetUtcNow();
        try
        {
            await LeaveAsync(killed, beat: now.AddMinutes(-5));
            await LeaveAsync(living, beat: now);

            await FaultLeftovers.RemoveAsync(killed.Client, now);

            foreach (var kind in new[] { FaultLeftovers.Node, FaultLeftovers.Mutating })
            {
                Assert.Equal(ApiReason.NotFound, (await killed.Client.GetAsync<JsonObject>(kind, null, killed.Name, default)).Error?.Reason);
                Assert.Null((await living.Client.GetAsync<JsonObject>(kind, null, living.Name, default)).Error);
            }
            Assert.NotEqual("Active", await PhaseAsync(killed));
            Assert.Equal("Active", await PhaseAsync(living));
        }
        finally
        {
            foreach (var (kind, place) in new[] { FaultLeftovers.Node, FaultLeftovers.Mutating }.SelectMany(kind => new[] { (kind, killed), (kind, living) }))
                await place.Client.DeleteAsync(kind, null, place.Name, null, default);
        }
    }

    private static async Task<string> PhaseAsync(ATestNamespace place) =>
        $"{(await place.Client.GetAsync<JsonObject>(Kinds.Namespace, null, place.Name, default)).Value?["status"]?["phase"]}";

    /// <summary>A node, a webhook that nothing is asked of, and the namespace, as a run has them.</summary>
    private static async Task LeaveAsync(ATestNamespace place, DateTimeOffset beat)
    {
        var at = beat.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var node = ATestNamespace.Named("v1", "Node", place.Name);
        node["spec"] = new JsonObject { ["unschedulable"] = true };
        node["status"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True", ["reason"] = "Played", ["message"] = "played", ["lastHeartbeatTime"] = at, ["lastTransitionTime"] = at }) };
        var webhook = ATestNamespace.Named(FaultLeftovers.Mutating.ApiVersion, FaultLeftovers.Mutating.Kind, place.Name);
        foreach (var (kind, thing) in new[] { (FaultLeftovers.Node, node), (FaultLeftovers.Mutating, webhook) })
        {
            thing["metadata"]!["labels"] = FaultLeftovers.LabelOf(place);
            Assert.Null((await place.Client.CreateAsync<JsonObject>(kind, null, thing, default)).Error);
        }
        var label = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = FaultLeftovers.LabelOf(place) } };
        Assert.Null((await place.Client.MergeAsync<JsonObject>(Kinds.Namespace, null, place.Name, label, null, default)).Error);
    }
}
