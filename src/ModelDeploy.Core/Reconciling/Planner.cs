using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Reconciling;

/// <summary>Decides what should exist for one deployment. Pure: no clock, no I/O.</summary>
public static class Planner
{
    /// <summary>The plan for a deployment as it is wanted, given what is known and what was seen.</summary>
    public static Plan Plan(Deployment deployment, Facts facts, Observation seen, DateTimeOffset now)
    {
        var spec = deployment.Spec;
        if (seen.UnknownBecause is not null)
            return new Plan { Step = new RuntimeStep.Keep(), Grant = deployment.Status.Grant, Template = deployment.Status.Template };
        if (deployment.Deletion is not null)
            return new Plan { Step = new RuntimeStep.Remove(), Grant = UntilGone(deployment, seen) };
        if (spec.Stop)
            return Release(deployment, seen, because: null);
        if (facts.Group is not { } group)
            return Release(deployment, seen, Failures.GroupNotFound(spec.Group));
        if (!group.ModelDeploymentEnabled)
            return Release(deployment, seen, Failures.GroupDisabled(group.DisplayName));
        if (ErrorsOf(deployment, facts.Limits) is { Count: > 0 } errors)
            return Keep(deployment, seen, Failures.InvalidSpec([.. errors.Select(error => error.ToString())]));
        if (FrozenFor(deployment, facts) is not { } frozen)
            return Keep(deployment, seen, Failures.InstanceTypeNotFound(spec.InstanceType, spec.Group));
        return Run(deployment, frozen, seen, now);
    }

    /// <summary>The plan after its admission was refused: what runs goes on, and what it asked for is remembered.</summary>
    public static Plan Refuse(Deployment deployment, Plan plan, Observation seen, Failure because) =>
        Keep(deployment, seen, because) with { Template = plan.Template, Waiting = plan.Ask[^1] };

    /// <summary>
    /// What is left of the grant by what is seen after the runtime accepted the plan's step. It can only shrink: more is given by the
    /// admission alone.
    /// </summary>
    public static Grant? GrantAfter(Deployment deployment, Plan plan, Observation seen) => plan switch
    {
        _ when seen.UnknownBecause is not null => deployment.Status.Grant,
        { Step: RuntimeStep.Apply { Workload: { Replicas: > 0 } workload }, Grant: { } held } =>
            StillNeeded(deployment.Status.Grant!, workload.Template.Hash, workload.Replicas, seen) with { Inputs = held.Inputs },
        { Step: RuntimeStep.Keep } => plan.Grant,
        _ => UntilGone(deployment, seen),
    };

    private static IReadOnlyList<FieldError> ErrorsOf(Deployment deployment, SpecLimits limits) =>
        [.. deployment.SpecErrors, .. SpecValidator.Validate(deployment.Spec, limits)];

    private static Plan Run(Deployment deployment, Frozen frozen, Observation seen, DateTimeOffset now)
    {
        var template = TemplateHash.Of(deployment.Spec, frozen.Each);
        var grant = deployment.Status.Grant;
        if (grant?.Template != template || deployment.Spec.Replicas > grant.Replicas)
            return Ask(deployment, template, frozen, seen, now);

        var held = StillNeeded(grant, template, deployment.Spec.Replicas, seen) with { Inputs = TemplateHash.OfInputs(deployment.Spec) };
        return new Plan
        {
            // The surge of the stored grant: a workload changes only after its grant did, never back and forth with what is seen.
            Step = new RuntimeStep.Apply(WorkloadOf(deployment, template, frozen, deployment.Spec.Replicas, grant.Surge)),
            Grant = held,
            Template = template,
        };
    }

