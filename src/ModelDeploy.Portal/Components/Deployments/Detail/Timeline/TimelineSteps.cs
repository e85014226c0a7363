using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Deployments.Detail.Failing;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Timeline;

/// <summary>
/// What has become of a deployment's last change, told from its spec and status alone: the same before and after a restart of the
/// portal. A moment that nobody noted is left out, never guessed.
/// </summary>
public static class TimelineSteps
{
    /// <summary>So many replicas have a step of their own; of the others one step tells the number.</summary>
    public const int MostReplicas = 5;

    /// <summary>The steps in their order.</summary>
    public static IReadOnlyList<TimelineStep> Of(Deployment deployment) => (deployment, deployment.Status) switch
    {
        (_, { UnknownSince: { } since, Message: var message }) => [Accepted(deployment), new(StepState.Trouble, TimelineTexts.NothingKnown, since, Written.Read(message))],
        ({ Deletion: not null }, var status) => [Accepted(deployment), .. Ending(status), new(StepState.Pending, TimelineTexts.Removed)],
        (_, var status) when status.ObservedGeneration < deployment.Generation => [Accepted(deployment), new(StepState.Current, TimelineTexts.WaitsForTurn)],
        ({ Spec.Stop: true }, var status) => [Accepted(deployment), .. Ending(status), Stopped(status)],
        (_, { IsForeign: true } status) => [Accepted(deployment), .. Replicas(deployment), ForeignOutcome(status)],
        (_, var status) => [Accepted(deployment), .. Granted(deployment), .. Lost(status), .. Replicas(deployment), .. Traffic(status), Outcome(deployment)],
    };

    private static TimelineStep Accepted(Deployment deployment)
    {
        var change = deployment.Deletion ?? deployment.LastChange;
        var who = deployment.Deletion is null ? TimelineTexts.RevisionBy.With(deployment.Generation, change.By.Name) : TimelineTexts.By.With(change.By.Name);
        return new(StepState.Done, AcceptedWords(change), change.At, who);
    }

    // The change was accepted; what it asks for is done by later steps.
    private static string AcceptedWords(Change change) => change.Action switch
    {
        ChangeAction.Stopped => TimelineTexts.StopRequested,
        ChangeAction.Started => TimelineTexts.StartRequested,
        ChangeAction.Deleted => TimelineTexts.DeletionRequested,
        _ => ChangeWords.Of(change),
    };

    private static IEnumerable<TimelineStep> Ending(DeploymentStatus status) => status.Replicas.Count == 0
        ? []
        : [new(StepState.Current, TimelineTexts.ReplicasEnd, null, Phrases.Count(status.Replicas.Count, TimelineTexts.OneReplicaLeft, TimelineTexts.ManyReplicasLeft))];

    private static TimelineStep Stopped(DeploymentStatus status) => status.Phase is DeploymentPhase.Stopped
        ? new(StepState.Done, SharedTexts.PhaseStopped, status.PhaseSince)
        : new(StepState.Pending, SharedTexts.PhaseStopped);

    private static IEnumerable<TimelineStep> Granted(Deployment deployment)
    {
        var status = deployment.Status;
        if (status.Waiting is not null)
            return [new(StepState.Trouble, TimelineTexts.WaitsForQuota, null, ResourceText.Of(status.Waiting.Total))];
        if (status.Grant is { } grant && grant.Template == status.Template && grant.Replicas >= deployment.Spec.Replicas)
        {
            return grant.At >= deployment.LastChange.At
                ? [new(StepState.Done, TimelineTexts.QuotaGranted, grant.At, ResourceText.Of(grant.Total))]
                : [new(StepState.Done, TimelineTexts.QuotaKept, null, ResourceText.Of(grant.Total))];
        }
        return status.Failure is null ? [new(StepState.Current, TimelineTexts.AsksForQuota)] : [];
    }

    private static IEnumerable<TimelineStep> Lost(DeploymentStatus status) => status.LostReplicaAt is { } at
        ? [new(StepState.Trouble, TimelineTexts.ReplicaLost, at)]
        : [];

