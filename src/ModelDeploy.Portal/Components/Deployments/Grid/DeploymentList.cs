using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Grid;

/// <summary>The deployments behind the grid: a snapshot into which batches of changes are folded. Used on one circuit only.</summary>
public sealed class DeploymentList
{
    private readonly Dictionary<DeploymentKey, Deployment> _deployments = [];

    /// <summary>How many there are, whatever the filter.</summary>
    public int Count => _deployments.Count;

    /// <summary>Replaces everything.</summary>
    public void Load(IEnumerable<Deployment> snapshot)
    {
        _deployments.Clear();
        foreach (var deployment in snapshot)
            _deployments[deployment.Key] = deployment;
    }

    /// <summary>Takes changes over; what is gone leaves the list.</summary>
    public void Fold(IEnumerable<DeploymentChange> batch)
    {
        foreach (var (key, deployment) in batch)
        {
            if (deployment is null)
                _deployments.Remove(key);
            else
                _deployments[key] = deployment;
        }
    }

    /// <summary>What the filter shows, newest first by creation, so that cells keep their place while they change.</summary>
    public IReadOnlyList<Deployment> Matching(DeploymentFilter filter) =>
    [
        .. _deployments.Values.Where(filter.Matches)
            .OrderByDescending(deployment => deployment.Created.At).ThenBy(deployment => deployment.Id, StringComparer.Ordinal),
    ];

    /// <summary>How many the filter shows per phase, its own phase left aside; every phase is there.</summary>
    public IReadOnlyDictionary<DeploymentPhase, int> CountsPerPhase(DeploymentFilter filter)
    {
        var counts = Enum.GetValues<DeploymentPhase>().ToDictionary(phase => phase, _ => 0);
        foreach (var deployment in _deployments.Values.Where(filter.MatchesButStatus))
            counts[deployment.Phase]++;
        return counts;
    }
}
