using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Quotas;

/// <summary>What deployments of a group hold.</summary>
/// <param name="Resources">The sum of their grants.</param>
/// <param name="Deployments">How many hold one.</param>
public readonly record struct QuotaUse(Resources Resources, int Deployments)
{
    /// <summary>Counts the grants of these deployments.</summary>
    public static QuotaUse Of(IEnumerable<Deployment> deployments) => deployments.Aggregate(
        default(QuotaUse), (sum, deployment) => deployment.Status.Grant is { } grant ? sum + new QuotaUse(grant.Total, 1) : sum);

    /// <summary>Both together.</summary>
    public static QuotaUse operator +(QuotaUse left, QuotaUse right) =>
        new(left.Resources + right.Resources, left.Deployments + right.Deployments);

    /// <summary>What is left without the other, which must be part of it.</summary>
    public static QuotaUse operator -(QuotaUse left, QuotaUse right) =>
        new(left.Resources - right.Resources, left.Deployments - right.Deployments);
}

/// <summary>
/// The one rule of admission: used without self + wanted ≤ quota in every resource, equality passes; a change that takes no
/// more than is already held always passes; among those that wait, the oldest accepted change goes first.
/// </summary>
public static class QuotaRules
{
    /// <summary>What came of asking.</summary>
    /// <param name="Granted">The first grant that fits, or null.</param>
    /// <param name="Shortages">Why the last one asked for does not fit; empty when one does.</param>
    public readonly record struct Decision(Grant? Granted, EquatableList<Shortage> Shortages);

    /// <summary>Decides for one deployment of the group.</summary>
    /// <param name="group">Whose quota counts.</param>
    /// <param name="asking">The deployment, as it asks; it may not be stored yet.</param>
    /// <param name="asks">The grants it would take, best first; not empty.</param>
    /// <param name="deployments">All deployments of the group; the asking one's own stored state is ignored.</param>
    public static Decision Decide(Group group, Deployment asking, EquatableList<Grant> asks, IEnumerable<Deployment> deployments)
    {
        Deployment[] others = [.. deployments.Where(other => other.Key != asking.Key)];
        var used = WithThoseWhoWaitLonger(others, asking, group.Quota);
        EquatableList<Shortage> shortages = [];
        foreach (var ask in asks)
        {
            shortages = ShortagesOf(group.Quota, used, ask, asking.Status.Grant);
            if (shortages.Count == 0)
                return new Decision(ask, []);
        }
        return new Decision(null, shortages);
    }

    /// <summary>Where a grant does not fit beside what others use; empty when it fits or takes no more than is held.</summary>
    public static EquatableList<Shortage> ShortagesOf(Quota quota, QuotaUse usedByOthers, Grant wanted, Grant? held)
    {
        if (held is not null && wanted.Total.FitsInto(held.Total))
            return [];
        List<Shortage> shortages = [];
        Check(QuotaResource.Cpu, wanted.Total.Cpu, usedByOthers.Resources.Cpu, quota.Cpu);
        Check(QuotaResource.Memory, wanted.Total.Memory, usedByOthers.Resources.Memory, quota.Memory);
        Check(QuotaResource.Gpu, wanted.Total.Gpu, usedByOthers.Resources.Gpu, quota.Gpu);
        Check(QuotaResource.Deployments, held is null ? 1 : 0, usedByOthers.Deployments, quota.MaxDeployments);
        return shortages.ToEquatableList();

        void Check(QuotaResource resource, decimal want, decimal used, decimal? limit)
        {
            if (limit is { } most && want > 0 && used + want > most)
                shortages.Add(new Shortage(resource, want, used, most));
        }
    }

    /// <summary>
    /// What others hold, and what is kept for those of them that wait longer and fit. What the asking one holds counts against them:
    /// one that waits for just that would otherwise block it for ever.
    /// </summary>
    private static QuotaUse WithThoseWhoWaitLonger(Deployment[] others, Deployment asking, Quota quota)
    {
        var own = QuotaUse.Of([asking]);
        var used = QuotaUse.Of(others) + own;
        var waiting = others
            .Where(other => other is { Status.Waiting: not null, Deletion: null, Spec.Stop: false } && IsBefore(other, asking))
            .OrderBy(other => other.LastChange.At).ThenBy(other => other.Id, StringComparer.Ordinal);
        foreach (var other in waiting)
        {
            var (held, wanted) = (other.Status.Grant, other.Status.Waiting!);
            var without = used - QuotaUse.Of([other]);
            if (ShortagesOf(quota, without, wanted, held).Count == 0)
                used = without + new QuotaUse(Resources.Max(wanted.Total, held?.Total ?? Resources.None), 1);
        }
        return used - own;
    }

    private static bool IsBefore(Deployment other, Deployment asking) =>
        other.LastChange.At < asking.LastChange.At
        || (other.LastChange.At == asking.LastChange.At && string.CompareOrdinal(other.Id, asking.Id) < 0);
}
