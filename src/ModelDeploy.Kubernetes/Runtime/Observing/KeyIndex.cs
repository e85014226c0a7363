using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Runtime.Observing;

/// <summary>The objects of a kind by the deployment that their label names. Safe for many threads.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal sealed class KeyIndex<T> where T : ApiObject
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DeploymentKey, Dictionary<ObjectName, T>> _objects = [];

    /// <summary>The deployments that have any.</summary>
    public IReadOnlyList<DeploymentKey> Keys
    {
        get
        {
            lock (_lock)
                return [.. _objects.Keys];
        }
    }

    /// <summary>Takes in a change and says whose objects changed.</summary>
    public IReadOnlyList<DeploymentKey> Fold(ObjectName name, T? now, T? before)
    {
        var (key, keyBefore) = (KeyOf(now), KeyOf(before));
        lock (_lock)
        {
            if (keyBefore is { } old && _objects.TryGetValue(old, out var others) && others.Remove(name) && others.Count == 0)
                _objects.Remove(old);
            if (key is { } its)
            {
                if (!_objects.TryGetValue(its, out var siblings))
                    _objects.Add(its, siblings = []);
                siblings[name] = now!;
            }
        }
        return [.. new[] { key, keyBefore }.OfType<DeploymentKey>().Distinct()];
    }

    /// <summary>A deployment's objects, by name.</summary>
    public IReadOnlyList<T> Of(DeploymentKey key)
    {
        lock (_lock)
            return _objects.TryGetValue(key, out var found) ? [.. found.Values.OrderBy(item => item.Metadata.Name, StringComparer.Ordinal)] : [];
    }

    private static DeploymentKey? KeyOf(T? item) =>
        item?.Metadata.Labels?.GetValueOrDefault(Labels.Deployment) is { Length: > 0 } id ? new DeploymentKey(id) : null;
}
