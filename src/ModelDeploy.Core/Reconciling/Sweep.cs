using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Reconciling;

/// <summary>Keeps count of which of the first keys have not had a pass yet.</summary>
internal sealed class Sweep(IEnumerable<DeploymentKey> keys)
{
    private readonly Lock _lock = new();
    private readonly HashSet<DeploymentKey> _left = [.. keys];

    public IReadOnlyList<DeploymentKey> Keys
    {
        get
        {
            lock (_lock)
                return [.. _left];
        }
    }

    public bool IsDone
    {
        get
        {
            lock (_lock)
                return _left.Count == 0;
        }
    }

    /// <summary>Notes a pass; true when it was the last one missing.</summary>
    public bool Finish(DeploymentKey key)
    {
        lock (_lock)
            return _left.Remove(key) && _left.Count == 0;
    }
}
