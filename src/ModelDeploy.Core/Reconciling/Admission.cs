using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Reconciling;

/// <summary>
/// Gives grants: the one place where quota is decided, one group at a time. The grant is in the store before this returns,
/// so that whatever starts afterwards is counted. Fail-closed: what cannot be read or written is not granted.
/// </summary>
public sealed class Admission(IDeploymentStore store, ICatalog catalog)
{
    private readonly GroupGates _gates = new();

    /// <summary>Asks for the first grant of the plan that fits and writes it into the deployment's status.</summary>
    public async Task<AdmissionAnswer> AskAsync(Deployment deployment, EquatableList<Grant> asks, CancellationToken stop)
    {
        using var turn = await _gates.EnterAsync(deployment.Spec.Group, stop);
        // Counted before the quota is read: whoever counts anew has heard of its last change by then.
        var counted = await store.CountAsync(deployment.Spec.Group, stop);
        if ((await catalog.ReadAsync(stop)).Group(deployment.Spec.Group) is not { } group)
            return new AdmissionAnswer.Refused(Failures.GroupNotFound(deployment.Spec.Group));
        var decision = QuotaRules.Decide(group, deployment, asks, counted);
        return decision.Granted is { } grant
            ? await WriteAsync(deployment, grant, stop)
            : new AdmissionAnswer.Refused(QuotaFailure.Of(group, decision.Shortages));
    }

    private async Task<AdmissionAnswer> WriteAsync(Deployment deployment, Grant grant, CancellationToken stop)
    {
        var status = WithoutFailure(deployment.Status, grant.At) with { Grant = grant, Waiting = null };
        return await store.GrantAsync(deployment, status, stop) is StoreResult<Deployment>.Stored
            ? new AdmissionAnswer.Granted(grant)
            : new AdmissionAnswer.Outdated();
    }

    /// <summary>What kept it from asking, or from being granted, is gone; the pass that would say so may be long in coming.</summary>
    private static DeploymentStatus WithoutFailure(DeploymentStatus status, DateTimeOffset now) => status.Failure is null
        ? status
        : status with { Phase = DeploymentPhase.Deploying, Failure = null, Message = StatusTexts.Admitted, ChangedAt = now, PhaseSince = now };
}

/// <summary>What came of asking for a grant.</summary>
public abstract record AdmissionAnswer
{
    private AdmissionAnswer() { }

    /// <summary>Given and written.</summary>
    public sealed record Granted(Grant Grant) : AdmissionAnswer;

    /// <summary>No room.</summary>
    public sealed record Refused(Failure Failure) : AdmissionAnswer;

    /// <summary>The deployment changed meanwhile; nothing was written.</summary>
    public sealed record Outdated : AdmissionAnswer;
}
