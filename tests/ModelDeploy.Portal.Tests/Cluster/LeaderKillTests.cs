using System.Globalization;
using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Cluster;

namespace ModelDeploy.Portal.Tests.Cluster;

/// <summary>Two portals as processes of their own, of which the one that leads is killed.</summary>
public sealed class LeaderKillTests : IAsyncLifetime
{
    private const string Id = PrimeHubManifest.Id;
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modeldeploy-leaders-");
    private APlaceForPortals _place = null!;

    public async ValueTask InitializeAsync() => _place = await APlaceForPortals.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_place is not null)
            await _place.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task When_the_leader_is_killed_during_a_rollout_the_other_goes_on_within_twenty_seconds_and_nothing_is_done_twice()
    {
        await using var first = Start("first");
        await first.LinkAsync();
        var leader = await HolderAsync(holder => holder.Length > 0);
        await using var second = Start("second");
        await second.LinkAsync();
        await _place.ApplyAsync(Kinds.PhDeployment, PrimeHubManifest.Of("localhost/model-server:1"));
        await DeployedAsync(revision: 1);
        var before = await DeploymentAsync();

        await _place.ApplyAsync(Kinds.PhDeployment, PrimeHubManifest.Of("localhost/model-server:2"));
        await Eventually.TrueAsync(async () => (await _place.ListAsync(Kinds.ReplicaSet)).Count == 2, "the rollout has begun");
        await first.KillAsync();
        var lastSign = await TimeAsync("renewTime");
        await HolderAsync(holder => holder.Length > 0 && holder != leader);

        Assert.InRange(await TimeAsync("acquireTime") - lastSign, TimeSpan.Zero, Promised);
        await DeployedAsync(revision: 2);
        var after = await DeploymentAsync();
        Assert.Equal(before["metadata"]!["uid"]!.ToString(), after["metadata"]!["uid"]!.ToString());
        Assert.Equal("2", $"{after["metadata"]!["annotations"]!["deployment.kubernetes.io/revision"]}"); // one rollout for each revision
        Assert.Equal(before["metadata"]!["generation"]!.GetValue<long>() + 1, after["metadata"]!["generation"]!.GetValue<long>());
        Assert.Equal(2, (await _place.ListAsync(Kinds.ReplicaSet)).Count);
        Assert.Equal(2, (await _place.ListAsync(Kinds.Pod)).Count(pod => pod["metadata"]!["deletionTimestamp"] is null));
        Assert.Equal(["Created", "Updated"], (await _place.ListAsync(Kinds.PhDeploymentChange)).Select(change => $"{change["spec"]!["action"]}").Order());
    }

    private PortalProcess Start(string name) => new(
        PortalFactory.RepoRoot, "--urls", "http://127.0.0.1:0", $"--ModelDeploy:DataDirectory={Path.Combine(_folder.FullName, name)}", "--ModelDeploy:Store=Kubernetes", "--ModelDeploy:Runtime=Kubernetes",
        $"--ModelDeploy:Kubernetes:Kubeconfig={ClusterUnderTest.Kubeconfig}", $"--ModelDeploy:Kubernetes:Namespace={_place.Name}");

    private async Task<string> HolderAsync(Func<string, bool> isMeant)
    {
        var holder = "";
        await Eventually.TrueAsync(async () => isMeant(holder = $"{(await LeaseAsync())?["spec"]?["holderIdentity"]}"), "somebody leads");
        return holder;
    }

    private async Task<DateTimeOffset> TimeAsync(string field) =>
        DateTimeOffset.Parse($"{(await LeaseAsync())!["spec"]![field]}", CultureInfo.InvariantCulture);

    private async Task<JsonObject?> LeaseAsync() => (await _place.Client.GetAsync<JsonObject>(Kinds.Lease, _place.Name, "modeldeploy-controller", default)).Value;

    private async Task<JsonObject> DeploymentAsync() => Assert.Single(await _place.ListAsync(Kinds.Deployment));

    /// <summary>Waits until the cluster says that this revision is deployed and nothing of another is left.</summary>
    private Task DeployedAsync(int revision) => Eventually.TrueAsync(
        async () => (await _place.Client.GetAsync<JsonObject>(Kinds.PhDeployment, _place.Name, Id, default)).Value?["status"] is { } status
            && $"{status["phase"]}" == "Deployed" && $"{status["observedGeneration"]}" == revision.ToString(CultureInfo.InvariantCulture)
            && $"{status["availableReplicas"]}" == "2",
        $"revision {revision} is deployed");
}
