using System.Globalization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;

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
        (_, { UnknownSince: { } since, Message: var message }) => [Accepted(deployment), new(StepState.Trouble, "Nothing is known", since, message)],
        ({ Deletion: not null }, var status) => [Accepted(deployment), .. Ending(status), new(StepState.Pending, "Removed")],
        (_, var status) when status.ObservedGeneration < deployment.Generation => [Accepted(deployment), new(StepState.Current, "Waits for its turn")],
        ({ Spec.Stop: true }, var status) => [Accepted(deployment), .. Ending(status), Stopped(status)],
        (_, var status) => [Accepted(deployment), .. Granted(deployment), .. Lost(status), .. Replicas(status), .. Traffic(status), Outcome(deployment)],
    };

    private static TimelineStep Accepted(Deployment deployment)
    {
        var change = deployment.Deletion ?? deployment.LastChange;
        var revision = deployment.Deletion is null ? $"Revision {deployment.Generation}, by" : "By";
        return new(StepState.Done, ChangeWords.Of(change), change.At, $"{revision} {change.By.Name}");
    }

    private static IEnumerable<TimelineStep> Ending(DeploymentStatus status) => status.Replicas.Count == 0
        ? []
        : [new(StepState.Current, "Replicas finish what they do and end", null, $"{Count(status.Replicas.Count)} left")];

    private static TimelineStep Stopped(DeploymentStatus status) => status.Phase is DeploymentPhase.Stopped
        ? new(StepState.Done, "Stopped", status.PhaseSince)
        : new(StepState.Pending, "Stopped");

    private static IEnumerable<TimelineStep> Granted(Deployment deployment)
    {
        var status = deployment.Status;
        if (status.Waiting is not null)
            return [new(StepState.Trouble, "Waits for room in the quota", null, ResourceText.Of(status.Waiting.Total))];
        if (status.Grant is { } grant && grant.Template == status.Template && grant.Replicas >= deployment.Spec.Replicas)
        {
            return grant.At >= deployment.LastChange.At
                ? [new(StepState.Done, "Quota granted", grant.At, ResourceText.Of(grant.Total))]
                : [new(StepState.Done, "Quota kept", null, ResourceText.Of(grant.Total))];
        }
        return status.Failure is null ? [new(StepState.Current, "Asks for quota")] : [];
    }

    private static IEnumerable<TimelineStep> Lost(DeploymentStatus status) => status.LostReplicaAt is { } at
        ? [new(StepState.Trouble, "A replica was lost", at)]
        : [];

    private static IEnumerable<TimelineStep> Replicas(DeploymentStatus status)
    {
        if (status.Template is null)
            return [];
        var newest = status.Replicas.Where(replica => replica.Template == status.Template && replica.State is not ReplicaState.Stopping).ToList();
        var rest = newest.Skip(MostReplicas).ToList();
        var missing = status.Phase is DeploymentPhase.Failed ? 0 : status.Wanted - newest.Count;
        return
        [
            .. newest.Take(MostReplicas).Select(Replica),
            .. rest.Count == 0 ? Array.Empty<TimelineStep>() : [Others(rest)],
            .. missing <= 0 ? Array.Empty<TimelineStep>() : [new(StepState.Pending, $"{Count(missing)} to come")],
        ];
    }

    private static TimelineStep Replica(ReplicaObservation replica) => replica switch
    {
        { Ready: true } => new(StepState.Done, $"{replica.Name} is ready", replica.Since, Restarts(replica)),
        { State: ReplicaState.Waiting } => new(StepState.Trouble, $"{replica.Name} waits to be started again", replica.Since, replica.Problem?.Failure.Message ?? Restarts(replica)),
        { Problem: { Certain: true } problem } => new(StepState.Trouble, $"{replica.Name} cannot start", problem.Since, problem.Failure.Message),
        { State: ReplicaState.Running } => new(StepState.Trouble, $"{replica.Name} is not ready any more", replica.Since, replica.Problem?.Failure.Message),
        _ => new(StepState.Current, $"{replica.Name} is starting", replica.Since, Restarts(replica)),
    };

    private static TimelineStep Others(List<ReplicaObservation> others)
    {
        var ready = others.Count(replica => replica.Ready);
        return new(ready == others.Count ? StepState.Done : StepState.Current, $"{others.Count} more, {ready} of them ready");
    }

    private static IEnumerable<TimelineStep> Traffic(DeploymentStatus status)
    {
        var older = status.Replicas.Count(replica => replica.Template != status.Template);
        if (older == 0 || status.Template is null)
            return [];
        var detail = $"{Count(older)} of an older revision left";
        return status.Available > 0 ? [new(StepState.Current, "Requests move to the new replicas", null, detail)] : [new(StepState.Pending, "Requests move to the new replicas", null, detail)];
    }

    private static TimelineStep Outcome(Deployment deployment) => deployment.Status switch
    {
        { Phase: DeploymentPhase.Deployed } status => new(StepState.Done, "Deployed", status.PhaseSince, $"Every request goes to revision {deployment.Generation}"),
        { Phase: DeploymentPhase.Failed, Failure: { } failure } status => new(StepState.Trouble, $"Failed: {failure.Reason}", status.PhaseSince, failure.Message),
        _ => new(StepState.Pending, "Deployed", null, $"Within {Core.Quotas.Amounts.Duration(deployment.Spec.Deadline)}, {Until(deployment)}, or it counts as failed"),
    };

    private static string Until(Deployment deployment)
    {
        DateTimeOffset?[] starts = [deployment.LastChange.At, deployment.Status.Grant?.At, deployment.Status.LostReplicaAt];
        return string.Create(CultureInfo.InvariantCulture, $"until {starts.Max() + deployment.Spec.Deadline:HH:mm:ss} UTC");
    }

    private static string? Restarts(ReplicaObservation replica) => replica.Restarts switch
    {
        0 => null,
        1 => "Started again once",
        var times => $"Started again {times} times",
    };

    private static string Count(int replicas) => replicas == 1 ? "1 replica" : $"{replicas} replicas";
}
