using System.Globalization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Reconciling;

/// <summary>Tells what is the case with one deployment. Pure: no clock, no I/O.</summary>
public static class Assessor
{
    private static readonly TimeSpan AskAgainWhenUnknown = TimeSpan.FromSeconds(5);

    /// <summary>The status after a pass: what was planned, seen before it, and what the runtime answered.</summary>
    /// <remarks>Waiting counts the time that really passed, also where <paramref name="jumps"/> tell that the clock was set meanwhile.</remarks>
    public static Verdict Assess(
        Deployment deployment, Plan plan, Observation seen, RuntimeAnswer answer, DateTimeOffset now, ClockJumps? jumps = null)
    {
        if (WhyUnknown(seen, answer) is { } because)
            return Unknown(deployment, because, now);
        if (deployment.Deletion is not null)
            return Deleting(deployment, plan, seen, now);
        if (deployment.Spec.Stop)
            return Stopping(deployment, plan, seen, now);
        return Running(deployment, plan, seen, answer, now, jumps ?? ClockJumps.None);
    }

    private static Verdict Unknown(Deployment deployment, string because, DateTimeOffset now)
    {
        var since = deployment.Status.UnknownSince ?? now;
        var message = StatusTexts.Unknown.With(since.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), because);
        return new Verdict(
            Stamped(deployment, deployment.Status with { UnknownSince = since, Message = message }, now), now + AskAgainWhenUnknown);
    }

    private static Verdict Deleting(Deployment deployment, Plan plan, Observation seen, DateTimeOffset now)
    {
        var status = Observed(deployment, plan, seen) with { Phase = DeploymentPhase.Stopping, Message = StatusTexts.Deleting };
        return new Verdict(Stamped(deployment, status, now), Finished: !seen.Exists && !seen.Behind);
    }

    private static Verdict Stopping(Deployment deployment, Plan plan, Observation seen, DateTimeOffset now)
    {
        var left = seen.Replicas.Count;
        var stopped = left == 0 && !seen.Behind;
        var status = Observed(deployment, plan, seen) with
        {
            Phase = stopped ? DeploymentPhase.Stopped : DeploymentPhase.Stopping,
            Message = stopped ? StatusTexts.Stopped : Phrases.Count(left, StatusTexts.StoppingOne, StatusTexts.StoppingMany),
            LastDeployed = null,
        };
        return new Verdict(Stamped(deployment, status, now));
    }

    private static Verdict Running(
        Deployment deployment, Plan plan, Observation seen, RuntimeAnswer answer, DateTimeOffset now, ClockJumps jumps)
    {
        var status = Observed(deployment, plan, seen);
        var failure = plan.Refusal ?? (answer as RuntimeAnswer.Rejected)?.Failure;
        var exits = ExitsThatCount(deployment, plan, seen, now, jumps);
        failure ??= FailureOfReplicas(plan, status, seen, exits, now);
        if (failure is null && !seen.Behind && IsComplete(status))
        {
            var deployed = Deployed(deployment, status, CrashRules.NoteOf(exits, now), seen.Note);
            return new Verdict(Stamped(deployment, deployed, now), CrashRules.NextForgottenAt(exits, now));
        }

        var lostReplicaAt = LostReplicaAt(deployment, now);
        var clockFrom = jumps.Translate(Latest(ClockOf(deployment, plan), lostReplicaAt), now);
        if (now >= clockFrom + deployment.Spec.Deadline && !Leftovers.AreAllEnding(status))
            failure ??= FailureAtDeadline(deployment, status, seen);
        var leftovers = failure is null ? Leftovers.Of(status, since => jumps.Translate(since, now), now) : Leftovers.None;
        status = status with
        {
            LostReplicaAt = lostReplicaAt,
            Failure = failure,
            Phase = failure is null ? DeploymentPhase.Deploying : DeploymentPhase.Failed,
            Message = failure is null ? WithNotes(ProgressOf(status), leftovers.Note) : WithWhatServes(failure.Message, status),
        };
        return new Verdict(
            Stamped(deployment, status, now), Earliest(leftovers.LookAgainAt, NextLook(clockFrom + deployment.Spec.Deadline, exits, now)));
    }

    private static DeploymentStatus Observed(Deployment deployment, Plan plan, Observation seen)
    {
        var updated = seen.Replicas.Where(replica => replica.Template == plan.Template && replica.State != ReplicaState.Stopping).ToList();
        return deployment.Status with
        {
            ObservedGeneration = deployment.Generation,
            Failure = null,
            Wanted = deployment.Spec.Stop || deployment.Deletion is not null ? 0 : deployment.Spec.Replicas,
            Updated = updated.Count,
            Available = updated.Count(replica => replica.Ready),
            Replicas = seen.Replicas,
            Template = plan.Template,
            LastDeployed = plan.Grant is null && seen.Replicas.Count == 0 ? null : deployment.Status.LastDeployed,
            Grant = plan.Grant,
            Waiting = plan.Waiting,
            LostReplicaAt = null,
            UnknownSince = null,
        };
    }

    private static bool IsComplete(DeploymentStatus status) =>
        status.Updated == status.Wanted && status.Available == status.Wanted && status.Replicas.Count == status.Updated;

    private static DeploymentStatus Deployed(Deployment deployment, DeploymentStatus status, params IEnumerable<string?> notes)
    {
        var ready = Phrases.Count(status.Wanted, StatusTexts.OneReady, StatusTexts.AllReady);
        return status with
        {
            Phase = DeploymentPhase.Deployed,
            Message = WithNotes(ready, notes),
            LastDeployed = new ServingRevision(deployment.Generation, status.Template!),
        };
    }

    private static string WithNotes(string ready, params IEnumerable<string?> notes) =>
        notes.OfType<string>().Aggregate(ready, (message, note) => StatusTexts.ReadyWithNote.With(message, note));

    /// <summary>
    /// Exits of the newest template since somebody last changed something: a change is a new chance. Their times are told as the clock
    /// of now would have.
    /// </summary>
    private static List<ReplicaExit> ExitsThatCount(Deployment deployment, Plan plan, Observation seen, DateTimeOffset now, ClockJumps jumps)
    {
        var since = jumps.Translate(ClockOf(deployment, plan), now);
        return
        [
            .. seen.Exits.Where(exit => exit.Template == plan.Template)
                .Select(exit => exit with { At = jumps.Translate(exit.At, now) })
                .Where(exit => exit.At >= since),
        ];
    }

    private static Failure? FailureOfReplicas(
        Plan plan, DeploymentStatus status, Observation seen, List<ReplicaExit> exits, DateTimeOffset now)
    {
        var newest = seen.Replicas.Where(replica => replica.Template == plan.Template && replica.State != ReplicaState.Stopping).ToList();
        if (newest.FirstOrDefault(replica => replica.Problem is { Certain: true })?.Problem is { } certain)
            return certain.Failure;
        if (seen.Problem is { Certain: true } ofTheWhole)
            return ofTheWhole.Failure;
        return exits.Count == 0
            ? null
            : CrashRules.FailureOf(
                exits, everReady: newest.Any(replica => replica.State is ReplicaState.Running), status.Grant?.Each.Memory ?? 0, now);
    }

    private static Failure FailureAtDeadline(Deployment deployment, DeploymentStatus status, Observation seen) =>
        status.Replicas.FirstOrDefault(replica => replica.Template == status.Template && replica.State != ReplicaState.Stopping && !replica.Ready && replica.Problem is not null)
            ?.Problem?.Failure
        ?? seen.Problem?.Failure
        ?? (status.Available >= status.Wanted
            ? Failures.NotEnded(deployment.Spec.Deadline, ProgressOf(status))
            : LastSeenNotReady(deployment) ?? Failures.DeadlineExceeded(deployment.Spec.Deadline, ProgressOf(status)));

    /// <summary>
    /// A replica that is started anew, after a restart of the portal say, has not answered its readiness check yet: what was known
    /// of it before is still the best that is known.
    /// </summary>
    private static Failure? LastSeenNotReady(Deployment deployment) =>
        deployment.Status is { Failure: { Reason: FailureReason.NotReady } failure } before && before.ObservedGeneration == deployment.Generation
            ? failure
            : null;

    /// <summary>The deadline's clock starts at the last accepted change; waiting for quota does not count against it.</summary>
    private static DateTimeOffset ClockOf(Deployment deployment, Plan plan) =>
        Latest(deployment.LastChange.At, plan.Grant?.At);

    private static DateTimeOffset? LostReplicaAt(Deployment deployment, DateTimeOffset now) => deployment.Status switch
    {
        var status when status.ObservedGeneration != deployment.Generation => null,
        { Phase: DeploymentPhase.Deployed } => now,
        var status => status.LostReplicaAt,
    };

    /// <summary>Time alone changes the verdict at the deadline, and whenever an exit leaves the window in which it counts.</summary>
    private static DateTimeOffset? NextLook(DateTimeOffset deadline, List<ReplicaExit> exits, DateTimeOffset now) =>
        CrashRules.NextForgottenAt(exits, now) is { } forgotten && (forgotten < deadline || deadline <= now) ? forgotten
        : deadline > now ? deadline
        : null;

    private static string ProgressOf(DeploymentStatus status)
    {
        var ready = (status.Wanted == 1 ? StatusTexts.OfOneReady : StatusTexts.OfManyReady).With(Math.Min(status.Available, status.Wanted), status.Wanted);
        var older = status.Replicas.Count(replica => replica.Template != status.Template);
        var surplus = status.Replicas.Count - older - status.Wanted;
        return (older, surplus) switch
        {
            ( > 0, _) => StatusTexts.OlderLeft.With(ready, older),
            (_, > 0) => StatusTexts.SurplusLeft.With(ready, surplus),
            _ => ready,
        };
    }

    private static string WithWhatServes(string failure, DeploymentStatus status)
    {
        if (status.LastDeployed is { } last && last.Template != status.Template && last.Revision != status.ObservedGeneration
            && status.Replicas.Any(replica => replica.Ready && replica.Template == last.Template))
            return StatusTexts.RevisionServes.With(failure, last.Revision);
        var ready = status.Replicas.Count(replica => replica.Ready);
        var all = Math.Max(ready, status.Wanted);
        return ready switch
        {
            0 => failure,
            1 => StatusTexts.OneServes.With(failure, all),
            _ => StatusTexts.ManyServe.With(failure, ready, all),
        };
    }

    private static DeploymentStatus Stamped(Deployment deployment, DeploymentStatus status, DateTimeOffset now)
    {
        var before = deployment.Status;
        var same = (before.ObservedGeneration, before.Phase, before.Message) == (status.ObservedGeneration, status.Phase, status.Message)
            && before.Failure == status.Failure;
        var samePhase = (before.ObservedGeneration, before.Phase) == (status.ObservedGeneration, status.Phase);
        return status with { ChangedAt = same ? before.ChangedAt : now, PhaseSince = samePhase ? before.PhaseSince : now };
    }

    private static string? WhyUnknown(Observation seen, RuntimeAnswer answer) =>
        seen.UnknownBecause ?? (answer as RuntimeAnswer.Unreachable)?.Because;

    private static DateTimeOffset? Earliest(DateTimeOffset? first, DateTimeOffset? second) =>
        first is null || second < first ? second : first;

    private static DateTimeOffset Latest(DateTimeOffset first, DateTimeOffset? second) =>
        second is { } other && other > first ? other : first;
}
