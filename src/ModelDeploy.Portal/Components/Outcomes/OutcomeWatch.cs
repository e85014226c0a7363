using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Outcomes;

/// <summary>
/// Notices what becomes of one person's changes: that a deployment which they changed last is Deployed or has Failed. Each outcome of a
/// revision is told once. What had come to rest before the watch began, and what somebody else changed since, is none of theirs.
/// </summary>
/// <param name="person">Whose changes.</param>
/// <param name="since">When the watch begins.</param>
public sealed class OutcomeWatch(PersonKey person, DateTimeOffset since)
{
    private readonly HashSet<DeploymentKey> _pending = [];
    private readonly HashSet<(Guid Uid, long Generation, DeploymentPhase Phase)> _told = [];

    /// <summary>Takes over what is there when the watch begins.</summary>
    public void Load(IEnumerable<Deployment> snapshot)
    {
        foreach (var deployment in snapshot.Where(deployment => IsTheirs(deployment) && deployment.Phase is DeploymentPhase.Deploying))
            _pending.Add(deployment.Key);
    }

    /// <summary>Takes changes over and gives the deployments whose outcome is to be told, in their order.</summary>
    public IReadOnlyList<Deployment> Fold(IEnumerable<DeploymentChange> batch) => [.. batch.Where(IsOutcome).Select(change => change.Deployment!)];

    private bool IsOutcome(DeploymentChange change)
    {
        if (change.Deployment is not { } deployment || !IsTheirs(deployment))
        {
            _pending.Remove(change.Key);
            return false;
        }
        switch (deployment.Phase)
        {
            case DeploymentPhase.Deploying:
                _pending.Add(change.Key);
                return false;
            case DeploymentPhase.Deployed or DeploymentPhase.Failed:
                var isNews = _pending.Remove(change.Key) || deployment.LastChange.At >= since;
                return isNews && _told.Add((deployment.Uid, deployment.Generation, deployment.Phase));
            default:
                _pending.Remove(change.Key);
                return false;
        }
    }

    private bool IsTheirs(Deployment deployment) => deployment.LastChange.By.Key == person;
}
