using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Deployments;

/// <summary>What the controller would answer to a change, foreseen for the form. Only the controller decides.</summary>
/// <param name="UsedByOthers">What the group's other deployments hold, and what those will hold that were accepted and fit, but are not granted yet.</param>
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
        var plan = PlanOf(wanted, catalog, limits, now);
        if (plan.Refusal is not null)
            return null;

        // Whatever is asked for now comes after all that was accepted, also within the same tick of the clock.
        var last = wanted with { LastChange = wanted.LastChange with { At = DateTimeOffset.MaxValue } };
        var others = AfterThoseAccepted(group, last, all, catalog, limits, now);
        var used = QuotaUse.Of(others);
        if (plan.Ask.Count == 0)
            return new QuotaForecast(used, Use(plan.Grant), group.Quota, [], OneAwayFirst: false);
        var decision = QuotaRules.Decide(group, last, plan.Ask, others);
        return new QuotaForecast(used, Use(decision.Granted ?? plan.Ask[^1]), group.Quota, decision.Shortages,
            OneAwayFirst: plan.Ask.Count > 1 && decision.Granted is { Surge: 0 });
    }

    /// <summary>
    /// The group's other deployments as they will be once the controller has answered every change that was accepted before, the
    /// oldest first. Without that, two changes in quick succession would both be promised the same room.
    /// </summary>
    private static List<Deployment> AfterThoseAccepted(
        Group group, Deployment last, IEnumerable<Deployment> all, CatalogSnapshot catalog, SpecLimits limits, DateTimeOffset now)
    {
        List<Deployment> others =
        [
            .. all.Where(other => other.Spec.Group == group.Name && other.Key != last.Key)
                .OrderBy(other => other.LastChange.At).ThenBy(other => other.Id, StringComparer.Ordinal),
        ];
        var itself = last with { Status = last.Status with { Waiting = null } };
        for (var i = 0; i < others.Count; i++)
        {
            var other = others[i];
            if (!IsUnanswered(other) || PlanOf(other, catalog, limits, now) is not { Refusal: null, Ask: { Count: > 0 } asks })
                continue;
            others[i] = QuotaRules.Decide(group, other, asks, others.Append(itself)).Granted is { } granted
                ? other with { Status = other.Status with { Grant = granted, Waiting = null } }
                : other with { Status = other.Status with { Waiting = asks[^1] } };
        }
        return others;
    }

    /// <summary>Whether the controller may yet give it a grant without having refused it before.</summary>
    private static bool IsUnanswered(Deployment deployment) =>
        deployment is { Spec.Stop: false, Deletion: null }
        && (deployment.Status.Waiting is null || deployment.Status.ObservedGeneration < deployment.Generation);

    private static Plan PlanOf(Deployment deployment, CatalogSnapshot catalog, SpecLimits limits, DateTimeOffset now) => Planner.Plan(
        deployment, Facts.For(deployment.Spec, catalog, limits),
        new Observation { Exists = true, Replicas = deployment.Status.Replicas }, now);

    private static QuotaUse Use(Grant? grant) => grant is null ? default : new QuotaUse(grant.Total, 1);
}
