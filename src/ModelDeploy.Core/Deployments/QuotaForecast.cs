using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Deployments;

/// <summary>What the controller would answer to a change, foreseen for the form. Only the controller decides.</summary>
/// <param name="UsedByOthers">What the group's other deployments hold.</param>
/// <param name="Wanted">What this one would hold at its peak.</param>
/// <param name="Limit">The group's quota.</param>
/// <param name="Shortages">Where it does not fit; empty when it does.</param>
/// <param name="OneAwayFirst">
/// Whether replicas are replaced by taking one away first, because there is no room for one more: with one replica that is a
/// short downtime.
/// </param>
public sealed record QuotaForecast(
    QuotaUse UsedByOthers, QuotaUse Wanted, Quota Limit, EquatableList<Shortage> Shortages, bool OneAwayFirst)
{
    /// <summary>What would help; null when it fits, and where nobody asked for advice.</summary>
    public QuotaAdvice? Advice { get; init; }

    /// <summary>Whether the change fits.</summary>
    public bool Fits => Shortages.Count == 0;

    /// <summary>
    /// Foresees the answer for a deployment whose spec is already the wanted one, with the status it has now. Null when the spec
    /// cannot be planned at all (no group, no instance type, a broken rule): then nothing is foreseen.
    /// </summary>
    public static QuotaForecast? Of(
        Deployment wanted, CatalogSnapshot catalog, SpecLimits limits, IEnumerable<Deployment> all, DateTimeOffset now)
    {
        if (catalog.Group(wanted.Spec.Group) is not { } group)
            return null;
        var seen = new Observation { Exists = true, Replicas = wanted.Status.Replicas };
        var plan = Planner.Plan(wanted, Facts.For(wanted.Spec, catalog, limits), seen, now);
        if (plan.Refusal is not null)
            return null;

        var sameGroup = all.Where(other => other.Spec.Group == group.Name).ToList();
        var used = QuotaUse.Of(sameGroup.Where(other => other.Key != wanted.Key));
        if (plan.Ask.Count == 0)
            return new QuotaForecast(used, Use(plan.Grant), group.Quota, [], OneAwayFirst: false);
        var decision = QuotaRules.Decide(group, wanted, plan.Ask, sameGroup);
        return new QuotaForecast(used, Use(decision.Granted ?? plan.Ask[^1]), group.Quota, decision.Shortages,
            OneAwayFirst: plan.Ask.Count > 1 && decision.Granted is { Surge: 0 });
    }

    private static QuotaUse Use(Grant? grant) => grant is null ? default : new QuotaUse(grant.Total, 1);
}
