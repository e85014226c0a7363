using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Reconciling;

/// <summary>
/// The deployments that the controller knows of, by group, so that room which appears in a quota wakes those who wait for it.
/// </summary>
internal sealed class GroupMembers(IEnumerable<Deployment> snapshot)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DeploymentKey, Deployment> _known = snapshot.ToDictionary(deployment => deployment.Key);

    /// <summary>Takes a change in; the keys that wait for room in its group when it freed some, oldest accepted change first.</summary>
    public IReadOnlyList<DeploymentKey> Fold(DeploymentChange change)
    {
        lock (_lock)
        {
            var before = _known.GetValueOrDefault(change.Key);
            if (change.Deployment is { } now)
                _known[change.Key] = now;
            else
                _known.Remove(change.Key);
            return before is not null && MayHaveFreed(before, change.Deployment) ? WaitingIn(before.Spec.Group) : [];
        }
    }

    /// <summary>Whether a change that is not taken in yet is somebody's wish, not only what a pass wrote down.</summary>
    public bool IsWish(DeploymentChange change)
    {
        lock (_lock)
        {
            var before = _known.GetValueOrDefault(change.Key);
            return change.Deployment is { } now && (now.Uid, now.Generation, now.Deletion) != (before?.Uid, before?.Generation, before?.Deletion);
        }
    }

    /// <summary>Every key.</summary>
    public IReadOnlyList<DeploymentKey> All()
    {
        lock (_lock)
            return [.. _known.Keys];
    }

    /// <summary>The keys that a change of group or instance type can concern.</summary>
    public IReadOnlyList<DeploymentKey> NotStopped()
    {
        lock (_lock)
            return [.. _known.Values.Where(d => !d.Spec.Stop).OrderBy(d => d.LastChange.At).Select(d => d.Key)];
    }

    private IReadOnlyList<DeploymentKey> WaitingIn(string group) =>
    [
        .. _known.Values.Where(d => d.Status.Waiting is not null && d.Spec.Group == group).OrderBy(d => d.LastChange.At).Select(d => d.Key),
    ];

    /// <summary>A smaller grant frees room; one that stops waiting, by whatever outcome, frees what was reserved for it.</summary>
    private static bool MayHaveFreed(Deployment before, Deployment? now) =>
        (before.Status.Waiting is not null && now?.Status.Waiting is null)
        || (before.Status.Grant is { } held && !held.Total.FitsInto(now?.Status.Grant?.Total ?? Resources.None));
}
