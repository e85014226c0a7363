using System.Collections.Concurrent;

namespace ModelDeploy.Core.Deployments;

/// <summary>
/// Which deployments the controller has looked at since this process started, and which version of them it vouches for. What an
/// earlier process wrote does not count as true until then, or until a controller elsewhere has looked at everything.
/// </summary>
public sealed class FirstLooks
{
    private readonly ConcurrentDictionary<DeploymentKey, string> _versions = new();
    private volatile bool _othersVouch;

    /// <summary>Raised when the controller vouches for another version, on its task.</summary>
    public event Action<DeploymentKey>? Seen;

    /// <summary>Raised when a controller elsewhere begins to vouch for everything that is stored.</summary>
    public event Action? AllSeen;

    /// <summary>Whether a controller elsewhere acts and vouches for everything that is stored.</summary>
    public bool OthersVouch => _othersVouch;

    /// <summary>Notes whether one does.</summary>
    public void LetOthersVouch(bool theyDo)
    {
        var began = theyDo && !_othersVouch;
        _othersVouch = theyDo;
        if (began)
            AllSeen?.Invoke();
    }

    /// <summary>Whether a controller vouches for exactly what this record says.</summary>
    public bool Cover(Deployment deployment) =>
        _othersVouch || _versions.TryGetValue(deployment.Key, out var version) && version == deployment.Version;

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