    private static IEnumerable<TimelineStep> Replicas(Deployment deployment)
    {
        var status = deployment.Status;
        if (status is { Template: null, IsForeign: false })
            return [];
        var newest = status.Replicas
            .Where(replica => (status.IsForeign || replica.Template == status.Template) && replica.State is not ReplicaState.Stopping).ToList();
        var rest = newest.Skip(MostReplicas).ToList();
        var missing = status.Phase is DeploymentPhase.Failed ? 0 : status.Wanted - newest.Count;
        return
        [
            .. newest.Take(MostReplicas).Select(replica => Replica(replica, deployment.LastChange)),
            .. rest.Count == 0 ? Array.Empty<TimelineStep>() : [Others(rest)],
            .. missing <= 0 ? Array.Empty<TimelineStep>() : [new(StepState.Pending, Phrases.Count(missing, TimelineTexts.OneReplicaToCome, TimelineTexts.ManyReplicasToCome))],
        ];
    }

    private static TimelineStep Replica(ReplicaObservation replica, Change change) => replica switch
    {
        { Ready: true } => new(StepState.Done, TimelineTexts.ReplicaReady.With(replica.Name), SinceThen(replica.Since, change), Restarts(replica)),
        { State: ReplicaState.Waiting } => new(StepState.Trouble, TimelineTexts.ReplicaWaiting.With(replica.Name), replica.Since, ProblemOf(replica) ?? Restarts(replica)),
        { Problem: { Certain: true } problem } => new(StepState.Trouble, TimelineTexts.ReplicaCannotStart.With(replica.Name), problem.Since, ProblemOf(replica)),
        { State: ReplicaState.Running } => new(StepState.Trouble, TimelineTexts.ReplicaNotReady.With(replica.Name), replica.Since, ProblemOf(replica)),
        _ => new(StepState.Current, TimelineTexts.ReplicaStarting.With(replica.Name), replica.Since, Restarts(replica)),
    };

    // What was so before the change, and still is, has no moment in the story of this change.
    private static DateTimeOffset? SinceThen(DateTimeOffset? at, Change change) => at >= change.At ? at : null;

    private static TimelineStep Others(List<ReplicaObservation> others)
    {
        var ready = others.Count(replica => replica.Ready);
        return new(ready == others.Count ? StepState.Done : StepState.Current, TimelineTexts.OtherReplicas.With(others.Count, ready));
    }

    private static IEnumerable<TimelineStep> Traffic(DeploymentStatus status)
    {
        var older = status.Replicas.Count(replica => replica.Template != status.Template);
        if (older == 0 || status.Template is null)
            return [];
        var detail = Phrases.Count(older, TimelineTexts.OneOlderLeft, TimelineTexts.ManyOlderLeft);
        return [new(status.Available > 0 ? StepState.Current : StepState.Pending, TimelineTexts.RequestsMove, null, detail)];
    }

    private static TimelineStep Outcome(Deployment deployment) => deployment.Status switch
    {
        { Phase: DeploymentPhase.Deployed } status => new(StepState.Done, SharedTexts.PhaseDeployed, SinceThen(status.PhaseSince, deployment.LastChange), TimelineTexts.EveryRequest.With(deployment.Generation)),
        { Phase: DeploymentPhase.Failed, Failure: { } failure } status => new(StepState.Trouble, TimelineTexts.Failed.With(FailureWords.Of(failure.Reason)), status.PhaseSince, Written.Read(failure.Message)),
        _ => new(StepState.Pending, SharedTexts.PhaseDeployed, null, TimelineTexts.Within.With(Amounts.Duration(deployment.Spec.Deadline), EndOf(deployment))),
    };

    // Whoever steers it says no more than this, and keeps no deadline of ours.
    private static TimelineStep ForeignOutcome(DeploymentStatus status) => status.Phase switch
    {
        DeploymentPhase.Deployed => new(StepState.Done, SharedTexts.PhaseDeployed),
        DeploymentPhase.Failed => new(StepState.Trouble, SharedTexts.PhaseFailed, null, Written.Read(status.Message)),
        _ => new(StepState.Pending, SharedTexts.PhaseDeployed),
    };

    private static DateTimeOffset? EndOf(Deployment deployment)
    {
        DateTimeOffset?[] starts = [deployment.LastChange.At, deployment.Status.Grant?.At, deployment.Status.LostReplicaAt];
        return starts.Max() + deployment.Spec.Deadline;
    }

    private static string? ProblemOf(ReplicaObservation replica) => replica.Problem is { } problem ? Written.Read(problem.Failure.Message) : null;

    private static string? Restarts(ReplicaObservation replica) => replica.Restarts switch
    {
        0 => null,
        1 => TimelineTexts.StartedAgainOnce,
        var times => TimelineTexts.StartedAgainTimes.With(times),
    };
}
