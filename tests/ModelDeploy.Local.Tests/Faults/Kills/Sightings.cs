using ModelDeploy.Supervisor.Protocol;
using ModelDeploy.TestHost;

namespace ModelDeploy.Local.Tests.Faults.Kills;

/// <summary>
/// Every model process that was ever seen. The models of these stories never end by themselves, and a replica's name is not used
/// again: whatever is killed, a replica has one process in its life. A second one would be a restart, or the same thing running twice.
/// </summary>
internal sealed class Sightings
{
    private readonly Dictionary<(Guid Uid, string Replica), ProcessIdentity> _seen = [];

    /// <summary>How many replicas were seen at work.</summary>
    public int Count => _seen.Count;

    /// <summary>Takes in what was seen while these deployments were there.</summary>
    public void Fold(IReadOnlyList<ReplicaProcess> models, IReadOnlyList<ToldDeployment> deployments)
    {
        foreach (var model in models)
        {
            if (deployments.FirstOrDefault(told => told.Id == model.Deployment) is not { } owner)
                continue;
            if (!_seen.TryAdd((owner.Uid, model.Replica), model.Identity))
                Assert.True(
                    _seen[(owner.Uid, model.Replica)] == model.Identity,
                    $"{model.Replica} runs as {model.Identity} and ran as {_seen[(owner.Uid, model.Replica)]} before");
        }
    }
}
