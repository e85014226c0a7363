namespace ModelDeploy.Core.Deployments;

/// <summary>
/// All deployments of a store at one moment, ordered by id; a change makes another table. Every decision about quota reads all of them,
/// so that reading costs no copy and writing one.
/// </summary>
public sealed class DeploymentTable
{
    private readonly Deployment[] _ordered;

    private DeploymentTable(Deployment[] ordered) => _ordered = ordered;

    /// <summary>No deployments.</summary>
    public static DeploymentTable Empty { get; } = new([]);

    /// <summary>These deployments; their ids must differ.</summary>
    public static DeploymentTable Of(IEnumerable<Deployment> deployments) =>
        new([.. deployments.OrderBy(deployment => deployment.Id, StringComparer.Ordinal)]);

    /// <summary>All of them, ordered by id; never changes.</summary>
    public IReadOnlyList<Deployment> All => _ordered;

    /// <summary>The deployment, or null.</summary>
    public Deployment? Find(DeploymentKey key) => IndexOf(key) is >= 0 and var index ? _ordered[index] : null;

    /// <summary>A table in which this one replaces the one of the same id, or is added.</summary>
    public DeploymentTable With(Deployment deployment)
    {
        var index = IndexOf(deployment.Key);
        if (index < 0)
            return new([.. _ordered.AsSpan(0, ~index), deployment, .. _ordered.AsSpan(~index)]);
        var ordered = _ordered.AsSpan().ToArray();
        ordered[index] = deployment;
        return new(ordered);
    }

    /// <summary>A table without this one; the same table when it is not there.</summary>
    public DeploymentTable Without(DeploymentKey key) =>
        IndexOf(key) is >= 0 and var index ? new([.. _ordered.AsSpan(0, index), .. _ordered.AsSpan(index + 1)]) : this;

    /// <summary>Where it is, or the complement of where it would be.</summary>
    private int IndexOf(DeploymentKey key)
    {
        var (low, high) = (0, _ordered.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(_ordered[middle].Id, key.Id);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return ~low;
    }
}
