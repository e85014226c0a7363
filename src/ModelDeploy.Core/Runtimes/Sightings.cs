using System.Collections.Concurrent;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Runtimes;

/// <summary>
/// What is seen of the replicas of deployments that a controller of somebody else steers: what it writes about them does not name them.
/// </summary>
public sealed class Sightings
{
    private readonly ConcurrentDictionary<DeploymentKey, EquatableList<ReplicaObservation>> _replicas = new();

    /// <summary>Raised when something else is seen of a deployment.</summary>
    public event Action<DeploymentKey>? Changed;

    /// <summary>Notes what is seen now.</summary>
    public void Set(DeploymentKey key, EquatableList<ReplicaObservation> replicas)
    {
        if (_replicas.GetValueOrDefault(key, []) == replicas)
            return;
        if (replicas.Count == 0)
            _replicas.TryRemove(key, out _);
        else
            _replicas[key] = replicas;
        Changed?.Invoke(key);
    }

    /// <summary>The deployment with the replicas that are seen.</summary>
    public Deployment Complete(Deployment deployment) => deployment with
    {
        Status = deployment.Status with { Replicas = _replicas.GetValueOrDefault(deployment.Key, []) },
    };
}
