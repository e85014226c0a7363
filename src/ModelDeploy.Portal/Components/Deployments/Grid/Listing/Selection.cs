using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>What is ticked. Only what is shown can be: nobody acts on what they do not see. Used on one circuit only.</summary>
public sealed class Selection
{
    private readonly HashSet<DeploymentKey> _keys = [];

    /// <summary>How many are ticked.</summary>
    public int Count => _keys.Count;

    /// <summary>Whether this one is ticked.</summary>
    public bool Contains(DeploymentKey key) => _keys.Contains(key);

    /// <summary>Ticks it, or takes the tick away.</summary>
    public void Toggle(DeploymentKey key)
    {
        if (!_keys.Remove(key))
            _keys.Add(key);
    }

    /// <summary>Ticks all of them, or none when all were ticked.</summary>
    public void ToggleAll(IReadOnlyCollection<Deployment> shown)
    {
        if (_keys.Count == shown.Count)
            _keys.Clear();
        else
            _keys.UnionWith(shown.Select(deployment => deployment.Key));
    }

    /// <summary>Takes every tick away.</summary>
    public void Clear() => _keys.Clear();

    /// <summary>Takes the ticks from what is not shown any more.</summary>
    public void Keep(IEnumerable<Deployment> shown)
    {
        if (_keys.Count > 0)
            _keys.IntersectWith(shown.Select(deployment => deployment.Key));
    }

    /// <summary>Those of <paramref name="shown"/> that are ticked, in their order.</summary>
    public IReadOnlyList<Deployment> Of(IEnumerable<Deployment> shown) =>
        _keys.Count == 0 ? [] : [.. shown.Where(deployment => _keys.Contains(deployment.Key))];
}
