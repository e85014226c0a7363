using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Reconciling;

/// <summary>What a rollout takes at its peak.</summary>
public static class RolloutCost
{
    /// <summary>
    /// The most of each resource that may run at once while <paramref name="olderCount"/> replicas are replaced by
    /// <paramref name="count"/> new ones, never more than the larger count plus the surge at a time.
    /// </summary>
    public static Resources Peak(Resources older, int olderCount, Resources each, int count, int surge)
    {
        var atOnce = Math.Max(olderCount, count) + (olderCount > 0 ? surge : 0);
        var peak = Resources.None;
        for (var updated = 0; updated <= count; updated++)
            peak = Resources.Max(peak, each * updated + older * Math.Min(olderCount, atOnce - updated));
        return peak;
    }
}
