using System.Collections.Concurrent;

namespace ModelDeploy.Core.Deployments;

/// <summary>
/// Which deployments the controller has looked at since this process started, and which version of them it vouches for. What an
/// earlier process wrote does not count as true until then.
/// </summary>
public sealed class FirstLooks
{
    private readonly ConcurrentDictionary<DeploymentKey, string> _versions = new();

    /// <summary>Raised when the controller vouches for another version, on its task.</summary>
    public event Action<DeploymentKey>? Seen;

    /// <summary>Whether the controller vouches for exactly what this record says.</summary>
    public bool Cover(Deployment deployment) =>
        _versions.TryGetValue(deployment.Key, out var version) && version == deployment.Version;

    /// <summary>Notes that the controller has looked, and that this record is what it found.</summary>
    public void Add(Deployment deployment)
    {
        if (Cover(deployment))
            return;
        _versions[deployment.Key] = deployment.Version;
        Seen?.Invoke(deployment.Key);
    }

    /// <summary>Forgets a deployment that is gone.</summary>
    public void Remove(DeploymentKey key) => _versions.TryRemove(key, out _);
}