    /// <summary>
    /// While the runtime has yet to take up what was applied last, nobody knows what runs beside the new: then the question waits.
    /// </summary>
    private static Plan Ask(Deployment deployment, string template, Frozen frozen, Observation seen, DateTimeOffset now)
    {
        var held = deployment.Status.Grant;
        var olderCount = MostOlder(held, template, seen);
        var olderEach = held is null ? Resources.None : held.Template == template ? held.Older : Resources.Max(held.Each, held.Older);
        return new Plan
        {
            Step = new RuntimeStep.Keep(),
            Grant = held,
            Ask = seen.Behind ? [] : olderCount > 0 ? [With(surge: 1), With(surge: 0)] : [With(surge: 0)],
            Template = template,
        };

        Grant With(int surge) => new()
        {
            Template = template,
            Inputs = TemplateHash.OfInputs(deployment.Spec),
            Each = frozen.Each,
            Placement = frozen.Placement,
            Replicas = deployment.Spec.Replicas,
            Surge = surge,
            Older = olderEach,
            Total = Resources.Max(
                RolloutCost.Peak(olderEach, olderCount, frozen.Each, deployment.Spec.Replicas, surge), held?.Total ?? Resources.None),
            At = now,
        };
    }

    /// <summary>The most replicas of other templates that may run until the new template is applied: a rollout under way may still add some.</summary>
    private static int MostOlder(Grant? held, string template, Observation seen)
    {
        var older = seen.Replicas.Count(replica => replica.Template != template);
        return held is null || held.Template == template
            ? older
            : Math.Max(older, Math.Max(seen.Replicas.Count(replica => replica.Template != held.Template), held.Replicas) + held.Surge);
    }

    private static Plan Release(Deployment deployment, Observation seen, Failure? because) => new()
    {
        Step = new RuntimeStep.Apply(WorkloadOf(
            deployment, deployment.Status.Template ?? "", FrozenOf(deployment.Status.Grant) ?? Frozen.Nothing, replicas: 0, surge: 0)),
        Grant = UntilGone(deployment, seen),
        Refusal = because,
    };

    /// <summary>
    /// An older revision goes on as it is. Where there is none that runs or will run again, a grant for nothing is given back; as long
    /// as the runtime has yet to take up what was applied last, that may be one.
    /// </summary>
    private static Plan Keep(Deployment deployment, Observation seen, Failure because) =>
        deployment.Status.Grant is not null && seen is { Replicas.Count: 0, Wanted: 0, Behind: false }
            ? Release(deployment, seen, because)
            : new Plan { Step = new RuntimeStep.Keep(), Grant = deployment.Status.Grant, Refusal = because };

    private static Frozen? FrozenFor(Deployment deployment, Facts facts) => deployment.Status.Grant is { } grant && grant.Inputs == TemplateHash.OfInputs(deployment.Spec)
        ? FrozenOf(grant)
        : facts.InstanceType is { } type ? new Frozen(type.Resources, Placement.Of(type)) : null;

    private static Frozen? FrozenOf(Grant? grant) => grant is null ? null : new Frozen(grant.Each, grant.Placement);

    private static Grant? UntilGone(Deployment deployment, Observation seen) =>
        seen.Behind || seen.Replicas.Count > 0 ? deployment.Status.Grant : null;

    private static Grant StillNeeded(Grant grant, string template, int wanted, Observation seen)
    {
        if (seen.Behind || seen.Replicas.Any(replica => replica.Template != template))
            return grant;
        var count = Math.Max(wanted, seen.Replicas.Count);
        var total = grant.Each * count;
        return total.FitsInto(grant.Total)
            ? grant with { Replicas = count, Surge = 0, Older = Resources.None, Total = total }
            : grant;
    }

    private static Workload WorkloadOf(Deployment deployment, string template, Frozen frozen, int replicas, int surge) => new()
    {
        Uid = deployment.Uid,
        Group = deployment.Spec.Group,
        Access = deployment.Spec.Access,
        Passwords = PasswordFile.LinesOf(deployment.Spec.Clients),
        Replicas = replicas,
        Surge = surge,
        Template = new WorkloadTemplate
        {
            Hash = template,
            Image = deployment.Spec.ModelImage,
            ImagePullSecret = deployment.Spec.ImagePullSecret,
            ModelUri = deployment.Spec.ModelUri,
            Env = deployment.Spec.Env,
            Port = deployment.Spec.Port,
            Readiness = deployment.Spec.Readiness,
            Resources = frozen.Each,
            Placement = frozen.Placement,
        },
    };

    /// <summary>What of an instance type stays as it was as long as the inputs of the template stay the same.</summary>
    private sealed record Frozen(Resources Each, Placement Placement)
    {
        public static Frozen Nothing { get; } = new(Resources.None, Placement.Anywhere);
    }
}
