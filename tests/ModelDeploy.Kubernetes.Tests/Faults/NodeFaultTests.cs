using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Kubernetes.Tests.Faults;

/// <summary>A node whose kubelet falls silent.</summary>
[Collection(FaultsOfTheClusterCollection.Name)]
public sealed class NodeFaultTests
{
    [Fact]
    public async Task A_node_that_is_not_ready_is_told_and_its_replicas_are_the_same_when_it_is_back()
    {
        await using var lab = await FaultLab.OpenAsync(await ATestNamespace.CreateAloneAsync());
        await using var parts = TheLab.Find(lab.Place);
        await lab.CreateAsync("model", FaultLab.Model(replicas: 2));
        var before = await lab.DeployedAsync("model");

        parts.FreezeKubelet();
        var lost = await lab.SeenAsync(
            "model", deployment => deployment.Status is { Available: 0, Replicas: [{ Problem: not null }, { Problem: not null }] }, "has lost its replicas and tells why");
        Assert.All(lost.Status.Replicas, replica => Assert.Contains("no longer answers", replica.Problem!.Failure.Message, StringComparison.Ordinal));
        Assert.Equal((DeploymentPhase.Deploying, "0 of 2 replicas ready", null), (lost.Phase, lost.Status.Message, lost.Status.Failure));
        Assert.Equal(before.Status.Grant, lost.Status.Grant);
        await parts.ThawAsync();

        var after = await lab.DeployedAsync("model");
        Assert.Equal(before.Status.Replicas.Select(replica => replica.Name), after.Status.Replicas.Select(replica => replica.Name));
        lab.Witness.SawOnce("model", 2);
    }
}
