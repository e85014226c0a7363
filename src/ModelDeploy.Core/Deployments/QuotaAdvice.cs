using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Deployments;

/// <summary>What helps when a change does not fit into the quota.</summary>
/// <param name="Stop">The smallest sensible set of running deployments whose stop makes it fit; empty when none does.</param>
/// <param name="FittingReplicas">The most replicas that fit as it is; 0 when not even one does.</param>
public sealed record QuotaAdvice(EquatableList<Stoppable> Stop, int FittingReplicas)
{
    /// <summary>
    /// The advice for a deployment whose spec is already the wanted one; who asks is the person of its last change.
    /// </summary>
    public static QuotaAdvice For(
        Deployment wanted, CatalogSnapshot catalog, SpecLimits limits, IReadOnlyList<Deployment> all, DateTimeOffset now)
    {
        var running = all.Where(other => other.Key != wanted.Key && other.Spec.Group == wanted.Spec.Group
            && other is { Status.Grant: not null, Spec.Stop: false, Deletion: null });
        var stop = RoomFinder.SmallestSet(running, wanted.LastChange.By.Key, stopped => Fits(wanted, [.. all.ExceptBy(stopped.Select(other => other.Key), other => other.Key)]));
        return new QuotaAdvice(
            stop.Select(other => new Stoppable(other.Id, other.Spec.DisplayName, other.Status.Grant!.Total)).ToEquatableList(),
            MostReplicas(count => Fits(wanted with { Spec = wanted.Spec with { Replicas = count } }, all), wanted.Spec.Replicas));

        bool Fits(Deployment asking, IEnumerable<Deployment> deployments) =>
            QuotaForecast.Of(asking, catalog, limits, deployments, now) is { Fits: true };
    }

    /// <summary>The largest count below <paramref name="tooMany"/> that fits; fewer always fit where more do.</summary>
    private static int MostReplicas(Func<int, bool> fits, int tooMany)
    {
        var (fitting, over) = (0, tooMany);
        while (over - fitting > 1)
        {
            var middle = (fitting + over) / 2;
            (fitting, over) = fits(middle) ? (middle, over) : (fitting, middle);
        }
        return fitting;
    }
}
